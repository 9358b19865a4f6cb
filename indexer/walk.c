#include "indexer/walk.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "indexer/commonmark.h"
#include "indexer/html.h"
#include "indexer/marks.h"
#include "indexer/summary.h"
#include "indexer/walk_state.h"

static void note_begin(struct walk *w, cmark_node *item, struct span number)
{
	size_t index = 0;

	for (size_t i = 0; i < number.len && ascii_is_digit(number.ptr[i]); i++)
		if (index < w->notes->count)
			index = index * 10 + (size_t)(number.ptr[i] - '0');
	if (w->note || index >= w->notes->count)
		return;
	w->note = item;
	w->note_entry = &w->notes->items[index];
	w->words_before_note = w->words.words;
	w->cjk_words_before_note = w->words.cjk_words;
	w->words.plain_is_paused = true;
}

/* Hugo renders footnotes at the end, those that are referred to. */
static void note_end(struct walk *w)
{
	w->note_entry->words = w->words.words - w->words_before_note;
	w->note_entry->cjk_words =
		w->words.cjk_words - w->cjk_words_before_note;
	w->words.words = w->words_before_note;
	w->words.cjk_words = w->cjk_words_before_note;
	w->words.plain_is_paused = false;
	w->note = NULL;
}

static bool is_in_item(cmark_node *node)
{
	return cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM;
}

/* The mark that the paragraph begins with, or 0. */
static char paragraph_mark(cmark_node *paragraph)
{
	cmark_node *first = cmark_node_first_child(paragraph);
	const char *text;

	if (!first || cmark_node_get_type(first) != CMARK_NODE_TEXT)
		return 0;
	text = cmark_node_get_literal(first);
	/* Of no block of its own; in prose, from an entity, it is none. */
	if (text[0] == MARK_NOTE && is_in_item(paragraph) &&
	    !cmark_node_next(first))
		return MARK_NOTE;
	return text[0] == MARK_ROW || text[0] == MARK_CELL ? text[0] : 0;
}

static void paragraph_begin(struct walk *w, cmark_node *node)
{
	cmark_node *first = cmark_node_first_child(node);

	w->has_prose = false;
	switch (paragraph_mark(node)) {
	case MARK_NOTE:
		note_begin(w, cmark_node_parent(node),
			   span_slice(node_literal(first), 1,
				      node_literal(first).len));
		cmark_node_set_literal(first, "");
		break;
	case MARK_CELL:
		plaintext_resume(&w->text, FIELD_BODY);
		break;
	default:
		plaintext_open(&w->text, FIELD_BODY);
	}
	w->paragraph_blocks = w->text.count;
}

/* The paragraph was opened as the last of the blocks: is it still there? */
static void remember_first(struct walk *w, cmark_node *paragraph)
{
	const struct block *last;
	cmark_node *parent = cmark_node_parent(paragraph);
	struct range *first = &w->first_nested_paragraph;

	if (w->text.count < w->paragraph_blocks)
		return;
	last = &w->text.blocks[w->text.count - 1];
	if (cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT)
		first = &w->first_paragraph;
	if (first->end == 0)
		*first = (struct range){ last->start, last->end };
}

static void paragraph_end(struct walk *w, cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);
	cmark_node *list = cmark_node_parent(parent);
	char mark = paragraph_mark(node);

	if (!mark) /* the cells of a row make one block */
		plaintext_close(&w->text);
	w->hidden = NULL;
	if (w->has_prose && !mark && !w->note)
		remember_first(w, node);
	/* Behind the note's last word, the arrow back to the text. */
	if (w->note == parent && !cmark_node_next(node))
		wordcount_put_html(&w->words,
				   span_from("&#160;&#x21a9;&#xfe0e;"));
	if (mark || (list && cmark_node_get_type(list) == CMARK_NODE_LIST &&
		     cmark_node_get_list_tight(list)))
		wordcount_break(&w->words);
	wordcount_end_paragraph(&w->words);
}

static void code_block(struct walk *w, struct span code)
{
	plaintext_open(&w->text, FIELD_CODE);
	plaintext_put_lines(&w->text, code);
	plaintext_close(&w->text);
	wordcount_break(&w->words);
	wordcount_put(&w->words, code);
	wordcount_break(&w->words);
}

static void html_block(struct walk *w, struct span html)
{
	struct strbuf text = STRBUF_INIT;

	html_put_text(&text, html);
	plaintext_open(&w->text, FIELD_BODY);
	plaintext_put(&w->text, strbuf_span(&text));
	plaintext_close(&w->text);
	strbuf_release(&text);
	if (w->options->raw_html)
		wordcount_put_html(&w->words, html);
	else
		wordcount_break(&w->words);
}

static void item_end(struct walk *w, cmark_node *item)
{
	if (w->note != item)
		return;
	if (cmark_node_get_type(cmark_node_last_child(item)) !=
	    CMARK_NODE_PARAGRAPH)
		wordcount_put_html(&w->words, span_from("&#160;"));
	wordcount_break(&w->words);
	note_end(w);
}

