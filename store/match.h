#ifndef STORE_MATCH_H
#define STORE_MATCH_H

/*
 * One document that matches, while FTS5 stands on it. Phrases are numbered
 * from 0 in the order in which they stand in the expression.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/document.h"

struct match;

/* Return nonzero to end the walk early. */
typedef int (*match_fn)(struct match *m, void *arg);

int64_t match_document(const struct match *m);

/* Where a phrase occurs: the position of its first token in a field. */
struct occurrence {
	enum field field;
	uint32_t position;
	const unsigned char *at, *end; /* FTS5's own */
};

/* The first and the next occurrence, by field and position; false: none. */
bool match_first(struct match *m, int phrase, struct occurrence *o);
bool match_next(struct match *m, struct occurrence *o);

/*
 * How many occurrences of the phrase follow this one, at the most: FTS5
 * takes a byte or more for each.
 */
static inline size_t match_rest(const struct occurrence *o)
{
	return (size_t)(o->end - o->at);
}

#endif
