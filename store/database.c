#include "store/database.h"

#include "base/arena.h"
#include "store/load.h"
#include "store/log.h"
#include "store/schema.h"
#include "store/segment_cache.h"
#include "text/version.h"

int database_damaged(const struct database *db, struct error *err)
{
	return error_set(err, ERR_CORRUPT,
			 "the index '%s' is damaged; rebuild it with"
			 " 'blogsearch index --full'",
			 db->path);
}

int database_fail(struct database *db, struct error *err)
{
	int code = db->handle ? sqlite3_errcode(db->handle) : SQLITE_NOMEM;

	switch (code & 0xff) {
	case SQLITE_NOTADB:
		return error_set(err, ERR_FOREIGN,
				 "'%s' is not a blogsearch index", db->path);
	case SQLITE_CORRUPT:
	case SQLITE_CONSTRAINT: /* it holds what the writer knows it does not */
		return database_damaged(db, err);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return error_set(err, ERR_BUSY,
				 "the index '%s' is locked by another process",
				 db->path);
	case SQLITE_INTERRUPT:
		return error_set(err, ERR_LATE, "time is up");
	case SQLITE_READONLY:
		return error_set(err, ERR_DATABASE,
				 "the index '%s', or its folder, is read-only",
				 db->path);
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

void database_close(struct database *db)
{
	int lock;

	for (int i = 0; i < STATEMENT_COUNT; i++) {
		sqlite3_finalize(db->statements[i]);
		db->statements[i] = NULL;
	}
	if (db->handle) {
		lock = log_lock(db->handle);
		sqlite3_close(db->handle);
		log_unlock(lock);
	}
	db->handle = NULL;
	strbuf_release(&db->analyzer);
	load_drop_unpacker(db);
	segment_cache_drop(db);
}

/* Our SQL does not change: what it does not find was there once. */
static int fail_to_prepare(struct database *db, struct error *err)
{
	if ((sqlite3_errcode(db->handle) & 0xff) == SQLITE_ERROR)
		return database_damaged(db, err);
	return database_fail(db, err);
}

int database_run(struct database *db, const char *sql, struct error *err)
{
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return fail_to_prepare(db, err);
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

static int other_version(const struct database *db, struct error *err)
{
	return error_set(err, ERR_VERSION,
			 "the index '%s' was made by another version;"
			 " rebuild it with 'blogsearch index'",
			 db->path);
}

/* Would this program make the same terms of the texts? */
static int check_analyzer(struct database *db, struct error *err)
{
	sqlite3_stmt *st = database_statement(db, STATEMENT_META_GET, err);
	int found;

	if (!st)
		return -1;
	if (db->analyzer.len == 0)
		version_put(&db->analyzer);
	bind_span(st, 1, span_from(DATABASE_ANALYZER));
	found = database_step(db, st, err);
	if (found == 0 || (found == 1 && !span_eq(column_span(st, 0),
						  strbuf_span(&db->analyzer))))
		found = other_version(db, err);
	sqlite3_reset(st);
	return found < 0 ? -1 : 0;
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
		return other_version(db, err);
	return check_analyzer(db, err);
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
		fail_to_prepare(db, err);
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
