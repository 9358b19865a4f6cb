/* Queries on a small index made through the writer. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "query/search.h"
#include "store/writer.h"

struct fixture {
	char path[64];
	struct reader *reader;
	struct arena arena;
};

/* Title, body, tag, language, date. */
static const struct {
	const char *title, *body, *tag, *lang, *date;
} articles[] = {
	{ "Debugging asyncio in production",
	  "Find task leaks and blocking calls. asyncio.TaskGroup helps.",
	  "python", "en", "2026-04-30" },
	{ "Tokio fundamentals", "Tasks, futures and channels in Rust.", "rust",
	  "en", "2026-04-28" },
	{ "C++20 modules", "Modules in C++ replace headers. std::vector too.",
	  "cpp", "en", "2025-01-01" },
	{ "証明書について", "無料の証明書を発行します。", "tls", "ja",
	  "2024-01-01" },
	{ "Les certificats", "Un café et des certificats gratuits.", "tls",
	  "fr", "2024-02-02" },
	{ ".data", "Begins a segment.", "masm", "en", "2020-01-03" },
	{ ".data?", "Begins another.", "masm", "en", "2020-01-02" },
	{ "$", "Where we are.", "masm", "en", "2020-01-01" },
};

static void put_article(struct writer *w, struct preparer *preparer, size_t i)
{
	struct arena a = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct document doc;
	struct block block = { FIELD_BODY, 0,
			       (uint32_t)strlen(articles[i].body) };
	struct prepared *p;

	memset(&doc, 0, sizeof(doc));
	doc.path = arena_printf(&a, "posts/%zu.md", i);
	doc.title = span_from(articles[i].title);
	doc.text = span_from(articles[i].body);
	doc.summary = doc.text;
	doc.lang = span_from(articles[i].lang);
	doc.blocks = &block;
	doc.block_count = 1;
	date_parse(&doc.date, span_from(articles[i].date));
	doc.lastmod = date_none();
	arena_list_put(&a, &doc.tags, span_from(articles[i].tag));
	if (i == 1)
		arena_list_put(&a, &doc.authors, span_from("James Reynolds"));
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
	for (size_t i = 0; i < sizeof(articles) / sizeof(articles[0]); i++)
		put_article(w, preparer, i);
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
	arena_release(&f->arena);
	unlink(f->path);
	test_free(f);
	return 0;
}

/* The titles of the hits, " | " between. */
static const char *titles(struct fixture *f, const char *query, bool prefix)
{
	struct search_options options = search_defaults();
	struct error err = ERROR_INIT;
	struct results results;
	struct span out = span_make("", 0);

	options.prefix = prefix;
	if (search(&results, f->reader, span_from(query), &options, &f->arena,
		   &err) < 0)
		fail_msg("%s: %s", query, err.message);
	for (size_t i = 0; i < results.hit_count; i++) {
		struct span title = results.hits[i].document.title;

		out = arena_printf(&f->arena, "%s%s%.*s", out.ptr,
				   i ? " | " : "", (int)title.len, title.ptr);
	}
	return out.ptr;
}

