/* What watches a reader ends its work, and nothing wrong is remembered. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/search.h"
#include "query/suggest.h"
#include "tests/unit/store_fixture.h"

enum { DOCUMENTS = 600, WORDS_EACH = 12 };

/* Those that other documents do not have. */
static struct span words_of(struct fixture *f, int document)
{
	struct strbuf text = STRBUF_INIT;
	struct span words;

	for (int i = 0; i < WORDS_EACH; i++)
		strbuf_printf(&text, "b%d ", document * WORDS_EACH + i);
	words = arena_copy(&f->arena, strbuf_span(&text));
	strbuf_release(&text);
	return words;
}

static void write_documents(struct fixture *f)
{
	struct error err = ERROR_INIT;
	struct writer *w;

	assert_int_equal(0, writer_open(&w, f->path, &err));
	for (int i = 1; i <= DOCUMENTS; i++) {
		struct document doc = make_document(f, "a.md", 1);
		struct prepared *p;

		doc.summary = words_of(f, i);
		p = prepared_new(f->preparer, &doc);
		assert_int_equal(0, writer_put(w, i, p, &err));
		prepared_free(p);
	}
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
}

static int setup(void **state)
{
	fixture_setup(state);
	write_documents(*state);
	return 0;
}

/* Ends the work when asked for the first time. */
static int end_at_once(void *arg)
{
	++*(int *)arg;
	return 1;
}

static int go_on(void *arg)
{
	++*(int *)arg;
	return 0;
}

static int count_id(int64_t id, void *arg)
{
	(void)id;
	++*(int *)arg;
	return 0;
}

static void watch__ends_a_walk_over_matches(void **state)
{
	struct match_phrase phrase = { .terms = span_from("experi") };
	struct match_query query = { &phrase, 1, 1, true };
	struct reader *r = open_reader(*state);
	struct error err = ERROR_INIT;
	int asked = 0, found, ended;

	reader_watch(r, end_at_once, &asked);
	/* One walk is over before anybody is asked. */
	do {
		found = 0;
		ended = reader_match(r, &query, count_match, &found, &err);
	} while (!asked);
	assert_int_equal(1, ended);
	assert_int_equal(1, asked);
	assert_in_range(found, 0, DOCUMENTS - 1);
	close_reader(r);
}

/* Before the first match all words that begin so are put together. */
static void watch__ends_what_comes_before_the_first_match(void **state)
{
	struct match_phrase phrases[101] = { 0 };
	struct match_query query = { phrases, 101, 101, true };
	struct reader *r = open_reader(*state);
	struct error err = ERROR_INIT;
	int asked = 0, found = 0;

	for (int i = 0; i < 100; i++) {
		phrases[i].terms = span_from("b");
		phrases[i].is_prefix = true;
		phrases[i].group = i;
	}
	phrases[100].terms = span_from("nowhere");
	phrases[100].group = 100;
	reader_watch(r, go_on, &asked);
	assert_int_equal(0, reader_match(r, &query, count_match, &found, &err));
	assert_true(asked > 1);
	asked = 0;
	reader_watch(r, end_at_once, &asked);
	assert_int_equal(1, reader_match(r, &query, count_match, &found, &err));
	assert_int_equal(1, asked);
	assert_int_equal(0, found);
	close_reader(r);
}

/* From the second question on, they are read without SQLite. */
static void watch__sees_pages_that_are_kept(void **state)
{
	struct match_phrase phrase = { .terms = span_from("b"),
				       .is_prefix = true };
	struct match_query query = { &phrase, 1, 1, true };
	struct reader *r = open_reader(*state);
	struct error err = ERROR_INIT;
	int asked = 0, found = 0;

	reader_end(r);
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(0, reader_match(r, &query, count_match, &found, &err));
	assert_int_equal(DOCUMENTS, found);
	found = 0;
	reader_watch(r, end_at_once, &asked);
	assert_int_equal(1, reader_match(r, &query, count_match, &found, &err));
	assert_int_equal(1, asked);
	assert_int_equal(0, found);
	close_reader(r);
}

static void watch__fails_what_is_no_walk_over_matches(void **state)
{
	struct reader *r = open_reader(*state);
	struct error err = ERROR_INIT;
	int asked = 0, found = 0;

	reader_watch(r, end_at_once, &asked);
	assert_int_equal(-1, reader_each_document(r, count_id, &found, &err));
	assert_int_equal(ERR_LATE, err.code);
	assert_in_range(found, 0, DOCUMENTS - 1);
	assert_null(reader_words(r, span_from("b"), &err));
	assert_int_equal(ERR_LATE, err.code);
	reader_watch(r, NULL, NULL);
	assert_int_equal(DOCUMENTS * WORDS_EACH,
			 reader_words(r, span_from("b"), &err)->count);
	close_reader(r);
}

static void watch__ends_with_the_query(void **state)
{
	struct reader *r = open_reader(*state);
	struct error err = ERROR_INIT;
	int asked = 0, found = 0;

	reader_watch(r, end_at_once, &asked);
	reader_end(r);
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(DOCUMENTS, count_matches(r, "experi", false));
	assert_int_equal(0, reader_each_document(r, count_id, &found, &err));
	assert_int_equal(DOCUMENTS, found);
	assert_int_equal(0, asked);
	close_reader(r);
}

/* Whatever takes long, it is not an error, and the next query is whole. */
static void watch__makes_answers_partial(void **state)
{
	static const char *const queries[] = {
		"experiments",         "b* a* e* s*",
		"-experiments",        "\"asyncio taskgroup\" OR b*",
		"experimetns leeks",   "tag:python -author:other leaks",
		"section:posts leaks", "a.b.c.d title:b*",
		"after:2020 lang:en",  "leaksasyncio std::vectr",
	};
	struct fixture *f = *state;
	struct search_options options = search_defaults();
	struct suggestions suggestions;
	struct error err = ERROR_INIT;
	struct results results;
	struct reader *r;

	assert_int_equal(0, reader_open(&r, f->path, &err));
	options.facets = options.prefix = true;
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct span text = span_from(queries[i]);
		int64_t total;

		options.deadline_ms = 0;
		assert_int_equal(0, search(&results, r, text, &options,
					   &f->arena, &err));
		assert_false(results.partial);
		total = results.total;
		options.deadline_ms = 1e-6;
		assert_int_equal(0, search(&results, r, text, &options,
					   &f->arena, &err));
		assert_true(results.partial);
		assert_in_range(results.total, 0, total);
		assert_int_equal(0, suggest(&suggestions, r, text, 1e-6,
					    &f->arena, &err));
	}
	reader_close(r);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(watch__ends_a_walk_over_matches),
		TEST(watch__ends_what_comes_before_the_first_match),
		TEST(watch__sees_pages_that_are_kept),
		TEST(watch__fails_what_is_no_walk_over_matches),
		TEST(watch__ends_with_the_query),
		TEST(watch__makes_answers_partial),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
