#ifndef STORE_MERGED_H
#define STORE_MERGED_H

/*
 * Lists of positions (store/positions.h) of several terms as the list of one
 * that is any of them; for store/postings.c.
 */

#include "store/positions.h"

/* Start with an empty `list`, and zeroes. Its memory is used again for the next
 * list. */
struct merged {
	uint64_t *items, *room; /* occurrence_order() of each, and a copy */
	size_t count, alloc, room_alloc;
	size_t *ends; /* of runs in `items` that are in order */
	size_t run_count, end_alloc;
	struct strbuf list;
};

/* Valid until the next call. */
struct span merged_make(struct merged *m, const struct span *parts,
			size_t part_count);
void merged_release(struct merged *m);

#endif
