#include "store/writer.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/schema.h"
#include "store/writer_state.h"
#include "text/version.h"

/* Does the file say, in its header, that it is an index of ours? */
static bool has_our_header(const char *path)
{
	static const unsigned char mark[4] = { 'b', 'l', 'o', 'g' };
	unsigned char header[72];
	FILE *file = fopen(path, "rb");
	size_t got = file ? fread(header, 1, sizeof(header), file) : 0;

	if (file)
		fclose(file);
	return got == sizeof(header) &&
	       !memcmp(header, "SQLite format 3", 16) &&
	       !memcmp(header + 68, mark, 4);
}

int writer_discard(const char *path)
{
	static const char *const suffixes[] = { "", "-wal", "-shm",
						"-journal" };
	struct arena a = ARENA_INIT;

	if (!has_our_header(path))
		return -1;
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
		unlink(arena_printf(&a, "%s%s", path, suffixes[i]).ptr);
	arena_release(&a);
	return 0;
}

/*
 * A new file is filled under a rollback journal: pages beyond its old end
 * are not copied there, so that a first build writes nearly each page once,
 * most of them while articles are read: few are changed again, and the cache
 * is small until there are many, see writer_put(). From then on a write-ahead
 * log lets readers go on beside the writer. Texts leave less of a page empty
 * where it has 8 kB and not 4.
 */
static int begin(struct writer *w, struct error *err)
{
	static const char pragmas[] = "PRAGMA page_size = 8192;"
				      "PRAGMA synchronous = NORMAL;"
				      "PRAGMA temp_store = MEMORY;";
	static const char new_file[] = "PRAGMA cache_size = -16384";
	static const char old_file[] =
		WRITER_LARGE_CACHE "PRAGMA journal_mode = WAL";

	if (database_run(&w->db, pragmas, err) < 0)
		return -1;
	if (database_run(&w->db, w->is_new ? new_file : old_file, err) < 0)
		return -1;
	return database_run(&w->db, "BEGIN IMMEDIATE", err);
}

/*
 * Take away what was opened: a damaged index, or a locked one of another
 * version, which has no room for our checksums. Where another process has
 * done so, the path leads to its file by now, or to none.
 */
static int discard_old(const struct writer *w)
{
	return database_is_in_place(&w->db) ? writer_discard(w->db.path) : 0;
}

static int open_once(struct writer *w, const char *path, struct error *err)
{
	int kind;

	if (database_open(&w->db, path, DATABASE_WRITE, err) < 0)
		return -1;
	kind = database_identify(&w->db, err);
	if (kind < 0 && err->code != ERR_VERSION)
		return -1;
	w->is_new = kind == 1;
	if (begin(w, err) < 0)
		return -1;
	/* Another process may have been faster; look again, locked. */
	kind = database_identify(&w->db, err);
	if (kind < 0 && err->code == ERR_VERSION)
		discard_old(w);
	if (kind == 1)
		return database_create(&w->db, err);
	return kind;
}

static int load_state(struct writer *w, struct error *err)
{
	if (load_totals(&w->db, &w->totals, err) < 0)
		return -1;
	if (load_languages(&w->db, &w->languages, &w->arena, err) < 0)
		return -1;
	if (database_number(&w->db,
			    "SELECT coalesce(max(id), 0) + 1 FROM document",
			    &w->next_id, err) < 0)
		return -1;
	return w->next_id > DATABASE_MAX_ID ? database_damaged(&w->db, err) : 0;
}

static int open_state(struct writer *w, const char *path, struct error *err)
{
	int ret, tries = 0;

	do {
		database_close(&w->db);
		ret = open_once(w, path, err);
		/* It may have been before it was locked. */
	} while (ret == 0 && !w->is_new && database_is_replaced(&w->db) &&
		 ++tries < DATABASE_TRIES);
	return ret < 0 ? -1 : load_state(w, err);
}

int writer_open(struct writer **out, const char *path, struct error *err)
{
	struct writer *w = xcalloc(1, sizeof(*w));
	int ret;

	*out = w;
	w->chunk_number = -1;
	w->analyzer = analyzer_new();
	vocabulary_init(&w->vocabulary);
	ret = open_state(w, path, err);
	if (ret < 0 && (err->code == ERR_CORRUPT || err->code == ERR_FOREIGN)) {
		database_close(&w->db);
		if (discard_old(w) == 0) {
			w->rebuild_reason = "it was damaged";
			ret = open_state(w, path, err);
		}
	} else if (ret < 0 && err->code == ERR_VERSION) {
		database_close(&w->db);
		w->rebuild_reason = "it was made by another version";
		ret = open_state(w, path, err);
	}
	if (ret < 0) {
		writer_close(w);
		*out = NULL;
	}
	return ret;
}

