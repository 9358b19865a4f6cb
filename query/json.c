#include "query/json.h"

#include <math.h>

#include "base/mem.h"
#include "text/escape.h"

json_t *json_check(json_t *json)
{
	if (!json)
		mem_exhausted();
	return json;
}

void json_put(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new_nocheck(object, key, json_check(value)) < 0)
		mem_exhausted();
}

void json_add(json_t *array, json_t *value)
{
	if (json_array_append_new(array, json_check(value)) < 0)
		mem_exhausted();
}

json_t *json_of_text(struct span text)
{
	struct strbuf clean = STRBUF_INIT;
	json_t *json = json_stringn(text.ptr, text.len);

	if (json)
		return json;
	/* It is not UTF-8, as what is typed need not be. */
	escape_malformed(&clean, text);
	json = json_stringn_nocheck(clean.buf, clean.len);
	strbuf_release(&clean);
	return json_check(json);
}

json_t *json_of_texts(const struct span_list *list)
{
	json_t *array = json_check(json_array());

	for (size_t i = 0; i < list->count; i++)
		json_add(array, json_of_text(list->items[i]));
	return array;
}

json_t *json_of_date(struct date date)
{
	char iso[DATE_TEXT_SIZE];

	date_format_iso(iso, date);
	return *iso ? json_string(iso) : json_null();
}

json_t *json_of_number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static int append(const char *bytes, size_t len, void *out)
{
	strbuf_put(out, bytes, len);
	return 0;
}

/* Six digits are more than any number of ours means. */
void json_write_line(struct strbuf *out, json_t *json)
{
	if (json_dump_callback(json, append, out,
			       JSON_COMPACT | JSON_REAL_PRECISION(6)) < 0)
		mem_exhausted();
	json_decref(json);
	strbuf_put_char(out, '\n');
}
