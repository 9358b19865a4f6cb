#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "query/printer.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Marks, so that what follows is not taken for more of the escape. */
#define M "\x01"
#define E "\x02"

#define SPAN(text) SPAN_LITERAL(text)

static struct span words[] = { SPAN("Ann"), SPAN("Bob") };

static struct hit_section sections[] = {
	{ SPAN("What " M "async" E " is"), SPAN("what async is"),
	  SPAN("It " M "waits" E " & <sees>") },
	{ SPAN("Top"), SPAN(""), SPAN("") },
};

static struct factor factors[] = { { SPAN("bm25f"), 12.25 },
				   { SPAN("recency"), 0.5 } };

/* An article with everything in it. */
static struct hit full_hit(void)
{
	struct hit hit = { .id = 1, .score = 2.5 };

	hit.document.path = span_from("content/posts/a b.md");
	hit.document.url = span_from("https://example.org/posts/a/");
	hit.document.title = span_from("Async <in> Rust");
	hit.document.summary = span_from("What \"async\" means.");
	hit.document.lang = span_from("en");
	date_parse(&hit.document.date, span_from("2026-04-30"));
	hit.document.words = 549;
	hit.document.minutes = 3;
	hit.document.authors.items = words;
	hit.document.authors.count = 2;
	hit.document.tags.items = words;
	hit.document.tags.count = 1;
	hit.title = span_from(M "Async" E " <in> Rust");
	hit.snippet = span_from("… the " M "async" E " keyword & more …");
	return hit;
}

/* An article of which only its place and its title are known. */
static struct hit bare_hit(void)
{
	struct hit hit = { .id = 2, .score = 1 };

	hit.document.path = span_from("b.md");
	hit.document.url = span_from("/b/");
	hit.document.title = span_from("Bare");
	hit.document.date = date_none();
	return hit;
}

static struct results results_of(struct hit *hits, size_t count)
{
	struct results results = { .hits = hits, .hit_count = count };

	results.total = (int64_t)count;
	results.revision = 7;
	results.took_ms = 0.8;
	return results;
}

static struct print_options options_for(const char *query)
{
	struct print_options options = { .query = span_from(query) };

	return options;
}

static void expect(print_fn print, const struct results *results,
		   const struct print_options *options, const char *expected)
{
	struct strbuf out = STRBUF_INIT;

	print(&out, results, options);
	assert_string_equal(out.buf, expected);
	strbuf_release(&out);
}

static void text__looks_like_the_listing(void **state)
{
	struct hit hits[2] = { full_hit(), bare_hit() };
	struct results results = results_of(hits, 2);
	struct print_options options = options_for("async");

	(void)state;
	expect(print_text, &results, &options,
	       "Async <in> Rust\n"
	       "What \"async\" means.\n"
	       "    … the async keyword & more …\n"
	       "April 30, 2026 · 3 min · 549 words · Ann, Bob\n"
	       "https://example.org/posts/a/\n"
	       "\n"
	       "Bare\n"
	       "/b/\n");
}

static void text__unknown_facts_are_left_out(void **state)
{
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("");

	(void)state;
	hit.document.words = 1;
	hit.document.authors.items = words;
	hit.document.authors.count = 1;
	expect(print_text, &results, &options, "Bare\n1 word · Ann\n/b/\n");
	hit.document.minutes = 1;
	hit.document.authors.count = 0;
	expect(print_text, &results, &options, "Bare\n1 min · 1 word\n/b/\n");
}

static void text__snippet_that_repeats_the_summary_is_left_out(void **state)
{
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("x");

	(void)state;
	hit.document.summary = span_from("One two three.");
	hit.snippet = span_from("… " M "two" E " three. …");
	expect(print_text, &results, &options, "Bare\nOne two three.\n/b/\n");
	hit.snippet = span_from("… " M "two" E " four");
	expect(print_text, &results, &options,
	       "Bare\nOne two three.\n    … two four\n/b/\n");
}