void writer_close(struct writer *w)
{
	if (!w)
		return;
	database_close(&w->db); /* rolls back what is open */
	bulk_release(&w->bulk);
	free(w->numbers);
	vocabulary_release(&w->vocabulary);
	map_release(&w->sections);
	analyzer_free(w->analyzer);
	arena_release(&w->arena);
	free(w);
}

void writer_set_jobs(struct writer *w, long jobs)
{
	w->jobs = jobs;
}

const char *writer_rebuild_reason(const struct writer *w)
{
	return w->rebuild_reason;
}

int64_t writer_document_count(const struct writer *w)
{
	return w->totals.documents;
}

int64_t writer_next_id(struct writer *w)
{
	return w->next_id++;
}

int writer_sources(struct writer *w, struct source_record **out, size_t *count,
		   struct arena *a, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&w->db, STATEMENT_SOURCE_ALL, err);
	size_t alloc = 0;
	struct source_record *records = NULL;
	int more;

	*out = NULL;
	*count = 0;
	if (!st)
		return -1;
	while ((more = database_step(&w->db, st, err)) == 1) {
		struct source_record *r;

		ARRAY_GROW(records, *count + 1, alloc);
		r = &records[(*count)++];
		r->path = arena_copy(a, column_span(st, 0));
		r->size = (uint64_t)sqlite3_column_int64(st, 1);
		r->mtime = sqlite3_column_int64(st, 2);
		r->ctime = sqlite3_column_int64(st, 3);
		r->hash = (uint64_t)sqlite3_column_int64(st, 4);
		r->state = sqlite3_column_int(st, 5);
		r->changes_at = sqlite3_column_type(st, 6) == SQLITE_NULL
					? DATE_NONE
					: sqlite3_column_int64(st, 6);
		r->document = sqlite3_column_int64(st, 7);
	}
	*out = arena_room(a, *count, sizeof(**out));
	if (*count)
		memcpy(*out, records, *count * sizeof(**out));
	free(records);
	return more;
}

int writer_get_meta(struct writer *w, const char *key, struct span *out,
		    struct arena *a, struct error *err)
{
	return load_meta(&w->db, key, out, a, err);
}

int writer_put_meta(struct writer *w, const char *key, struct span value,
		    struct error *err)
{
	sqlite3_stmt *st = database_statement(&w->db, STATEMENT_META_PUT, err);

	if (!st)
		return -1;
	bind_span(st, 1, span_from(key));
	bind_span(st, 2, value);
	return database_finish(&w->db, st, err);
}

/*
 * Pages that are damaged may have been freed twice, or while they are still
 * in use; what is put there would be lost. With hardly a page in use the
 * check takes no time.
 */
static int check_emptied(struct writer *w, struct error *err)
{
	int64_t faults;

	if (database_number(&w->db,
			    "SELECT count(*) FROM pragma_quick_check"
			    " WHERE quick_check <> 'ok'",
			    &faults, err) < 0)
		return -1;
	if (faults)
		return database_damaged(&w->db, err);
	return 0;
}

int writer_clear(struct writer *w, struct error *err)
{
	memset(&w->totals, 0, sizeof(w->totals));
	w->chunk_number = -1;
	w->chunk_changed = false;
	w->languages.count = 0;
	map_reset(&w->sections);
	w->next_id = 1;
	bulk_release(&w->bulk);
	vocabulary_reset(&w->vocabulary);
	load_drop_unpacker(&w->db);
	if (database_run(&w->db, schema_clear_sql, err) < 0)
		return -1;
	return check_emptied(w, err);
}

int writer_learn(struct writer *w, const struct span *texts, size_t count,
		 struct error *err)
{
	struct strbuf dictionary = STRBUF_INIT;
	sqlite3_stmt *st = database_statement(&w->db, STATEMENT_META_PUT, err);
	int ret = -1;

