#include "text/json.h"

#include <inttypes.h>
#include <math.h>

#include "text/escape.h"

struct json json_to(struct strbuf *out)
{
	struct json j = { out, false };

	return j;
}

void json_put_key(struct json *j, struct span key)
{
	if (j->has_value)
		strbuf_put_char(j->out, ',');
	escape_json(j->out, key);
	strbuf_put_char(j->out, ':');
	j->has_value = false;
}

/* What stands before a value. */
static void lead(struct json *j, const char *key)
{
	if (key)
		json_put_key(j, span_from(key));
	if (j->has_value)
		strbuf_put_char(j->out, ',');
	j->has_value = true;
}

void json_begin(struct json *j, const char *key, char bracket)
{
	lead(j, key);
	strbuf_put_char(j->out, bracket);
	j->has_value = false;
}

void json_end(struct json *j, char bracket)
{
	strbuf_put_char(j->out, bracket);
	j->has_value = true;
}

void json_put_text(struct json *j, const char *key, struct span text)
{
	lead(j, key);
	escape_json(j->out, text);
}

void json_put_texts(struct json *j, const char *key,
		    const struct span_list *texts)
{
	json_begin(j, key, '[');
	for (size_t i = 0; i < texts->count; i++)
		json_put_text(j, NULL, texts->items[i]);
	json_end(j, ']');
}

void json_put_integer(struct json *j, const char *key, int64_t value)
{
	lead(j, key);
	strbuf_printf(j->out, "%" PRId64, value);
}

void json_put_true(struct json *j, const char *key)
{
	lead(j, key);
	strbuf_put_str(j->out, "true");
}

void json_put_number(struct json *j, const char *key, double value)
{
	lead(j, key);
	if (isfinite(value))
		strbuf_printf(j->out, "%.6g", value);
	else
		strbuf_put_str(j->out, "null");
}

void json_put_date(struct json *j, const char *key, struct date date)
{
	char iso[DATE_TEXT_SIZE];

	date_format_iso(iso, date);
	if (*iso) {
		json_put_text(j, key, span_from(iso));
	} else {
		lead(j, key);
		strbuf_put_str(j->out, "null");
	}
}
