#ifndef TESTS_UNIT_INDEX_FIXTURE_H
#define TESTS_UNIT_INDEX_FIXTURE_H

/*
 * A small Hugo site in a folder of its own, and indexing runs over it; for
 * the tests of indexer/index.h. Files get times long past, one second
 * apart, so that no run finds one that changed a moment ago.
 */

#include <fcntl.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "base/strbuf.h"
#include "indexer/index.h"
#include "store/reader.h"
#include "store/word_cursor.h"

struct fixture {
	char dir[64], db[96];
	char site[96]; /* dir/site */
	struct index_options options;
	const char *root;
	struct index_report report;
	struct error err;
	struct strbuf warnings; /* a line each, with paths from dir */
	int64_t last_time;      /* given to a file */
};

static inline const char *fixture_path(struct fixture *f, struct arena *a,
				       const char *path)
{
	return path_join(a, span_from(f->dir), span_from(path)).ptr;
}

static inline void set_time(const char *path, int64_t seconds)
{
	struct timespec times[2] = { { .tv_sec = seconds },
				     { .tv_sec = seconds } };

	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static inline void make_folders(char *path)
{
	for (char *c = path + 1; *c; c++)
		if (*c == '/') {
			*c = '\0';
			mkdir(path, 0777);
			*c = '/';
		}
}

/* Write a file, with its folders; `path` is from the fixture's folder. */
static inline void put_bytes(struct fixture *f, const char *path,
			     const void *bytes, size_t len)
{
	struct arena a = ARENA_INIT;
	char *full = arena_strdup(&a, span_from(fixture_path(f, &a, path)));
	FILE *file;

	make_folders(full);
	file = fopen(full, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
	set_time(full, ++f->last_time);
	arena_release(&a);
}

static inline void put_file(struct fixture *f, const char *path,
			    const char *text)
{
	put_bytes(f, path, text, strlen(text));
}

/* An article with these lines of front matter, TOML. */
static inline void put_article(struct fixture *f, const char *path,
			       const char *front, const char *body)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_printf(&text, "+++\n%s\n+++\n%s\n", front, body);
	put_file(f, path, text.buf);
	strbuf_release(&text);
}

static inline void remove_file(struct fixture *f, const char *path)
{
	struct arena a = ARENA_INIT;

	assert_int_equal(unlink(fixture_path(f, &a, path)), 0);
	arena_release(&a);
}

static inline void collect_warning(const struct warning *w, void *arg)
{
	struct fixture *f = arg;
	struct span path = w->path;

	if (span_has_prefix(path, f->dir))
		path = span_slice(path, strlen(f->dir) + 1, path.len);
	strbuf_printf(&f->warnings, "%.*s:%d: %.*s\n", (int)path.len, path.ptr,
		      w->line, (int)w->text.len, w->text.ptr);
}

static inline int fixture_setup(void **state)
{
	const char *temporary = getenv("TMPDIR");
	struct fixture *f = calloc(1, sizeof(*f));
	const struct strbuf empty = STRBUF_INIT;

	snprintf(f->dir, sizeof(f->dir), "%s/blogsearch-XXXXXX",
		 temporary && strlen(temporary) < 40 ? temporary : "/tmp");
	if (!mkdtemp(f->dir))
		return -1;
	snprintf(f->site, sizeof(f->site), "%s/site", f->dir);
	snprintf(f->db, sizeof(f->db), "%s/index.db", f->dir);
	f->warnings = empty;
	f->last_time = 1600000000;
	f->root = f->site;
	f->options.roots = &f->root;
	f->options.root_count = 1;
	f->options.db = f->db;
	f->options.now = 1700000000;
	f->options.jobs = 2;
	f->options.warn = collect_warning;
	f->options.arg = f;
	put_file(f, "site/hugo.toml", "baseURL = 'https://example.org/'\n");
	*state = f;
	return 0;
}

static inline int remove_one(const char *path, const struct stat *st, int type,
			     struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static inline int fixture_teardown(void **state)
{
	struct fixture *f = *state;

	nftw(f->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	strbuf_release(&f->warnings);
	free(f);
	return 0;
}

static inline int run_index(struct fixture *f)
{
	strbuf_reset(&f->warnings);
	return index_run(&f->options, &f->report, &f->err);
}

/*
 * Run, and compare what was done: "1 new, 2 changed, 3 unchanged,
 * 4 removed, 5 read" as "1 2 3 4 5". The index must be whole.
 */
static inline void expect_run(struct fixture *f, const char *expected)
{
	const struct index_report *r = &f->report;
	struct error err = ERROR_INIT;
	struct reader *reader;
	char got[128];

	if (run_index(f))
		fail_msg("%s", f->err.message);
	snprintf(got, sizeof(got), "%zu %zu %zu %zu %zu", r->added, r->updated,
		 r->unchanged, r->removed, r->files_read);
	assert_string_equal(got, expected);
	assert_int_equal(r->articles, r->added + r->updated + r->unchanged);
	assert_int_equal(reader_open(&reader, f->db, &err), 0);
	if (reader_check(reader, &err))
		fail_msg("%s", err.message);
	reader_close(reader);
}

/* Append every row that `sql` gives, a line each. */
static inline void put_rows(struct strbuf *out, const char *db, const char *sql)
{
	sqlite3_stmt *st;
	sqlite3 *handle;

	assert_int_equal(sqlite3_open(db, &handle), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &st, NULL),
			 SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			const void *bytes = sqlite3_column_blob(st, i);
			int len = sqlite3_column_bytes(st, i);

			if (i)
				strbuf_put_char(out, '|');
			strbuf_put(out, len ? bytes : "", (size_t)len);
		}
		strbuf_put_char(out, '\n');
	}
	sqlite3_finalize(st);
	sqlite3_close(handle);
}

static inline void expect_rows(struct fixture *f, const char *sql,
			       const char *expected)
{
	struct strbuf got = STRBUF_INIT;

	put_rows(&got, f->db, sql);
	assert_string_equal(got.buf, expected);
	strbuf_release(&got);
}

/* The titles of all documents, in order of path. */
static inline void expect_titles(struct fixture *f, const char *expected)
{
	expect_rows(f,
		    "SELECT coalesce(group_concat(title, ' '), '') FROM"
		    " (SELECT title FROM document ORDER BY path)",
		    expected);
}

/* The vocabulary, however it is cut into blocks. */
static inline void put_words(struct strbuf *out, const char *path)
{
	struct error err = ERROR_INIT;
	struct database db;
	struct word_cursor c;
	int more;

	assert_int_equal(database_open(&db, path, DATABASE_READ, &err), 0);
	word_cursor_init(&c, &db);
	more = word_cursor_seek(&c, span_make("", 0), &err);
	for (; more == 1; more = word_cursor_next(&c, &err))
		strbuf_printf(out, "%s|%d|%d\n", c.block.word.buf,
			      (int)c.block.counts.documents,
			      (int)c.block.counts.surfaces);
	assert_int_equal(more, 0);
	word_cursor_release(&c);
	database_close(&db);
}

struct put_texts {
	struct strbuf *out;
	struct reader *reader;
};

static inline int put_text(int64_t id, void *arg)
{
	struct put_texts *p = arg;
	struct error err = ERROR_INIT;
	struct arena a = ARENA_INIT;
	struct content content;

	assert_int_equal(
		1, reader_find_content(p->reader, id, &content, &a, &err));
	strbuf_put_span(p->out, content.text);
	strbuf_put_char(p->out, '\n');
	arena_release(&a);
	return 0;
}

/*
 * By path. How they are packed hangs on the articles that were there when
 * the index was new.
 */
static inline void put_texts(struct strbuf *out, const char *db)
{
	struct error err = ERROR_INIT;
	struct put_texts p = { out, NULL };

	assert_int_equal(0, reader_open(&p.reader, db, &err));
	assert_int_equal(0, reader_begin(p.reader, &err));
	assert_int_equal(0, reader_each_document(p.reader, put_text, &p, &err));
	reader_end(p.reader);
	reader_close(p.reader);
}

/* All that readers can be shown, whatever the documents' numbers. */
static inline void put_documents(struct strbuf *out, const char *db)
{
	put_rows(out, db,
		 "SELECT d.path, url, title, summary, date, lang, section,"
		 " words, minutes, layout FROM document d"
		 " JOIN content ON document = id ORDER BY d.path");
	put_rows(out, db,
		 "SELECT d.path, kind, place, key, name FROM label"
		 " JOIN document d ON document = id ORDER BY 1, 2, 3");
	put_rows(out, db,
		 "SELECT d.path, key, kind FROM name"
		 " JOIN document d ON document = id ORDER BY 1, 2, 3");
	put_texts(out, db);
	put_words(out, db);
	put_rows(out, db,
		 "SELECT path, size, mtime, hash, state, changes_at,"
		 " document > 0 FROM source ORDER BY path");
	put_rows(out, db, "SELECT * FROM meta WHERE key = 'totals'");
}

/* Every table, byte for byte, but for what tells when and how often. */
static inline void put_database(struct strbuf *out, const char *db)
{
	struct strbuf tables = STRBUF_INIT, sql = STRBUF_INIT;
	struct span rest, table;

	put_rows(&tables, db,
		 "SELECT name FROM sqlite_schema WHERE type = 'table'"
		 " AND name NOT IN ('search', 'meta') ORDER BY name");
	rest = strbuf_span(&tables);
	while (span_next_line(&rest, &table)) {
		strbuf_reset(&sql);
		strbuf_printf(&sql, "SELECT * FROM %.*s ORDER BY 1, 2",
			      (int)table.len, table.ptr);
		put_rows(out, db, sql.buf);
	}
	put_rows(out, db,
		 "SELECT * FROM meta WHERE key NOT IN ('started', 'places',"
		 " 'revision') ORDER BY key");
	strbuf_release(&tables);
	strbuf_release(&sql);
}

#endif
