#ifndef STORE_UNION_H
#define STORE_UNION_H

/*
 * The documents that have any of some phrases, as those for a prefix are;
 * for store/match_walk.c.
 */

#include "store/match.h"
#include "store/phrase.h"

/*
 * Call `fn` for each document that has one of the `count` phrases, MATCH_BITS
 * at the most, each of which is one term, or the beginning of some. Returns 1
 * where `fn` ended it, or 0, or -1.
 */
int union_visit(struct match *m, size_t count, match_fn fn, void *arg,
		struct error *err);

#endif