	if (st) {
		content_make_dictionary(&dictionary, texts, count);
		bind_span(st, 1, span_from(DATABASE_DICTIONARY));
		bind_blob(st, 2, strbuf_span(&dictionary));
		ret = database_finish(&w->db, st, err);
		load_drop_unpacker(&w->db);
	}
	strbuf_release(&dictionary);
	return ret;
}

int writer_dictionary(struct writer *w, struct span *out, struct arena *a,
		      struct error *err)
{
	return load_meta(&w->db, DATABASE_DICTIONARY, out, a, err);
}

int writer_put_source(struct writer *w, const struct source_record *r,
		      struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&w->db, STATEMENT_SOURCE_PUT, err);

	if (!st)
		return -1;
	bind_span(st, 1, r->path);
	sqlite3_bind_int64(st, 2, (int64_t)r->size);
	sqlite3_bind_int64(st, 3, r->mtime);
	sqlite3_bind_int64(st, 4, r->ctime);
	sqlite3_bind_int64(st, 5, (int64_t)r->hash);
	sqlite3_bind_int(st, 6, r->state);
	if (r->changes_at == DATE_NONE)
		sqlite3_bind_null(st, 7);
	else
		sqlite3_bind_int64(st, 7, r->changes_at);
	sqlite3_bind_int64(st, 8, r->document);
	return database_finish(&w->db, st, err);
}

int writer_remove_source(struct writer *w, struct span path, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&w->db, STATEMENT_SOURCE_REMOVE, err);

	if (!st)
		return -1;
	bind_span(st, 1, path);
	return database_finish(&w->db, st, err);
}

static int put_totals(struct writer *w, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	int ret;

	strbuf_printf(&text, "%lld", (long long)w->totals.documents);
	for (int f = 0; f < FIELD_COUNT; f++)
		strbuf_printf(&text, " %lld", (long long)w->totals.tokens[f]);
	ret = writer_put_meta(w, "totals", strbuf_span(&text), err);
	strbuf_release(&text);
	return ret;
}

static int put_analyzer(struct writer *w, struct error *err)
{
	struct strbuf version = STRBUF_INIT;
	int ret;

	version_put(&version);
	ret = writer_put_meta(w, DATABASE_ANALYZER, strbuf_span(&version), err);
	strbuf_release(&version);
	return ret;
}

/*
 * Readers drop what they hold in memory when this number changes, and so
 * do browsers. It is a time, so that an index that was emptied or made
 * anew never has a number again that the one before it had.
 */
static int put_revision(struct writer *w, struct error *err)
{
	struct arena a = ARENA_INIT;
	struct span revision;
	int ret = load_meta(&w->db, "revision", &revision, &a, err);

	if (ret == 0) {
		int64_t last =
			revision.len ? strtoll(revision.ptr, NULL, 10) : 0;
		int64_t now = clock_epoch_ms();

		ret = writer_put_meta(w, "revision",
				      arena_printf(&a, "%" PRId64,
						   now > last ? now : last + 1),
				      err);
	}
	arena_release(&a);
	return ret;
}

/* Words, sorted once for both. */
static int put_words(struct writer *w, struct error *err)
{
	uint32_t *order = vocabulary_order(&w->vocabulary);
	int ret = 0;

	if (w->bulk.is_open)
		ret = bulk_end(&w->bulk, order, &w->totals, w->jobs, err);
	if (ret == 0)
		ret = vocabulary_write(&w->vocabulary, order, &w->db, err);
	free(order);
	return ret;
}

int writer_commit(struct writer *w, struct error *err)
{
	struct error ignored;

	if (writer_flush_columns(w, err) < 0 || put_words(w, err) < 0 ||
	    put_totals(w, err) < 0 || put_analyzer(w, err) < 0 ||
	    put_revision(w, err) < 0 || database_run(&w->db, "COMMIT", err) < 0)
		return -1;
	/*
	 * All is stored. What fails here is done at the next run: a new
	 * index gets its log; of an old one, nothing stays in the log once
	 * those are done who read what was before. Or it would be taken for
	 * that of a file that is moved to its place while nobody has it open.
	 */
	if (w->is_new)
		database_run(&w->db, "PRAGMA journal_mode = WAL", &ignored);
	else
		database_run(&w->db,
			     "PRAGMA busy_timeout = 1000;"
			     "PRAGMA wal_checkpoint(TRUNCATE)",
			     &ignored);
	return 0;
}
