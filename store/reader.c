#include "store/reader.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/fts.h"
#include "store/load.h"

struct reader {
	struct database db;
	char *path;
	struct analyzer *analyzer;
	bool has_revision; /* what follows was loaded */
	int64_t revision;
	struct index_stats stats;
	struct span_list languages;
	int64_t last_document;
	struct arena arena;           /* the languages, the words */
	struct word_list *word_lists; /* by first character */
	size_t word_list_count, word_list_alloc;
	struct columns **chunks; /* by number; NULL: not loaded yet */
	size_t chunk_count;
};

static int open_index(struct database *db, const char *path, struct error *err)
{
	int kind = database_open(db, path, DATABASE_READ, err);

	if (kind == 0)
		kind = database_identify(db, err);
	if (kind == 1)
		kind = error_set(err, ERR_NO_INDEX,
				 "the index '%s' is empty; make one with"
				 " 'blogsearch index'",
				 path);
	if (kind < 0)
		database_close(db);
	return kind;
}

int reader_open(struct reader **out, const char *path, struct error *err)
{
	struct reader *r = xcalloc(1, sizeof(*r));
	int ret;

	r->path = xstrdup(path);
	r->analyzer = analyzer_new();
	ret = open_index(&r->db, r->path, err);
	if (ret < 0) {
		reader_close(r);
		r = NULL;
	}
	*out = r;
	return ret;
}

static void drop_chunks(struct reader *r)
{
	for (size_t i = 0; i < r->chunk_count; i++)
		free(r->chunks[i]);
	free(r->chunks);
	r->chunks = NULL;
	r->chunk_count = 0;
}

static void drop_word_lists(struct reader *r)
{
	for (size_t i = 0; i < r->word_list_count; i++)
		free(r->word_lists[i].items);
	r->word_list_count = 0;
}

void reader_close(struct reader *r)
{
	if (!r)
		return;
	database_close(&r->db);
	drop_chunks(r);
	drop_word_lists(r);
	free(r->word_lists);
	arena_release(&r->arena);
	analyzer_free(r->analyzer);
	free(r->path);
	free(r);
}

static int load_revision(struct reader *r, int64_t *revision, struct error *err)
{
	struct arena a = ARENA_INIT;
	struct span text;
	int ret = load_meta(&r->db, "revision", &text, &a, err);

	*revision = text.len ? strtoll(text.ptr, NULL, 10) : 0;
	arena_release(&a);
	return ret;
}

static int load_everything(struct reader *r, struct error *err)
{
	struct totals totals;

	drop_chunks(r);
	drop_word_lists(r);
	arena_reset(&r->arena);
	memset(&r->languages, 0, sizeof(r->languages));
	if (load_totals(&r->db, &totals, err) < 0 ||
	    load_languages(&r->db, &r->languages, &r->arena, err) < 0 ||
	    database_number(&r->db, "SELECT coalesce(max(id), 0) FROM document",
			    &r->last_document, err) < 0)
		return -1;
	r->stats.documents = totals.documents;
	memcpy(r->stats.tokens, totals.tokens, sizeof(r->stats.tokens));
	return 0;
}

/*
 * Open the file anew where there is another. Until that one can be used, as
 * while it is being made, a file that is replaced can go on to be read; one
 * that was written to under an immutable connection cannot.
 */
static int follow_file(struct reader *r, struct error *err)
{
	struct database db;

	if (!database_is_replaced(&r->db))
		return 0;
	if (open_index(&db, r->path, err) < 0)
		return r->db.is_immutable ? -1 : 0;
	database_close(&r->db);
	r->db = db;
	r->has_revision = false;
	return 0;
}

int reader_begin(struct reader *r, struct error *err)
{
	int64_t revision;

	if (follow_file(r, err) < 0)
		return -1;
	if (database_run(&r->db, "BEGIN", err) < 0)
		return -1;
	if (load_revision(r, &revision, err) < 0)
		goto fail;
	if (!r->has_revision || revision != r->revision) {
		r->has_revision = false;
		if (load_everything(r, err) < 0)
			goto fail;
		r->revision = revision;
		r->has_revision = true;
	}
	return 0;
fail:
	reader_end(r);
	return -1;
}

void reader_end(struct reader *r)
{
	struct error ignored;

	database_run(&r->db, "ROLLBACK", &ignored);
}

struct analyzer *reader_analyzer(struct reader *r)
{
	return r->analyzer;
}

int64_t reader_revision(const struct reader *r)
{
	return r->revision;
}

int64_t reader_last_document(const struct reader *r)
{
	return r->last_document;
}

const struct index_stats *reader_stats(const struct reader *r)
{
	return &r->stats;
}

const struct span_list *reader_languages(const struct reader *r)
{
	return &r->languages;
}

/* A chunk that cannot be read counts as one without documents. */
static struct columns *load_columns(struct reader *r, size_t number)
{
	struct columns *chunk = xcalloc(COLUMNS_CHUNK, sizeof(*chunk));
	struct error err = ERROR_INIT;

