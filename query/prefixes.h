#ifndef QUERY_PREFIXES_H
#define QUERY_PREFIXES_H

/*
 * FTS5 merges all that begins with a prefix before it gives the first
 * match, and nothing can end that at a deadline. So there is a bound on it,
 * which only short prefixes on large sites reach.
 */

#include "query/plan.h"

/*
 * Postings that the prefixes of a query may have in all: words, times the
 * documents that hold each. FTS5 merges a million in about 0.1 s.
 */
#define PREFIXES_MAX_POSTINGS 1000000

/* Sites with fewer documents do not come near that with one prefix. */
#define PREFIXES_MIN_DOCUMENTS 20000

/*
 * Put the most frequent words that begin so in place of the prefixes that
 * go beyond `most` postings, and set plan->is_cut. These come as FTS5 finds
 * them, and so the deadline ends them.
 */
int prefixes_limit(struct plan *plan, struct reader *r, int64_t most,
		   struct arena *a, struct error *err);

#endif
