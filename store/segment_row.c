#include "store/segment_row.h"

int segment_row_read(struct database *db, int64_t row, struct strbuf *out,
		     struct error *err)
{
	sqlite3_stmt *st = database_statement(db, STATEMENT_SEARCH_PAGE, err);
	int found;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, row);
	found = database_step(db, st, err);
	strbuf_reset(out);
	if (found == 1)
		strbuf_put_span(out, column_span(st, 0));
	else if (found == 0)
		found = database_damaged(db, err);
	sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

int segment_row_write(struct database *db, int64_t row, struct span bytes,
		      struct error *err)
{
	sqlite3_stmt *st =
		database_statement(db, STATEMENT_SEARCH_PAGE_PUT, err);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, row);
	bind_blob(st, 2, bytes);
	return database_finish(db, st, err);
}
