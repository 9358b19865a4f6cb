/*
 * What is left out to save time is never missed: on an index of many made-up
 * articles, in two languages.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "query/filter.h"
#include "query/parse.h"
#include "query/prefixes.h"
#include "query/rank.h"
#include "query/search.h"
#include "store/writer.h"

enum { ARTICLES = 900, BLOCKS = 8, HITS = 7 };

struct fixture {
	char path[64];
	struct reader *reader;
	uint64_t random;
};

static uint32_t random_below(struct fixture *f, uint32_t end)
{
	f->random = f->random * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((f->random >> 33) % end);
}

/* Words that few articles have, many, or nearly all. */
static void put_words(struct fixture *f, struct strbuf *out, uint32_t count)
{
	static const char *const words[] = {
		"compiler", "linker", "vector",  "running", "container",
		"template", "error",  "warning", "maisons", "std::vector",
	};

	for (uint32_t i = 0; i < count; i++) {
		uint32_t most = 1 + random_below(f, 10);
		uint32_t which = random_below(f, most);

		if (random_below(f, 3))
			strbuf_printf(out, "filler%u ", random_below(f, 300));
		else
			strbuf_printf(out, "%s ", words[which]);
	}
}

static struct span make_text(struct fixture *f, struct arena *a, uint32_t count)
{
	struct strbuf text = STRBUF_INIT;
	struct span copy;

	put_words(f, &text, count);
	copy = arena_copy(a, strbuf_span(&text));
	strbuf_release(&text);
	return copy;
}

static void make_blocks(struct fixture *f, struct document *doc,
			struct arena *a)
{
	struct strbuf text = STRBUF_INIT;

	doc->blocks = arena_array(a, BLOCKS, sizeof(*doc->blocks));
	while (doc->block_count < random_below(f, BLOCKS)) {
		struct block *block = &doc->blocks[doc->block_count++];

		block->field = random_below(f, 4) ? FIELD_BODY : FIELD_CODE;
		block->start = (uint32_t)text.len;
		put_words(f, &text, 1 + random_below(f, 60));
		block->end = (uint32_t)text.len;
		strbuf_put_char(&text, '\n');
	}
	doc->text = arena_copy(a, strbuf_span(&text));
	strbuf_release(&text);
}

/* Articles come in the order of their dates, more or less. */
static struct date make_date(struct fixture *f, uint32_t number,
			     struct arena *a)
{
	struct date date;

	number += random_below(f, 20);

	date_parse(&date, arena_printf(a, "%04u-%02u-01", 1950 + number / 12,
				       1 + number % 12));
	return date;
}

static void put_article(struct fixture *f, struct writer *w,
			struct preparer *preparer, uint32_t number)
{
	struct arena a = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct document doc;
	struct prepared *p;

	memset(&doc, 0, sizeof(doc));
	doc.path = arena_printf(&a, "%d.md", (int)writer_next_id(w));
	doc.lang = span_from(random_below(f, 3) ? "en" : "fr");
	doc.title = make_text(f, &a, random_below(f, 5));
	doc.summary = make_text(f, &a, random_below(f, 10));
	arena_list_put(&a, &doc.tags, make_text(f, &a, 1));
	make_blocks(f, &doc, &a);
	doc.date = make_date(f, number, &a);
	doc.lastmod = date_none();
	p = prepared_new(preparer, &doc);
	assert_int_equal(0, writer_put(w, writer_next_id(w), p, &err));
	prepared_free(p);
	arena_release(&a);
}

static int setup(void **state)
{
	struct fixture *f = test_calloc(1, sizeof(*f));
	struct preparer *preparer = preparer_new();
	struct error err = ERROR_INIT;
	struct writer *w;

	strcpy(f->path, "/tmp/blogsearch-test-XXXXXX");
	close(mkstemp(f->path));
	assert_int_equal(0, writer_open(&w, f->path, &err));
	for (uint32_t i = 0; i < ARTICLES; i++)
		put_article(f, w, preparer, i);
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	preparer_free(preparer);
	assert_int_equal(0, reader_open(&f->reader, f->path, &err));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	reader_close(f->reader);
	unlink(f->path);
	test_free(f);
	return 0;
}

