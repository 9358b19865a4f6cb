/* Where the words of a query stand. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "query/choose.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

/* The text with [ and ] around what is found at these positions. */
static struct span marked(const char *text, const uint32_t *positions,
			  size_t count, struct arena *a)
{
	struct analyzer *analyzer = analyzer_new();
	struct strbuf out = STRBUF_INIT;
	struct found_list found = { arena_array(a, count, sizeof(struct found)),
				    count, count };
	struct block block = { FIELD_BODY, 0, (uint32_t)strlen(text) };
	struct sample start = { 0, 0 };
	uint32_t samples[] = { 0, 1 };
	struct content content = { .text = span_from(text),
				   .blocks = &block,
				   .block_count = 1,
				   .samples = &start,
				   .block_samples = samples };
	const struct choice whole = {
		.ranges = { { 0, block.end, 0, block.end } },
		.snippet_count = 1,
	};
	struct document_marks marks;
	struct text_places places;
	struct marks guesses;
	struct document doc;
	struct span copy;
	uint32_t at = 0;

	memset(&doc, 0, sizeof(doc));
	for (size_t i = 0; i < count; i++) {
		found.items[i].field = FIELD_BODY;
		found.items[i].place.position = positions[i];
	}
	locate_guess(&places, &guesses, &found, &content, a);
	locate_marks(&marks, &found, &places, &whole, &doc, &content, analyzer,
		     a);
	for (size_t i = 0; i < marks.text.count; i++) {
		const struct mark *mark = &marks.text.items[i];

		strbuf_put(&out, text + at, mark->start - at);
		strbuf_put_char(&out, '[');
		strbuf_put(&out, text + mark->start, mark->end - mark->start);
		strbuf_put_char(&out, ']');
		at = mark->end;
	}
	strbuf_put_str(&out, text + at);
	copy = arena_copy(a, strbuf_span(&out));
	strbuf_release(&out);
	analyzer_free(analyzer);
	return copy;
}

static void marks__cover_what_belongs_together(void **state)
{
	static const struct {
		const char *text;
		uint32_t positions[3];
		size_t count;
		const char *expected;
	} cases[] = {
		{ "one two three", { 0, 2 }, 2, "[one] two [three]" },
		{ "one two three", { 2, 1, 1 }, 3, "one [two] [three]" },
		{ "see asyncio.TaskGroup",
		  { 1, 2, 3 },
		  3,
		  "see [asyncio.TaskGroup]" },
		{ "see asyncio.TaskGroup",
		  { 1, 3 },
		  2,
		  "see [asyncio].Task[Group]" },
		{ "one two", { 7 }, 1, "one two" },
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(cases[i].expected,
				    marked(cases[i].text, cases[i].positions,
					   cases[i].count, &a)
					    .ptr);
	arena_release(&a);
}

/* Found by tests/fuzz/fuzz_snippet.c: a snippet as long as the word. */
static void mark__of_a_word_without_end_has_one(void **state)
{
	struct arena a = ARENA_INIT;
	struct span text =
		marked("is " HUNDRED HUNDRED HUNDRED "é" HUNDRED " here",
		       (uint32_t[]){ 1 }, 1, &a);

	(void)state;
	assert_int_equal(3 + 1 + MARK_MAX_BYTES, span_find_char(text, ']'));
	text = marked("a-" HUNDRED HUNDRED TEN TEN TEN TEN TEN "abcé-" HUNDRED
		      " here",
		      (uint32_t[]){ 0, 1, 2 }, 3, &a);
	/* Not inside of the character. */
	assert_int_equal(1 + MARK_MAX_BYTES - 1, span_find_char(text, ']'));
	arena_release(&a);
}

/* Of three blocks, two of one field; a sample a block, and one more. */
static void guesses__are_between_their_samples_in_order(void **state)
{
	static const uint32_t positions[] = { 0, 4, 8, 9, 10, 15, 25, 26, 99 };
	/* 6 bytes a token in the first block, 9 and then 6 in the other. */
	static const uint32_t expected[] = { 0,   24,  48,  54, 160,
					     206, 300, 306, 349 };
	struct block blocks[] = { { FIELD_BODY, 0, 60 },
				  { FIELD_CODE, 70, 150 },
				  { FIELD_BODY, 160, 350 } };
	struct sample samples[] = {
		{ 0, 0 }, { 0, 70 }, { 10, 160 }, { 25, 300 }
	};
	uint32_t block_samples[] = { 0, 1, 2, 4 };
	struct content content = { .blocks = blocks,
				   .block_count = 3,
				   .samples = samples,
				   .block_samples = block_samples };
	struct whereabouts guesses[COUNT(positions)];

	(void)state;
	content_guess(&content, FIELD_BODY, positions, guesses,
		      COUNT(positions));
	for (size_t i = 0; i < COUNT(positions); i++)
		assert_int_equal(expected[i], guesses[i].start);
	assert_int_equal(160,
			 content_sample_before(&content, guesses[5].start));
	assert_int_equal(300,
			 content_sample_behind(&content, guesses[5].start));
	content_guess(&content, FIELD_HEADINGS, positions, guesses, 1);
	assert_int_equal(guesses[0].start, guesses[0].limit);
}

/* The last word of a paragraph, and the first one of the next. */
static void guess__ends_in_its_block(void **state)
{
	struct block blocks[] = { { FIELD_BODY, 0, 60 },
				  { FIELD_BODY, 62, 120 } };
	struct sample samples[] = { { 0, 0 }, { 9, 62 } };
	uint32_t block_samples[] = { 0, 1, 2 };
	struct content content = { .blocks = blocks,
				   .block_count = 2,
				   .samples = samples,
				   .block_samples = block_samples };
	struct found items[] = {
		{ FIELD_BODY, 0, { .position = 7, .term = span_from("one") } },
		{ FIELD_BODY, 0, { .position = 8, .term = span_from("two") } },
		{ FIELD_BODY, 0, { .position = 9, .term = span_from("six") } },
	};
	struct found_list found = { items, COUNT(items), COUNT(items) };
	struct arena a = ARENA_INIT;
	struct text_places places;
	struct marks guesses;

	(void)state;
	locate_guess(&places, &guesses, &found, &content, &a);
	assert_int_equal(3, guesses.count);
	/* In one block they are as far from each other as a space. */
	assert_int_equal(guesses.items[1].start - 1, guesses.items[0].end);
	assert_int_equal(guesses.items[1].start + 3, guesses.items[1].end);
	assert_int_equal(62, guesses.items[2].start);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks__cover_what_belongs_together),
		cmocka_unit_test(mark__of_a_word_without_end_has_one),
		cmocka_unit_test(guesses__are_between_their_samples_in_order),
		cmocka_unit_test(guess__ends_in_its_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
