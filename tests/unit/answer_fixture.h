#ifndef TESTS_UNIT_ANSWER_FIXTURE_H
#define TESTS_UNIT_ANSWER_FIXTURE_H

/* Queries on the site of index_fixture.h, once it is indexed. */

#include "query/search.h"
#include "tests/unit/index_fixture.h"

static inline void put_settings(struct fixture *f, const char *text)
{
	put_file(f, "site/blogsearch.toml", text);
}

/* Titles of the hits with a space between; --explain goes to `explained`. */
static inline const char *ask(struct fixture *f, const char *query,
			      struct strbuf *explained, struct arena *a)
{
	struct search_options options = search_defaults();
	struct error err = ERROR_INIT;
	struct strbuf titles = STRBUF_INIT;
	struct results results;
	struct reader *r;
	const char *out;

	options.explain = true;
	assert_int_equal(reader_open(&r, f->db, &err), 0);
	if (search(&results, r, span_from(query), &options, a, &err) < 0)
		fail_msg("%s", err.message);
	for (size_t i = 0; i < results.hit_count; i++) {
		const struct hit *hit = &results.hits[i];

		strbuf_printf(&titles, "%s%s", i ? " " : "",
			      hit->document.title.ptr);
		for (size_t k = 0; explained && k < hit->explanation_count; k++)
			strbuf_printf(explained, "%.*s=%.3f ",
				      (int)hit->explanation[k].name.len,
				      hit->explanation[k].name.ptr,
				      hit->explanation[k].value);
	}
	out = arena_strdup(a, strbuf_span(&titles));
	strbuf_release(&titles);
	reader_close(r);
	return out;
}

static inline void expect_answer(struct fixture *f, const char *query,
				 const char *titles)
{
	struct arena a = ARENA_INIT;
	const char *got = ask(f, query, NULL, &a);

	if (strcmp(got, titles) != 0)
		fail_msg("%s: '%s', not '%s'", query, got, titles);
	arena_release(&a);
}

#endif