static void text__code_keeps_its_lines(void **state)
{
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("x");

	(void)state;
	hit.snippet = span_from("if (x)\n    " M "two" E "(x);");
	expect(print_text, &results, &options,
	       "Bare\n    if (x)\n        two(x);\n/b/\n");
}

static void text__lists_sections_and_factors(void **state)
{
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("x");

	(void)state;
	hit.sections = sections;
	hit.section_count = 2;
	hit.explanation = factors;
	hit.explanation_count = 2;
	expect(print_text, &results, &options,
	       "Bare\n"
	       "/b/\n"
	       "  § What async is — /b/#what%20async%20is\n"
	       "  § Top — /b/\n"
	       "  bm25f 12.25\n"
	       "  recency 0.5\n");
}

static void text__terminal_gets_styles_and_a_link(void **state)
{
	struct hit hit = full_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("async");

	(void)state;
	options.colour = true;
	hit.document.summary = span_from("");
	expect(print_text, &results, &options,
	       "\033]8;;https://example.org/posts/a/\033\\"
	       "\033[0;1m\033[0;1;33mAsync\033[0;1m <in> Rust\033[0m"
	       "\033]8;;\033\\\n"
	       "    \033[0;2m… the \033[0;1;33masync\033[0;2m keyword"
	       " & more …\033[0m\n"
	       "\033[0mApril 30, 2026 · 3 min · 549 words · Ann, Bob\033[0m\n"
	       "\033[0;2mhttps://example.org/posts/a/\033[0m\n");
}

static void text__only_web_urls_become_links(void **state)
{
	static const char *const urls[] = { "/b/", "file:///etc/passwd",
					    "javascript:alert(1)" };
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("");

	(void)state;
	options.colour = true;
	for (size_t i = 0; i < COUNT(urls); i++) {
		struct strbuf out = STRBUF_INIT;

		hit.document.url = span_from(urls[i]);
		print_text(&out, &results, &options);
		assert_null(strstr(out.buf, "\033]8"));
		strbuf_release(&out);
	}
}

static void text__is_wrapped_to_the_width(void **state)
{
	static const struct {
		const char *summary, *expected;
	} cases[] = {
		{ "one two three four", "one two\nthree four\n" },
		{ "one  two", "one two\n" },
		{ "0123456789ab cd", "0123456789ab\ncd\n" },
		{ "ab 0123456789ab", "ab\n0123456789ab\n" },
		{ "0123456789 ab", "0123456789\nab\n" },
		/* two columns a character, and no spaces */
		{ "証明書証明書証明書", "証明書証明\n書証明書\n" },
		{ "abc証明書def", "abc証明書\ndef\n" },
		{ "e\xcc\x81tude of 345678", "e\xcc\x81tude of\n345678\n" },
	};
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("");

	(void)state;
	options.width = 10;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf expected = STRBUF_INIT;

		strbuf_printf(&expected, "Bare\n%s/b/\n", cases[i].expected);
		hit.document.summary = span_from(cases[i].summary);
		expect(print_text, &results, &options, expected.buf);
		strbuf_release(&expected);
	}
}

static void text__long_summaries_are_cut_off(void **state)
{
	static const char *const scripts[] = { "word ", "証明書" };
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("");

	(void)state;
	for (size_t i = 0; i < COUNT(scripts); i++) {
		struct strbuf summary = STRBUF_INIT, out = STRBUF_INIT;

		for (int j = 0; j < 500; j++)
			strbuf_put_str(&summary, scripts[i]);
		hit.document.summary = strbuf_span(&summary);
		print_text(&out, &results, &options);
		assert_in_range(out.len, 390, 650);
		assert_non_null(strstr(out.buf, i ? " …\n" : "word …\n"));
		strbuf_release(&summary);
		strbuf_release(&out);
	}
}

