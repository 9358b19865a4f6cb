/*
 * An index filled in bulk is the one that FTS5 makes of the same terms, and
 * FTS5 goes on with it.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/bulk.h"
#include "store/prepared.h"
#include "tests/unit/store_fixture.h"

enum { DOCUMENTS = 400 };

/* Sizes that take all the ways through the code, and those in use. */
static const struct bulk_limits sizes[] = {
	{ BULK_PAGE_SIZE, BULK_MEMORY, BULK_PART_SIZE },
	{ BULK_PAGE_SIZE, 100000, BULK_PART_SIZE },
	{ 200, BULK_MEMORY, BULK_PART_SIZE },
	{ 200, BULK_MEMORY, 20000 },
	{ BULK_PAGE_SIZE, BULK_MEMORY, 10 }, /* parts without a term */
	/* terms longer than a page; all aside at each document */
	{ 32, 1, BULK_PART_SIZE },
};
enum { SIZES = sizeof(sizes) / sizeof(sizes[0]) };

/* Two indexes of the same documents: in bulk, and by FTS5. */
struct pair {
	struct database bulk, fts;
	struct prepared **prepared; /* by document */
};

/* The same numbers at each run. */
static unsigned next_number(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16;
}

/*
 * Words with fronts in common, each as rare as its number is high; one in
 * all documents; one many times in some; words longer than a page.
 */
static struct span make_text(struct fixture *f, unsigned number)
{
	struct strbuf text = STRBUF_INIT;
	unsigned state = number, count = next_number(&state) % 40;
	struct span made;

	strbuf_put_str(&text, "everywhere ");
	for (unsigned i = 0; i < count; i++) {
		unsigned limit = 1 + next_number(&state) % 3000;

		strbuf_printf(&text, "word%uings ",
			      next_number(&state) % limit);
	}
	for (unsigned i = 0; number % 50 == 7 && i < 900; i++)
		strbuf_printf(&text, "again %s", i % 300 ? "" : "rarely ");
	if (number % 30 == 3)
		strbuf_printf(&text, "a%060u", number);
	made = arena_copy(&f->arena, strbuf_span(&text));
	strbuf_release(&text);
	return made;
}

static struct prepared *make_prepared(struct fixture *f, unsigned number)
{
	struct document *doc = arena_alloc(&f->arena, sizeof(*doc));
	struct block *block = arena_alloc(&f->arena, sizeof(*block));

	doc->path = doc->url = span_from("a.md");
	doc->lang = span_from("en");
	if (number % 11 == 0) /* it has no terms */
		return prepared_new(f->preparer, doc);
	doc->title = arena_printf(&f->arena, "word%u everywhere", number % 7);
	doc->text = make_text(f, number);
	doc->blocks = block;
	doc->block_count = 1;
	block->field = number % 2 ? FIELD_BODY : FIELD_CODE;
	block->end = (uint32_t)doc->text.len;
	return prepared_new(f->preparer, doc);
}

/* Numbers of documents have gaps of all lengths. */
static int64_t id_of(size_t i)
{
	return (int64_t)(i + i * i * i / 7 + 1);
}

static void run(struct database *db, const char *sql)
{
	struct error err = ERROR_INIT;

	if (database_run(db, sql, &err) < 0)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db->handle));
}

static void change(struct database *db, enum statement statement, int64_t id,
		   const struct terms *terms)
{
	struct error err = ERROR_INIT;
	sqlite3_stmt *st = database_statement(db, statement, &err);

	assert_non_null(st);
	sqlite3_bind_int64(st, 1, id);
	for (int f = 0; f < FIELD_COUNT; f++) {
		struct strbuf text = STRBUF_INIT;

		replay_put(&text, &terms->fields[f], terms->words);
		sqlite3_bind_text(st, f + 2, text.buf, (int)text.len,
				  SQLITE_TRANSIENT);
		strbuf_release(&text);
	}
	assert_int_equal(0, database_finish(db, st, &err));
}

