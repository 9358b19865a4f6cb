/* How matches spread over labels, years and languages. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/search.h"
#include "tests/unit/store_fixture.h"

enum { TAGGED = 100 };

static void put_list(struct fixture *f, struct span_list *list,
		     const char *labels)
{
	struct span rest = span_from(labels), label;

	memset(list, 0, sizeof(*list));
	while (span_next_piece(&rest, ',', &label))
		arena_list_put(&f->arena, list, label);
}

/* `year` 0: undated. */
static void put(struct fixture *f, struct writer *w, int64_t id,
		const char *tags, const char *categories, int year)
{
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct prepared *p;

	put_list(f, &doc.tags, tags);
	put_list(f, &doc.categories, categories);
	doc.date = date_none();
	if (year)
		date_parse(&doc.date,
			   arena_printf(&f->arena, "%d-05-01", year));
	p = prepared_new(f->preparer, &doc);
	assert_int_equal(0, writer_put(w, id, p, &err));
	prepared_free(p);
}

static void ask(struct fixture *f, struct reader *r, const char *query,
		struct results *out)
{
	struct search_options options = search_defaults();
	struct error err = ERROR_INIT;

	options.facets = true;
	assert_int_equal(
		0, search(out, r, span_from(query), &options, &f->arena, &err));
	assert_int_equal(5, out->facet_count);
}

/* As "name count, name count". */
static void check_facet(struct fixture *f, const struct results *results,
			const char *name, const char *expected)
{
	struct span told = span_make("", 0);
	size_t i = 0, k;

	while (strcmp(results->facets[i].name, name) != 0)
		assert_in_range(++i, 1, 4);
	for (k = 0; k < results->facets[i].count; k++) {
		const struct facet_value *v = &results->facets[i].values[k];

		told = arena_printf(&f->arena, "%.*s%s%.*s %lld", (int)told.len,
				    told.ptr, k ? ", " : "", (int)v->name.len,
				    v->name.ptr, (long long)v->count);
	}
	assert_string_equal(expected, told.ptr);
}

static void facets__count_the_matches_alone(void **state)
{
	struct fixture *f = *state;
	struct error err = ERROR_INIT;
	struct results results;
	struct writer *w;
	struct reader *r;

	assert_int_equal(0, writer_open(&w, f->path, &err));
	/* What is one label is counted once in an article. */
	put(f, w, 1, "Python,python,Async", "Notes", 2025);
	put(f, w, 2, "PYTHON", "notes", 2026);
	put(f, w, 3, "rust", "Python", 2025);
	put(f, w, 70, "async", "", 0); /* far from the others */
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);

	assert_int_equal(0, reader_open(&r, f->path, &err));
	ask(f, r, "experiments", &results);
	check_facet(f, &results, "tag", "Async 2, Python 2, rust 1");
	check_facet(f, &results, "category", "Notes 2, Python 1");
	check_facet(f, &results, "author", "Ann Other 4");
	check_facet(f, &results, "year", "2025 2, 2026 1");
	check_facet(f, &results, "lang", "en 4");
	/* Spelled as in the first of them, whatever was asked before. */
	ask(f, r, "experiments after:2026", &results);
	check_facet(f, &results, "tag", "PYTHON 1");
	ask(f, r, "nowhere", &results);
	check_facet(f, &results, "tag", "");
	check_facet(f, &results, "year", "");
	reader_close(r);
}

static void facets__follow_the_index(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct results results;
	struct reader *r;

	write_document(f, 0, &doc);
	assert_int_equal(0, reader_open(&r, f->path, &err));
	ask(f, r, "experiments", &results);
	check_facet(f, &results, "tag", "Python 1");
	put_list(f, &doc.tags, "Draughts");
	write_document(f, 1, &doc);
	ask(f, r, "experiments", &results);
	check_facet(f, &results, "tag", "Draughts 1");
	reader_close(r);
}

static void facets__list_the_most_frequent(void **state)
{
	struct fixture *f = *state;
	struct error err = ERROR_INIT;
	struct results results;
	struct writer *w;
	struct reader *r;

	assert_int_equal(0, writer_open(&w, f->path, &err));
	for (int i = 1; i <= TAGGED; i++)
		put(f, w, i, arena_printf(&f->arena, "t%d,u%d", i, i % 3).ptr,
		    "", 0);
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	assert_int_equal(0, reader_open(&r, f->path, &err));
	ask(f, r, "experiments", &results);
	assert_int_equal(50, results.facets[0].count);
	assert_true(span_is(results.facets[0].values[0].name, "u1"));
	assert_int_equal(34, results.facets[0].values[0].count);
	assert_int_equal(33, results.facets[0].values[2].count);
	assert_int_equal(1, results.facets[0].values[3].count);
	reader_close(r);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(facets__count_the_matches_alone),
		TEST(facets__follow_the_index),
		TEST(facets__list_the_most_frequent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
