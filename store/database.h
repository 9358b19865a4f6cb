#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

/*
 * A connection to an index file, and the statements run on it. Only for
 * store/ itself: others use store/reader.h and store/writer.h.
 */

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/span.h"
#include "base/strbuf.h"
#include "store/statements.h"

/* "blog", in the file's header: how we know that a database is ours. */
#define DATABASE_APPLICATION 0x626c6f67

/*
 * Raised whenever the schema or the stored formats change. An index of
 * another version is rebuilt, and so is one whose terms were made another
 * way: the key DATABASE_ANALYZER of `meta` holds what text/version.h tells.
 */
#define DATABASE_VERSION 11
#define DATABASE_ANALYZER "analyzer"

/* The key of `meta` for what texts are packed with: store/content.h. */
#define DATABASE_DICTIONARY "dictionary"

/*
 * The greatest id of a document: memory is set aside by it, 8 bytes each for a
 * prefix. New documents have new ones; an index that gets there is as good as
 * damaged, and made anew.
 */
#define DATABASE_MAX_ID ((int64_t)1 << 26)

/* How long to wait for another connection's lock, in seconds. */
#define DATABASE_WAIT 5

/* How often to open a file that is replaced again and again. */
#define DATABASE_TRIES 5

struct content_cache;
struct segment_cache;
struct unpacker;

struct database {
	sqlite3 *handle;
	const char *path;   /* borrowed */
	struct stat file;   /* as it was when it was opened */
	struct stat shared; /* memory beside it; st_ino 0: none */
	bool is_immutable;
	struct strbuf analyzer;    /* its version; made when first asked for */
	struct unpacker *unpacker; /* of texts; likewise, see store/load.h */
	struct content_cache *contents; /* NULL: none are kept */
	struct segment_cache *pages;    /* of segments; NULL: none are kept */
	int (*watch)(void *);           /* see reader_watch(); NULL: none */
	void *watch_arg;
	sqlite3_stmt *statements[STATEMENT_COUNT];
};

enum database_mode { DATABASE_READ, DATABASE_WRITE };

/*
 * Open and register our tokenizer and functions. Close also after -1.
 *
 * A reader that may not write to the folder, where the log and the shared
 * memory would be made, or finds the disk full, takes the file as immutable
 * while nothing is in a log beside it. Such a connection takes no locks and
 * sees no later change, see database_is_replaced(); a query that runs while the
 * file is being written may fail with ERR_CORRUPT, and the next one will not.
 */
int database_open(struct database *db, const char *path,
		  enum database_mode mode, struct error *err);
void database_close(struct database *db);

/*
 * Is there another file at the path by now or, for an immutable connection,
 * is it in another state? Then it is to be opened anew. A file that is gone
 * has not been replaced.
 */
bool database_is_replaced(const struct database *db);

/* Is the file that was opened, also if it is closed by now, at the path? */
bool database_is_in_place(const struct database *db);

/*
 * Is the file still at the path, while the memory that was shared with others
 * is not? It was taken away by hand, or while another file was there for a
 * while. What others write is not seen. SQLite gives a new connection the
 * memory of those that a process has: none may be left before one is opened.
 */
bool database_is_cut_off(const struct database *db);

/*
 * What kind of file this is. Returns 0 for an index of ours and this
 * version, 1 for an empty database, or -1: ERR_FOREIGN, ERR_VERSION,
 * ERR_CORRUPT or another reason.
 */
int database_identify(struct database *db, struct error *err);

/* Create our tables in an empty database, inside the caller's transaction. */
int database_create(struct database *db, struct error *err);

/* Run SQL that takes no values and gives no rows. */
int database_run(struct database *db, const char *sql, struct error *err);

/* The first column of the first row of `sql`, as a number. */
int database_number(struct database *db, const char *sql, int64_t *out,
		    struct error *err);

/*
 * The statement, prepared on first use and reset. NULL (and `err`) when
 * it cannot be prepared.
 */
sqlite3_stmt *database_statement(struct database *db, enum statement id,
				 struct error *err);

/* Step: 1 for a row, 0 at the end (and the statement is reset), -1. */
int database_step(struct database *db, sqlite3_stmt *statement,
		  struct error *err);

/* Step a statement that gives no rows. */
int database_finish(struct database *db, sqlite3_stmt *statement,
		    struct error *err);

/* Turn SQLite's last complaint into an error. Returns -1. */
int database_fail(struct database *db, struct error *err);

/* ERR_CORRUPT: what is stored is not what we stored. Returns -1. */
int database_damaged(const struct database *db, struct error *err);

void bind_span(sqlite3_stmt *statement, int index, struct span s);
void bind_blob(sqlite3_stmt *statement, int index, struct span s);

/* Borrowed from the statement until its next step. */
struct span column_span(sqlite3_stmt *statement, int column);

#endif
