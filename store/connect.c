#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/io.h"
#include "store/checksum.h"
#include "store/database.h"
#include "store/fts.h"

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

/* SQLite opens lazily: whether a file can be read shows at the first read. */
static int probe(struct database *db)
{
	return sqlite3_exec(db->handle, "SELECT 1 FROM sqlite_schema", NULL,
			    NULL, NULL);
}

static int connect(struct database *db, const char *name, int flags)
{
	const char *vfs = checksum_vfs();
	int code = SQLITE_NOMEM;

	if (vfs)
		code = sqlite3_open_v2(name, &db->handle,
				       flags | SQLITE_OPEN_NOMUTEX, vfs);
	if (code != SQLITE_OK)
		return code;
	sqlite3_busy_timeout(db->handle, DATABASE_WAIT * 1000);
	if (flags & SQLITE_OPEN_CREATE)
		code = checksum_reserve(db->handle);
	return code == SQLITE_OK ? probe(db) : code;
}

/* A path from the root gets an empty host, or "//a/b" had the host "a". */
static void put_uri(struct strbuf *uri, const char *path)
{
	strbuf_put_str(uri, *path == '/' ? "file://" : "file:");
	for (const char *c = path; *c; c++)
		if (strchr("%?#", *c))
			strbuf_printf(uri, "%%%02x", *c);
		else
			strbuf_put_char(uri, *c);
	strbuf_put_str(uri, "?immutable=1");
}

static struct span log_path(const struct database *db, const char *suffix,
			    struct arena *a)
{
	return arena_printf(a, "%s-%s", db->path, suffix);
}

static void look_at_log(const struct database *db, struct stat *out)
{
	struct arena a = ARENA_INIT;

	if (stat(log_path(db, "wal", &a).ptr, out) < 0)
		memset(out, 0, sizeof(*out));
	arena_release(&a);
}

/*
 * With nothing in a log beside it nobody is writing to a WAL database, and
 * it can be read as it stands. Returns an SQLite code.
 */
static int connect_immutable(struct database *db)
{
	struct strbuf uri = STRBUF_INIT;
	int code = SQLITE_CANTOPEN;
	struct stat log;

	look_at_log(db, &log);
	if (log.st_size == 0) {
		put_uri(&uri, db->path);
		code = connect(db, uri.buf,
			       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
		db->is_immutable = true;
	}
	strbuf_release(&uri);
	return code;
}

/* What SQLite says when it cannot make a log, or the memory it shares. */
static bool needs_room(int code)
{
	switch (code & 0xff) {
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_FULL:
	case SQLITE_IOERR: /* as it says of the memory */
		return true;
	default:
		return false;
	}
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static void unlink_log(const struct database *db)
{
	struct arena a = ARENA_INIT;

	unlink(log_path(db, "shm", &a).ptr);
	unlink(log_path(db, "wal", &a).ptr);
	arena_release(&a);
}

/*
 * A process that has opened the new file since it is there may write with
 * this log: both share the lock, which is in the shared memory. One that gets
 * the lock later on looks whether the log is still there. Where it has other
 * connections open, SQLite goes on with the shared memory of those.
 */
void database_drop_log(const struct database *db)
{
	struct stat now;
	int code;

	look_at_log(db, &now);
	if (!now.st_ino || !is_same_file(&now, &db->log))
		return;
	sqlite3_busy_timeout(db->handle, 0);
	code = sqlite3_exec(db->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	if ((code & 0xff) != SQLITE_BUSY)
		unlink_log(db);
	if (code == SQLITE_OK)
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_busy_timeout(db->handle, DATABASE_WAIT * 1000);
}

int database_open(struct database *db, const char *path,
		  enum database_mode mode, struct error *err)
{
	int flags = SQLITE_OPEN_READWRITE, code;
	struct error first = ERROR_INIT;
	struct strbuf empty = STRBUF_INIT;

	memset(db, 0, sizeof(*db));
	db->analyzer = empty;
	db->path = path;
	if (check_file(path, mode, err) < 0)
		return -1;
	if (mode == DATABASE_WRITE)
		flags |= SQLITE_OPEN_CREATE;
	/* Before it is opened: a change in between shows later on. */
	stat(path, &db->file);
	code = connect(db, path, flags);
	if (code != SQLITE_OK) {
		database_fail(db, &first);
		database_close(db);
		if (mode == DATABASE_READ && needs_room(code))
			code = connect_immutable(db);
	}
	if (code != SQLITE_OK) {
		*err = first;
		return -1;
	}
	if (!db->is_immutable)
		look_at_log(db, &db->log);
	if (fts_register(db->handle) != SQLITE_OK)
		return database_fail(db, err);
	return 0;
}

bool database_is_replaced(const struct database *db)
{
	const struct stat *old = &db->file;
	struct stat now, log;

	if (stat(db->path, &now) < 0)
		return false;
	if (!is_same_file(&now, old))
		return true;
	if (db->log.st_ino) {
		look_at_log(db, &log);
		return !is_same_file(&log, &db->log);
	}
	return db->is_immutable &&
	       (now.st_size != old->st_size ||
		now.st_mtim.tv_sec != old->st_mtim.tv_sec ||
		now.st_mtim.tv_nsec != old->st_mtim.tv_nsec);
}
