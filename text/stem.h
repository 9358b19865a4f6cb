#ifndef TEXT_STEM_H
#define TEXT_STEM_H

/*
 * Stemming by language, with the Snowball algorithms. A language that has
 * none leaves words as they are.
 */

#include <stdint.h>

#include "base/span.h"

/*
 * Every language is stemmed by one algorithm, known by a small number
 * that is stored in the index: STEM_NONE, or one up to STEM_COUNT - 1.
 */
enum { STEM_NONE = 0, STEM_COUNT = 32 };

/* The algorithm of a language code such as "en" or "pt-br". */
int stem_algorithm(struct span lang);

/*
 * A stemmer and its memory of words stemmed before. One thread at a time
 * uses it; its threads make one each.
 */
struct stemmer;

struct stemmer *stemmer_new(int algorithm);
void stemmer_free(struct stemmer *stemmer);

/*
 * The stem of a folded word; valid until the next call. It is `word` itself
 * where they are equal. `*hash` is hash_word() of the word and becomes that
 * of the stem.
 */
struct span stemmer_stem(struct stemmer *stemmer, struct span word,
			 uint64_t *hash);

#endif