static void text__hostile_articles_cannot_move_the_cursor(void **state)
{
	static const char hostile[] = "\033[2J\r\n\x9b\xc2\x9b\xe2\x80\xae";
	struct hit hit = full_hit();
	struct hit_section section = { span_from(hostile), span_from(hostile),
				       span_from(hostile) };
	struct factor factor = { span_from(hostile), 1 };
	struct span author = span_from(hostile);
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("");
	struct strbuf out = STRBUF_INIT;

	(void)state;
	hit.title = hit.document.title = hit.document.summary = hit.snippet =
		hit.document.url = span_from(hostile);
	hit.document.authors.items = &author;
	hit.document.authors.count = 1;
	hit.sections = &section;
	hit.section_count = 1;
	hit.explanation = &factor;
	hit.explanation_count = 1;
	print_text(&out, &results, &options);
	print_tsv(&out, &results, &options);
	assert_null(strchr(out.buf, '\033'));
	assert_null(strchr(out.buf, '\r'));
	assert_null(strstr(out.buf, "\xc2\x9b"));
	assert_null(strstr(out.buf, "\xe2\x80\xae"));
	strbuf_release(&out);
}

static void text__lists_facets_last(void **state)
{
	struct facet_value tags[] = { { SPAN("python"), 9 },
				      { SPAN("rust"), 1 } };
	struct facet facets[] = { { "tag", tags, 2 }, { "year", NULL, 0 } };
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("");

	(void)state;
	results.facets = facets;
	results.facet_count = 2;
	expect(print_text, &results, &options,
	       "Bare\n/b/\n\ntag: python (9), rust (1)\n");
}

static void json__has_the_keys_of_the_contract(void **state)
{
	struct hit hits[2] = { full_hit(), bare_hit() };
	struct results results = results_of(hits, 2);
	struct print_options options = options_for("async");

	(void)state;
	hits[0].sections = sections;
	hits[0].section_count = 2;
	expect(print_json, &results, &options,
	       "{\"query\":\"async\",\"total\":2,\"took_ms\":0.8,"
	       "\"applied\":{\"corrected\":[],\"synonyms\":[],\"dropped\":[]},"
	       "\"revision\":7,"
	       "\"results\":[{\"title\":\"Async <in> Rust\","
	       "\"title_marked\":\"<mark>Async</mark> &lt;in&gt; Rust\","
	       "\"url\":\"https://example.org/posts/a/\","
	       "\"summary\":\"What \\\"async\\\" means.\","
	       "\"date\":\"2026-04-30\",\"authors\":[\"Ann\",\"Bob\"],"
	       "\"tags\":[\"Ann\"],\"words\":549,\"minutes\":3,"
	       "\"lang\":\"en\",\"score\":2.5,"
	       "\"snippet\":\"… the <mark>async</mark> keyword &amp; more …\","
	       "\"sections\":[{\"heading\":\"What async is\","
	       "\"anchor\":\"what async is\","
	       "\"url\":\"https://example.org/posts/a/#what%20async%20is\","
	       "\"snippet\":\"It <mark>waits</mark> &amp; &lt;sees&gt;\"},"
	       "{\"heading\":\"Top\",\"anchor\":\"\","
	       "\"url\":\"https://example.org/posts/a/\",\"snippet\":\"\"}]},"
	       "{\"title\":\"Bare\",\"title_marked\":\"\",\"url\":\"/b/\","
	       "\"summary\":\"\",\"date\":null,\"authors\":[],\"tags\":[],"
	       "\"words\":0,\"minutes\":0,\"lang\":\"\",\"score\":1.0,"
	       "\"snippet\":\"\",\"sections\":[]}]}\n");
}

