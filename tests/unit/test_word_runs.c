#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/wordcount.h"

/* The words of `text`, put in pieces of `piece` bytes behind `plain`. */
static uint32_t count(const char *text, size_t piece, size_t plain,
		      bool characters)
{
	struct wordcount w = WORDCOUNT_INIT;
	struct span rest = span_from(text);
	uint32_t words;

	w.plain_limit = plain;
	w.counts_characters = characters;
	while (rest.len) {
		size_t len = rest.len < piece ? rest.len : piece;

		wordcount_put_prose(&w, span_slice(rest, 0, len));
		rest = span_slice(rest, len, rest.len);
	}
	wordcount_end_paragraph(&w);
	words = w.words;
	wordcount_release(&w);
	return words;
}

static void words__are_counted_whatever_else_is_kept(void **state)
{
	static const struct {
		const char *text;
		uint32_t words;
	} cases[] = {
		{ "", 0 },
		{ " \n ", 0 },
		{ "word", 1 },
		{ "eight by", 2 },
		{ "eight by ", 2 },
		{ "a b c d e f g h i j k l m n o p q r s t", 20 },
		{ "  two   spaces \n\n between    the words\n", 5 },
		{ "some \"words\" -- 'in quotes', <tags> & signs...", 8 },
		{ "averyveryverylongword anotherveryverylongword", 2 },
		{ "caf\x65\xcc\x81 d\xc3\xa9j\xc3\xa0 vu\xc2\xa0now", 4 },
		{ "a control\x01"
		  "sign\x7f and \ttabs\tbetween",
		  5 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t plain = 0; plain < 60; plain += 5)
			for (int characters = 0; characters < 2; characters++)
				assert_int_equal(count(cases[i].text, SIZE_MAX,
						       plain, characters),
						 cases[i].words);
}

static void words__may_come_in_pieces(void **state)
{
	const char *text = "Words of \"all kinds\", some-\nwhat long ones too; "
			   "and it's  no matter where a piece ends.";

	(void)state;
	for (size_t piece = 1; piece < 30; piece++)
		for (size_t plain = 0; plain < 90; plain += 7)
			for (int characters = 0; characters < 2; characters++)
				assert_int_equal(
					count(text, piece, plain, characters),
					17);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words__are_counted_whatever_else_is_kept),
		cmocka_unit_test(words__may_come_in_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
