#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/io.h"
#include "store/checksum.h"
#include "store/database.h"
#include "store/fts.h"
#include "store/log.h"

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
	int code = SQLITE_NOMEM, lock;

	if (vfs)
		code = sqlite3_open_v2(name, &db->handle,
				       flags | SQLITE_OPEN_NOMUTEX, vfs);
	if (code != SQLITE_OK)
		return code;
	sqlite3_busy_timeout(db->handle, DATABASE_WAIT * 1000);
	if (db->is_immutable)
		return probe(db);
	lock = log_lock(db->handle);
	code = log_drop_foreign(db->handle);
	if (code == SQLITE_OK && flags & SQLITE_OPEN_CREATE)
		code = checksum_reserve(db->handle);
	if (code == SQLITE_OK)
		code = probe(db);
	if (code == SQLITE_OK)
		log_look(db->handle, &db->shared);
	log_unlock(lock);
	return code;
}

/* Again, where the file is replaced meanwhile. */
static int connect_shared(struct database *db, int flags)
{
	int code = SQLITE_READONLY_DBMOVED;

	for (int i = 0; i < DATABASE_TRIES && code == SQLITE_READONLY_DBMOVED;
	     i++) {
		database_close(db);
		/* Before it is opened: a change in between shows later on. */
		if (stat(db->path, &db->file) < 0)
			memset(&db->file, 0, sizeof(db->file));
		code = connect(db, db->path, flags);
	}
	return code;
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

/*
 * With nothing in a log beside it nobody is writing to a WAL database, and
 * it can be read as it stands. Returns an SQLite code.
 */
static int connect_immutable(struct database *db)
{
	struct strbuf uri = STRBUF_INIT;
	int code = SQLITE_CANTOPEN;
	struct stat log;

	strbuf_printf(&uri, "%s-wal", db->path);
	if (stat(uri.buf, &log) < 0 || log.st_size == 0) {
		strbuf_reset(&uri);
		put_uri(&uri, db->path);
		db->is_immutable = true;
		code = connect(db, uri.buf,
			       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
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
	code = connect_shared(db, flags);
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
	if (fts_register(db->handle) != SQLITE_OK)
		return database_fail(db, err);
	return 0;
}

bool database_is_replaced(const struct database *db)
{
	const struct stat *old = &db->file;
	struct stat now;

	if (stat(db->path, &now) < 0)
		return false;
	if (!is_same_file(&now, old))
		return true;
	return db->is_immutable &&
	       (now.st_size != old->st_size ||
		now.st_mtim.tv_sec != old->st_mtim.tv_sec ||
		now.st_mtim.tv_nsec != old->st_mtim.tv_nsec);
}

bool database_is_in_place(const struct database *db)
{
	struct stat now;

	return stat(db->path, &now) == 0 && is_same_file(&now, &db->file);
}

bool database_is_cut_off(const struct database *db)
{
	struct stat now;

	if (!db->shared.st_ino)
		return false;
	log_look(db->handle, &now);
	return !is_same_file(&now, &db->shared) && database_is_in_place(db);
}