static void json__says_what_was_asked_for_only(void **state)
{
	struct correction corrected[] = { { SPAN("x"), SPAN("y") } };
	struct facet_value tags[] = { { SPAN("python"), 9 } };
	struct facet facets[] = { { "tag", tags, 1 } };
	struct results results = results_of(NULL, 0);
	struct print_options options = options_for("a\xff\"\x01");

	(void)state;
	options.id = span_from("q1");
	results.partial = true;
	results.corrected = corrected;
	results.corrected_count = 1;
	results.dropped.items = words;
	results.dropped.count = 1;
	results.facets = facets;
	results.facet_count = 1;
	expect(print_json, &results, &options,
	       "{\"id\":\"q1\",\"query\":\"a\xef\xbf\xbd\\\"\\u0001\","
	       "\"total\":0,\"took_ms\":0.8,\"applied\":{\"corrected\":"
	       "[{\"from\":\"x\",\"to\":\"y\"}],\"synonyms\":[],\"dropped\":["
	       "\"Ann\"]},"
	       "\"revision\":7,\"partial\":true,\"results\":[],"
	       "\"facets\":{\"tag\":[{\"value\":\"python\",\"count\":9}]}}\n");
}

static void json__explains_on_request(void **state)
{
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("");
	struct strbuf out = STRBUF_INIT;

	(void)state;
	hit.explanation = factors;
	hit.explanation_count = 2;
	hit.score = NAN;
	print_json(&out, &results, &options);
	assert_non_null(strstr(out.buf, ",\"score\":null,"));
	assert_non_null(strstr(
		out.buf, "\"explain\":{\"bm25f\":12.25,\"recency\":0.5}}]}"));
	strbuf_release(&out);
}

/* Found by tests/fuzz/fuzz_query.c: words are as they were typed. */
static void json__explains_a_word_that_is_not_utf8(void **state)
{
	struct factor factor = { SPAN_LITERAL("a\xdd"), 0.5 };
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("");
	struct strbuf out = STRBUF_INIT;

	(void)state;
	hit.explanation = &factor;
	hit.explanation_count = 1;
	print_json(&out, &results, &options);
	assert_non_null(
		strstr(out.buf, "\"explain\":{\"a\xef\xbf\xbd\":0.5}}]}"));
	strbuf_release(&out);
}

static void json__unbalanced_marks_stay_balanced_markup(void **state)
{
	static const struct {
		const char *snippet, *expected;
	} cases[] = {
		{ M "a" E, "<mark>a</mark>" },
		{ "a" E "b" E, "ab" },
		{ M "a", "<mark>a</mark>" },
		{ M "a" M "b" E "c", "<mark>a</mark><mark>b</mark>c" },
		{ M E "a" M, "a" },
		{ M "<" E, "<mark>&lt;</mark>" },
	};
	struct hit hit = bare_hit();
	struct results results = results_of(&hit, 1);
	struct print_options options = options_for("");

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf out = STRBUF_INIT, expected = STRBUF_INIT;

		hit.snippet = span_from(cases[i].snippet);
		strbuf_printf(&expected, "\"snippet\":\"%s\",",
			      cases[i].expected);
		print_json(&out, &results, &options);
		assert_non_null(strstr(out.buf, expected.buf));
		strbuf_release(&out);
		strbuf_release(&expected);
	}
}

static void document__is_one_line_with_everything(void **state)
{
	struct section headings[] = {
		{ 2, 0, SPAN("What \"async\" is"), SPAN("what") },
		{ 3, 9, SPAN("Why"), SPAN("why-1") },
	};
	struct hit hit = full_hit();
	struct strbuf out = STRBUF_INIT;

	(void)state;
	hit.document.lastmod = date_none();
	hit.document.section = span_from("posts");
	hit.document.text = span_from("What\nWhy\n");
	hit.document.sections = headings;
	hit.document.section_count = 2;
	print_document(&out, &hit.document);
	assert_string_equal(
		out.buf,
		"{\"path\":\"content/posts/a b.md\","
		"\"url\":\"https://example.org/posts/a/\","
		"\"title\":\"Async <in> Rust\","
		"\"summary\":\"What \\\"async\\\" means.\","
		"\"date\":\"2026-04-30\",\"lastmod\":null,"
		"\"authors\":[\"Ann\",\"Bob\"],\"tags\":[\"Ann\"],"
		"\"categories\":[],\"section\":\"posts\",\"lang\":\"en\","
		"\"words\":549,\"minutes\":3,\"headings\":[{\"level\":2,"
		"\"text\":\"What \\\"async\\\" is\",\"anchor\":\"what\"},"
		"{\"level\":3,\"text\":\"Why\",\"anchor\":\"why-1\"}],"
		"\"text\":\"What\\nWhy\\n\"}\n");
	strbuf_release(&out);
}

