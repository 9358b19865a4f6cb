/* Words in, numbers out; and what analyzers do with them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "text/letters.h"
#include "text/lexicon.h"
#include "text/tokenize.h"

#define MANY 5000

static uint32_t put(struct lexicon *l, const char *word)
{
	return lexicon_put(l, span_from(word), 1);
}

static struct lexicon_key key_of(const char *word, int algorithm)
{
	struct letters letters = letters_load(span_from(word), 0);

	return (struct lexicon_key){ letters.front, letters.back,
				     lexicon_kind(strlen(word), algorithm) };
}

static uint32_t find_of(const struct lexicon *l, const char *word,
			int algorithm)
{
	struct lexicon_question question;
	uint32_t number;

	lexicon_ask(&question, l, key_of(word, algorithm));
	lexicon_answer(l, &question, 1, &number);
	return number;
}

static uint32_t find(const struct lexicon *l, const char *word)
{
	return find_of(l, word, 1);
}

/* Or an article could have words that share a slot: seconds for each 100 kB. */
static void ask__nobody_knows_a_words_slot(void **state)
{
	struct lexicon *one = lexicon_new(false), *other = lexicon_new(false);
	struct lexicon_question a, b;

	(void)state;
	put(one, "word");
	put(other, "word");
	lexicon_ask(&a, one, key_of("word", 1));
	lexicon_ask(&b, other, key_of("word", 1));
	assert_int_not_equal(a.hash, b.hash);
	lexicon_drop(one);
	lexicon_drop(other);
}

/* Words of all lengths that differ in one byte, wherever it stands. */
static void put__words_differ_by_any_byte(void **state)
{
	struct lexicon *l = lexicon_new(false);
	char word[41];
	struct span text;
	uint32_t next = 1;

	(void)state;
	for (size_t len = 1; len <= 40; len++) {
		for (size_t at = 0; at <= len; at++) {
			memset(word, 'a', len);
			word[len] = '\0';
			if (at < len)
				word[at] = 'b';
			assert_int_equal(next, put(l, word));
			assert_int_equal(next, put(l, word));
			text = lexeme_text(lexicon_item(l, next));
			assert_int_equal(len, text.len);
			assert_memory_equal(word, text.ptr, len);
			next++;
		}
	}
	lexicon_drop(l);
}

static void put__numbers_stay_while_it_grows(void **state)
{
	struct lexicon *l = lexicon_new(false);
	char word[20];

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < MANY; i++) {
			snprintf(word, sizeof(word), "%x", i);
			assert_int_equal(i + 1, put(l, word));
		}
	}
	lexicon_drop(l);
}

/* Long words stand between them in memory. */
static void put__an_item_is_in_one_line_of_the_cache(void **state)
{
	struct lexicon *l = lexicon_new(true);
	char word[40];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		const char *format = i % 2 ? "%d" : "word.of.twenty.byt.%d";
		uintptr_t item;

		snprintf(word, sizeof(word), format, i);
		item = (uintptr_t)lexicon_item(l, put(l, word));
		assert_int_equal(item / ARENA_LINE,
				 (item + sizeof(struct lexeme) - 1) /
					 ARENA_LINE);
	}
	lexicon_drop(l);
}

static void put__algorithms_have_words_of_their_own(void **state)
{
	struct lexicon *l = lexicon_new(false);
	struct span word = span_from("nation");

	(void)state;
	assert_int_equal(1, lexicon_put(l, word, 1));
	assert_int_equal(2, lexicon_put(l, word, 2));
	assert_int_equal(1, find_of(l, "nation", 1));
	assert_int_equal(2, find_of(l, "nation", 2));
	assert_int_equal(0, find_of(l, "nation", 3));
	lexicon_drop(l);
}

static void ask__finds_what_was_put(void **state)
{
	static const char *const words[] = { "a", "az", "unordered_map_01",
					     "caf\xc3\xa9" };
	struct lexicon *l = lexicon_new(false);
	struct lexicon_question none = { .hash = 0 };
	uint32_t number;

	(void)state;
	assert_int_equal(0, find(l, "a"));
	for (uint32_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		assert_int_equal(i + 1, put(l, words[i]));
		assert_int_equal(i + 1, find(l, words[i]));
	}
	assert_int_equal(0, find(l, "b"));
	assert_int_equal(0, find(l, "unordered_map_02"));
	lexicon_answer(l, &none, 1, &number);
	assert_int_equal(0, number);
	lexicon_drop(l);
}

static void letters__are_those_of_the_text_alone(void **state)
{
	static const char text[] = "0123456789abcdefghijklmnop";

	(void)state;
	for (size_t len = 1; len < sizeof(text); len++)
		for (size_t pos = 0; pos < len; pos++) {
			struct letters l =
				letters_load(span_make(text, len), pos);
			char want[LETTERS_MAX] = { 0 };
			size_t rest = len - pos;

			memcpy(want, text + pos,
			       rest < LETTERS_MAX ? rest : LETTERS_MAX);
			assert_int_equal(bytes_load(want), l.front);
			assert_int_equal(bytes_load(want + 8), l.back);
		}
}

