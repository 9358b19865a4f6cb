#ifndef INDEXER_COMMONMARK_H
#define INDEXER_COMMONMARK_H

/*
 * A text parsed by cmark, its tree in an arena. A tree is thousands of
 * small pieces that live as long as one another: to allocate and free each
 * takes as long as the parsing. For indexer/linemap.c and walk.c.
 */

#include <cmark.h>

#include "base/arena.h"

struct commonmark {
	cmark_node *root;
	struct arena arena;
};

/*
 * Parse `text`. Until it is released, the tree can be walked and changed by
 * this thread, which can have no second one.
 */
void commonmark_parse(struct commonmark *c, struct span text);

/* Frees the tree, and the iterators over it. */
void commonmark_release(struct commonmark *c);

#endif
