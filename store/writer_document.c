#include "store/writer.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/load.h"
#include "store/prepared.h"
#include "store/writer_state.h"

static int put_chunk(struct writer *w, enum statement statement,
		     struct span packed, struct error *err)
{
	sqlite3_stmt *st = database_statement(&w->db, statement, err);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, w->chunk_number);
	bind_blob(st, 2, packed);
	return database_finish(&w->db, st, err);
}

int writer_flush_columns(struct writer *w, struct error *err)
{
	struct strbuf columns = STRBUF_INIT, details = STRBUF_INIT;
	int ret;

	if (!w->chunk_changed)
		return 0;
	columns_pack(&columns, w->chunk);
	details_pack(&details, w->chunk, w->details);
	ret = put_chunk(w, STATEMENT_COLUMNS_PUT, strbuf_span(&columns), err);
	if (ret == 0)
		ret = put_chunk(w, STATEMENT_DETAILS_PUT, strbuf_span(&details),
				err);
	strbuf_release(&columns);
	strbuf_release(&details);
	w->chunk_changed = false;
	return ret;
}

/* Change what is known of document `id`. */
static int edit_columns(struct writer *w, int64_t id,
			const struct columns *columns,
			const struct details *details, struct error *err)
{
	size_t place = (size_t)id % COLUMNS_CHUNK;
	int64_t number = id / COLUMNS_CHUNK;

	if (number != w->chunk_number) {
		if (writer_flush_columns(w, err) < 0 ||
		    load_columns(&w->db, number, w->chunk, err) < 0 ||
		    load_details(&w->db, number, w->chunk, w->details, err) < 0)
			return -1;
		w->chunk_number = number;
	}
	w->chunk_changed = true;
	w->chunk[place] = *columns;
	w->details[place] = *details;
	return 0;
}

/* The number of a language, made where it is new; -1 on error. */
static int language_number(struct writer *w, struct span lang,
			   struct error *err)
{
	sqlite3_stmt *st;
	size_t number = 0;

	for (; number < w->languages.count; number++)
		if (span_eq(w->languages.items[number], lang))
			return (int)number;
	if (number > UINT16_MAX)
		return error_set(err, ERR_LIMIT, "more than 65536 languages");
	st = database_statement(&w->db, STATEMENT_LANGUAGE_PUT, err);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, (int64_t)number);
	bind_span(st, 2, lang);
	if (database_finish(&w->db, st, err) < 0)
		return -1;
	arena_list_put(&w->arena, &w->languages, arena_copy(&w->arena, lang));
	return (int)number;
}

/* Make a section that is new. */
static int add_section(struct writer *w, struct span section, uint16_t *number,
		       struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&w->db, STATEMENT_SECTION_PUT, err);
	int64_t made;

	if (!st)
		return -1;
	bind_span(st, 1, section);
	if (database_finish(&w->db, st, err) < 0)
		return -1;
	made = sqlite3_last_insert_rowid(w->db.handle);
	if (made > UINT16_MAX)
		return error_set(err, ERR_LIMIT, "more than 65535 sections");
	*number = (uint16_t)made;
	return 0;
}

/* The number of a section, made where it is new. */
static int section_number(struct writer *w, struct span section,
			  uint16_t *number, struct error *err)
{
	struct map_entry *known = map_find(&w->sections, section);
	int found;

	if (known) {
		*number = (uint16_t)known->value;
		return 0;
	}
	found = load_section(&w->db, section, number, err);
	if (found == 0)
		found = add_section(w, section, number, err);
	if (found < 0)
		return -1;
	map_put(&w->sections, section)->value = *number;
	return 0;
}

static void bind_date(sqlite3_stmt *st, int first, struct date date)
{
	if (!date_is_set(date)) {
		for (int i = 0; i < 3; i++)
			sqlite3_bind_null(st, first + i);
		return;
	}
	sqlite3_bind_int64(st, first, date.seconds);
	sqlite3_bind_int(st, first + 1, date.offset);
	sqlite3_bind_int(st, first + 2, date.has_time | date.has_zone << 1);
}

static int put_document(struct writer *w, int64_t id, const struct prepared *p,
			struct error *err)
{
	const struct document *doc = p->doc;
	sqlite3_stmt *st =
		database_statement(&w->db, STATEMENT_DOCUMENT_PUT, err);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	bind_span(st, 2, doc->path);
	bind_span(st, 3, doc->url);
	bind_span(st, 4, doc->title);
	bind_span(st, 5, doc->summary);
	bind_date(st, 6, doc->date);
	bind_date(st, 9, doc->lastmod);
	bind_span(st, 12, doc->lang);
	bind_span(st, 13, doc->section);
	sqlite3_bind_int64(st, 14, doc->words);
	sqlite3_bind_int64(st, 15, doc->minutes);
	sqlite3_bind_int(st, 16, doc->summary_is_excerpt);
	sqlite3_bind_int64(st, 17, (int64_t)document_hash(doc));
	bind_span(st, 18, p->names);
	return database_finish(&w->db, st, err);
}

