#include "query/status.h"

#include <inttypes.h>

#include "text/escape.h"
#include "text/json.h"

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

static void put_languages_json(struct json *j, const struct status *s)
{
	json_begin(j, "languages", '[');
	for (size_t i = 0; i < s->language_count; i++) {
		json_begin(j, NULL, '{');
		json_put_text(j, "lang", s->languages[i].name);
		json_put_integer(j, "documents", s->languages[i].documents);
		json_end(j, '}');
	}
	json_end(j, ']');
}

void status_print_json(struct strbuf *out, const struct status *s)
{
	struct json j = json_to(out);
	char changed[DATE_TEXT_SIZE];

	put_date(changed, s->changed);
	json_begin(&j, NULL, '{');
	json_put_text(&j, "index", span_from(s->path));
	json_put_integer(&j, "documents", s->documents);
	put_languages_json(&j, s);
	json_put_integer(&j, "words", s->words);
	json_put_integer(&j, "bytes", s->bytes);
	json_put_text(&j, "changed", span_from(changed));
	json_put_integer(&j, "revision", s->revision);
	json_put_integer(&j, "format", reader_format_version());
	json_put_text(&j, "integrity",
		      span_from(s->damage.code ? "damaged" : "ok"));
	json_end(&j, '}');
	strbuf_put_char(out, '\n');
}