static void run(struct fixture *f, const char *text,
		struct search_options options, struct results *out,
		struct arena *a)
{
	struct error err = ERROR_INIT;

	assert_int_equal(
		0, search(out, f->reader, span_from(text), &options, a, &err));
}

/*
 * A list as long as this one never fills up, so that every match is looked
 * at in full.
 */
static void check_first(struct fixture *f, const char *text,
			struct search_options options)
{
	struct arena a = ARENA_INIT;
	struct results few, all;

	options.limit = HITS;
	run(f, text, options, &few, &a);
	options.limit = SEARCH_MAX_LIMIT;
	options.explain = true;
	run(f, text, options, &all, &a);
	assert_int_equal(all.total, few.total);
	assert_true(all.hit_count > HITS);
	assert_int_equal(HITS, few.hit_count);
	assert_int_equal(all.dropped.count, few.dropped.count);
	for (size_t i = 0; i < few.hit_count; i++) {
		assert_int_equal(all.hits[i].id, few.hits[i].id);
		assert_true(all.hits[i].score == few.hits[i].score);
		assert_true(span_eq(all.hits[i].snippet, few.hits[i].snippet));
	}
	arena_release(&a);
}

static const char *const queries[] = {
	"compiler",
	"vector",
	"std::vector",
	"maison",
	"vector error",
	"compiler linker running",
	"warning container std::vector",
	"\"compiler linker\"",
	"comp*",
	"error warning OR template",
	"compiler -linker",
	"filler12 std::vector",
	"filler7 filler8 maisons",
	"title:compiler vector",
	"lang:fr compiler error",
};

static void gather__first_hits_are_those_of_a_long_list(void **state)
{
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct search_options options = search_defaults();

		options.prefix = i % 2;
		check_first(*state, queries[i], options);
		options.sort = SORT_NEWEST;
		check_first(*state, queries[i], options);
		options.sort = SORT_OLDEST;
		check_first(*state, queries[i], options);
	}
}

/* What is known of a query while its matches are walked. */
struct ranking {
	struct fixture *fixture;
	struct plan plan;
	struct ranker ranker;
	int matches, alone; /* those that have one word */
};

/*
 * rank() is never above rank_limit(), neither part of it; and where it comes
 * to the floor, it is not below that.
 */
static int check_limit(struct match *m, void *arg)
{
	struct ranking *r = arg;
	const struct columns *columns =
		reader_columns(r->fixture->reader, match_document(m));
	struct relevance limit, found;

	assert_non_null(columns);
	limit = rank_limit(&r->ranker, m, columns);
	found = rank(&r->ranker, m, columns, NULL);
	assert_true(limit.groups == found.groups);
	assert_true(limit.bm25f >= found.bm25f);
	assert_true(limit.nearness >= found.nearness);
	ranker_set_floor(&r->ranker, found.bm25f + found.nearness);
	if (r->ranker.is_text_weighted)
		assert_null(rank_find_below_floor(&r->ranker, m, columns));
	ranker_set_floor(&r->ranker, 1e9);
	if (r->ranker.is_text_weighted &&
	    rank_find_below_floor(&r->ranker, m, columns))
		r->alone++;
	r->matches++;
	return 0;
}

/* Returns how many articles matched. */
static int check_limits(struct fixture *f, const char *text, bool is_prefix)
{
	static const struct filter none;
	struct plan_options options = { .prefix = is_prefix, .filter = &none };
	struct ranking r = { .fixture = f };
	struct arena a = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct match_query matching;
	struct query query;

	assert_int_equal(0, reader_begin(f->reader, &err));
	query_init(&query, &a);
	query_parse(&query, span_from(text));
	assert_int_equal(0, plan_make(&r.plan, &query, options, f->reader,
				      reader_analyzer(f->reader), &a, &err));
	ranker_init(&r.ranker, &r.plan, f->reader, &a);
	matching = plan_matching(&r.plan, false, &a);
	assert_int_equal(
		0, reader_match(f->reader, &matching, check_limit, &r, &err));
	reader_end(f->reader);
	arena_release(&a);
	assert_true(r.alone > 0 || !r.ranker.is_text_weighted);
	return r.matches;
}