static int put_content(struct writer *w, int64_t id, const struct prepared *p,
		       struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&w->db, STATEMENT_CONTENT_PUT, err);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	bind_blob(st, 2, p->text);
	bind_blob(st, 3, p->layout);
	return database_finish(&w->db, st, err);
}

static int put_labels(struct writer *w, int64_t id, enum label_kind kind,
		      const struct span_list *names,
		      const struct span_list *keys, struct error *err)
{
	for (size_t i = 0; i < names->count; i++) {
		sqlite3_stmt *st =
			database_statement(&w->db, STATEMENT_LABEL_PUT, err);

		if (!st)
			return -1;
		sqlite3_bind_int64(st, 1, id);
		sqlite3_bind_int(st, 2, (int)kind);
		sqlite3_bind_int64(st, 3, (int64_t)i);
		bind_span(st, 4, keys->items[i]);
		bind_span(st, 5, names->items[i]);
		if (database_finish(&w->db, st, err) < 0)
			return -1;
	}
	return 0;
}

static int put_all_labels(struct writer *w, int64_t id,
			  const struct prepared *p, struct error *err)
{
	const struct document *doc = p->doc;

	if (put_labels(w, id, LABEL_AUTHOR, &doc->authors,
		       &p->label_keys[LABEL_AUTHOR], err) < 0 ||
	    put_labels(w, id, LABEL_CATEGORY, &doc->categories,
		       &p->label_keys[LABEL_CATEGORY], err) < 0)
		return -1;
	return put_labels(w, id, LABEL_TAG, &doc->tags,
			  &p->label_keys[LABEL_TAG], err);
}

static int put_name(struct writer *w, int64_t id, struct span key,
		    unsigned kind, struct error *err)
{
	sqlite3_stmt *st = database_statement(&w->db, STATEMENT_NAME_PUT, err);

	if (!st)
		return -1;
	bind_span(st, 1, key);
	sqlite3_bind_int64(st, 2, id);
	sqlite3_bind_int(st, 3, (int)kind);
	return database_finish(&w->db, st, err);
}

static int put_names(struct writer *w, int64_t id, const struct prepared *p,
		     struct error *err)
{
	struct span rest = p->names, key;
	int ret = 0;

	for (size_t i = 0; i < p->title_count && ret == 0; i++)
		ret = put_name(w, id, p->titles[i].key, p->titles[i].kind, err);
	while (ret == 0 && span_next_piece(&rest, '\n', &key))
		ret = put_name(w, id, key, NAME_OTHER, err);
	return ret;
}

/* Feed the terms to FTS5, or have it take them out. */
static int change_search(struct writer *w, enum statement id, int64_t rowid,
			 const struct terms *terms, struct error *err)
{
	sqlite3_stmt *st = database_statement(&w->db, id, err);
	struct strbuf fields[FIELD_COUNT];
	int ret;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, rowid);
	for (int f = 0; f < FIELD_COUNT; f++) {
		fields[f] = (struct strbuf)STRBUF_INIT;
		replay_put(&fields[f], &terms->fields[f], terms->words);
		bind_span(st, f + 2, strbuf_span(&fields[f]));
	}
	ret = database_finish(&w->db, st, err);
	sqlite3_clear_bindings(st);
	for (int f = 0; f < FIELD_COUNT; f++)
		strbuf_release(&fields[f]);
	return ret;
}

/* From now on FTS5 is needed. */
static int end_bulk(struct writer *w, struct error *err)
{
	uint32_t *order;
	int ret;

	if (!w->bulk.is_open)
		return 0;
	order = vocabulary_order(&w->vocabulary);
	ret = bulk_end(&w->bulk, order, &w->totals, w->jobs, err);
	free(order);
	return ret;
}

/* Add a document's counts to the totals, or, `sign` -1, take them away. */
static void count_document(struct writer *w, const struct terms *terms,
			   int sign)
{
	w->totals.documents += sign;
	for (int f = 0; f < FIELD_COUNT; f++)
		w->totals.tokens[f] += sign * (int64_t)terms->lengths[f];
	ARRAY_GROW(w->numbers, terms->word_count, w->numbers_alloc);
	vocabulary_count(&w->vocabulary, terms, sign, w->numbers);
}

/* Into an index without documents they come faster than through FTS5. */
static int put_terms(struct writer *w, int64_t id, const struct terms *terms,
		     struct error *err)
{
	static const struct bulk_limits limits = { BULK_PAGE_SIZE, BULK_MEMORY,
						   BULK_PART_SIZE };
	struct bulk *bulk = &w->bulk;