static void search__finds(void **state)
{
	static const struct {
		const char *query, *titles;
	} cases[] = {
		{ "asyncio", "Debugging asyncio in production" },
		{ "ASYNCIO", "Debugging asyncio in production" },
		{ "tokio fundamentals", "Tokio fundamentals" },
		{ "task group", "Debugging asyncio in production | "
				"Tokio fundamentals" },
		{ "asyncio.taskgroup", "Debugging asyncio in production" },
		{ "TaskGroup", "Debugging asyncio in production" },
		{ "taskgroup", "Debugging asyncio in production" },
		{ "C++", "C++20 modules" },
		{ "C++20", "C++20 modules" },
		{ "std::vector", "C++20 modules" },
		{ "vector", "C++20 modules" },
		{ "証明書", "証明書について" },
		{ "書", "証明書について" },
		{ "certificat", "Les certificats" },
		{ "cafe", "Les certificats" },
		{ "\"blocking calls\"", "Debugging asyncio in production" },
		{ "\"calls blocking\"", "" },
		/* Quotes as phones write them, and others. */
		{ "“blocking calls”", "Debugging asyncio in production" },
		{ "“calls blocking”", "" },
		{ "«calls blocking»", "" },
		{ "tokio -“blocking calls”", "Tokio fundamentals" },
		{ "author:„James Reynolds“", "Tokio fundamentals" },
		{ "“tokio", "Tokio fundamentals" },
		{ "tag:tls", "Les certificats | 証明書について" },
		{ "tag:tls lang:fr", "Les certificats" },
		{ "tag:tls -certificat", "証明書について" },
		{ "after:2026-04-29", "Debugging asyncio in production" },
		{ "tag:tls before:2024-02-02", "証明書について" },
		{ "year:2025", "C++20 modules" },
		{ "title:asyncio", "Debugging asyncio in production" },
		{ "title:blocking", "" },
		{ "tokio OR vector", "Tokio fundamentals | C++20 modules" },
		{ "fund*", "Tokio fundamentals" },
		{ "fundamentlas", "Tokio fundamentals" },
		{ "asynciio", "Debugging asyncio in production" },
		{ "\"asynciio\"", "" },
		/* The first letter: missing, too many, wrong, swapped. */
		{ "undamentals", "Tokio fundamentals" },
		{ "afundamentals", "Tokio fundamentals" },
		{ "dundamentals", "Tokio fundamentals" },
		{ "ufndamentals", "Tokio fundamentals" },
		/* Four letters of five, but not four instead of four. */
		{ "toko", "Tokio fundamentals" },
		{ "rsut", "" },
		{ "asyncoi.TaskGroup", "Debugging asyncio in production" },
		{ "asyncio.TsakGroup", "Debugging asyncio in production" },
		{ "tokio fundamnetals", "Tokio fundamentals" },
		/* Titles may differ by signs alone, or hold nothing else. */
		{ ".data?", ".data? | .data" },
		{ ".data", ".data | .data?" },
		{ "data", ".data | .data?" },
		{ "$", "$" },
		{ "blockingcalls", "Debugging asyncio in production" },
		{ "2062", "" },
		/* What no article writes as one word is its parts. */
		{ "calls-blocking", "Debugging asyncio in production" },
		{ "Futures.Rust", "Tokio fundamentals" },
		{ "\"calls-blocking\"", "" },
		{ "calls-2026", "" },
		{ "calls'blocking", "" },
		/* A word asked twice is one word. */
		{ "rust rust futures", "Tokio fundamentals" },
		/* What is left out does not come back as a title. */
		{ "les -certificats", "" },
		{ "tokio -\"fundamentals\"", "" },
		{ "asyncio -std::vector", "Debugging asyncio in production" },
		{ "modules -asyncio.vector", "C++20 modules" },
		{ ".tasks", "Debugging asyncio in production | "
			    "Tokio fundamentals" },
		{ "tokio OR tag:rust vector", "Tokio fundamentals" },
		{ "nosuchfield:tokio fundamentals", "Tokio fundamentals" },
		{ "author:reynolds", "Tokio fundamentals" },
		{ "reynolds", "Tokio fundamentals" },
		{ "\"James Reynolds\"", "Tokio fundamentals" },
		{ "++", "" },
		{ "nosuchword", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *found = titles(*state, cases[i].query, false);

		if (strcmp(found, cases[i].titles) != 0)
			fail_msg("%s: found '%s', not '%s'", cases[i].query,
				 found, cases[i].titles);
	}
}

/* Every front of a word finds what the word finds. */
static void search__loses_nothing_while_typing(void **state)
{
	static const char word[] = "fundamentals";
	char typed[sizeof(word)];

	for (size_t len = 3; len < sizeof(word); len++) {
		memcpy(typed, word, len);
		typed[len] = '\0';
		assert_string_equal("Tokio fundamentals",
				    titles(*state, typed, true));
	}
}

/* From the first letter on, whatever else begins with it. */
static void search__puts_titles_that_begin_so_first(void **state)
{
	static const char title[] = "C++20 modules";
	char typed[sizeof(title)];

	for (size_t len = 1; len < sizeof(title); len++) {
		const char *found;

		memcpy(typed, title, len);
		typed[len] = '\0';
		found = titles(*state, typed, true);
		if (strncmp(found, title, strlen(title)) != 0)
			fail_msg("%s: found '%s'", typed, found);
	}
}

static void search__marks_the_words(void **state)
{
	struct fixture *f = *state;
	struct search_options options = search_defaults();
	struct error err = ERROR_INIT;
	struct results results;

	assert_int_equal(0, search(&results, f->reader,
				   span_from("task leak asyncio"), &options,
				   &f->arena, &err));
	assert_int_equal(2, results.hit_count); /* the second has one word */
	assert_string_equal("Debugging \x01"
			    "asyncio\x02 in production",
			    results.hits[0].title.ptr);
	assert_string_equal("Find \x01task\x02 \x01leaks\x02 and blocking "
			    "calls. \x01"
			    "asyncio.Task\x02Group helps.",
			    results.hits[0].snippet.ptr);
}

/* A reader of its own, for SQLite asks after a number of steps in all. */
static void search__answers_with_what_it_has_at_the_deadline(void **state)
{
	struct fixture *f = *state;
	struct search_options options = search_defaults();
	struct error err = ERROR_INIT;
	struct results results;
	struct reader *r;

	assert_int_equal(0, reader_open(&r, f->path, &err));
	options.deadline_ms = 1e-6;
	assert_int_equal(0, search(&results, r, span_from("asyncio"), &options,
				   &f->arena, &err));
	assert_true(results.partial);
	assert_int_equal(1, results.hit_count);
	assert_int_equal(0, results.hits[0].snippet.len);
	options.deadline_ms = 60000;
	assert_int_equal(0, search(&results, r, span_from("asyncio"), &options,
				   &f->arena, &err));
	assert_false(results.partial);
	reader_close(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(search__finds),
		cmocka_unit_test(search__loses_nothing_while_typing),
		cmocka_unit_test(search__puts_titles_that_begin_so_first),
		cmocka_unit_test(search__marks_the_words),
		cmocka_unit_test(
			search__answers_with_what_it_has_at_the_deadline),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
