#ifndef STORE_FTS_H
#define STORE_FTS_H

/* What we add to FTS5: the tokenizer "replay" (store/replay.h). */

#include <sqlite3.h>

/* Register it on a connection. Returns an SQLite code. */
int fts_register(sqlite3 *handle);

#endif
