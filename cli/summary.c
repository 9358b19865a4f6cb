#include "cli/summary.h"

#include "text/escape.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/*
 * Why an article is left out. Readers do not miss what is no page of its
 * own, so the text does not tell of it.
 */
static const struct {
	enum visibility why;
	const char *key, *one, *many; /* NULL: not told in text */
} reasons[] = {
	{ HIDDEN_DRAFT, "draft", "draft", "drafts" },
	{ HIDDEN_FUTURE, "future", "not yet due", "not yet due" },
	{ HIDDEN_EXPIRED, "expired", "expired", "expired" },
	{ HIDDEN_UNLISTED, "unlisted", "unlisted", "unlisted" },
	{ HIDDEN_BROKEN, "broken", "broken", "broken" },
	{ HIDDEN_NO_PAGE, "no_page", NULL, NULL },
};

static void put_count(struct strbuf *out, size_t count, const char *one,
		      const char *many)
{
	strbuf_printf(out, "%zu %s", count, count == 1 ? one : many);
}

/* ", 3 new"; nothing for none. */
static void put_part(struct strbuf *out, size_t count, const char *one,
		     const char *many)
{
	if (!count)
		return;
	strbuf_put_str(out, ", ");
	put_count(out, count, one, many);
}

static void put_left_out(struct strbuf *out, const struct index_report *report)
{
	size_t rows[COUNT(reasons)], count = 0;

	for (size_t i = 0; i < COUNT(reasons); i++)
		if (reasons[i].one && report->left_out[reasons[i].why])
			rows[count++] = i;
	for (size_t i = 0; i < count; i++) {
		strbuf_put_str(out, i == 0 || i + 1 < count ? ", " : " and ");
		put_count(out, report->left_out[reasons[rows[i]].why],
			  reasons[rows[i]].one, reasons[rows[i]].many);
	}
	if (count)
		strbuf_put_str(out, " left out");
}

void summary_put_text(struct strbuf *out, const struct index_report *report)
{
	struct strbuf parts = STRBUF_INIT;

	put_part(&parts, report->added, "new", "new");
	put_part(&parts, report->updated, "changed", "changed");
	put_part(&parts, report->removed, "removed", "removed");
	if (!parts.len)
		strbuf_put_str(&parts, report->has_new_settings
					       ? ", settings taken over"
					       : ", nothing changed");
	put_left_out(&parts, report);
	put_part(&parts, report->unreadable, "could not be read",
		 "could not be read");
	put_part(&parts, report->warnings, "warning", "warnings");
	put_count(out, report->articles, "article", "articles");
	strbuf_printf(out, ": %s, %.2f s\n", parts.buf + strlen(", "),
		      report->seconds);
	strbuf_release(&parts);
}

void summary_put_json(struct strbuf *out, const struct index_report *report)
{
	strbuf_printf(out,
		      "{\"articles\":%zu,\"new\":%zu,\"changed\":%zu,"
		      "\"unchanged\":%zu,\"removed\":%zu,\"left_out\":{",
		      report->articles, report->added, report->updated,
		      report->unchanged, report->removed);
	for (size_t i = 0; i < COUNT(reasons); i++)
		strbuf_printf(out, "%s\"%s\":%zu", i ? "," : "", reasons[i].key,
			      report->left_out[reasons[i].why]);
	strbuf_printf(out,
		      "},\"unreadable\":%zu,\"warnings\":%zu,"
		      "\"files_read\":%zu,\"seconds\":%.3f}\n",
		      report->unreadable, report->warnings, report->files_read,
		      report->seconds);
}

/* Paths and words of articles: a terminal must not take orders from them. */
void summary_print_warning(FILE *to, const struct warning *warning)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_put_str(&line, "blogsearch: ");
	escape_terminal(&line, warning->path);
	if (warning->line)
		strbuf_printf(&line, ":%d", warning->line);
	if (warning->line && warning->column)
		strbuf_printf(&line, ":%d", warning->column);
	strbuf_put_str(&line, ": ");
	escape_terminal(&line, warning->text);
	strbuf_put_char(&line, '\n');
	fputs(line.buf, to);
	strbuf_release(&line);
}
