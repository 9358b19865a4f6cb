/* Words in, numbers out; and what analyzers do with them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "text/lexicon.h"
#include "text/tokenize.h"

#define MANY 5000

static uint32_t put(struct lexicon *l, const char *word)
{
	return lexicon_put(l, span_from(word), 1);
}

static uint32_t find_of(const struct lexicon *l, const char *source,
			int algorithm)
{
	struct lexicon_question question;

	lexicon_ask(&question, l, span_from(source), algorithm);
	lexicon_prefetch(l, &question);
	return lexicon_answer(l, &question);
}

static uint32_t find(const struct lexicon *l, const char *source)
{
	return find_of(l, source, 1);
}

/* Or an article could have words that share a slot: seconds for each 100 kB. */
static void ask__nobody_knows_a_words_slot(void **state)
{
	struct lexicon *one = lexicon_new(), *other = lexicon_new();
	struct lexicon_question a, b;

	(void)state;
	put(one, "word");
	put(other, "word");
	lexicon_ask(&a, one, span_from("word"), 1);
	lexicon_ask(&b, other, span_from("word"), 1);
	assert_int_not_equal(a.hash, b.hash);
	lexicon_drop(one);
	lexicon_drop(other);
}

/* Words of all lengths that differ in one byte, wherever it stands. */
static void put__words_differ_by_any_byte(void **state)
{
	struct lexicon *l = lexicon_new();
	char word[41];
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
			assert_int_equal(len, lexeme_text(&l->items[next]).len);
			assert_memory_equal(word, l->items[next].text, len);
			next++;
		}
	}
	lexicon_drop(l);
}

static void put__numbers_stay_while_it_grows(void **state)
{
	struct lexicon *l = lexicon_new();
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

static void put__algorithms_have_words_of_their_own(void **state)
{
	struct lexicon *l = lexicon_new();
	struct span word = span_from("nation");

	(void)state;
	assert_int_equal(1, lexicon_put(l, word, 1));
	assert_int_equal(2, lexicon_put(l, word, 2));
	assert_int_equal(1, find_of(l, "nation", 1));
	assert_int_equal(2, find_of(l, "nation", 2));
	assert_int_equal(0, find_of(l, "nation", 3));
	lexicon_drop(l);
}

static void ask__folds_case_only(void **state)
{
	static const char *const cases[][2] = {
		{ "az", "AZ" },
		{ "a", "A" },
		{ "x_y@[`{", "X_Y@[`{" },
		{ "hashmap", "HashMap" },
		{ "std::vec", "Std::Vec" },
		{ "unordered_map_01", "Unordered_MAP_01" },
	};
	struct lexicon *l = lexicon_new();

	(void)state;
	assert_int_equal(0, find(l, "a"));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint32_t number = put(l, cases[i][0]);

		assert_int_equal(number, find(l, cases[i][0]));
		assert_int_equal(number, find(l, cases[i][1]));
	}
	assert_int_equal(0, find(l, "b"));
	assert_int_equal(0, find(l, "X_Y`[`{"));
	assert_int_equal(0, find(l, ""));
	lexicon_drop(l);
}

static void ask__leaves_others_to_put(void **state)
{
	struct lexicon *l = lexicon_new();

	(void)state;
	assert_int_equal(1, put(l, "caf\xc3\xa9"));
	assert_int_equal(0, find(l, "caf\xc3\xa9"));
	assert_int_equal(2, put(l, "seventeen letters"));
	assert_int_equal(0, find(l, "seventeen letters"));
	lexicon_drop(l);
}

static void lexicon__lives_while_it_is_held(void **state)
{
	struct lexicon *l = lexicon_new();
	const char *text;

	(void)state;
	put(l, "held");
	text = lexeme_text(&l->items[1]).ptr;
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
	struct lexicon *l = lexicon_new();
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
		cmocka_unit_test(put__algorithms_have_words_of_their_own),
		cmocka_unit_test(ask__folds_case_only),
		cmocka_unit_test(ask__leaves_others_to_put),
		cmocka_unit_test(lexicon__lives_while_it_is_held),
		cmocka_unit_test(stem__is_a_word_too),
		cmocka_unit_test(analyzer__forgets_between_texts),
		cmocka_unit_test(analyzer_begin__keeps_numbers_until_the_next),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
