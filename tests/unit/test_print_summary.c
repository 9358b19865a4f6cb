/* The line below the results of a query. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/printer.h"

#define SPAN(text) SPAN_LITERAL(text)

static void expect(const struct results *results, const char *query,
		   size_t offset, const char *expected)
{
	struct print_options options = { .query = span_from(query),
					 .offset = offset };
	struct strbuf out = STRBUF_INIT;

	print_summary(&out, results, &options);
	assert_string_equal(out.buf, expected);
	strbuf_release(&out);
}

static void summary__counts_results(void **state)
{
	struct results results = { .took_ms = 0.8 };

	(void)state;
	expect(&results, "", 0, "no results, 0.8 ms\n");
	results.total = 2;
	results.hit_count = 2;
	expect(&results, "a\nb", 0, "2 results for \"a b\", 0.8 ms\n");
	results.total = 1;
	results.hit_count = 0;
	results.partial = true;
	expect(&results, "", 0, "at least 1 result (none shown), 0.8 ms\n");
}

static void summary__tells_what_was_searched_for(void **state)
{
	struct correction corrected[] = { { SPAN("asincio"),
					    SPAN("asyncio") } };
	struct correction synonyms[] = { { SPAN("js"), SPAN("javascript") },
					 { SPAN("js"), SPAN("ecma\nscript") } };
	struct span words[] = { SPAN("Ann"), SPAN("Bob") };
	struct results results = { .took_ms = 0.8, .total = 11 };

	(void)state;
	results.hit_count = 2;
	results.corrected = corrected;
	results.corrected_count = 1;
	results.dropped.items = words;
	results.dropped.count = 2;
	expect(&results, "a b", 2,
	       "11 results for \"a b\" (3-4 shown), 0.8 ms; searched for "
	       "\"asyncio\" instead of \"asincio\"; some results lack: Ann, "
	       "Bob\n");
	results.total = 2;
	results.corrected_count = 0;
	results.dropped.count = 0;
	results.synonyms = synonyms;
	results.synonym_count = 2;
	expect(&results, "js", 0,
	       "2 results for \"js\", 0.8 ms; also searched for "
	       "\"javascript\", \"ecma script\"\n");
}

/* Where there are none, they lack nothing. */
static void summary__of_no_results_drops_no_words(void **state)
{
	struct span words[] = { SPAN("Ann"), SPAN("Bob") };
	struct results results = { .took_ms = 0.8 };

	(void)state;
	results.dropped.items = words;
	results.dropped.count = 2;
	expect(&results, "", 0, "no results, 0.8 ms\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(summary__counts_results),
		cmocka_unit_test(summary__tells_what_was_searched_for),
		cmocka_unit_test(summary__of_no_results_drops_no_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
