#include "indexer/html.h"

#include <cmark.h>
#include <stdlib.h>

#include "base/ascii.h"

static const char *const hidden_elements[] = { "script", "style", "template",
					       NULL };

/* Elements that stand inside a word without cutting it in two. */
static const char *const inline_elements[] = {
	"a",    "abbr",  "acronym", "b",      "bdi",    "bdo", "big",
	"cite", "code",  "data",    "del",    "dfn",    "em",  "font",
	"i",    "ins",   "kbd",     "mark",   "nobr",   "q",   "s",
	"samp", "small", "span",    "strike", "strong", "sub", "sup",
	"time", "tt",    "u",       "var",    "wbr",    NULL
};

static bool is_among(const char *const *names, struct span name)
{
	for (; *names; names++)
		if (span_iis(name, *names))
			return true;
	return false;
}

/* The element's name in "<name ...>" or "</name>". */
static struct span tag_name(struct span tag)
{
	size_t from = tag.len > 1 && tag.ptr[1] == '/' ? 2 : 1, end = from;

	while (end < tag.len &&
	       (ascii_is_alnum(tag.ptr[end]) || tag.ptr[end] == '-'))
		end++;
	return end > from ? span_slice(tag, from, end) : span_make(NULL, 0);
}

const char *html_hidden_element(struct span tag)
{
	struct span name = tag_name(tag);

	if (span_has_prefix(tag, "</") || span_has_suffix(tag, "/>"))
		return NULL;
	for (size_t i = 0; hidden_elements[i]; i++)
		if (span_iis(name, hidden_elements[i]))
			return hidden_elements[i];
	return NULL;
}

bool html_is_end_of(struct span tag, const char *element)
{
	return span_has_prefix(tag, "</") && span_iis(tag_name(tag), element);
}

bool html_is_separator(struct span tag)
{
	struct span name = tag_name(tag);

	return name.len && !is_among(inline_elements, name);
}

/*
 * Reads a piece of HTML once. The flags remember what is not there any
 * more, so that no broken construct is looked for twice.
 */
struct scan {
	struct span html;
	size_t pos;
	bool no_comment_end, no_tag_end, quotes_are_broken;
};

/* The offset behind the next `end` from `from` on, or 0. */
static size_t behind(const struct scan *s, size_t from, const char *end)
{
	struct span rest = span_slice(s->html, from, s->html.len);
	size_t at = span_find(rest, span_from(end));

	return at < rest.len ? from + at + strlen(end) : 0;
}

/* The end of the tag at `pos`, quoted values considered, or 0. */
static size_t tag_end(struct scan *s)
{
	char quote = '\0';

	if (s->no_tag_end)
		return 0;
	for (size_t i = s->pos + 1; i < s->html.len && !s->quotes_are_broken;
	     i++) {
		char c = s->html.ptr[i];

		if (quote)
			quote = c == quote ? '\0' : quote;
		else if ((c == '"' || c == '\'') && s->html.ptr[i - 1] == '=')
			quote = c;
		else if (c == '>')
			return i + 1;
	}
	s->quotes_are_broken = true;
	s->no_tag_end = behind(s, s->pos, ">") == 0;
	return behind(s, s->pos, ">");
}

/* The end of the comment, declaration or tag at `pos`, or 0 for text. */
static size_t markup_end(struct scan *s)
{
	struct span rest = span_slice(s->html, s->pos, s->html.len);
	size_t end;

	if (span_has_prefix(rest, "<!--")) {
		end = s->no_comment_end ? 0 : behind(s, s->pos + 4, "-->");
		s->no_comment_end = end == 0;
		return end ? end : s->html.len;
	}
	if (rest.len < 2 ||
	    (!ascii_is_alpha(rest.ptr[1]) && !strchr("/!?", rest.ptr[1])))
		return 0;
	return tag_end(s);
}

/* Move `pos` to the end tag of `element`, or to the end. */
static void skip_element(struct scan *s, const char *element)
{
	while (s->pos < s->html.len) {
		struct span rest = span_slice(s->html, s->pos, s->html.len);
		size_t at = span_find_char(rest, '<');

		s->pos += at;
		rest = span_slice(s->html, s->pos, s->html.len);
		if (html_is_end_of(rest, element))
			return;
		if (rest.len)
			s->pos++;
	}
}

/*
 * Append `text` with its entities decoded. cmark knows all 2,125 of them:
 * let it read the text as a paragraph in which nothing else means anything.
 */
static void put_decoded(struct strbuf *out, struct span text)
{
	struct strbuf escaped = STRBUF_INIT;
	cmark_node *document, *paragraph;
	cmark_iter *iter;
	cmark_event_type event;

	strbuf_put_char(&escaped, '.');
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (ascii_is_space(c))
			c = ' ';
		else if (c > ' ' && c < 0x7f && !ascii_is_alnum(c) &&
			 !strchr("&;#", c))
			strbuf_put_char(&escaped, '\\');
		strbuf_put_char(&escaped, c);
	}
	strbuf_put_char(&escaped, '.');
	document = cmark_parse_document(escaped.buf, escaped.len,
					CMARK_OPT_DEFAULT);
	paragraph = cmark_node_first_child(document);
	strbuf_reset(&escaped);
	iter = cmark_iter_new(paragraph);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		strbuf_put_span(&escaped, span_from(cmark_node_get_literal(
						  cmark_iter_get_node(iter))));
	cmark_iter_free(iter);
	cmark_node_free(document);
	if (escaped.len >= 2)
		strbuf_put(out, escaped.buf + 1, escaped.len - 2);
	strbuf_release(&escaped);
}

void html_put_text(struct strbuf *out, struct span html)
{
	struct scan s = { html, 0, false, false, false };
	struct strbuf text = STRBUF_INIT;

	while (s.pos < html.len) {
		struct span rest = span_slice(html, s.pos, html.len);
		size_t end = span_find_char(rest, '<');
		struct span tag;
		const char *hidden;

		strbuf_put(&text, rest.ptr, end);
		s.pos += end;
		if (s.pos == html.len)
			break;
		end = markup_end(&s);
		if (end == 0) {
			strbuf_put_char(&text, html.ptr[s.pos++]);
			continue;
		}
		tag = span_slice(html, s.pos, end);
		s.pos = end;
		if (html_is_separator(tag))
			strbuf_put_char(&text, ' ');
		hidden = html_hidden_element(tag);
		if (hidden)
			skip_element(&s, hidden);
	}
	if (span_find_char(strbuf_span(&text), '&') < text.len)
		put_decoded(out, strbuf_span(&text));
	else
		strbuf_put_span(out, strbuf_span(&text));
	strbuf_release(&text);
}
