#ifndef INDEXER_WALK_STATE_H
#define INDEXER_WALK_STATE_H

/*
 * What the parts of the walk share: walk.c goes through the blocks,
 * heading.c and inline.c know what is in them. For these three alone.
 */

#include <cmark.h>

#include "indexer/anchor.h"
#include "indexer/footnote.h"
#include "indexer/plaintext.h"
#include "indexer/wordcount.h"

/* A stretch of the text being built. */
struct range {
	size_t start, end;
};

struct heading {
	struct section section; /* heading still to be cut from the text */
	struct range text;
};

struct walk {
	const struct markdown_options *options;
	struct arena *arena;
	struct plaintext text;
	struct wordcount words;
	struct footnotes *notes;
	struct anchors anchors;

	struct heading *headings;
	size_t heading_count, heading_alloc;
	struct span heading_id; /* explicit; for the heading being read */
	struct span heading_source;
	struct strbuf heading_text; /* shown, with its spaces, no images */
	bool in_heading;
	cmark_node *attributes_node; /* text that ends in attributes */
	struct span rest;            /* source from line `line` on */
	int line;

	cmark_node *note; /* the footnote being read, an item, or NULL */
	struct footnote *note_entry;
	uint32_t words_before_note, cjk_words_before_note;

	int image_depth;
	const char *hidden;      /* inline element whose text is left out */
	bool has_prose;          /* the paragraph is not images alone */
	size_t paragraph_blocks; /* blocks there were with the paragraph */
	struct range first_paragraph, first_nested_paragraph, divided;
	bool is_divided;
};

static inline struct span node_literal(cmark_node *node)
{
	return span_from(cmark_node_get_literal(node));
}

/* A heading is entered, left. */
void heading_begin(struct walk *w, cmark_node *node);
void heading_end(struct walk *w);

/* The inline nodes; an image is entered or left. */
void inline_text(struct walk *w, cmark_node *node);
void inline_code(struct walk *w, struct span code);
void inline_break(struct walk *w);
void inline_html(struct walk *w, struct span tag);
void inline_image(struct walk *w, bool enter);

/* The length of ":name:" at the front of `text`, or 0. */
size_t inline_emoji_length(struct span text);

#endif
