#include "query/printer.h"

#include "query/marked.h"
#include "text/escape.h"

/* Tags shown of one article. */
enum { MAX_TAGS = 6 };

/*
 * Only the web's own URLs and those of the same site become links: not
 * "javascript:", wherever an article may have it from.
 */
static bool is_link(struct span url)
{
	size_t colon = span_find_char(url, ':');

	if (span_has_prefix(url, "https://") || span_has_prefix(url, "http://"))
		return true;
	return url.len &&
	       (colon == url.len || span_find_char(url, '/') < colon);
}

/* <a href="URL#ANCHOR">, or nothing where the URL makes no link. */
static bool open_link(struct strbuf *out, struct span url, struct span anchor)
{
	struct strbuf target = STRBUF_INIT;

	if (!is_link(url))
		return false;
	escape_url(&target, url);
	if (anchor.len) {
		strbuf_put_char(&target, '#');
		escape_fragment(&target, anchor);
	}
	strbuf_put_str(out, "<a href=\"");
	escape_html(out, strbuf_span(&target));
	strbuf_put_str(out, "\">");
	strbuf_release(&target);
	return true;
}

/* Marked text that is a link where it can be. */
static void put_link(struct strbuf *out, struct span url, struct span anchor,
		     struct span marked)
{
	bool is_open = open_link(out, url, anchor);

	marked_put_html(out, marked);
	if (is_open)
		strbuf_put_str(out, "</a>");
}

static void put_snippet(struct strbuf *out, const char *tag,
			struct span snippet)
{
	if (snippet.len == 0)
		return;
	strbuf_printf(out, "<%s class=\"bs-snippet\" dir=\"auto\">", tag);
	marked_put_html(out, snippet);
	strbuf_printf(out, "</%s>\n", tag);
}

static void put_separator(struct strbuf *out, size_t start)
{
	if (out->len > start)
		strbuf_put_str(out, " · ");
}

/* "April 30, 2026 · 3 min · 549 words · Manvendra Rajpoot" */
static void put_facts(struct strbuf *out, const struct document *doc)
{
	char shown[DATE_TEXT_SIZE], iso[DATE_TEXT_SIZE];
	size_t start = out->len;

	date_format_long(shown, doc->date);
	date_format_iso(iso, doc->date);
	if (*iso)
		strbuf_printf(out, "<time datetime=\"%s\">%s</time>", iso,
			      shown);
	if (doc->minutes) {
		put_separator(out, start);
		strbuf_printf(out, "%u min", doc->minutes);
	}
	if (doc->words) {
		put_separator(out, start);
		strbuf_printf(out, "%u word%s", doc->words,
			      doc->words == 1 ? "" : "s");
	}
	for (size_t i = 0; i < doc->authors.count; i++) {
		if (i)
			strbuf_put_str(out, ", ");
		else
			put_separator(out, start);
		escape_html(out, doc->authors.items[i]);
	}
}

static void put_tag(struct strbuf *out, struct span tag, struct span url)
{
	struct strbuf encoded = STRBUF_INIT;

	escape_component(&encoded, tag);
	strbuf_put_str(out,
		       url.len ? " <a class=\"bs-tag\" dir=\"auto\" href=\""
			       : " <span class=\"bs-tag\" dir=\"auto\">");
	if (url.len) {
		escape_html(out, url);
		strbuf_put_span(out, strbuf_span(&encoded));
		strbuf_put_str(out, "\">");
	}
	escape_html(out, tag);
	strbuf_put_str(out, url.len ? "</a>" : "</span>");
	strbuf_release(&encoded);
}

static void put_meta(struct strbuf *out, const struct document *doc,
		     struct span tag_url)
{
	size_t start = out->len, empty;

	strbuf_put_str(out, "<p class=\"bs-meta\"><span>");
	empty = out->len;
	put_facts(out, doc);
	if (out->len == empty && doc->tags.count == 0) {
		strbuf_truncate(out, start);
		return;
	}
	strbuf_put_str(out, "</span>");
	for (size_t i = 0; i < doc->tags.count && i < MAX_TAGS; i++)
		put_tag(out, doc->tags.items[i], tag_url);
	strbuf_put_str(out, "</p>\n");
}

static void put_sections(struct strbuf *out, const struct hit *hit)
{
	if (hit->section_count == 0)
		return;
	strbuf_put_str(out, "<ul class=\"bs-sections\">\n");
	for (size_t i = 0; i < hit->section_count; i++) {
		const struct hit_section *section = &hit->sections[i];

		strbuf_put_str(out, "<li class=\"bs-section\">"
				    "<span class=\"bs-heading\" dir=\"auto\">");
		put_link(out, hit->document.url, section->anchor,
			 section->heading.len ? section->heading
					      : hit->document.title);
		strbuf_put_str(out, "</span>\n");
		put_snippet(out, "span", section->snippet);
		strbuf_put_str(out, "</li>\n");
	}
	strbuf_put_str(out, "</ul>\n");
}

static void put_hit(struct strbuf *out, const struct hit *hit,
		    struct span tag_url)
{
	const struct document *doc = &hit->document;
	struct span title = hit->title.len ? hit->title : doc->title;

	strbuf_put_str(out, "<li class=\"bs-result\"");
	if (doc->lang.len) {
		strbuf_put_str(out, " lang=\"");
		escape_html(out, doc->lang);
		strbuf_put_char(out, '"');
	}
	strbuf_put_str(out, ">\n<h2 class=\"bs-title\" dir=\"auto\">");
	put_link(out, doc->url, span_make("", 0), title.len ? title : doc->url);
	strbuf_put_str(out, "</h2>\n");
	put_snippet(out, "p", hit->snippet.len ? hit->snippet : doc->summary);
	put_meta(out, doc, tag_url);
	put_sections(out, hit);
	strbuf_put_str(out, "</li>\n");
}

void print_html(struct strbuf *out, const struct results *results,
		const struct print_options *options)
{
	if (results->hit_count == 0)
		return;
	strbuf_printf(out, "<ol class=\"bs-results\" start=\"%zu\">\n",
		      options->offset + 1);
	for (size_t i = 0; i < results->hit_count; i++)
		put_hit(out, &results->hits[i], options->tag_url);
	strbuf_put_str(out, "</ol>\n");
}
