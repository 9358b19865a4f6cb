#ifndef TEXT_STOPWORDS_H
#define TEXT_STOPWORDS_H

/*
 * Words that carry no topic: articles, pronouns, prepositions, auxiliary
 * verbs, question words. They are indexed, for phrases need them, and left
 * out of a question that holds other words.
 *
 * The lists are text/stopwords/LANG.txt, one for each language with a
 * Snowball stemmer and a few more; scripts written without spaces have
 * none.
 */

#include <stdbool.h>

#include "base/span.h"

/*
 * Is `word`, folded by fold_put(), a stop word of `lang`? `lang` is a
 * lowercase BCP 47 tag, of which the primary language counts ("pt-br" is
 * "pt"; "nb" and "nn" are "no"). NULL and unknown languages have none.
 */
bool stopwords_has(const char *lang, struct span word);

#endif
