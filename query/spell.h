#ifndef QUERY_SPELL_H
#define QUERY_SPELL_H

/*
 * What a word that the index does not have was meant to be, by the words
 * that it has.
 *
 * Words of 5 letters may differ by one mistake and of 9 by two, or of as
 * many as store/tuning.h says; a mistake is a letter too many, too few or
 * wrong, or two swapped. A word that lacks a letter is as long as it was
 * meant to be. The first letter counts double, for few people miss it: it
 * is mended alone, and where nothing else is near. Numbers and versions are
 * never changed. A word may also be two that were written together.
 */

#include "base/arena.h"
#include "base/error.h"
#include "store/reader.h"

/*
 * Find what `word`, folded, was meant to be. Returns 1 with the word, or
 * two with a space between, in `out`; 0 where nothing is near; or -1.
 */
int spell_find(struct span *out, struct reader *r, struct span word,
	       struct arena *a, struct error *err);

/*
 * How far apart two words of code points are, in tenths of a mistake: a
 * neighbouring key hit instead is a little less than one. More than
 * `limit` comes out as some number above it.
 */
int spell_distance(const int32_t *a, size_t a_len, const int32_t *b,
		   size_t b_len, int limit);

#endif
