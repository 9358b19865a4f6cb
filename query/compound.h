#ifndef QUERY_COMPOUND_H
#define QUERY_COMPOUND_H

/* Compounds of a query that no article has. */

#include "store/reader.h"
#include "text/tokenize.h"

/*
 * Append the words of `text` to `out` where it is a compound whose words
 * stand in a row in no document: template-example becomes template and
 * example. Appends nothing otherwise, nor where a word is unknown, or
 * numbers or an apostrophe tell more than what they join. `is_prefix`: it may
 * be unfinished.
 */
int compound_split(struct span_list *out, struct span text, bool is_prefix,
		   struct reader *r, struct analyzer *analyzer, struct arena *a,
		   struct error *err);

#endif
