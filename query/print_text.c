#include "query/printer.h"

#include "query/marked.h"
#include "query/wrap.h"
#include "text/escape.h"
#include "text/utf8.h"
#include "text/width.h"

/* Select Graphic Rendition, ECMA-48 8.3.117. */
#define STYLE_PLAIN "\033[0m"
#define STYLE_TITLE "\033[0;1m"
#define STYLE_DIM "\033[0;2m"
#define STYLE_MARK "\033[0;1;33m"

enum {
	SNIPPET_INDENT = 4,
	/* An automatic summary of text without spaces may be a page long. */
	SUMMARY_COLUMNS = 400,
};

static void put_style(struct wrap *w, const struct print_options *options,
		      const char *style)
{
	if (options->colour)
		wrap_put_sequence(w, style);
}

/* Write text with marks as lines of one style. */
static void put_marked(struct strbuf *out, const struct print_options *options,
		       struct span text, const char *style, int indent)
{
	struct strbuf clean = STRBUF_INIT;
	struct span run;
	struct wrap w;
	bool is_marked = false;

	wrap_init(&w, out, options->width, indent);
	put_style(&w, options, style);
	while (marked_next(&text, &run, &is_marked)) {
		strbuf_reset(&clean);
		escape_terminal(&clean, run);
		if (is_marked)
			put_style(&w, options, STYLE_MARK);
		wrap_put(&w, strbuf_span(&clean));
		if (is_marked)
			put_style(&w, options, style);
	}
	put_style(&w, options, STYLE_PLAIN);
	wrap_end(&w);
	wrap_release(&w);
	strbuf_release(&clean);
}

/* Cut off behind a word, or inside where words have no spaces. */
static void put_summary(struct strbuf *out, struct span summary,
			const struct print_options *options)
{
	struct strbuf shown = STRBUF_INIT;
	size_t pos = 0, space = 0;
	int columns = 0;

	while (pos < summary.len && columns < SUMMARY_COLUMNS) {
		if (summary.ptr[pos] == ' ')
			space = pos;
		columns += width_of(utf8_next(summary, &pos));
	}
	if (pos < summary.len && space > pos / 2)
		pos = space;
	strbuf_put_span(&shown, span_slice(summary, 0, pos));
	if (pos < summary.len)
		strbuf_put_str(&shown, " …");
	put_marked(out, options, strbuf_span(&shown), STYLE_PLAIN, 0);
	strbuf_release(&shown);
}

/* Terminals hand a link to the system, so only the web's own get one. */
static bool is_link(struct span url)
{
	return span_has_prefix(url, "https://") ||
	       span_has_prefix(url, "http://");
}

/* The title is a link where terminals know how (OSC 8); others skip it. */
static void put_title(struct strbuf *out, const struct hit *hit,
		      const struct print_options *options)
{
	bool has_link = options->colour && is_link(hit->document.url);
	struct span title = hit->title.len ? hit->title : hit->document.title;

	if (has_link) {
		strbuf_put_str(out, "\033]8;;");
		escape_url(out, hit->document.url);
		strbuf_put_str(out, "\033\\");
	}
	put_marked(out, options, title, STYLE_TITLE, 0);
	if (has_link) {
		strbuf_truncate(out, out->len - 1);
		strbuf_put_str(out, "\033]8;;\033\\\n");
	}
}

/* Does the summary say what the snippet does? */
static bool is_in_summary(const struct hit *hit)
{
	static const char ellipsis[] = "…";
	struct strbuf plain = STRBUF_INIT;
	struct span summary = hit->document.summary, snippet;
	bool is_in;

	marked_put_plain(&plain, hit->snippet);
	snippet = span_trim(strbuf_span(&plain));
	if (span_has_prefix(snippet, ellipsis))
		snippet = span_slice(snippet, strlen(ellipsis), snippet.len);
	if (span_has_suffix(snippet, ellipsis))
		snippet =
			span_slice(snippet, 0, snippet.len - strlen(ellipsis));
	snippet = span_trim(snippet);
	is_in = snippet.len == 0 || span_find(summary, snippet) < summary.len;
	strbuf_release(&plain);
	return is_in;
}

static void put_count(struct strbuf *line, uint32_t count, const char *one,
		      const char *many)
{
	if (count)
		strbuf_printf(line, "%s%u %s", line->len ? " · " : "", count,
			      count == 1 ? one : many);
}