	if (load_chunk(&r->db, (int64_t)number, chunk, &err) < 0)
		memset(chunk, 0, COLUMNS_CHUNK * sizeof(*chunk));
	return chunk;
}

const struct columns *reader_columns(struct reader *r, int64_t id)
{
	size_t number = (size_t)(id / COLUMNS_CHUNK);
	const struct columns *columns;

	if (id < 0 || number > (size_t)1 << 32)
		return NULL;
	if (number >= r->chunk_count) {
		size_t old = r->chunk_count;

		ARRAY_GROW(r->chunks, number + 1, r->chunk_count);
		memset(r->chunks + old, 0,
		       (r->chunk_count - old) * sizeof(*r->chunks));
	}
	if (!r->chunks[number])
		r->chunks[number] = load_columns(r, number);
	columns = &r->chunks[number][id % COLUMNS_CHUNK];
	return columns->is_present ? columns : NULL;
}

int reader_find_word(struct reader *r, struct span word,
		     struct word_counts *out, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_VOCABULARY_GET, err);
	int found;

	memset(out, 0, sizeof(*out));
	if (!st)
		return -1;
	bind_span(st, 1, word);
	found = database_step(&r->db, st, err);
	if (found == 1) {
		out->documents = sqlite3_column_int64(st, 0);
		out->surfaces = sqlite3_column_int64(st, 1);
	}
	sqlite3_reset(st);
	return found;
}

static int load_words(struct reader *r, struct word_list *list,
		      struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_VOCABULARY_LIST, err);
	size_t alloc = 0;
	int more;

	if (!st)
		return -1;
	bind_span(st, 1, list->first);
	bind_span(st, 2,
		  arena_printf(&r->arena, "%.*s\xff", (int)list->first.len,
			       list->first.ptr));
	while ((more = database_step(&r->db, st, err)) == 1) {
		struct listed_word *word;

		ARRAY_GROW(list->items, list->count + 1, alloc);
		word = &list->items[list->count++];
		word->text = arena_copy(&r->arena, column_span(st, 0));
		word->documents = sqlite3_column_int64(st, 1);
	}
	return more;
}

const struct word_list *reader_words(struct reader *r, struct span first,
				     struct error *err)
{
	struct word_list *list;

	for (size_t i = 0; i < r->word_list_count; i++)
		if (span_eq(r->word_lists[i].first, first))
			return &r->word_lists[i];
	ARRAY_GROW(r->word_lists, r->word_list_count + 1, r->word_list_alloc);
	list = &r->word_lists[r->word_list_count];
	memset(list, 0, sizeof(*list));
	list->first = arena_copy(&r->arena, first);
	if (load_words(r, list, err) < 0) {
		free(list->items);
		return NULL;
	}
	r->word_list_count++;
	return list;
}

/* Bind ?1 and ?2 to the range of what begins with `prefix`. */
static void bind_prefix(sqlite3_stmt *st, struct span prefix,
			struct strbuf *end)
{
	/* No word holds the byte 0xff, so this is behind all of them. */
	strbuf_put_span(end, prefix);
	strbuf_put_char(end, '\xff');
	bind_span(st, 1, prefix);
	bind_span(st, 2, strbuf_span(end));
}

int reader_count_prefix(struct reader *r, struct span prefix, int64_t *out,
			struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_VOCABULARY_PREFIX, err);
	struct strbuf end = STRBUF_INIT;
	int found;

	*out = 0;
	if (!st)
		return -1;
	bind_prefix(st, prefix, &end);
	found = database_step(&r->db, st, err);
	if (found == 1)
		*out = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	strbuf_release(&end);
	return found < 0 ? -1 : 0;
}

/* Run the bound statement, which visits matches and gives no rows. */
static int run_match(struct reader *r, sqlite3_stmt *st, struct error *err)
{
	int code = sqlite3_step(st), ret = 0;

	if (code == SQLITE_ABORT)
		ret = 1;
	else if (code != SQLITE_DONE)
		ret = database_fail(&r->db, err);
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	return ret;
}

int reader_match(struct reader *r, const char *expression, match_fn fn,
		 void *arg, struct error *err)
{
	sqlite3_stmt *st = database_statement(&r->db, STATEMENT_MATCH, err);
	struct visitor visitor = { fn, arg };

	if (!st)
		return -1;
	bind_span(st, 1, span_from(expression));
	fts_bind_visitor(st, 2, &visitor);
	return run_match(r, st, err);
}

int reader_match_one(struct reader *r, const char *expression, int64_t id,
		     match_fn fn, void *arg, struct error *err)
{
	sqlite3_stmt *st = database_statement(&r->db, STATEMENT_MATCH_ONE, err);
	struct visitor visitor = { fn, arg };

	if (!st)
		return -1;
	bind_span(st, 1, span_from(expression));
	fts_bind_visitor(st, 2, &visitor);
	sqlite3_bind_int64(st, 3, id);
	return run_match(r, st, err);
}

