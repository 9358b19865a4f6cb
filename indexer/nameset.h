#ifndef INDEXER_NAMESET_H
#define INDEXER_NAMESET_H

/*
 * Names, each with a number: the anchors of a page, the labels of its
 * footnotes. Constant time however many there are. Start zeroed, with the
 * arena set; the memory is the arena's.
 */

#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

struct nameset_entry;

struct nameset {
	struct arena *arena;
	struct nameset_entry **slots;
	size_t count, alloc;
};

/* The number kept for `name`, or NULL where the name is not there. */
uint32_t *nameset_find(const struct nameset *set, struct span name);

/* The same, but a name that is not there is copied in with number 0. */
uint32_t *nameset_put(struct nameset *set, struct span name);

#endif
