/* What prefixes may cost, on sites with many documents. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/filter.h"
#include "query/prefixes.h"
#include "query/search.h"
#include "tests/unit/store_fixture.h"

/* A prefix takes memory for each number up to that of the last document. */
enum { LAST = 4 * 1000 * 1000 };

static int setup(void **state)
{
	struct fixture *f;
	struct document doc;
	struct error err = ERROR_INIT;
	struct prepared *p;
	struct writer *w;

	fixture_setup(state);
	f = *state;
	doc = make_document(f, "a.md", 1);
	p = prepared_new(f->preparer, &doc);
	assert_int_equal(0, writer_open(&w, f->path, &err));
	assert_int_equal(0, writer_put(w, 1, p, &err));
	assert_int_equal(0, writer_put(w, LAST, p, &err));
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	prepared_free(p);
	return 0;
}

/* How many prefixes are looked for as such. */
static size_t count_prefixes(const struct plan *plan)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->word_count; i++)
		for (size_t k = 0; k < plan->words[i].alternative_count; k++)
			count += plan->words[i].alternatives[k].is_prefix;
	return count;
}

static void make_plan(struct fixture *f, struct reader *r, const char *text,
		      struct plan *plan)
{
	static const struct filter none;
	struct plan_options options = { .filter = &none };
	struct error err = ERROR_INIT;
	struct query query;

	query_init(&query, &f->arena);
	query_parse(&query, span_from(text));
	assert_int_equal(0, plan_make(plan, &query, options, r,
				      reader_analyzer(r), &f->arena, &err));
}

static void prefixes__take_bounded_memory(void **state)
{
	struct fixture *f = *state;
	struct reader *r = open_reader(f);
	struct plan plan;

	make_plan(f, r, "as*", &plan);
	assert_false(plan.is_cut);
	assert_in_range(count_prefixes(&plan), 1, 4);
	make_plan(f, r, "as* exp* lea* vec* tit* own*", &plan);
	assert_true(plan.is_cut);
	assert_in_range(count_prefixes(&plan) * LAST * 4, 1, PREFIXES_MAX_ROOM);
	close_reader(r);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(prefixes__take_bounded_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
