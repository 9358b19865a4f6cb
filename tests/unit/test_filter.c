/* What a filter lets pass. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/filter.h"
#include "query/parse.h"
#include "query/search.h"
#include "tests/unit/store_fixture.h"

static void write_in(struct fixture *f, int64_t remove, const char *section,
		     const char *lang)
{
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct prepared *p;
	struct writer *w;

	doc.section = span_from(section);
	doc.lang = span_from(lang);
	p = prepared_new(f->preparer, &doc);
	assert_int_equal(0, writer_open(&w, f->path, &err));
	if (remove)
		assert_int_equal(0, writer_remove(w, remove, &err));
	assert_int_equal(
		0, writer_put(w, remove ? remove : writer_next_id(w), p, &err));
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	prepared_free(p);
}

static int64_t count(struct fixture *f, const char *query)
{
	struct search_options options = search_defaults();
	struct error err = ERROR_INIT;
	struct results results;
	struct reader *r;

	assert_int_equal(0, reader_open(&r, f->path, &err));
	assert_int_equal(0, search(&results, r, span_from(query), &options,
				   &f->arena, &err));
	reader_close(r);
	return results.total;
}

static void section__filters(void **state)
{
	static const struct {
		const char *query;
		int64_t total;
	} cases[] = {
		{ "asyncio", 4 },
		{ "asyncio section:posts", 2 },
		{ "asyncio section:notes", 1 },
		{ "section:notes", 1 },
		{ "asyncio -section:posts", 2 },
		{ "asyncio -section:posts -section:notes", 1 },
		{ "asyncio section:posts section:notes", 0 },
		{ "asyncio section:posts lang:de", 1 },
		{ "asyncio section:nowhere", 0 },
		{ "asyncio -section:nowhere", 4 },
	};
	struct fixture *f = *state;

	write_in(f, 0, "posts", "en");
	write_in(f, 0, "notes", "en");
	write_in(f, 0, "", "en");
	write_in(f, 0, "posts", "de");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(cases[i].total, count(f, cases[i].query));
}

static void section__is_that_of_the_article_now(void **state)
{
	struct fixture *f = *state;

	write_in(f, 0, "posts", "en");
	write_in(f, 0, "posts", "en");
	write_in(f, 1, "notes", "en");
	assert_int_equal(1, count(f, "asyncio section:posts"));
	assert_int_equal(1, count(f, "asyncio section:notes"));
	write_in(f, 2, "notes", "en");
	assert_int_equal(0, count(f, "asyncio section:posts"));
	assert_int_equal(2, count(f, "asyncio section:notes"));
}

/* As where time is up while they are read: the answer is partial, not wrong. */
static void nothing__passes_without_details(void **state)
{
	static const char *const queries[] = {
		"section:nowhere",
		"-section:posts",
		"-section:nowhere",
		"before:2100",
	};
	struct fixture *f = *state;
	struct error err = ERROR_INIT;
	struct reader *r;

	write_in(f, 0, "posts", "en");
	run_sql(f, "UPDATE details SET data = x'01'");
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct filter filter;
		struct query query;

		assert_int_equal(0, reader_open(&r, f->path, &err));
		assert_int_equal(0, reader_begin(r, &err));
		query_init(&query, &f->arena);
		query_parse(&query, span_from(queries[i]));
		assert_int_equal(0, filter_make(&filter, &query, r, f->analyzer,
						&f->arena, &err));
		assert_false(filter_passes(&filter, 1, reader_columns(r, 1)));
		reader_end(r);
		reader_close(r);
	}
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(section__filters),
		TEST(section__is_that_of_the_article_now),
		TEST(nothing__passes_without_details),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
