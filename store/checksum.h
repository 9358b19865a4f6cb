#ifndef STORE_CHECKSUM_H
#define STORE_CHECKSUM_H

/*
 * A checksum at the end of each page of an index, for what SQLite does not
 * notice: a byte that a disk changed inside a text, a number or a list of
 * postings, or a page that was written to another's place. Only for
 * store/connect.c, and for tests that write with SQLite itself.
 */

#include <sqlite3.h>

/*
 * Register, once a process, and return the name of the file system (a VFS,
 * see sqlite.org/vfs.html) that writes the checksums, and answers
 * SQLITE_CORRUPT to who reads a page with another one. It takes other
 * databases, and indexes of another version, as they are. NULL where there
 * is no memory.
 *
 * The log is left to SQLite, which has checksums in it, and looks at them
 * when a log is found after a crash.
 */
const char *checksum_vfs(void);

/*
 * Let a new database have room for checksums. Returns an SQLite code.
 */
int checksum_reserve(sqlite3 *handle);

#endif