static void rank__is_never_above_its_limit(void **state)
{
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++)
		assert_true(check_limits(*state, queries[i], false) +
				    check_limits(*state, queries[i], true) >
			    HITS);
}

static void put_settings(struct fixture *f, const char *key, const char *value)
{
	struct error err = ERROR_INIT;
	struct writer *w;

	assert_int_equal(0, writer_open(&w, f->path, &err));
	assert_int_equal(0, writer_put_meta(w, key, span_from(value), &err));
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
}

static void gather__holds_with_synonyms_recency_and_other_weights(void **state)
{
	put_settings(*state, READER_SYNONYMS,
		     "vector\tcontainer\ncompiler\tstd::vector\n"
		     "compiler linker\trunning error\n");
	put_settings(*state, READER_TUNING,
		     "ranking.recency_half_life 500\nranking.body.weight 0.1\n"
		     "ranking.code.weight 4\nranking.nearness 3\n");
	gather__first_hits_are_those_of_a_long_list(state);
	rank__is_never_above_its_limit(state);
	/* What counts for nothing in the text is not even a match. */
	put_settings(*state, READER_TUNING,
		     "ranking.body.weight 0\nranking.nearness 9\n");
	rank__is_never_above_its_limit(state);
}

/* What `text` matches, with prefixes of `most` postings. */
static struct match_query limited(struct fixture *f, const char *text,
				  int64_t most, struct arena *a, bool *is_cut)
{
	static const struct filter none;
	struct plan_options options = { .filter = &none };
	struct error err = ERROR_INIT;
	struct query query;
	struct plan *plan = arena_alloc(a, sizeof(*plan));

	assert_int_equal(0, reader_begin(f->reader, &err));
	query_init(&query, a);
	query_parse(&query, span_from(text));
	assert_int_equal(0, plan_make(plan, &query, options, f->reader,
				      reader_analyzer(f->reader), a, &err));
	assert_int_equal(0, prefixes_limit(plan, f->reader, most, a, &err));
	reader_end(f->reader);
	*is_cut = plan->is_cut;
	return plan_matching(plan, true, a);
}

static bool has_phrase(const struct match_query *query, const char *terms,
		       bool is_prefix)
{
	for (size_t i = 0; i < query->count; i++)
		if (span_is(query->phrases[i].terms, terms) &&
		    query->phrases[i].is_prefix == is_prefix)
			return true;
	return false;
}

static int fits(struct fixture *f, const char *letters, int64_t most)
{
	struct error err = ERROR_INIT;
	int ret;

	assert_int_equal(0, reader_begin(f->reader, &err));
	ret = prefixes_fit(f->reader, span_from(letters), most, &err);
	reader_end(f->reader);
	return ret;
}

static void gather__prefixes_of_too_much_are_their_frequent_words(void **state)
{
	struct arena a = ARENA_INIT;
	bool is_cut;
	struct match_query m =
		limited(*state, "c* error", 1000000, &a, &is_cut);

	assert_false(is_cut);
	assert_true(has_phrase(&m, "c", true));
	assert_int_equal(1, fits(*state, "c", 1000000));
	assert_int_equal(0, fits(*state, "c", 0));
	m = limited(*state, "c* error", 0, &a, &is_cut);
	assert_true(is_cut);
	for (size_t i = 0; i < m.count; i++)
		assert_false(m.phrases[i].is_prefix);
	assert_true(has_phrase(&m,
			       "\x01"
			       "compiler",
			       false));
	assert_true(has_phrase(&m, "container", false));
	m = limited(*state, "\"compiler c\" c*", 0, &a, &is_cut);
	assert_true(is_cut);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gather__first_hits_are_those_of_a_long_list),
		cmocka_unit_test(rank__is_never_above_its_limit),
		cmocka_unit_test(
			gather__prefixes_of_too_much_are_their_frequent_words),
		cmocka_unit_test(
			gather__holds_with_synonyms_recency_and_other_weights),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