	if (w->totals.documents == 0 && !bulk->is_open &&
	    bulk_begin(bulk, &w->db, &w->vocabulary, &limits, err) < 0)
		return -1;
	if ((id <= bulk->last_id || id > BULK_MAX_ID) && end_bulk(w, err) < 0)
		return -1;
	if (!bulk->is_open &&
	    change_search(w, STATEMENT_SEARCH_PUT, id, terms, err) < 0)
		return -1;
	count_document(w, terms, 1);
	if (bulk->is_open)
		return bulk_put(bulk, id, terms, w->numbers, err);
	return 0;
}

int writer_put(struct writer *w, int64_t id, const struct prepared *p,
	       struct error *err)
{
	int lang = language_number(w, p->doc->lang, err);
	struct columns columns = p->columns;
	struct details details = p->details;

	if (id == WRITER_LARGE &&
	    database_run(&w->db, WRITER_LARGE_CACHE, err) < 0)
		return -1;
	if (lang < 0 ||
	    section_number(w, p->doc->section, &details.section, err) < 0 ||
	    put_document(w, id, p, err) < 0 || put_content(w, id, p, err) < 0 ||
	    put_all_labels(w, id, p, err) < 0 || put_names(w, id, p, err) < 0 ||
	    put_terms(w, id, &p->terms, err) < 0)
		return -1;
	columns.lang = (uint16_t)lang;
	return edit_columns(w, id, &columns, &details, err);
}

static int remove_name(struct writer *w, int64_t id, struct span key,
		       struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&w->db, STATEMENT_NAME_REMOVE, err);

	if (!st)
		return -1;
	bind_span(st, 1, key);
	sqlite3_bind_int64(st, 2, id);
	return database_finish(&w->db, st, err);
}

/* There is no index of names by document: its row tells what they are. */
static int remove_names(struct writer *w, int64_t id, struct error *err)
{
	struct name titles[NAMES_OF_TITLE];
	struct arena a = ARENA_INIT;
	struct span title, rest, key;
	size_t count;
	int ret = load_names(&w->db, id, &title, &rest, &a, err);

	count = ret == 0 ? names_of_title(titles, w->analyzer, title, &a) : 0;
	for (size_t i = 0; i < count && ret == 0; i++)
		ret = remove_name(w, id, titles[i].key, err);
	while (ret == 0 && span_next_piece(&rest, '\n', &key))
		ret = remove_name(w, id, key, err);
	arena_release(&a);
	return ret;
}

static int remove_rows(struct writer *w, int64_t id, struct error *err)
{
	static const enum statement statements[] = {
		STATEMENT_DOCUMENT_REMOVE,
		STATEMENT_CONTENT_REMOVE,
		STATEMENT_LABEL_REMOVE,
	};

	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]);
	     i++) {
		sqlite3_stmt *st =
			database_statement(&w->db, statements[i], err);

		if (!st)
			return -1;
		sqlite3_bind_int64(st, 1, id);
		if (database_finish(&w->db, st, err) < 0)
			return -1;
	}
	return 0;
}

/* 0 only where there is such a document. */
static int load_stored(struct writer *w, int64_t id, struct document *doc,
		       struct arena *a, struct error *err)
{
	struct content content;
	int found = load_document(&w->db, id, doc, a, err);

	if (found == 1)
		found = load_content(&w->db, id, &content, a, err);
	if (found < 0)
		return -1;
	if (found == 0)
		return database_damaged(&w->db, err);
	content_need(&content, 0, SIZE_MAX);
	if (content_check(&content, err) < 0)
		return -1;
	doc->text = content.text;
	doc->blocks = content.blocks;
	doc->block_count = content.block_count;
	return 0;
}

/*
 * FTS5 without content must be told the terms that it is to forget; they
 * are made again from what is stored.
 */
static int remove_terms(struct writer *w, int64_t id, struct error *err)
{
	struct arena a = ARENA_INIT;
	struct analysis analysis;
	struct document doc;
	struct terms terms;
	int ret;

	analysis_init(&analysis);
	ret = load_stored(w, id, &doc, &a, err);
	if (ret == 0) {
		analysis_make(&analysis, w->analyzer, &doc);
		terms = analysis_terms(&analysis);
		ret = change_search(w, STATEMENT_SEARCH_REMOVE, id, &terms,
				    err);
	}
	if (ret == 0)
		count_document(w, &terms, -1);
	analysis_release(&analysis);
	arena_release(&a);
	return ret;
}

int writer_remove(struct writer *w, int64_t id, struct error *err)
{
	static const struct columns none;
	static const struct details nothing;

	if (end_bulk(w, err) < 0 || remove_terms(w, id, err) < 0 ||
	    remove_names(w, id, err) < 0 || remove_rows(w, id, err) < 0)
		return -1;
	return edit_columns(w, id, &none, &nothing, err);
}
