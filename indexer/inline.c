#include <stdlib.h>

#include "base/ascii.h"
#include "indexer/attributes.h"
#include "indexer/html.h"
#include "indexer/marks.h"
#include "indexer/walk_state.h"

static bool is_first_in_item(cmark_node *paragraph)
{
	return !cmark_node_previous(paragraph) &&
	       cmark_node_get_type(cmark_node_parent(paragraph)) ==
		       CMARK_NODE_ITEM;
}

/* Is there more to it than white space and marks? */
static bool has_letters(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] > ' ')
			return true;
	return false;
}

/* Readers see `text`; the words have been counted. */
static void put_visible(struct walk *w, struct span text)
{
	if (w->image_depth == 0) {
		if (w->in_heading)
			strbuf_put_span(&w->heading_text, text);
		w->has_prose =
			w->has_prose || (!w->hidden && has_letters(text));
	}
	if (!w->hidden)
		plaintext_put(&w->text, text);
}

static void put_prose(struct walk *w, struct span text)
{
	if (w->image_depth == 0)
		wordcount_put_prose(&w->words, text);
	put_visible(w, text);
}

void inline_code(struct walk *w, struct span code)
{
	if (w->image_depth == 0)
		wordcount_put(&w->words, code);
	put_visible(w, code);
}

void inline_break(struct walk *w)
{
	inline_code(w, span_from(" "));
}

size_t inline_emoji_length(struct span text)
{
	size_t end = 1;
	bool has_letter = false;

	while (end < text.len && end < 50 &&
	       (ascii_is_alnum(text.ptr[end]) ||
		strchr("_+-", text.ptr[end]))) {
		has_letter = has_letter || ascii_is_alpha(text.ptr[end]);
		end++;
	}
	if (!has_letter || end == text.len || text.ptr[end] != ':')
		return 0;
	return end + 1;
}

/* An emoji's name is no word: the page shows a picture. */
static size_t put_emoji(struct walk *w, struct span text, size_t pos)
{
	size_t len = inline_emoji_length(span_slice(text, pos, text.len));
	size_t end = pos + len;

	if (len == 0 || (pos > 0 && (ascii_is_alnum(text.ptr[pos - 1]) ||
				     text.ptr[pos - 1] == ':')))
		return 0;
	if (end < text.len &&
	    (ascii_is_alnum(text.ptr[end]) || text.ptr[end] == ':'))
		return 0;
	wordcount_put(&w->words, span_from("\xf0\x9f\x98\x84"));
	return len;
}

/* The number in the text shows the way to the note: no word of its own. */
static size_t put_note_reference(struct walk *w, struct span text)
{
	size_t len = 0;
	struct span label = footnote_label(text, &len);
	struct footnote *note;

	note = label.len ? footnote_find(w->notes, label) : NULL;
	if (!note)
		return 0;
	note->is_used = true;
	wordcount_put(&w->words, span_from("1"));
	return len;
}

static void put_divider(struct walk *w)
{
	if (w->is_divided)
		return;
	w->is_divided = true;
	w->divided.end = w->text.text.len;
}

/* kramdown: "{: .class}" behind a link, emphasis or code. */
static size_t span_attributes(const struct walk *w, struct span text)
{
	size_t end = 2;

	if (w->options->anchors != ANCHOR_KRAMDOWN ||
	    !span_has_prefix(text, "{:"))
		return 0;
	while (end < text.len && end < 500 && !strchr("{}", text.ptr[end]))
		end++;
	return end < text.len && text.ptr[end] == '}' ? end + 1 : 0;
}

/* What put_special() looks at. */
static const bool is_special[256] = { ['['] = true,
				      [':'] = true,
				      ['{'] = true,
				      ['~'] = true,
				      [MARK_MORE] = true };

/*
 * If something other than text stands at `pos`, deal with it and return
 * its length.
 */
