#include "store/load.h"

#include <stdlib.h>

#include "store/content_cache.h"
#include "store/label.h"

static struct span copy_column(struct arena *a, sqlite3_stmt *statement,
			       int column)
{
	return arena_copy(a, column_span(statement, column));
}

/* Columns `first` to `first` + 2: seconds, offset, precision. */
static struct date column_date(sqlite3_stmt *statement, int first)
{
	int precision = sqlite3_column_int(statement, first + 2);
	struct date date = date_none();

	if (sqlite3_column_type(statement, first) == SQLITE_NULL)
		return date;
	date.seconds = sqlite3_column_int64(statement, first);
	date.offset = (int16_t)sqlite3_column_int(statement, first + 1);
	date.has_time = precision & 1;
	date.has_zone = precision & 2;
	return date;
}

static int load_labels(struct database *db, int64_t id, struct document *doc,
		       struct arena *a, struct error *err)
{
	struct span_list *lists[LABEL_KIND_COUNT] = {
		[LABEL_AUTHOR] = &doc->authors,
		[LABEL_CATEGORY] = &doc->categories,
		[LABEL_TAG] = &doc->tags,
	};
	sqlite3_stmt *st = database_statement(db, STATEMENT_LABEL_GET, err);
	int more;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	while ((more = database_step(db, st, err)) == 1) {
		int kind = sqlite3_column_int(st, 0);

		if (kind >= 0 && kind < LABEL_KIND_COUNT)
			arena_list_put(a, lists[kind], copy_column(a, st, 1));
	}
	return more;
}

int load_document(struct database *db, int64_t id, struct document *doc,
		  struct arena *a, struct error *err)
{
	sqlite3_stmt *st = database_statement(db, STATEMENT_DOCUMENT_GET, err);
	uint64_t hash;
	int found;

	memset(doc, 0, sizeof(*doc));
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	found = database_step(db, st, err);
	if (found != 1)
		return found;
	doc->path = copy_column(a, st, 0);
	doc->url = copy_column(a, st, 1);
	doc->title = copy_column(a, st, 2);
	doc->summary = copy_column(a, st, 3);
	doc->date = column_date(st, 4);
	doc->lastmod = column_date(st, 7);
	doc->lang = copy_column(a, st, 10);
	doc->section = copy_column(a, st, 11);
	doc->words = (uint32_t)sqlite3_column_int64(st, 12);
	doc->minutes = (uint32_t)sqlite3_column_int64(st, 13);
	doc->summary_is_excerpt = sqlite3_column_int(st, 14);
	hash = (uint64_t)sqlite3_column_int64(st, 15);
	sqlite3_reset(st);
	/* Most have no labels: then it is whole without a look for them. */
	if (hash == document_hash(doc))
		return 1;
	if (load_labels(db, id, doc, a, err) < 0)
		return -1;
	return hash == document_hash(doc) ? 1 : database_damaged(db, err);
}

