#ifndef STORE_SEGMENT_TERMS_H
#define STORE_SEGMENT_TERMS_H

/*
 * The terms of a small segment, in memory. Each change of a site makes one of
 * a few kB, and all of them are asked for each word of each query: here that
 * takes a dozen comparisons, where a page had to be read and half of its
 * terms passed over. For store/segment.c.
 */

#include "store/segment.h"

/* A term, and where a cursor that stands on it is on its page. */
struct segment_term {
	struct span text;
	uint32_t page; /* behind the first */
	uint32_t at, footer, next_term;
};

struct segment_terms {
	struct span *pages;
	struct segment_term *items; /* in order */
	size_t count;
};

/*
 * Read the terms of the newest segments into `a`, as long as they are small
 * in all; a segment that cannot be read is left to who asks for it.
 */
void segment_terms_load(struct segments *segments, struct database *db,
			struct arena *a);

/* The number of the first term that is not less; `t->count` for none. */
size_t segment_terms_find(const struct segment_terms *t, struct span term);

#endif
