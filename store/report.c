#include "store/report.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "text/utf8.h"

/* "blor", in the file's header. */
#define APPLICATION "0x626c6f72"

/* How long to wait for another connection's lock, in milliseconds. */
#define BUSY_TIMEOUT 2000

struct report {
	sqlite3 *handle;
	const char *path; /* borrowed; for messages */
};

static const char schema[] =
	"PRAGMA journal_mode = WAL;"
	"PRAGMA synchronous = NORMAL;"
	"PRAGMA application_id = " APPLICATION ";"
	"CREATE TABLE IF NOT EXISTS query (day INTEGER, text TEXT,"
	" asked INTEGER, empty INTEGER, ms REAL, slowest REAL,"
	" PRIMARY KEY (day, text)) WITHOUT ROWID;";

static int fail(struct report *r, struct error *err)
{
	return error_set(err, ERR_DATABASE, "the counts in '%s': %s", r->path,
			 r->handle ? sqlite3_errmsg(r->handle)
				   : "out of memory");
}

static int run(struct report *r, const char *sql, struct error *err)
{
	if (sqlite3_exec(r->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return fail(r, err);
	return 0;
}

/* An empty database and one of ours are fine, any other is not. */
static int check_file(struct report *r, struct error *err)
{
	static const char sql[] =
		"SELECT 1 FROM pragma_application_id WHERE application_id "
		"= " APPLICATION
		" UNION ALL SELECT 1 FROM (SELECT count(*) AS n"
		" FROM sqlite_schema) WHERE n = 0";
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(r->handle, sql, -1, &st, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(st);
	sqlite3_finalize(st);
	if (code == SQLITE_ROW)
		return 0;
	if (code != SQLITE_DONE && code != SQLITE_NOTADB)
		return fail(r, err);
	return error_set(err, ERR_FOREIGN, "'%s' holds no counts of queries",
			 r->path);
}

int report_open(struct report **out, const char *path, bool writes,
		struct error *err)
{
	struct report *r = xcalloc(1, sizeof(*r));
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
		    (writes ? SQLITE_OPEN_CREATE : 0);
	int ret;

	*out = NULL;
	r->path = path;
	if (!writes && access(path, F_OK) < 0 && errno == ENOENT)
		ret = error_set(err, ERR_NO_INDEX,
				"there are no counts at '%s'; 'blogsearch serve"
				" --stats-db' makes them",
				path);
	else if (sqlite3_open_v2(path, &r->handle, flags, NULL) != SQLITE_OK)
		ret = fail(r, err);
	else
		ret = check_file(r, err);
	if (ret == 0) {
		sqlite3_busy_timeout(r->handle, BUSY_TIMEOUT);
		ret = run(r, schema, err);
	}
	if (ret < 0) {
		report_close(r);
		return -1;
	}
	*out = r;
	return 0;
}

void report_close(struct report *r)
{
	if (!r)
		return;
	sqlite3_close(r->handle);
	free(r);
}

static sqlite3_stmt *prepare(struct report *r, const char *sql,
			     struct error *err)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(r->handle, sql, -1, &st, NULL) != SQLITE_OK)
		fail(r, err);
	return st;
}

/* A text that is new on a day with too many of them changes nothing. */
static int put_all(struct report *r, const struct asked *items, size_t count,
		   struct error *err)
{
	static const char sql[] =
		"INSERT INTO query SELECT ?1, ?2, 1, ?3, ?4, ?4"
		" WHERE EXISTS (SELECT 1 FROM query WHERE day = ?1 AND"
		" text = ?2) OR (SELECT count(*) FROM query WHERE day = ?1)"
		" < ?5"
		" ON CONFLICT (day, text) DO UPDATE SET asked = asked + 1,"
		" empty = empty + excluded.empty, ms = ms + excluded.ms,"
		" slowest = max(slowest, excluded.slowest)";
	sqlite3_stmt *st = prepare(r, sql, err);
	int ret = st ? 0 : -1;

	for (size_t i = 0; i < count && ret == 0; i++) {
		struct span text = utf8_prefix(items[i].text, REPORT_MAX_BYTES);

		sqlite3_bind_int64(st, 1, items[i].day);
		sqlite3_bind_text64(st, 2, text.len ? text.ptr : "", text.len,
				    SQLITE_STATIC, SQLITE_UTF8);
		sqlite3_bind_int(st, 3, !items[i].has_results);
		sqlite3_bind_double(st, 4, items[i].ms);
		sqlite3_bind_int(st, 5, REPORT_MAX_TEXTS);
		if (sqlite3_step(st) != SQLITE_DONE)
			ret = fail(r, err);
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	return ret;
}

static int forget_old(struct report *r, int64_t today, struct error *err)
{
	sqlite3_stmt *st = prepare(r, "DELETE FROM query WHERE day < ?1", err);
	int ret = 0;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, today - REPORT_MAX_DAYS);
	if (sqlite3_step(st) != SQLITE_DONE)
		ret = fail(r, err);
	sqlite3_finalize(st);
	return ret;
}

int report_put(struct report *r, const struct asked *items, size_t count,
	       struct error *err)
{
	struct error ignored = ERROR_INIT;

	if (count == 0)
		return 0;
	if (run(r, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	if (put_all(r, items, count, err) == 0 &&
	    forget_old(r, items[count - 1].day, err) == 0 &&
	    run(r, "COMMIT", err) == 0)
		return 0;
	run(r, "ROLLBACK", &ignored);
	return -1;
}

/* Read rows of text, asked, empty, ms, slowest; finalizes `st`. */
static int each(struct report *r, sqlite3_stmt *st, report_fn fn, void *arg,
		struct error *err)
{
	int code = SQLITE_DONE, ret = 0;

	while (ret == 0 && (code = sqlite3_step(st)) == SQLITE_ROW) {
		struct report_row row;

		row.text.ptr = (const char *)sqlite3_column_text(st, 0);
		row.text.len = (size_t)sqlite3_column_bytes(st, 0);
		row.asked = sqlite3_column_int64(st, 1);
		row.empty = sqlite3_column_int64(st, 2);
		row.mean_ms = row.asked ? sqlite3_column_double(st, 3) /
						  (double)row.asked
					: 0;
		row.slowest_ms = sqlite3_column_double(st, 4);
		ret = fn(&row, arg);
	}
	if (ret == 0 && code != SQLITE_DONE)
		ret = fail(r, err);
	sqlite3_finalize(st);
	return ret;
}

#define SUMS "sum(asked), sum(empty), sum(ms), max(slowest)"

int report_list(struct report *r, enum report_order order, int64_t since,
		int limit, report_fn fn, void *arg, struct error *err)
{
	static const char *const sql[] = {
		[REPORT_TOP] = "SELECT text, " SUMS " FROM query"
			       " WHERE day >= ?1 GROUP BY text"
			       " ORDER BY sum(asked) DESC, text LIMIT ?2",
		[REPORT_EMPTY] = "SELECT text, " SUMS " FROM query"
				 " WHERE day >= ?1 GROUP BY text"
				 " HAVING sum(empty) > 0"
				 " ORDER BY sum(empty) DESC, text LIMIT ?2",
		[REPORT_SLOW] = "SELECT text, " SUMS " FROM query"
				" WHERE day >= ?1 GROUP BY text"
				" ORDER BY max(slowest) DESC, text LIMIT ?2",
	};
	sqlite3_stmt *st = prepare(r, sql[order], err);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, since);
	sqlite3_bind_int(st, 2, limit);
	return each(r, st, fn, arg, err);
}

int report_days(struct report *r, int64_t since, report_fn fn, void *arg,
		struct error *err)
{
	sqlite3_stmt *st = prepare(
		r,
		"SELECT date(day * 86400, 'unixepoch'), " SUMS " FROM query"
		" WHERE day >= ?1 GROUP BY day ORDER BY day DESC",
		err);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, since);
	return each(r, st, fn, arg, err);
}

static int keep(const struct report_row *row, void *arg)
{
	struct report_row *out = arg;

	*out = *row;
	out->text = span_make("", 0);
	return 0;
}

int report_total(struct report *r, int64_t since, struct report_row *out,
		 struct error *err)
{
	sqlite3_stmt *st = prepare(
		r, "SELECT '', " SUMS " FROM query WHERE day >= ?1", err);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, since);
	return each(r, st, keep, out, err);
}