int load_names(struct database *db, int64_t id, struct span *title,
	       struct span *names, struct arena *a, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(db, STATEMENT_DOCUMENT_NAMES, err);
	int found;

	*title = *names = span_make("", 0);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	found = database_step(db, st, err);
	if (found == 1) {
		*title = copy_column(a, st, 0);
		*names = copy_column(a, st, 1);
	}
	sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

struct unpacker *load_unpacker(struct database *db, struct error *err)
{
	struct arena a = ARENA_INIT;
	struct span dictionary;

	if (db->unpacker)
		return db->unpacker;
	if (load_meta(db, DATABASE_DICTIONARY, &dictionary, &a, err) == 0) {
		db->unpacker = unpacker_new(dictionary);
		if (!db->unpacker)
			database_damaged(db, err);
	}
	arena_release(&a);
	return db->unpacker;
}

void load_drop_unpacker(struct database *db)
{
	content_cache_free(db->contents);
	db->contents = NULL;
	unpacker_free(db->unpacker);
	db->unpacker = NULL;
}

struct packed {
	struct span text, layout;
};

/* db->unpacker is there then. */
static int read_packed(struct database *db, int64_t id, struct packed *out,
		       struct arena *a, struct error *err)
{
	sqlite3_stmt *st;
	int found;

	if (!load_unpacker(db, err))
		return -1;
	st = database_statement(db, STATEMENT_CONTENT_GET, err);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	found = database_step(db, st, err);
	if (found == 1) {
		out->text = copy_column(a, st, 0);
		out->layout = copy_column(a, st, 1);
	}
	sqlite3_reset(st);
	return found;
}

/* From or into `cache`, or else, and where it is NULL, in `a`. */
static int open_content(struct database *db, struct content_cache *cache,
			int64_t id, struct content *content, struct arena *a,
			struct error *err)
{
	const struct content *kept = content_cache_find(cache, id);
	struct packed packed;
	struct arena *room;
	int found;

	if (kept) {
		*content = *kept;
		return 1;
	}
	memset(content, 0, sizeof(*content));
	found = read_packed(db, id, &packed, a, err);
	if (found != 1)
		return found;
	room = content_cache_room(cache, id,
				  content_size(packed.text) + packed.text.len +
					  packed.layout.len);
	if (room) {
		packed.text = arena_copy(room, packed.text);
		a = room;
	}
	if (content_open(content, db->unpacker, packed.text, packed.layout, a,
			 err) < 0)
		return -1;
	if (room)
		content_cache_put(cache, id, content);
	return 1;
}

int load_content(struct database *db, int64_t id, struct content *content,
		 struct arena *a, struct error *err)
{
	return open_content(db, NULL, id, content, a, err);
}

int load_content_kept(struct database *db, int64_t id, struct content *content,
		      struct arena *a, struct error *err)
{
	return open_content(db, db->contents, id, content, a, err);
}

/*
 * What the statement tells of a chunk; empty: nothing is stored. It is valid
 * until `*st` is reset. Returns 1, 0 or -1.
 */
static int find_chunk(struct database *db, enum statement statement,
		      int64_t number, sqlite3_stmt **st, struct span *out,
		      struct error *err)
{
	int found;

	*st = database_statement(db, statement, err);
	if (!*st)
		return -1;
	sqlite3_bind_int64(*st, 1, number);
	found = database_step(db, *st, err);
	if (found == 1)
		*out = column_span(*st, 0);
	return found;
}

int load_columns(struct database *db, int64_t number, struct columns *chunk,
		 struct error *err)
{
	struct span packed = { NULL, 0 };
	sqlite3_stmt *st;
	int found = find_chunk(db, STATEMENT_COLUMNS_GET, number, &st, &packed,
			       err);

	if (found == 0)
		memset(chunk, 0, COLUMNS_CHUNK * sizeof(*chunk));
	if (found == 1 && columns_unpack(chunk, packed) < 0)
		found = database_damaged(db, err);
	sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

int load_details(struct database *db, int64_t number,
		 const struct columns *chunk, struct details *details,
		 struct error *err)
{
	struct span packed = { NULL, 0 };
	sqlite3_stmt *st;
	int found = find_chunk(db, STATEMENT_DETAILS_GET, number, &st, &packed,
			       err);

	if (found >= 0 && details_unpack(details, chunk, packed) < 0)
		found = database_damaged(db, err);
	sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

int load_meta(struct database *db, const char *key, struct span *out,
	      struct arena *a, struct error *err)
{
	sqlite3_stmt *st = database_statement(db, STATEMENT_META_GET, err);
	int found;

	*out = span_make("", 0);
	if (!st)
		return -1;
	bind_span(st, 1, span_from(key));
	found = database_step(db, st, err);
	if (found == 1)
		*out = copy_column(a, st, 0);
	sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

int load_totals(struct database *db, struct totals *out, struct error *err)
{
	struct arena a = ARENA_INIT;
	struct span text, number;
	int ret = load_meta(db, "totals", &text, &a, err);

	memset(out, 0, sizeof(*out));
	if (ret == 0 && span_next_piece(&text, ' ', &number))
		out->documents = strtoll(number.ptr, NULL, 10);
	for (int f = 0; f < FIELD_COUNT; f++)
		if (ret == 0 && span_next_piece(&text, ' ', &number))
			out->tokens[f] = strtoll(number.ptr, NULL, 10);
	arena_release(&a);
	return ret;
}

int load_section(struct database *db, struct span section, uint16_t *number,
		 struct error *err)
{
	sqlite3_stmt *st = database_statement(db, STATEMENT_SECTION_FIND, err);
	int found;

	if (!st)
		return -1;
	bind_span(st, 1, section);
	found = database_step(db, st, err);
	if (found == 1)
		*number = (uint16_t)sqlite3_column_int(st, 0);
	sqlite3_reset(st);
	return found;
}

int load_languages(struct database *db, struct span_list *out, struct arena *a,
		   struct error *err)
{
	sqlite3_stmt *st = database_statement(db, STATEMENT_LANGUAGE_ALL, err);
	int more;

	out->count = 0;
	if (!st)
		return -1;
	while ((more = database_step(db, st, err)) == 1) {
		int64_t id = sqlite3_column_int64(st, 0);

		if (id < 0 || id > UINT16_MAX)
			continue;
		while ((int64_t)out->count < id)
			arena_list_put(a, out, span_make("", 0));
		arena_list_put(a, out, copy_column(a, st, 1));
	}
	return more;
}
