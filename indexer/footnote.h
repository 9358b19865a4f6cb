#ifndef INDEXER_FOOTNOTE_H
#define INDEXER_FOOTNOTE_H

/* Footnotes: "[^label]: text" defines one, "[^label]" refers to it. */

#include "indexer/nameset.h"

struct footnote {
	bool is_used;
	uint32_t words, cjk_words;
};

/* The labels have numbers that are indexes into `items`. */
struct footnotes {
	struct nameset labels;
	struct footnote *items;
	size_t count, alloc;
};

/*
 * The label in "[^label]" at the front of `text`, or the empty span.
 * `*len` becomes the length of it all.
 */
struct span footnote_label(struct span text, size_t *len);

/* Remember a definition; returns its number. */
uint32_t footnote_put(struct footnotes *notes, struct span label);

/* The footnote that `label` refers to, or NULL. */
struct footnote *footnote_find(const struct footnotes *notes,
			       struct span label);

#endif
