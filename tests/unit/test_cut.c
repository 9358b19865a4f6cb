/* Where snippets are cut. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "query/cut.h"
#include "text/grapheme.h"
#include "text/utf8.h"

#define TEN "0123456789"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct cut_case {
	const char *text, *shown;
	uint32_t bytes;
	const char *expected; /* "…" where a sentence is cut */
};

typedef struct cut (*cut_fn)(struct span text, const struct cut_limits *l);

static void expect_cuts(cut_fn cut_out, const struct cut_case *cases,
			size_t count)
{
	struct strbuf got = STRBUF_INIT;

	for (size_t i = 0; i < count; i++) {
		struct span text = span_from(cases[i].text);
		uint32_t at =
			(uint32_t)span_find(text, span_from(cases[i].shown));
		struct cut_limits limits = {
			0, at, at + (uint32_t)strlen(cases[i].shown),
			(uint32_t)text.len, cases[i].bytes
		};
		struct cut cut = cut_out(text, &limits);

		assert_true(at < text.len);
		strbuf_reset(&got);
		strbuf_put_str(&got, cut.is_front_cut ? "…" : "");
		strbuf_put_span(&got, span_slice(text, cut.start, cut.end));
		strbuf_put_str(&got, cut.is_back_cut ? "…" : "");
		if (strcmp(got.buf, cases[i].expected) != 0)
			fail_msg("%s in %u: '%s', not '%s'", cases[i].shown,
				 cases[i].bytes, got.buf, cases[i].expected);
	}
	strbuf_release(&got);
}

static void prose__is_cut_at_sentences(void **state)
{
	static const struct cut_case cases[] = {
		{ "One two. Three four. Five six.", "four", 30,
		  "One two. Three four. Five six." },
		{ "One two. Three four. Five six.", "four", 24,
		  "Three four. Five six." },
		{ "One two. Three four. Five six. Seven.", "Three", 16,
		  "Three four." },
		{ "One two? Yes! Three four.", "four", 20, "Three four." },
		{ "One two\nThree four\nFive six", "four", 14, "Three four" },
		/* "e.g. this" and "3.12 is" end no sentence. */
		{ "Nothing, e.g. this word, is one.", "word", 24,
		  "…e.g. this word, is one." },
		{ "That 3.12 is a number of a version.", "number", 24,
		  "…is a number of a…" },
		{ "証明書です。鍵と証明書を失効する。その他。", "鍵", 40,
		  "鍵と証明書を失効する。" },
	};

	(void)state;
	expect_cuts(cut_prose, cases, COUNT(cases));
}

static void prose__is_cut_at_words(void **state)
{
	static const struct cut_case cases[] = {
		{ "alpha beta gamma delta epsilon", "gamma", 16,
		  "…beta gamma delta…" },
		{ "alpha beta gamma delta epsilon", "gamma", 2, "…gamma…" },
		{ "alpha beta gamma", "alpha beta gamma", 2,
		  "alpha beta gamma" },
		/* What is found may be a part of a word. */
		{ "see CREATE_SUSPENDED there", "CREATE", 4,
		  "…CREATE_SUSPENDED…" },
		{ "see pfnThreadProc there", "Thread", 4, "…pfnThreadProc…" },
		{ "ein ausführliches Wörterbuch mit", "buch", 4,
		  "…Wörterbuch…" },
	};

	(void)state;
	expect_cuts(cut_prose, cases, COUNT(cases));
}

static void prose__without_spaces_is_cut_between_characters(void **state)
{
	static const struct cut_case cases[] = {
		{ "無料の証明書を発行", "証明書", 15, "…の証明書を…" },
		/* Not inside the Latin name. */
		{ "無料のOpenSSL証明書を", "証明書", 15, "…証明書を" },
		{ "無料のOpenSSL証明書を", "証明書", 27, "…OpenSSL証明書を" },
		/* น้ำ and ที่: the vowels and tones stay on their letters. */
		{ "ที่ที่น้ำแข็งที่ที่ที่", "แข็ง", 34, "…น้ำแข็งที่…" },
	};

	(void)state;
	expect_cuts(cut_prose, cases, COUNT(cases));
}

static void prose__of_one_endless_word_shows_the_name(void **state)
{
	static const struct cut_case cases[] = {
		{ "/" TEN TEN TEN TEN TEN "/docker_x/" TEN TEN TEN TEN TEN,
		  "docker", 8, "…/docker_x…" },
		{ "&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&amp;"
		  "&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;",
		  "amp", 4, "…&amp;…" },
	};

	(void)state;
	expect_cuts(cut_prose, cases, COUNT(cases));
}

