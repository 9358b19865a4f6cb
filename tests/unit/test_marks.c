/* Where the words of a query stand. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "query/marks.h"

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
	struct document_marks marks;
	struct document doc;
	struct span copy;
	uint32_t at = 0;

	memset(&doc, 0, sizeof(doc));
	for (size_t i = 0; i < count; i++) {
		found.items[i].field = FIELD_BODY;
		found.items[i].place.position = positions[i];
	}
	marks_locate(&marks, &found, &doc, &content, analyzer, a);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks__cover_what_belongs_together),
		cmocka_unit_test(mark__of_a_word_without_end_has_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