static size_t put_special(struct walk *w, struct span text, size_t pos)
{
	struct span rest = span_slice(text, pos, text.len);

	switch (rest.ptr[0]) {
	case MARK_MORE:
		put_divider(w);
		return 1;
	case '[':
		return put_note_reference(w, rest);
	case ':':
		return w->options->emoji ? put_emoji(w, text, pos) : 0;
	case '{':
		return span_attributes(w, rest);
	case '~': /* strikethrough */
		return span_has_prefix(rest, "~~") ? 2 : 0;
	default:
		return 0;
	}
}

/* The first of them from `pos` on, or text.len. Four bytes at a time. */
static size_t find_special(struct span text, size_t pos)
{
	const unsigned char *at = (const unsigned char *)text.ptr;

	while (text.len - pos >= 4 &&
	       !(is_special[at[pos]] | is_special[at[pos + 1]] |
		 is_special[at[pos + 2]] | is_special[at[pos + 3]]))
		pos += 4;
	while (pos < text.len && !is_special[at[pos]])
		pos++;
	return pos;
}

static void put_text(struct walk *w, struct span text)
{
	size_t from = 0, pos = 0;

	while ((pos = find_special(text, pos)) < text.len) {
		size_t len;

		put_prose(w, span_slice(text, from, pos));
		from = pos;
		len = put_special(w, text, pos);
		from += len;
		pos += len ? len : 1;
	}
	put_prose(w, span_slice(text, from, text.len));
}

/* "[ ] " or "[x] ": the box of a task. Its length, or 0. */
static size_t task_box(struct span text)
{
	if (text.len > 3 && text.ptr[0] == '[' && strchr(" xX", text.ptr[1]) &&
	    text.ptr[2] == ']' && text.ptr[3] == ' ')
		return 4;
	return 0;
}

/*
 * "[!NOTE]", "[!div class="checklist"]" at the front of a quote: how it
 * looks. Its length, or 0.
 */
static size_t alert_kind(struct span text)
{
	size_t end = 2;

	if (!span_has_prefix(text, "[!") || text.len < 3 ||
	    !ascii_is_alpha(text.ptr[2]))
		return 0;
	while (end < text.len && !strchr("[]", text.ptr[end]))
		end++;
	return end < text.len && text.ptr[end] == ']' ? end + 1 : 0;
}

/* The first text of a paragraph says what the paragraph is. */
static struct span put_paragraph_start(struct walk *w, cmark_node *paragraph,
				       struct span text)
{
	cmark_node *parent = cmark_node_parent(paragraph);
	size_t len = 0;

	if (is_first_in_item(paragraph))
		len = task_box(text);
	if (len == 0 && !cmark_node_previous(paragraph) &&
	    cmark_node_get_type(parent) == CMARK_NODE_BLOCK_QUOTE) {
		len = alert_kind(text);
		/* Hugo 0.111 does not know it: there it is text. */
		wordcount_put(&w->words, span_slice(text, 0, len));
	}
	return span_slice(text, len, text.len);
}

void inline_text(struct walk *w, cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);
	struct span text = node_literal(node), id;

	if (!cmark_node_previous(node) &&
	    cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH)
		text = put_paragraph_start(w, parent, text);
	if (node == w->attributes_node) {
		size_t start = span_find_char(text, '{');
		bool kramdown = w->options->anchors == ANCHOR_KRAMDOWN;

		start = attributes_find(text, kramdown, &id);
		text = span_slice(text, 0, start);
	}
	put_text(w, text);
}

void inline_html(struct walk *w, struct span tag)
{
	if (w->options->raw_html)
		wordcount_put_html(&w->words, tag);
	else
		wordcount_tag(&w->words);
	if (w->hidden) {
		if (html_is_end_of(tag, w->hidden))
			w->hidden = NULL;
		return;
	}
	if (html_is_separator(tag))
		plaintext_put(&w->text, span_from(" "));
	w->hidden = html_hidden_element(tag);
}

/* An image is a picture to Hugo; its description is for the search. */
void inline_image(struct walk *w, bool enter)
{
	w->image_depth += enter ? 1 : -1;
	wordcount_tag(&w->words);
	plaintext_put(&w->text, span_from(" "));
}
