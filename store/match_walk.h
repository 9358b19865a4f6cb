#ifndef STORE_MATCH_WALK_H
#define STORE_MATCH_WALK_H

/* Finding the documents that match; for store/reader.c. */

#include "store/match.h"
#include "store/segment.h"

/*
 * Call `fn` for each document that matches, in order of number. None has a
 * number above `last_document`. `columns` are only fetched for it, see
 * match_expect(). Returns 0, 1 when `fn` ended it, or -1.
 */
int match_walk(struct database *db, const struct segments *segments,
	       int64_t last_document, const struct match_query *query,
	       const struct columns *columns, match_fn fn, void *arg,
	       struct error *err);

#endif
