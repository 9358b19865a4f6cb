#include "query/status.h"

#include <inttypes.h>

#include "query/json.h"
#include "text/escape.h"

static void put_date(char out[DATE_TEXT_SIZE], int64_t seconds)
{
	struct date date = { seconds, 0, true, true };

	date_format_iso(out, date);
}

/* "3 hours ago" */
static void put_age(struct strbuf *out, int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = { { 86400, "day" }, { 3600, "hour" }, { 60, "minute" } };

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		int64_t count = seconds / units[i].seconds;

		if (count <= 0)
			continue;
		strbuf_printf(out, "%" PRId64 " %s%s ago", count, units[i].name,
			      count == 1 ? "" : "s");
		return;
	}
	strbuf_put_str(out, "less than a minute ago");
}

static void put_bytes(struct strbuf *out, int64_t bytes)
{
	if (bytes < 1024 * 1024)
		strbuf_printf(out, "%.1f KiB", (double)bytes / 1024);
	else
		strbuf_printf(out, "%.1f MiB", (double)bytes / 1024 / 1024);
}

/* "en 10, fr 2"; articles that name none have no language. */
static void put_languages(struct strbuf *out, const struct status *s)
{
	for (size_t i = 0; i < s->language_count; i++) {
		const struct language_count *language = &s->languages[i];

		strbuf_put_str(out, i ? ", " : "");
		if (language->name.len)
			escape_terminal(out, language->name);
		else
			strbuf_put_str(out, "unknown");
		strbuf_printf(out, " %" PRId64, language->documents);
	}
}

void status_print_text(struct strbuf *out, const struct status *s, int64_t now)
{
	char changed[DATE_TEXT_SIZE];

	put_date(changed, s->changed);
	strbuf_put_str(out, "index      ");
	escape_terminal(out, span_from(s->path));
	strbuf_printf(out, "\ndocuments  %" PRId64, s->documents);
	if (s->language_count) {
		strbuf_put_str(out, "\nlanguages  ");
		put_languages(out, s);
	}
	strbuf_printf(out, "\nwords      %" PRId64, s->words);
	strbuf_put_str(out, "\nsize       ");
	put_bytes(out, s->bytes);
	strbuf_printf(out, "\nchanged    %s, ", changed);
	put_age(out, now - s->changed);
	strbuf_printf(out, "\nrevision   %" PRId64, s->revision);
	strbuf_printf(out, "\nformat     %d", reader_format_version());
	strbuf_printf(out, "\nintegrity  %s\n",
		      s->damage.code ? "damaged" : "ok");
}

static json_t *languages(const struct status *s)
{
	json_t *array = json_check(json_array());

	for (size_t i = 0; i < s->language_count; i++) {
		const struct language_count *language = &s->languages[i];
		json_t *object = json_check(json_object());

		json_put(object, "lang", json_of_text(language->name));
		json_put(object, "documents",
			 json_integer(language->documents));
		json_add(array, object);
	}
	return array;
}

void status_print_json(struct strbuf *out, const struct status *s)
{
	json_t *object = json_check(json_object());
	char changed[DATE_TEXT_SIZE];

	put_date(changed, s->changed);
	json_put(object, "index", json_of_text(span_from(s->path)));
	json_put(object, "documents", json_integer(s->documents));
	json_put(object, "languages", languages(s));
	json_put(object, "words", json_integer(s->words));
	json_put(object, "bytes", json_integer(s->bytes));
	json_put(object, "changed", json_string(changed));
	json_put(object, "revision", json_integer(s->revision));
	json_put(object, "format", json_integer(reader_format_version()));
	json_put(object, "integrity",
		 json_string(s->damage.code ? "damaged" : "ok"));
	json_write_line(out, object);
}