static void enter(struct walk *w, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		wordcount_break(&w->words);
		paragraph_begin(w, node);
		break;
	case CMARK_NODE_HEADING:
		wordcount_break(&w->words);
		heading_begin(w, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		code_block(w, node_literal(node));
		break;
	case CMARK_NODE_HTML_BLOCK:
		html_block(w, node_literal(node));
		break;
	case CMARK_NODE_TEXT:
		inline_text(w, node);
		break;
	case CMARK_NODE_CODE:
		inline_code(w, node_literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		inline_break(w);
		break;
	case CMARK_NODE_HTML_INLINE:
		inline_html(w, node_literal(node));
		break;
	case CMARK_NODE_IMAGE:
		inline_image(w, true);
		break;
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
	case CMARK_NODE_LINK:
		wordcount_tag(&w->words);
		break;
	default:
		wordcount_break(&w->words);
	}
}

static void leave(struct walk *w, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		paragraph_end(w, node);
		break;
	case CMARK_NODE_HEADING:
		heading_end(w);
		break;
	case CMARK_NODE_ITEM:
		item_end(w, node);
		break;
	case CMARK_NODE_IMAGE:
		inline_image(w, false);
		break;
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
	case CMARK_NODE_LINK:
		wordcount_tag(&w->words);
		break;
	default:
		wordcount_break(&w->words);
	}
}

/* A range may end in a block that stayed empty and left no trace. */
static struct span cut(const struct markdown *out, struct range r)
{
	if (r.end > out->text.len)
		r.end = out->text.len;
	return span_slice(out->text, r.start, r.end);
}

static void finish_text(struct walk *w, struct markdown *out)
{
	out->text = arena_copy(w->arena, strbuf_span(&w->text.text));
	out->block_count = w->text.count;
	out->blocks =
		arena_array(w->arena, w->text.count + 1, sizeof(*out->blocks));
	if (w->text.count)
		memcpy(out->blocks, w->text.blocks,
		       w->text.count * sizeof(*out->blocks));
}

static void finish_sections(struct walk *w, struct markdown *out)
{
	const struct section *first = NULL;

	out->section_count = w->heading_count;
	out->sections = arena_array(w->arena, w->heading_count + 1,
				    sizeof(*out->sections));
	for (size_t i = 0; i < w->heading_count; i++) {
		struct heading *h = &w->headings[i];
		struct section *s = &out->sections[i];

		/* An empty heading at the end would begin behind it. */
		if (h->text.start > out->text.len)
			h->text.start = h->text.end = out->text.len;
		*s = h->section;
		s->start = (uint32_t)h->text.start;
		s->heading = cut(out, h->text);
		if (s->heading.len == 0)
			continue;
		if (!first || (first->level > 1 && s->level == 1))
			first = s;
	}
	if (!first)
		return;
	out->first_heading = first->heading;
	out->starts_with_heading = first->start == 0;
}

static void finish_summaries(struct walk *w, struct markdown *out)
{
	struct span plain = strbuf_span(&w->words.plain);
	uint32_t words = w->options->summary_words;

	out->first_paragraph =
		cut(out, w->first_paragraph.end ? w->first_paragraph
						: w->first_nested_paragraph);
	if (w->is_divided)
		out->divided_summary =
			summary_one_line(cut(out, w->divided), w->arena);
	out->automatic_summary =
		out->is_cjk ? summary_by_character(plain, words, w->arena)
			    : summary_by_sentence(plain, words, w->arena);
}

static void finish_words(struct walk *w, struct markdown *out)
{
	uint32_t words = w->words.words, cjk_words = w->words.cjk_words;

	for (size_t i = 0; i < w->notes->count; i++) {
		if (!w->notes->items[i].is_used)
			continue;
		words += w->notes->items[i].words;
		cjk_words += w->notes->items[i].cjk_words;
	}
	out->words = out->is_cjk ? cjk_words : words;
}

static void walk_tree(struct walk *w, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		if (event == CMARK_EVENT_ENTER)
			enter(w, cmark_iter_get_node(iter));
		else
			leave(w, cmark_iter_get_node(iter));
	}
}

/* What cannot be parsed is one paragraph, signs and all. */
static void walk_text(struct walk *w, struct span source)
{
	struct strbuf text = STRBUF_INIT;

	html_put_text(&text, source);
	plaintext_open(&w->text, FIELD_BODY);
	plaintext_put(&w->text, strbuf_span(&text));
	wordcount_put(&w->words, strbuf_span(&text));
	wordcount_end_paragraph(&w->words);
	strbuf_release(&text);
}

void walk_markdown(struct markdown *out, struct span source,
		   struct footnotes *notes, bool is_cjk,
		   const struct markdown_options *options, struct arena *a)
{
	struct walk w = {
		.options = options,
		.arena = a,
		.text = PLAINTEXT_INIT,
		.words = WORDCOUNT_INIT,
		.notes = notes,
		.anchors = { options->anchors, { a, NULL, 0, 0 }, STRBUF_INIT },
		.rest = source,
		.line = 1,
		.heading_text = STRBUF_INIT
	};
	struct arena own = ARENA_INIT;
	struct arena *tree_arena = options->tree ? options->tree : &own;
	struct commonmark tree;

	strbuf_grow(&w.text.text, source.len);
	memset(out, 0, sizeof(*out));
	out->is_cjk = is_cjk;
	out->is_unparsed = commonmark_parse(&tree, source, tree_arena) < 0;
	w.words.counts_characters = is_cjk;
	if (options->summary_words)
		w.words.plain_limit = summary_reach(options->summary_words);
	if (out->is_unparsed)
		walk_text(&w, source);
	else
		walk_tree(&w, tree.root);
	plaintext_close(&w.text);
	finish_text(&w, out);
	finish_sections(&w, out);
	finish_summaries(&w, out);
	finish_words(&w, out);
	commonmark_release(&tree);
	arena_release(&own);
	plaintext_release(&w.text);
	wordcount_release(&w.words);
	strbuf_release(&w.heading_text);
	strbuf_release(&w.anchors.made);
	free(w.headings);
}
