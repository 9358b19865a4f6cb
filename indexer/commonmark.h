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
	struct arena *arena;
};

/*
 * What the tree of one text may take. Prose takes 10 to 25 times its size;
 * markup alone can take 240 times.
 */
#define COMMONMARK_MAX_BYTES ((size_t)256 * 1024 * 1024)

/*
 * Parse `text`, the tree in `arena`, which is empty. Until it is released, the
 * tree can be walked and changed by this thread, which can have no second one.
 * Returns -1, and there is nothing to be released, where it would take more
 * than COMMONMARK_MAX_BYTES.
 */
int commonmark_parse(struct commonmark *c, struct span text,
		     struct arena *arena);

/* Resets the arena: the tree goes, and the iterators over it. */
void commonmark_release(struct commonmark *c);

#endif
