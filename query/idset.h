#ifndef QUERY_IDSET_H
#define QUERY_IDSET_H

/* A set of document numbers, as a bitmap. Lives in an arena. */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct idset {
	uint64_t *bits;
	size_t alloc; /* words of 64 */
	int64_t count;
};

static inline bool idset_has(const struct idset *set, int64_t id)
{
	size_t word = (size_t)id / 64;

	return id >= 0 && word < set->alloc &&
	       (set->bits[word] >> (id % 64) & 1);
}

/* The lowest number of the set that is not below `from`; -1: none. */
int64_t idset_next(const struct idset *set, int64_t from);

void idset_put(struct idset *set, struct arena *a, int64_t id);

#endif