static void code__is_cut_at_lines(void **state)
{
	static const struct cut_case cases[] = {
		{ "one();\ntwo();\nthree();\nfour();\nfive();", "two", 40,
		  "two();\nthree();\nfour();" },
		{ "one();\ntwo();\nthree();\nfour();\nfive();", "two", 16,
		  "two();\nthree();" },
		{ "one();\n\ttwo(x, y);\nthree();", "y", 12, "\ttwo(x, y);" },
		/* What only closes a block says nothing. */
		{ "one();\n{\n\ty();\n}\n", "y", 40, "\ty();" },
		/* The line before helps where none follows. */
		{ "on:\n  push:\n    - main\n\n", "main", 40,
		  "  push:\n    - main" },
		{ "one();\n\ntwo();", "one", 40, "one();\n\ntwo();" },
		/* A long line without spaces, between its names. */
		{ "[" TEN "," TEN "," TEN "," TEN "," TEN ",\"fresh\":1," TEN
		  "," TEN "," TEN "," TEN "," TEN "]",
		  "fresh", 40, "…,0123456789,\"fresh\":1,0123456789,…" },
	};

	(void)state;
	expect_cuts(cut_code, cases, COUNT(cases));
}

/* Flags, a family, skin colours, jamo, a stack of marks, malformed bytes. */
static const char nasty[] =
	"a\u0300\u0301\u0302 x&amp;y \U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7"
	"\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
	"\U0001f44d\U0001f3fd\u1112\u1161\u11ab\u1100\u1173\u11af"
	"น้ำที่นี่。証明書！ \xff\xc3 b\n\n \t。\u0e33";

static void cuts__are_whole_wherever_they_are_made(void **state)
{
	struct span text = span_make(nasty, sizeof(nasty) - 1);
	uint32_t len = (uint32_t)text.len;

	(void)state;
	for (uint32_t at = 0; at < len; at++) {
		if (grapheme_floor(text, at) != at)
			continue;
		for (uint32_t bytes = 2; bytes < 60; bytes++) {
			struct cut_limits l = { 0, at, at, len, bytes };
			struct cut cut = cut_prose(text, &l);

			assert_true(cut.start <= cut.end && cut.end <= len);
			assert_int_equal(grapheme_floor(text, cut.start),
					 cut.start);
			assert_int_equal(grapheme_floor(text, cut.end),
					 cut.end);
			cut = cut_code(text, &l);
			assert_true(cut.start <= cut.end && cut.end <= len);
		}
	}
}

static void grapheme__floor_finds_where_a_character_begins(void **state)
{
	static const struct {
		const char *text;
		size_t at, expected;
	} cases[] = {
		{ "abc", 1, 1 },
		{ "abc", 9, 3 },
		{ "ae\u0301b", 2, 1 },
		{ "ae\u0301b", 3, 1 },
		{ "ae\u0301b", 4, 4 },
		{ "\r\n", 1, 0 },
		{ "\U0001f468\u200d\U0001f469x", 7, 0 },
		{ "\U0001f468\u200d\U0001f469x", 11, 11 },
		{ "\u1112\u1161\u11ab\u1100", 6, 0 },
		{ "\u1112\u1161\u11ab\u1100", 9, 9 },
		{ "\xff\xff", 1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
			cases[i].expected,
			grapheme_floor(span_from(cases[i].text), cases[i].at));
}

static void bytes__are_as_many_as_the_columns_take(void **state)
{
	(void)state;
	assert_int_equal(cut_bytes(cut_scale(span_from("plain")), 100), 100);
	assert_int_equal(cut_bytes(cut_scale(span_from("слово")), 100), 200);
	assert_int_equal(cut_bytes(cut_scale(span_from("証明")), 100), 150);
	assert_int_equal(cut_bytes(cut_scale(span_from("")), 100), 100);
	assert_int_equal(cut_bytes(cut_scale(span_from("\u0301\u0301")), 100),
			 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prose__is_cut_at_sentences),
		cmocka_unit_test(prose__is_cut_at_words),
		cmocka_unit_test(
			prose__without_spaces_is_cut_between_characters),
		cmocka_unit_test(prose__of_one_endless_word_shows_the_name),
		cmocka_unit_test(code__is_cut_at_lines),
		cmocka_unit_test(cuts__are_whole_wherever_they_are_made),
		cmocka_unit_test(
			grapheme__floor_finds_where_a_character_begins),
		cmocka_unit_test(bytes__are_as_many_as_the_columns_take),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