static void letters__lower_case_goes_on(void **state)
{
	static const struct {
		const char *text;
		size_t plain;
		const char *lower;
	} cases[] = {
		{ "word and more...", 4, "word and more..." },
		{ "Word", 4, "word" },
		{ "wordPress", 4, "wordpress" },
		{ "7zip2go", 7, "7zip2go" },
		{ "ABC", 1, "abc" },
		{ "abcdefgh", 8, "abcdefgh" },
		{ "abcdefghI", 8, "abcdefghi" },
		{ "abcdefgh1234567", 15, "abcdefgh1234567" },
		{ "abcdefgh12345678", 16, "abcdefgh12345678" },
		{ "az`", 2, "az`" },
		{ "az{", 2, "az{" },
		{ "az/", 2, "az/" },
		{ "az:", 2, "az:" },
		{ "az\x19", 2, "az\x19" },
		{ "az\xe1", 2, NULL },
		{ "x@[", 1, "x@[" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct letters l = letters_load(span_from(cases[i].text), 0);
		struct letters want;

		assert_int_equal(cases[i].plain, letters_plain(l));
		assert_int_equal(cases[i].lower != NULL, letters_are_ascii(l));
		if (!cases[i].lower)
			continue;
		want = letters_load(span_from(cases[i].lower), 0);
		assert_int_equal(want.front, letters_lower(l).front);
		assert_int_equal(want.back, letters_lower(l).back);
	}
}

static void lexicon__lives_while_it_is_held(void **state)
{
	struct lexicon *l = lexicon_new(false);
	const char *text;

	(void)state;
	put(l, "held");
	text = lexeme_text(lexicon_item(l, 1)).ptr;
	assert_true(lexicon_is_ours(l));
	lexicon_hold(l);
	assert_false(lexicon_is_ours(l));
	lexicon_drop(l);
	assert_true(lexicon_is_ours(l));
	assert_memory_equal("held", text, 4);
	lexicon_drop(l);
	lexicon_drop(NULL);
}

static void stem__is_a_word_too(void **state)
{
	struct stemmer *stemmer = stemmer_new(1);
	struct lexicon *l = lexicon_new(false);
	uint32_t word = put(l, "nations"), stem;

	(void)state;
	for (int round = 0; round < 2; round++) {
		stem = lexicon_stem(l, word, stemmer);
		assert_int_equal(put(l, "nation"), stem);
		assert_int_equal(stem, lexicon_stem(l, stem, stemmer));
	}
	lexicon_drop(l);
	stemmer_free(stemmer);
}

static int note_number(const struct token *tok, void *arg)
{
	uint32_t *last = arg;

	*last = tok->word_number;
	return 0;
}

/* The number of the last of so many words that all differ. */
static uint32_t tokenize_many(struct analyzer *analyzer, int count)
{
	uint32_t position = 0, last = 0;
	struct strbuf text = STRBUF_INIT;

	for (int i = 0; i < count; i++)
		strbuf_printf(&text, "%d ", i);
	tokenize(analyzer, STEM_NONE, strbuf_span(&text), &position,
		 note_number, &last);
	strbuf_release(&text);
	return last;
}

static void analyzer__forgets_between_texts(void **state)
{
	struct analyzer *analyzer = analyzer_new();

	(void)state;
	assert_int_equal(10, tokenize_many(analyzer, 10));
	assert_int_equal(100000, tokenize_many(analyzer, 100000));
	assert_int_equal(10, tokenize_many(analyzer, 10));
	analyzer_free(analyzer);
}

static void analyzer_begin__keeps_numbers_until_the_next(void **state)
{
	struct analyzer *analyzer = analyzer_new();

	(void)state;
	analyzer_begin(analyzer);
	assert_int_equal(300000, tokenize_many(analyzer, 300000));
	assert_int_equal(10, tokenize_many(analyzer, 10));
	assert_int_equal(300001, tokenize_many(analyzer, 300001));
	analyzer_begin(analyzer);
	assert_int_equal(1, tokenize_many(analyzer, 1));
	assert_int_equal(300000, tokenize_many(analyzer, 300000));
	analyzer_free(analyzer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ask__nobody_knows_a_words_slot),
		cmocka_unit_test(put__words_differ_by_any_byte),
		cmocka_unit_test(put__numbers_stay_while_it_grows),
		cmocka_unit_test(put__an_item_is_in_one_line_of_the_cache),
		cmocka_unit_test(put__algorithms_have_words_of_their_own),
		cmocka_unit_test(ask__finds_what_was_put),
		cmocka_unit_test(letters__are_those_of_the_text_alone),
		cmocka_unit_test(letters__lower_case_goes_on),
		cmocka_unit_test(lexicon__lives_while_it_is_held),
		cmocka_unit_test(stem__is_a_word_too),
		cmocka_unit_test(analyzer__forgets_between_texts),
		cmocka_unit_test(analyzer_begin__keeps_numbers_until_the_next),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
