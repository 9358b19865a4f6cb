#ifndef STORE_LOG_H
#define STORE_LOG_H

/*
 * The write-ahead log of an index, and the memory that those who have it open
 * share: files beside it, "-wal" and "-shm". SQLite finds them by the name of
 * the index. When another file is moved to that name (mv, rsync, a deploy)
 * while the old one is open somewhere, they are the old one's; SQLite would
 * take them for the new one's. See sqlite.org/howtocorrupt.html, 2.
 *
 * So whoever opens an index that nobody has open looks whether somebody holds
 * the memory beside it. Who can that be, but one with another file? Then both
 * are unlinked, the log first: what is left where that is cut short is empty,
 * or found again. The others go on with theirs, which have no name by then.
 *
 * Between looking and SQLite's own opening nobody else may look, or two who
 * come at once would take each other for those who have it open. And SQLite
 * unlinks by name when the last connection closes. For both the folder is
 * locked. Only for store/connect.c and store/database.c.
 */

#include <sqlite3.h>
#include <sys/stat.h>

/*
 * Wait, a second at most, for others who open or close an index in this
 * connection's folder. Give what it returns to log_unlock(), whatever it is.
 */
int log_lock(sqlite3 *handle);
void log_unlock(int lock);

/*
 * Before a new connection reads. Returns an SQLite code: what is there is
 * another file's and cannot be taken away, or SQLITE_READONLY_DBMOVED where
 * the file was replaced after it was opened.
 */
int log_drop_foreign(sqlite3 *handle);

/* The shared memory that is there now; st_ino 0 where there is none. */
void log_look(sqlite3 *handle, struct stat *out);

#endif
