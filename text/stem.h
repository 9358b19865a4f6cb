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

/* One thread at a time uses it. It remembers nothing: text/lexicon.h does. */
struct stemmer;

struct stemmer *stemmer_new(int algorithm);
void stemmer_free(struct stemmer *stemmer);

/*
 * The stem of a folded word; valid until the next call. It is `word` itself
 * where they are equal.
 */
struct span stemmer_stem(struct stemmer *stemmer, struct span word);

#endif
