#include "store/check.h"

#include "store/columns.h"
#include "store/content.h"
#include "store/load.h"
#include "store/word_cursor.h"

static int check_pages(struct database *db, struct error *err)
{
	int64_t faults;

	if (database_number(db,
			    "SELECT count(*) FROM pragma_integrity_check"
			    " WHERE integrity_check <> 'ok'",
			    &faults, err) < 0)
		return -1;
	return faults ? database_damaged(db, err) : 0;
}

/* Count the documents that the columns know. */
static int check_columns(struct database *db, int64_t *documents,
			 struct error *err)
{
	sqlite3_stmt *st = database_statement(db, STATEMENT_COLUMNS_ALL, err);
	struct columns chunk[COLUMNS_CHUNK];
	struct details details[COLUMNS_CHUNK];
	int more;

	if (!st)
		return -1;
	while ((more = database_step(db, st, err)) == 1) {
		if (columns_unpack(chunk, column_span(st, 0)) < 0 ||
		    details_unpack(details, chunk, column_span(st, 1)) < 0) {
			more = database_damaged(db, err);
			break;
		}
		for (size_t i = 0; i < COLUMNS_CHUNK; i++)
			*documents += chunk[i].is_present;
	}
	sqlite3_reset(st);
	return more;
}

/* Count the documents, and the labels that they have. */
static int check_contents(struct database *db, int64_t *documents,
			  int64_t *labels, struct error *err)
{
	sqlite3_stmt *st = database_statement(db, STATEMENT_CONTENT_ALL, err);
	struct unpacker *unpacker;
	struct arena a = ARENA_INIT;
	struct content content;
	struct document doc;
	int more;

	/* The one there is may be of an earlier state. */
	load_drop_unpacker(db);
	unpacker = load_unpacker(db, err);
	if (!unpacker || !st)
		return -1;
	while ((more = database_step(db, st, err)) == 1) {
		arena_reset(&a);
		if (content_unpack(&content, unpacker, column_span(st, 1),
				   column_span(st, 2), &a, err) < 0 ||
		    load_document(db, sqlite3_column_int64(st, 0), &doc, &a,
				  err) < 0) {
			more = -1;
			break;
		}
		++*documents;
		*labels += (int64_t)(doc.authors.count + doc.categories.count +
				     doc.tags.count);
	}
	sqlite3_reset(st);
	arena_release(&a);
	return more;
}

static int check_words(struct database *db, struct error *err)
{
	struct word_cursor c;
	int more;

	word_cursor_init(&c, db);
	more = word_cursor_seek(&c, span_make("", 0), err);
	while (more == 1)
		more = word_cursor_next(&c, err);
	word_cursor_release(&c);
	return more;
}

static int check_rows(struct database *db, struct error *err)
{
	int64_t in_columns = 0, in_contents = 0, labels = 0, stored_labels;
	struct totals totals;

	if (load_totals(db, &totals, err) < 0 ||
	    check_columns(db, &in_columns, err) < 0 ||
	    check_contents(db, &in_contents, &labels, err) < 0 ||
	    database_number(db, "SELECT count(*) FROM label", &stored_labels,
			    err) < 0 ||
	    check_words(db, err) < 0)
		return -1;
	/* Who loads a document is not told of labels that it never had. */
	if (in_columns != totals.documents || in_contents != totals.documents ||
	    labels != stored_labels)
		return database_damaged(db, err);
	return 0;
}

int database_check(struct database *db, struct error *err)
{
	struct error ignored;
	int ret;

	/* One state, whatever is being written. */
	if (database_run(db, "BEGIN", err) < 0)
		return -1;
	ret = check_pages(db, err);
	if (ret == 0)
		ret = check_rows(db, err);
	database_run(db, "ROLLBACK", &ignored);
	return ret;
}
