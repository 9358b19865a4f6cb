#include "store/database.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/io.h"
#include "store/fts.h"
#include "store/schema.h"

/* How long to wait for another connection's lock, in milliseconds. */
#define BUSY_TIMEOUT 5000

int database_fail(struct database *db, struct error *err)
{
	int code = db->handle ? sqlite3_errcode(db->handle) : SQLITE_NOMEM;

	switch (code & 0xff) {
	case SQLITE_NOTADB:
		return error_set(err, ERR_FOREIGN,
				 "'%s' is not a blogsearch index", db->path);
	case SQLITE_CORRUPT:
		return error_set(err, ERR_CORRUPT,
				 "the index '%s' is damaged; rebuild it with"
				 " 'blogsearch index --full'",
				 db->path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return error_set(err, ERR_BUSY,
				 "the index '%s' is locked by another process",
				 db->path);
	case SQLITE_READONLY:
		return error_set(err, ERR_DATABASE,
				 "the index '%s' is read-only", db->path);
	case SQLITE_FULL:
		return error_set(err, ERR_DATABASE,
				 "the disk is full; the index '%s' is as it"
				 " was",
				 db->path);
	default:
		return error_set(err, ERR_DATABASE, "the index '%s': %s",
				 db->path,
				 db->handle ? sqlite3_errmsg(db->handle)
					    : "out of memory");
	}
}

/*
 * A WAL database in a folder that cannot be written has nowhere to put its
 * shared memory. With no log beside it nobody is writing, and it can be
 * read as it stands.
 */
static int open_immutable(struct database *db, const char *path)
{
	struct arena a = ARENA_INIT;
	struct strbuf uri = STRBUF_INIT;
	int code = SQLITE_CANTOPEN;

	if (!io_is_file(arena_printf(&a, "%s-wal", path).ptr)) {
		strbuf_put_str(&uri, "file:");
		for (const char *c = path; *c; c++)
			if (strchr("%?#", *c))
				strbuf_printf(&uri, "%%%02x", *c);
			else
				strbuf_put_char(&uri, *c);
		strbuf_put_str(&uri, "?immutable=1");
		code = sqlite3_open_v2(uri.buf, &db->handle,
				       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
					       SQLITE_OPEN_NOMUTEX,
				       NULL);
	}
	strbuf_release(&uri);
	arena_release(&a);
	return code;
}

static int check_file(const char *path, enum database_mode mode,
		      struct error *err)
{
	if (io_is_folder(path))
		return error_set(err, ERR_FOREIGN,
				 "'%s' is a folder, not an index", path);
	if (mode == DATABASE_WRITE)
		return 0;
	if (access(path, F_OK) < 0 && errno == ENOENT)
		return error_set(err, ERR_NO_INDEX,
				 "there is no index at '%s'; make one with"
				 " 'blogsearch index'",
				 path);
	if (access(path, R_OK) < 0)
		return error_set_errno(err, ERR_IO,
				       "cannot read the index '%s'", path);
	return 0;
}

static int is_readable(struct database *db)
{
	return sqlite3_exec(db->handle, "SELECT 1 FROM sqlite_schema", NULL,
			    NULL, NULL);
}

int database_open(struct database *db, const char *path,
		  enum database_mode mode, struct error *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	int code;

	memset(db, 0, sizeof(*db));
	db->path = path;
	if (check_file(path, mode, err) < 0)
		return -1;
	if (mode == DATABASE_WRITE)
		flags |= SQLITE_OPEN_CREATE;
	code = sqlite3_open_v2(path, &db->handle, flags, NULL);
	if (code == SQLITE_OK) {
		sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT);
		code = is_readable(db);
	}
	if (mode == DATABASE_READ && (code & 0xff) == SQLITE_CANTOPEN) {
		sqlite3_close(db->handle);
		code = open_immutable(db, path);
	}
	if (code != SQLITE_OK)
		return database_fail(db, err);
	if (fts_register(db->handle) != SQLITE_OK)
		return database_fail(db, err);
	return 0;
}

void database_close(struct database *db)
{
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		sqlite3_finalize(db->statements[i]);
		db->statements[i] = NULL;
	}
	sqlite3_close(db->handle);
	db->handle = NULL;
}

int database_run(struct database *db, const char *sql, struct error *err)
{
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return database_fail(db, err);
	return 0;
}

int database_number(struct database *db, const char *sql, int64_t *out,
		    struct error *err)
{
	sqlite3_stmt *statement = NULL;
	int ret = -1;

	if (sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL) ==
		    SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW) {
		*out = sqlite3_column_int64(statement, 0);
		ret = 0;
	} else {
		database_fail(db, err);
	}
	sqlite3_finalize(statement);
	return ret;
}

int database_identify(struct database *db, struct error *err)
{
	int64_t application, version, tables;

	if (database_number(db, "PRAGMA application_id", &application, err) <
		    0 ||
	    database_number(db, "PRAGMA user_version", &version, err) < 0 ||
	    database_number(db, "SELECT count(*) FROM sqlite_schema", &tables,
			    err) < 0)
		return -1;
	if (tables == 0 && application == 0)
		return 1;
	if (application != DATABASE_APPLICATION)
		return error_set(err, ERR_FOREIGN,
				 "'%s' is a database of another application",
				 db->path);
	if (version != DATABASE_VERSION)
		return error_set(err, ERR_VERSION,
				 "the index '%s' was made by another version;"
				 " rebuild it with 'blogsearch index'",
				 db->path);
	return 0;
}

int database_create(struct database *db, struct error *err)
{
	struct arena a = ARENA_INIT;
	struct span pragmas =
		arena_printf(&a,
			     "PRAGMA application_id = %d;"
			     "PRAGMA user_version = %d",
			     DATABASE_APPLICATION, DATABASE_VERSION);
	int ret = database_run(db, schema_sql, err);

	if (ret == 0)
		ret = database_run(db, pragmas.ptr, err);
	arena_release(&a);
	return ret;
}

sqlite3_stmt *database_statement(struct database *db, enum statement id,
				 struct error *err)
{
	sqlite3_stmt **statement = &db->statements[id];

	if (*statement) {
		sqlite3_reset(*statement);
	} else if (sqlite3_prepare_v3(db->handle, statement_sql[id], -1,
				      SQLITE_PREPARE_PERSISTENT, statement,
				      NULL) != SQLITE_OK) {
		database_fail(db, err);
		return NULL;
	}
	return *statement;
}

int database_step(struct database *db, sqlite3_stmt *statement,
		  struct error *err)
{
	switch (sqlite3_step(statement)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		sqlite3_reset(statement);
		return 0;
	default:
		database_fail(db, err);
		sqlite3_reset(statement);
		return -1;
	}
}

int database_finish(struct database *db, sqlite3_stmt *statement,
		    struct error *err)
{
	int ret = database_step(db, statement, err);

	sqlite3_reset(statement);
	return ret < 0 ? -1 : 0;
}

void bind_span(sqlite3_stmt *statement, int index, struct span s)
{
	sqlite3_bind_text64(statement, index, s.len ? s.ptr : "", s.len,
			    SQLITE_STATIC, SQLITE_UTF8);
}

void bind_blob(sqlite3_stmt *statement, int index, struct span s)
{
	sqlite3_bind_blob64(statement, index, s.len ? s.ptr : "", s.len,
			    SQLITE_STATIC);
}

struct span column_span(sqlite3_stmt *statement, int column)
{
	const void *bytes = sqlite3_column_blob(statement, column);

	return span_make(bytes,
			 (size_t)sqlite3_column_bytes(statement, column));
}
