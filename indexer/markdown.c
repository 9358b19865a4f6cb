#include "indexer/markdown.h"

#include "base/ascii.h"
#include "indexer/extension.h"
#include "indexer/marks.h"
#include "indexer/mdx.h"
#include "indexer/plaintext.h"
#include "indexer/shortcode.h"
#include "indexer/table.h"
#include "indexer/walk.h"
#include "text/unicode.h"
#include "text/utf8.h"

/*
 * The comment "<!-- name -->" that `divider` is, whatever its spaces, at
 * the front of `text`. Its length, or 0.
 */
static size_t comment_length(struct span text, struct span name)
{
	size_t end;
	struct span inner;

	if (!span_has_prefix(text, "<!--"))
		return 0;
	text = span_slice(text, 0, text.len < 200 ? text.len : 200);
	end = span_find(text, span_from("-->"));
	if (end == text.len)
		return 0;
	inner = span_slice(text, 4, end < 4 ? 4 : end);
	return span_eq(span_trim(inner), name) ? end + 3 : 0;
}

/* The offset of the divider in `body`, or body.len. */
static size_t find_divider(struct span body, struct span divider, size_t *len)
{
	struct span name;

	*len = divider.len;
	if (!span_has_prefix(divider, "<!--") ||
	    !span_has_suffix(divider, "-->") || divider.len < 7)
		return span_find(body, divider);
	name = span_trim(span_slice(divider, 4, divider.len - 3));
	for (size_t pos = 0; pos < body.len; pos++) {
		pos += span_find_char(span_slice(body, pos, body.len), '<');
		*len = comment_length(span_slice(body, pos, body.len), name);
		if (*len)
			return pos;
	}
	return body.len;
}

/* Put `better` in the place of `text`. */
static void replace(struct strbuf *text, struct strbuf *better)
{
	strbuf_release(text);
	*text = *better;
}

/*
 * Put MARK_MORE in place of the first divider, as a paragraph of its own:
 * so does Hugo.
 */
static void mark_divider(struct strbuf *body, struct span divider)
{
	static const char mark[] = { '\n', '\n', MARK_MORE, '\n', '\n' };
	struct span text = strbuf_span(body);
	struct strbuf marked = STRBUF_INIT;
	size_t start = 0, len, at;

	while (start < text.len && ascii_is_space(text.ptr[start]))
		start++;
	text = span_slice(text, start, text.len);
	at = find_divider(text, divider, &len);
	if (at >= text.len || divider.len == 0)
		return;
	strbuf_put(&marked, text.ptr, at);
	strbuf_put(&marked, mark, sizeof(mark));
	strbuf_put_span(&marked, span_slice(text, at + len, text.len));
	replace(body, &marked);
}

static bool has_cjk(struct span text)
{
	for (size_t pos = 0; pos < text.len;) {
		if ((unsigned char)text.ptr[pos] < 0x80)
			pos++;
		else if (unicode_is_cjk(utf8_next(text, &pos)))
			return true;
	}
	return false;
}

/* Rewrite what cmark does not know into what it does. */
static void rewrite(struct strbuf *text, struct footnotes *notes,
		    const struct markdown_options *options, struct arena *a)
{
	if (options->mdx) {
		struct strbuf better = STRBUF_INIT;

		mdx_rewrite(&better, strbuf_span(text));
		replace(text, &better);
	}
	if (shortcode_may_be_in(strbuf_span(text), options)) {
		struct strbuf better = STRBUF_INIT;

		shortcode_rewrite(&better, strbuf_span(text), options, a);
		replace(text, &better);
	}
	if (extension_may_be_in(strbuf_span(text), options)) {
		struct strbuf better = STRBUF_INIT;

		strbuf_grow(&better, text->len + text->len / 8);
		extension_rewrite(&better, notes, strbuf_span(text), options);
		replace(text, &better);
	}
	if (table_may_be_in(strbuf_span(text))) {
		struct strbuf better = STRBUF_INIT;

		strbuf_grow(&better, text->len + text->len / 8);
		table_rewrite(&better, strbuf_span(text));
		replace(text, &better);
	}
}

void markdown_parse(struct markdown *out, struct span body,
		    const struct markdown_options *options, struct arena *a)
{
	struct footnotes notes = { { a, NULL, 0, 0 }, NULL, 0, 0 };
	struct strbuf text = STRBUF_INIT;
	bool is_cjk;

	plaintext_clean(&text, body);
	is_cjk = options->cjk_words && has_cjk(strbuf_span(&text));
	if (options->summary_divider)
		mark_divider(&text, span_from(options->summary_divider));
	rewrite(&text, &notes, options, a);
	walk_markdown(out, strbuf_span(&text), &notes, is_cjk, options, a);
	strbuf_release(&text);
}