/* "April 30, 2026 · 3 min · 549 words · Manvendra Rajpoot" */
static void put_facts(struct strbuf *out, const struct document *doc,
		      const struct print_options *options)
{
	struct strbuf line = STRBUF_INIT;
	char date[DATE_TEXT_SIZE];

	date_format_long(date, doc->date);
	strbuf_put_str(&line, date);
	put_count(&line, doc->minutes, "min", "min");
	put_count(&line, doc->words, "word", "words");
	for (size_t i = 0; i < doc->authors.count; i++) {
		if (line.len)
			strbuf_put_str(&line, i ? ", " : " · ");
		strbuf_put_span(&line, doc->authors.items[i]);
	}
	if (line.len)
		put_marked(out, options, strbuf_span(&line), STYLE_PLAIN, 0);
	strbuf_release(&line);
}

/* Never broken, so that it can be copied. */
static void put_url(struct strbuf *out, struct span url,
		    const struct print_options *options)
{
	if (options->colour)
		strbuf_put_str(out, STYLE_DIM);
	escape_terminal(out, url);
	if (options->colour)
		strbuf_put_str(out, STYLE_PLAIN);
}

static void put_section(struct strbuf *out, const struct hit *hit,
			const struct hit_section *section,
			const struct print_options *options)
{
	struct strbuf heading = STRBUF_INIT, url = STRBUF_INIT;

	marked_put_plain(&heading, section->heading);
	strbuf_put_span(&url, hit->document.url);
	if (section->anchor.len) {
		strbuf_put_char(&url, '#');
		escape_fragment_readable(&url, section->anchor);
	}
	strbuf_put_str(out, "  § ");
	escape_terminal(out, strbuf_span(&heading));
	strbuf_put_str(out, " — ");
	put_url(out, strbuf_span(&url), options);
	strbuf_put_char(out, '\n');
	strbuf_release(&heading);
	strbuf_release(&url);
}

/* Lines of code keep their indentation. */
static void put_snippet(struct strbuf *out, struct span snippet,
			const struct print_options *options)
{
	struct span line;

	while (span_next_piece(&snippet, '\n', &line)) {
		int indent = SNIPPET_INDENT;

		while (span_accept(&line, ' '))
			indent++;
		put_marked(out, options, line, STYLE_DIM, indent);
	}
}

static void put_hit(struct strbuf *out, const struct hit *hit,
		    const struct print_options *options)
{
	const struct document *doc = &hit->document;

	put_title(out, hit, options);
	if (doc->summary.len)
		put_summary(out, doc->summary, options);
	if (!is_in_summary(hit))
		put_snippet(out, hit->snippet, options);
	put_facts(out, doc, options);
	if (doc->url.len) {
		put_url(out, doc->url, options);
		strbuf_put_char(out, '\n');
	}
	for (size_t i = 0; i < hit->section_count; i++)
		put_section(out, hit, &hit->sections[i], options);
	for (size_t i = 0; i < hit->explanation_count; i++) {
		const struct factor *factor = &hit->explanation[i];

		strbuf_put_str(out, "  ");
		escape_terminal(out, factor->name);
		strbuf_printf(out, " %.4g\n", factor->value);
	}
}

/* "tag: python (9), asyncio (7)" */
static void put_facet(struct strbuf *out, const struct facet *facet,
		      const struct print_options *options)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_printf(&line, "%s:", facet->name);
	for (size_t i = 0; i < facet->count; i++) {
		strbuf_put_str(&line, i ? ", " : " ");
		strbuf_put_span(&line, facet->values[i].name);
		strbuf_printf(&line, " (%lld)",
			      (long long)facet->values[i].count);
	}
	put_marked(out, options, strbuf_span(&line), STYLE_PLAIN, 0);
	strbuf_release(&line);
}

void print_text(struct strbuf *out, const struct results *results,
		const struct print_options *options)
{
	bool has_facets = false;

	for (size_t i = 0; i < results->hit_count; i++) {
		if (i)
			strbuf_put_char(out, '\n');
		put_hit(out, &results->hits[i], options);
	}
	for (size_t i = 0; i < results->facet_count; i++) {
		if (results->facets[i].count == 0)
			continue;
		if (!has_facets && results->hit_count)
			strbuf_put_char(out, '\n');
		has_facets = true;
		put_facet(out, &results->facets[i], options);
	}
}