static void fill_in_bulk(struct pair *p, const struct bulk_limits *limits)
{
	struct error err = ERROR_INIT;
	struct vocabulary vocabulary;
	struct totals totals = { .documents = DOCUMENTS };
	struct bulk bulk = { .is_open = false };
	uint32_t numbers[1000], *order;

	vocabulary_init(&vocabulary);
	assert_int_equal(
		0, bulk_begin(&bulk, &p->bulk, &vocabulary, limits, &err));
	for (size_t i = 0; i < DOCUMENTS; i++) {
		const struct terms *terms = &p->prepared[i]->terms;

		assert_true(terms->word_count < 1000);
		vocabulary_count(&vocabulary, terms, 1, numbers);
		for (int f = 0; f < FIELD_COUNT; f++)
			totals.tokens[f] += terms->lengths[f];
		assert_int_equal(
			0, bulk_put(&bulk, id_of(i), terms, numbers, &err));
	}
	order = vocabulary_order(&vocabulary);
	assert_int_equal(0, bulk_end(&bulk, order, &totals, 2, &err));
	free(order);
	vocabulary_release(&vocabulary);
}

static void open_empty(struct database *db, const char *path, size_t page)
{
	struct error err = ERROR_INIT;
	struct strbuf sql = STRBUF_INIT;

	assert_int_equal(0, database_open(db, path, DATABASE_WRITE, &err));
	run(db, "BEGIN");
	assert_int_equal(0, database_create(db, &err));
	strbuf_printf(&sql,
		      "INSERT INTO search (search, rank) VALUES ('pgsz', %zu);"
		      "CREATE VIRTUAL TABLE temp.places USING"
		      " fts5vocab (main, search, instance)",
		      page);
	run(db, sql.buf);
	strbuf_release(&sql);
}

static void open_pair(struct fixture *f, struct pair *p, size_t n)
{
	p->prepared = test_calloc(DOCUMENTS, sizeof(*p->prepared));
	for (unsigned i = 0; i < DOCUMENTS; i++)
		p->prepared[i] = make_prepared(f, i);
	open_empty(&p->bulk, f->path, sizes[n].page_size);
	open_empty(&p->fts, ":memory:", sizes[n].page_size);
	fill_in_bulk(p, &sizes[n]);
	for (size_t i = 0; i < DOCUMENTS; i++)
		change(&p->fts, STATEMENT_SEARCH_PUT, id_of(i),
		       &p->prepared[i]->terms);
}

static void close_pair(struct fixture *f, struct pair *p)
{
	for (unsigned i = 0; i < DOCUMENTS; i++)
		prepared_free(p->prepared[i]);
	test_free(p->prepared);
	database_close(&p->bulk);
	database_close(&p->fts);
	assert_int_equal(0, truncate(f->path, 0));
}

/* Both give the same rows, at least one of them. */
static void assert_same(struct pair *p, const char *sql)
{
	struct database *dbs[] = { &p->bulk, &p->fts };
	sqlite3_stmt *st[2];
	size_t rows = 0;
	int code;

	for (int i = 0; i < 2; i++)
		if (sqlite3_prepare_v2(dbs[i]->handle, sql, -1, &st[i], NULL))
			fail_msg("%s: %s", sql, sqlite3_errmsg(dbs[i]->handle));
	while ((code = sqlite3_step(st[0])) == SQLITE_ROW) {
		assert_int_equal(SQLITE_ROW, sqlite3_step(st[1]));
		for (int c = 0; c < sqlite3_column_count(st[0]); c++)
			assert_string_equal(sqlite3_column_text(st[0], c),
					    sqlite3_column_text(st[1], c));
		rows++;
	}
	assert_int_equal(SQLITE_DONE, code);
	assert_int_equal(SQLITE_DONE, sqlite3_step(st[1]));
	if (rows == 0)
		fail_msg("no rows: %s", sql);
	for (int i = 0; i < 2; i++)
		sqlite3_finalize(st[i]);
}

static void assert_same_index(struct pair *p)
{
	static const char *const questions[] = {
		"everywher",
		"everywher AND again",
		"word*",
		"\"again rare\"",
		"title : everywher NOT again",
		"rare NOT word1",
	};

	run(&p->bulk, "INSERT INTO search (search) VALUES ('integrity-check')");
	assert_same(p, "SELECT term, doc, col, offset FROM places");
	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
		char sql[256];

		snprintf(sql, sizeof(sql),
			 "SELECT rowid FROM search('%s') ORDER BY rowid",
			 questions[i]);
		assert_same(p, sql);
		strcat(sql, " DESC");
		assert_same(p, sql);
	}
}

