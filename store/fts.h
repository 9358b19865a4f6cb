#ifndef STORE_FTS_H
#define STORE_FTS_H

/*
 * What we add to FTS5: the tokenizer "replay" (store/replay.h) and the
 * function visit(search, pointer), which calls back for each match.
 */

#include <sqlite3.h>

#include "store/match.h"

/* What visit() is given: bound with fts_bind_visitor(). */
struct visitor {
	match_fn fn;
	void *arg;
};

/* Register both on a connection. Returns an SQLite code. */
int fts_register(sqlite3 *handle);

void fts_bind_visitor(sqlite3_stmt *statement, int index,
		      struct visitor *visitor);

#endif
