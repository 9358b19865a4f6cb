#ifndef QUERY_STOP_H
#define QUERY_STOP_H

/* Which words of a query carry no topic and are left out. */

#include "query/parse.h"
#include "store/reader.h"
#include "text/tokenize.h"

/*
 * One flag for each clause, in `a`. The language is the one of the index
 * in which most words of the query are stop words, the site's own where
 * only one is. Quoted and excluded clauses stay, and so does everything
 * where nothing else would be left. The last word stays where it may be
 * unfinished (`prefix`).
 */
bool *stop_find(const struct query *query, struct reader *r,
		struct analyzer *analyzer, bool prefix, struct arena *a);

#endif
