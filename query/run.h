#ifndef QUERY_RUN_H
#define QUERY_RUN_H

/* Words of a script without spaces, typed together. */

#include "store/reader.h"
#include "text/tokenize.h"

/*
 * Append the bigrams of `text` to `out` where it is a run of such a script
 * that stands in a row in no document. A bigram that the index does not
 * have is left out where it only joins two others: the end of one word and
 * the beginning of the next. Appends nothing otherwise, nor where the index
 * has no bigram of it. `is_prefix`: it may be unfinished.
 */
int run_split(struct span_list *out, struct span text, bool is_prefix,
	      struct reader *r, struct analyzer *analyzer, struct arena *a,
	      struct error *err);

#endif
