#ifndef STORE_SEGMENT_CACHE_H
#define STORE_SEGMENT_CACHE_H

/*
 * Pages of segments that were read, in memory. SQLite has them in its cache
 * as well, but takes a statement, a way through a tree and two copies to
 * hand one out, which of a query with a phrase is a tenth. For
 * store/segment_page.c and readers.
 */

#include "store/database.h"

/* From now on, pages of this index are kept. */
void segment_cache_make(struct database *db);

/* Until it changes, or is closed. */
void segment_cache_drop(struct database *db);

/* A query begins: what others were given need not stay. */
void segment_cache_begin(struct database *db);

/*
 * The row of search_data (store/segment_row.h), which stays for the query.
 * Returns 1, or 0 where there is no room for it, or -1.
 */
int segment_cache_read(struct database *db, int64_t row, struct span *out,
		       struct error *err);

#endif
