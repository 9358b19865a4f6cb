#ifndef QUERY_PREFIXES_H
#define QUERY_PREFIXES_H

/*
 * All that begins with a prefix is gathered in memory before the first match.
 * So there is a bound on it, which only short prefixes on large sites reach,
 * and many prefixes.
 */

#include "query/plan.h"

/*
 * Postings that the prefixes of a query may have in all: words, times the
 * documents that hold each.
 */
#define PREFIXES_MAX_POSTINGS 1000000

/* Bytes that they may take beside that, for the documents of the site. */
#define PREFIXES_MAX_ROOM ((int64_t)64 << 20)

/* Sites whose last document has a lower number do not come near that. */
#define PREFIXES_MIN_DOCUMENTS 20000

/*
 * Put the most frequent words that begin so in place of the prefixes that
 * go beyond `most` postings, or that room, and set plan->is_cut. Where time is
 * up before all are weighed, the others are looked for as words.
 */
int prefixes_limit(struct plan *plan, struct reader *r, int64_t most,
		   struct arena *a, struct error *err);

/*
 * Whether what begins so has no more than `most` postings. Returns 1, or 0,
 * also where time is up before that is known, or -1.
 */
int prefixes_fit(struct reader *r, struct span letters, int64_t most,
		 struct error *err);

#endif