static void tsv__is_a_line_a_hit(void **state)
{
	struct hit hits[2] = { full_hit(), bare_hit() };
	struct results results = results_of(hits, 2);
	struct print_options options = options_for("");

	(void)state;
	hits[1].document.title = span_from("a\tb\nc");
	expect(print_tsv, &results, &options,
	       "2.500000\t2026-04-30\thttps://example.org/posts/a/\t"
	       "Async <in> Rust\tWhat \"async\" means.\n"
	       "1.000000\t\t/b/\ta b c\t\n");
}

static void trec__columns_hold(void **state)
{
	struct hit hits[2] = { full_hit(), bare_hit() };
	struct results results = results_of(hits, 2);
	struct print_options options = options_for("");

	(void)state;
	options.id = span_from("q 1");
	options.offset = 10;
	expect(print_trec, &results, &options,
	       "q%201 Q0 content/posts/a%20b.md 11 2.500000 blogsearch\n"
	       "q%201 Q0 b.md 12 1.000000 blogsearch\n");
}

/* The fifth column of a line, as trec_eval keeps it. */
static float score_of(const char *line)
{
	for (int spaces = 0; spaces < 4; line++)
		spaces += *line == ' ';
	return strtof(line, NULL);
}

static void trec__scores_fall_with_rank(void **state)
{
	static const double scores[] = { 1e12, 1e12,      40,          40,
					 40,   39.999999, 41,          0,
					 0,    -1,        (double)NAN, 5 };
	struct hit hits[COUNT(scores)];
	struct results results = results_of(hits, COUNT(scores));
	struct print_options options = options_for("");
	struct strbuf out = STRBUF_INIT;
	struct span rest, line;
	float above = HUGE_VALF;

	(void)state;
	options.id = span_from("1");
	for (size_t i = 0; i < COUNT(scores); i++) {
		hits[i] = bare_hit();
		hits[i].score = scores[i];
	}
	print_trec(&out, &results, &options);
	rest = strbuf_span(&out);
	while (span_next_line(&rest, &line)) {
		assert_true(score_of(line.ptr) < above);
		above = score_of(line.ptr);
	}
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text__looks_like_the_listing),
		cmocka_unit_test(text__unknown_facts_are_left_out),
		cmocka_unit_test(
			text__snippet_that_repeats_the_summary_is_left_out),
		cmocka_unit_test(text__code_keeps_its_lines),
		cmocka_unit_test(text__lists_sections_and_factors),
		cmocka_unit_test(text__terminal_gets_styles_and_a_link),
		cmocka_unit_test(text__only_web_urls_become_links),
		cmocka_unit_test(text__is_wrapped_to_the_width),
		cmocka_unit_test(text__long_summaries_are_cut_off),
		cmocka_unit_test(text__hostile_articles_cannot_move_the_cursor),
		cmocka_unit_test(text__lists_facets_last),
		cmocka_unit_test(json__has_the_keys_of_the_contract),
		cmocka_unit_test(json__says_what_was_asked_for_only),
		cmocka_unit_test(json__explains_on_request),
		cmocka_unit_test(json__explains_a_word_that_is_not_utf8),
		cmocka_unit_test(json__unbalanced_marks_stay_balanced_markup),
		cmocka_unit_test(document__is_one_line_with_everything),
		cmocka_unit_test(tsv__is_a_line_a_hit),
		cmocka_unit_test(trec__columns_hold),
		cmocka_unit_test(trec__scores_fall_with_rank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