static void bulk__gives_what_fts5_gives(void **state)
{
	struct fixture *f = *state;
	struct pair p;

	for (size_t n = 0; n < SIZES; n++) {
		open_pair(f, &p, n);
		assert_same_index(&p);
		/* The averages of all columns; FTS5 has not stored its own. */
		run(&p.bulk, "COMMIT");
		run(&p.fts, "COMMIT");
		assert_same(&p, "SELECT hex(block) FROM search_data"
				" WHERE id = 1");
		close_pair(f, &p);
	}
}

static void bulk__long_lists_have_an_index(void **state)
{
	struct fixture *f = *state;
	struct error err = ERROR_INIT;
	struct pair p;
	int64_t count;

	open_pair(f, &p, 2);
	assert_int_equal(0, database_number(&p.bulk,
					    "SELECT count(*) FROM search_data"
					    " WHERE id & (1 << 36)",
					    &count, &err));
	assert_true(count > 0);
	close_pair(f, &p);
}

/* In the same transaction, or in a later one on another connection. */
static void assert_goes_on(struct fixture *f, struct pair *p, bool is_later)
{
	struct error err = ERROR_INIT;
	struct database *dbs[] = { &p->bulk, &p->fts };

	if (is_later) {
		run(&p->bulk, "COMMIT");
		database_close(&p->bulk);
		assert_int_equal(0, database_open(&p->bulk, f->path,
						  DATABASE_WRITE, &err));
		run(&p->bulk, "CREATE VIRTUAL TABLE temp.places USING"
			      " fts5vocab (main, search, instance)");
	}
	for (int i = 0; i < 2; i++) {
		for (size_t d = 0; d < DOCUMENTS; d += 3)
			change(dbs[i], STATEMENT_SEARCH_REMOVE, id_of(d),
			       &p->prepared[d]->terms);
		for (size_t d = 0; d < DOCUMENTS; d += 6)
			change(dbs[i], STATEMENT_SEARCH_PUT, id_of(d),
			       &p->prepared[d + 1]->terms);
	}
	assert_same_index(p);
	run(&p->bulk, "INSERT INTO search (search, rank) VALUES ('merge', 9)");
	assert_same_index(p);
	run(&p->bulk, "INSERT INTO search (search) VALUES ('optimize')");
	assert_same_index(p);
}

static void bulk__fts5_goes_on_with_it(void **state)
{
	struct fixture *f = *state;
	struct pair p;

	for (size_t n = 0; n < SIZES; n++) {
		open_pair(f, &p, n);
		assert_goes_on(f, &p, n % 2);
		close_pair(f, &p);
	}
}

/* Numbers that fall, and removals, end what is done in bulk. */
static void bulk__ends_where_fts5_is_needed(void **state)
{
	static const int64_t ids[] = { 5, 6, -5, 3, 9, -3, -6, -9, 2, 4, 1 };
	static const int64_t left[] = { 1, 2, 4 };
	struct fixture *f = *state;
	struct error err = ERROR_INIT;
	struct writer *w;
	struct reader *r;

	assert_int_equal(0, writer_open(&w, f->path, &err));
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		const char *path = arena_printf(&f->arena, "%d.md", (int)i).ptr;
		struct document doc = make_document(f, path, 2);
		struct prepared *p = prepared_new(f->preparer, &doc);

		if (ids[i] > 0)
			assert_int_equal(0, writer_put(w, ids[i], p, &err));
		else
			assert_int_equal(0, writer_remove(w, -ids[i], &err));
		prepared_free(p);
	}
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	r = open_reader(f);
	assert_int_equal(3, count_matches(r, "experi", false));
	assert_int_equal(3, reader_stats(r)->documents);
	for (size_t i = 0; i < sizeof(left) / sizeof(left[0]); i++)
		assert_non_null(reader_columns(r, left[i]));
	close_reader(r);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(bulk__gives_what_fts5_gives),
		TEST(bulk__long_lists_have_an_index),
		TEST(bulk__fts5_goes_on_with_it),
		TEST(bulk__ends_where_fts5_is_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
