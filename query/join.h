#ifndef QUERY_JOIN_H
#define QUERY_JOIN_H

/*
 * Words of a query that the site writes as one: "book shelf" where articles
 * have bookshelf. For query/plan.c.
 */

#include "query/expand.h"

/* No query has more of them; each may take a walk over many articles. */
#define JOIN_MAX 8

/*
 * Find the neighbouring words that no document has in a row, but one has
 * joined; room for JOIN_MAX. Only letters are joined, of unquoted words
 * with nothing but spaces or a hyphen between, and five of them at least.
 * Returns how many, or -1. What they point to lives in `a` or is of the
 * query's text.
 */
int join_find(struct expansion *out, const struct pieces *pieces,
	      uint32_t stems, struct reader *r, struct arena *a,
	      struct error *err);

#endif