int reader_find_document(struct reader *r, int64_t id, struct document *doc,
			 struct arena *a, struct error *err)
{
	return load_document(&r->db, id, doc, a, err);
}

int reader_find_content(struct reader *r, int64_t id, struct content *content,
			struct arena *a, struct error *err)
{
	return load_content(&r->db, id, content, a, err);
}

/* Call `fn` with columns 0 and, where there is one, 1 of each row. */
static int each_row(struct reader *r, sqlite3_stmt *st, document_fn fn,
		    void *arg, struct error *err)
{
	bool has_flag = sqlite3_column_count(st) > 1;
	int more;

	while ((more = database_step(&r->db, st, err)) == 1) {
		int64_t id = sqlite3_column_int64(st, 0);
		bool flag = has_flag && sqlite3_column_int(st, 1);

		more = fn(id, flag, arg);
		if (more)
			break;
	}
	sqlite3_reset(st);
	return more;
}

int reader_find_name(struct reader *r, struct span key, document_fn fn,
		     void *arg, struct error *err)
{
	sqlite3_stmt *st = database_statement(&r->db, STATEMENT_NAME_FIND, err);

	if (!st)
		return -1;
	bind_span(st, 1, key);
	return each_row(r, st, fn, arg, err);
}

int reader_complete_title(struct reader *r, struct span key, int limit,
			  document_fn fn, void *arg, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_NAME_COMPLETE, err);
	struct strbuf end = STRBUF_INIT;
	int ret;

	if (!st)
		return -1;
	bind_prefix(st, key, &end);
	sqlite3_bind_int(st, 3, limit);
	ret = each_row(r, st, fn, arg, err);
	strbuf_release(&end);
	return ret;
}

int reader_complete_title_word(struct reader *r, struct span key, int limit,
			       document_fn fn, void *arg, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_NAME_COMPLETE_WORD, err);

	if (!st)
		return -1;
	bind_span(st, 1, key);
	sqlite3_bind_int(st, 2, limit);
	return each_row(r, st, fn, arg, err);
}

int reader_complete_word(struct reader *r, struct span prefix, int limit,
			 word_fn fn, void *arg, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_VOCABULARY_COMPLETE, err);
	struct strbuf end = STRBUF_INIT;
	int more;

	if (!st)
		return -1;
	bind_prefix(st, prefix, &end);
	sqlite3_bind_int(st, 3, limit);
	while ((more = database_step(&r->db, st, err)) == 1) {
		more = fn(column_span(st, 0), sqlite3_column_int64(st, 1), arg);
		if (more)
			break;
	}
	sqlite3_reset(st);
	strbuf_release(&end);
	return more;
}

int reader_find_label(struct reader *r, enum label_kind kind, struct span key,
		      document_fn fn, void *arg, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_LABEL_FIND, err);

	if (!st)
		return -1;
	sqlite3_bind_int(st, 1, (int)kind);
	bind_span(st, 2, key);
	return each_row(r, st, fn, arg, err);
}

int reader_find_section(struct reader *r, struct span section, document_fn fn,
			void *arg, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_SECTION_FIND, err);

	if (!st)
		return -1;
	bind_span(st, 1, section);
	return each_row(r, st, fn, arg, err);
}

int reader_each_document(struct reader *r, document_fn fn, void *arg,
			 struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_DOCUMENT_IDS, err);

	return st ? each_row(r, st, fn, arg, err) : -1;
}

int reader_each_label(struct reader *r, enum label_kind kind, label_fn fn,
		      void *arg, struct error *err)
{
	sqlite3_stmt *st = database_statement(&r->db, STATEMENT_LABEL_ALL, err);
	int more;

	if (!st)
		return -1;
	sqlite3_bind_int(st, 1, (int)kind);
	while ((more = database_step(&r->db, st, err)) == 1) {
		more = fn(column_span(st, 0), column_span(st, 2),
			  sqlite3_column_int64(st, 1), arg);
		if (more)
			break;
	}
	sqlite3_reset(st);
	return more;
}

int reader_get_meta(struct reader *r, const char *key, struct span *out,
		    struct arena *a, struct error *err)
{
	return load_meta(&r->db, key, out, a, err);
}

int reader_check(struct reader *r, struct error *err)
{
	int64_t faults;

	if (database_number(&r->db,
			    "SELECT count(*) FROM pragma_integrity_check"
			    " WHERE integrity_check <> 'ok'",
			    &faults, err) < 0)
		return -1;
	if (faults)
		return error_set(err, ERR_CORRUPT, "the index '%s' is damaged",
				 r->db.path);
	return 0;
}

int reader_format_version(void)
{
	return DATABASE_VERSION;
}

const char *reader_library_version(void)
{
	return sqlite3_libversion();
}
