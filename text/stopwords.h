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

#include <stdint.h>

#include "base/span.h"

/*
 * The bit of a language; 0 where it has no list. `lang` is a lowercase
 * BCP 47 tag, of which the primary language counts ("pt-br" is "pt"; "nb"
 * and "nn" are "no").
 */
uint64_t stopwords_find_language(struct span lang);

/*
 * The bits of all languages in which `word`, folded by fold_put(), is a stop
 * word. All are in one table, so that a site of thirty languages looks a
 * word up once.
 */
uint64_t stopwords_find(struct span word);

#endif
