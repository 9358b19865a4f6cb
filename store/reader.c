#include "store/reader.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/check.h"
#include "store/content_cache.h"
#include "store/load.h"
#include "store/match_walk.h"
#include "store/reader_state.h"
#include "store/segment_cache.h"
#include "store/segment_terms.h"
#include "text/stem.h"

/* Lists of words to go into the next query with. */
#define MAX_WORD_LISTS 64

/* An index of ours, of this version, that holds something. */
static int identify(struct database *db, struct error *err)
{
	int kind = database_identify(db, err);

	if (kind == 1)
		kind = error_set(err, ERR_NO_INDEX,
				 "the index '%s' is empty; make one with"
				 " 'blogsearch index'",
				 db->path);
	return kind;
}

static int open_index(struct database *db, const char *path, struct error *err)
{
	int ret = database_open(db, path, DATABASE_READ, err);

	/* Pages are read anew for each query where they find no room. */
	if (ret == 0)
		ret = database_run(db, "PRAGMA cache_size = -12288", err);
	if (ret == 0)
		ret = identify(db, err);
	if (ret < 0)
		database_close(db);
	return ret;
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

void reader_close(struct reader *r)
{
	if (!r)
		return;
	database_close(&r->db);
	reader_drop_columns(r);
	word_lists_release(&r->words);
	labels_release(&r->labels);
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

static int load_tuning(struct reader *r, struct error *err)
{
	struct arena a = ARENA_INIT;
	struct span text;
	int ret = load_meta(&r->db, READER_TUNING, &text, &a, err);

	tuning_parse(&r->tuning, text);
	arena_release(&a);
	return ret;
}

/* Once the languages are known. */
static int load_synonyms(struct reader *r, struct error *err)
{
	struct arena a = ARENA_INIT;
	struct span text;
	int ret = load_meta(&r->db, READER_SYNONYMS, &text, &a, err);

	r->stems = 0;
	for (size_t i = 0; i < r->languages.count; i++)
		r->stems |= (uint32_t)1
			    << stem_algorithm(r->languages.items[i]);
	synonyms_read(&r->synonyms, text, r->stems, r->analyzer, &r->arena);
	arena_release(&a);
	return ret;
}

static int load_everything(struct reader *r, struct error *err)
{
	struct totals totals;

	reader_drop_columns(r);
	load_drop_unpacker(&r->db);
	segment_cache_drop(&r->db);
	word_lists_reset(&r->words);
	labels_reset(&r->labels);
	arena_reset(&r->arena);
	memset(&r->languages, 0, sizeof(r->languages));
	/* Another version of this program may have made it anew. */
	if (identify(&r->db, err) < 0)
		return -1;
	if (load_totals(&r->db, &totals, err) < 0 || load_tuning(r, err) < 0 ||
	    load_languages(&r->db, &r->languages, &r->arena, err) < 0 ||
	    load_synonyms(r, err) < 0 ||
	    load_meta(&r->db, READER_LANGUAGE, &r->language, &r->arena, err) <
		    0 ||
	    segments_load(&r->segments, &r->db, &r->arena, err) < 0 ||
	    database_number(&r->db, "SELECT coalesce(max(id), 0) FROM document",
			    &r->last_document, err) < 0)
		return -1;
	r->has_terms = false;
	if (r->last_document < 0 || r->last_document > DATABASE_MAX_ID)
		return database_damaged(&r->db, err);
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

	r->stuck.code = ERR_NONE;
	if (!database_is_replaced(&r->db))
		return 0;
	if (open_index(&db, r->path, &r->stuck) < 0) {
		*err = r->stuck;
		return r->db.is_immutable ? -1 : 0;
	}
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
	} else if (!r->has_terms) {
		/* One question alone would not gain by it. */
		segment_terms_load(&r->segments, &r->db, &r->arena);
		segment_cache_make(&r->db);
		r->db.contents = content_cache_new();
		r->has_terms = true;
	}
	segment_cache_begin(&r->db);
	content_cache_begin(r->db.contents);
	if (r->words.count > MAX_WORD_LISTS)
		word_lists_reset(&r->words);
	r->failure.code = ERR_NONE;
	return 0;
fail:
	reader_end(r);
	return -1;
}

void reader_end(struct reader *r)
{
	struct error ignored;

	reader_watch(r, NULL, NULL);
	database_run(&r->db, "ROLLBACK", &ignored);
}

/*
 * Steps of SQLite's machine between two questions. Every page of postings
 * that is read takes several, also while there is no match.
 */
#define WATCH_STEPS 256

void reader_watch(struct reader *r, watch_fn fn, void *arg)
{
	sqlite3_progress_handler(r->db.handle, WATCH_STEPS, fn, arg);
	r->db.watch = fn;
	r->db.watch_arg = arg;
}

const struct error *reader_stuck(const struct reader *r)
{
	return r->stuck.code ? &r->stuck : NULL;
}

bool reader_is_cut_off(const struct reader *r)
{
	return database_is_cut_off(&r->db);
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

const struct tuning *reader_tuning(const struct reader *r)
{
	return &r->tuning;
}

const struct synonyms *reader_synonyms(const struct reader *r)
{
	return &r->synonyms;
}

struct span reader_language(const struct reader *r)
{
	return r->language;
}

const struct span_list *reader_languages(const struct reader *r)
{
	return &r->languages;
}

uint32_t reader_stems(const struct reader *r)
{
	return r->stems;
}

int reader_failure(const struct reader *r, struct error *err)
{
	if (!r->failure.code)
		return 0;
	*err = r->failure;
	return -1;
}

int reader_match(struct reader *r, const struct match_query *query, match_fn fn,
		 void *arg, struct error *err)
{
	int ret = match_walk(&r->db, &r->segments, r->last_document, query,
			     reader_all_columns(r), fn, arg, err);

	if (ret < 0 && err->code == ERR_LATE)
		return 1;
	return ret == 0 ? reader_failure(r, err) : ret;
}

int reader_find_document(struct reader *r, int64_t id, struct document *doc,
			 struct arena *a, struct error *err)
{
	return load_document(&r->db, id, doc, a, err);
}

int reader_open_content(struct reader *r, int64_t id, struct content *content,
			struct arena *a, struct error *err)
{
	return load_content_kept(&r->db, id, content, a, err);
}

int reader_find_content(struct reader *r, int64_t id, struct content *content,
			struct arena *a, struct error *err)
{
	int found = load_content(&r->db, id, content, a, err);

	content_need(content, 0, SIZE_MAX);
	return content_check(content, err) < 0 ? -1 : found;
}

int reader_check(struct reader *r, struct error *err)
{
	return database_check(&r->db, err);
}

int reader_format_version(void)
{
	return DATABASE_VERSION;
}

const char *reader_library_version(void)
{
	return sqlite3_libversion();
}
