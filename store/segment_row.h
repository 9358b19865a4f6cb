#ifndef STORE_SEGMENT_ROW_H
#define STORE_SEGMENT_ROW_H

/*
 * Rows of the table search_data, by the numbers of store/segment_format.h.
 * Nothing here looks into them.
 */

#include "store/database.h"
#include "store/segment_format.h"

/* `*out` becomes the row; ERR_CORRUPT where there is none. */
int segment_row_read(struct database *db, int64_t row, struct strbuf *out,
		     struct error *err);

/* Put the row, or replace it. */
int segment_row_write(struct database *db, int64_t row, struct span bytes,
		      struct error *err);

#endif
