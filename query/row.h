#ifndef QUERY_ROW_H
#define QUERY_ROW_H

/* Whether any article has what was typed in a row. */

#include "store/reader.h"
#include "text/tokenize.h"

/*
 * 1: no document has the terms of `text` in a row, or, where it is a
 * compound, as a whole; 0: one has, or `text` is nothing but signs.
 * `is_prefix`: it may be unfinished. Where too much begins as it ends, one is
 * taken to have it: see query/prefixes.h.
 */
int row_is_nowhere(struct span text, bool is_prefix, struct reader *r,
		   struct analyzer *analyzer, struct arena *a,
		   struct error *err);

#endif
