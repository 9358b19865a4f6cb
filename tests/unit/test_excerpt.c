/* What is shown of a document: snippet and sections. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "query/excerpt.h"

/* Of the words asked for; later ones are rarer. */
#define WORDS 3

struct part {
	enum field field;
	const char *text; /* NULL: no more parts */
};

#define MAX_PARTS 7

#define H(text)                                                                \
	{                                                                      \
		FIELD_HEADINGS, text                                           \
	}
#define B(text)                                                                \
	{                                                                      \
		FIELD_BODY, text                                               \
	}
#define C(text)                                                                \
	{                                                                      \
		FIELD_CODE, text                                               \
	}

/* A hundred and ten columns that match nothing. */
#define FILLER                                                                 \
	" lorem ipsum dolor sit amet consectetur adipiscing elit sed do"       \
	" eiusmod tempor incididunt ut labore et magna aliqua"

struct fixture {
	struct arena a;
	struct plan plan;
	struct content content;
	struct document_marks marks;
	struct hit hit;
};

static void put_parts(struct fixture *f, const struct part *parts)
{
	struct content *c = &f->content;

	c->blocks = arena_array(&f->a, MAX_PARTS, sizeof(*c->blocks));
	c->sections = arena_array(&f->a, MAX_PARTS, sizeof(*c->sections));
	c->anchor_fronts = arena_array(&f->a, MAX_PARTS, sizeof(uint32_t));
	c->samples = arena_array(&f->a, MAX_PARTS, sizeof(*c->samples));
	c->block_samples = arena_array(&f->a, MAX_PARTS + 1, sizeof(uint32_t));
	for (; parts->text; parts++) {
		struct block *block = &c->blocks[c->block_count++];

		block->field = parts->field;
		block->start = (uint32_t)c->text.len;
		c->text = arena_printf(&f->a, "%.*s%s\n", (int)c->text.len,
				       c->text.ptr ? c->text.ptr : "",
				       parts->text);
		block->end = (uint32_t)c->text.len - 1;
		c->samples[c->block_count - 1].offset = block->start;
		c->block_samples[c->block_count] = (uint32_t)c->block_count;
		if (parts->field != FIELD_HEADINGS)
			continue;
		c->sections[c->section_count++] = (struct section){
			2, block->start, span_from(parts->text),
			arena_copy(&f->a, span_from("anchor"))
		};
	}
}

/* Mark the words where they stand, each on its own. */
static void put_marks(struct fixture *f, const char *const *words)
{
	struct span text = f->content.text;
	struct marks *m = &f->marks.text;

	m->items = arena_array(&f->a, text.len, sizeof(*m->items));
	for (uint32_t at = 0; at < text.len; at++)
		for (int w = 0; w < WORDS && words[w]; w++) {
			uint32_t end = at + (uint32_t)strlen(words[w]);

			if (end <= text.len &&
			    span_is(span_slice(text, at, end), words[w]))
				m->items[m->count++] =
					(struct mark){ at, end,
						       (uint64_t)1 << w };
		}
	f->plan.words = arena_array(&f->a, WORDS, sizeof(*f->plan.words));
	f->plan.word_count = WORDS;
	for (int w = 0; w < WORDS; w++)
		f->plan.words[w].idf = 1 + w;
}

/* Make the excerpt of an article of these parts, guessing well. */
static struct hit *excerpt_of(struct fixture *f, const struct part *parts,
			      const char *const *words)
{
	struct view view = { &f->plan, &f->marks.text, &f->content };
	struct choice choice;

	arena_reset(&f->a);
	memset(&f->content, 0, sizeof(f->content));
	memset(&f->marks, 0, sizeof(f->marks));
	memset(&f->hit, 0, sizeof(f->hit));
	f->hit.document.title = span_from("Title");
	f->hit.document.summary = span_from("The summary.");
	put_parts(f, parts);
	put_marks(f, words);
	choose(&choice, &view, f->hit.document.title);
	excerpt_make(&f->hit, &f->plan, &f->marks, &choice, &f->content, &f->a);
	return &f->hit;
}

/* With [ and ] for the marks. */
static const char *readable(struct fixture *f, struct span marked)
{
	char *text = arena_strdup(&f->a, marked);

	for (char *c = text; *c; c++)
		if (*c == MARK_START)
			*c = '[';
		else if (*c == MARK_END)
			*c = ']';
	return text;
}

static void snippet__shows_most_words_nearest_together(void **state)
{
	static const struct {
		const char *words[WORDS];
		struct part parts[MAX_PARTS];
		const char *expected;
	} cases[] = {
		/* The first of equals. */
		{ { "one" },
		  { B("The one here." FILLER FILLER ". The one there.") },
		  "The [one] here. lorem ipsum dolor sit amet consectetur"
		  " adipiscing elit sed do eiusmod tempor incididunt ut"
		  " labore et magna aliqua lorem ipsum dolor sit amet"
		  " consectetur adipiscing elit sed do eiusmod tempor "
		  "incididunt ut …" },
		/* Nearest together, not most often. */
		{ { "one", "two" },
		  { B("one lorem one and two, say one one." FILLER FILLER
		      " Then one two.") },
		  "…sit amet consectetur adipiscing elit sed do"
		  " eiusmod tempor incididunt ut labore et magna aliqua"
		  " Then [one] [two]." },
		/* A rarer word is worth more. */
		{ { "one", "two", "six" },
		  { B("It has one." FILLER FILLER FILLER), C("x"),
		    B("It has six.") },
		  "It has [one]. lorem ipsum dolor sit amet consectetur"
		  " adipiscing elit sed do eiusmod tempor incididunt ut labore "
		  "…"
		  " It has [six]." },
		/* A sentence rather than an item of a list. */
		{ { "one" },
		  { B("All about one"), B("And one more.") },
		  "All about [one] · And [one] more." },
		/* Prose rather than code, but code that has more. */
		{ { "one" },
		  { C("x = one;"), B("This is one.") },
		  "This is [one]." },
		{ { "one", "two" },
		  { C("one(two);"), B("This is one.") },
		  "[one]([two]);" },
		/* A heading is in no snippet. */
		{ { "one", "two" },
		  { H("one two"), B("This is one.") },
		  "This is [one]." },
		{ { "one" }, { H("one"), B("Nothing.") }, "The summary." },
		{ { "one" }, { B("Nothing.") }, "The summary." },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct hit *hit =
			excerpt_of(*state, cases[i].parts, cases[i].words);

		assert_string_equal(readable(*state, hit->snippet),
				    cases[i].expected);
	}
}

/* Of a word without end nothing is shown, and no dots for it. */
static void sections__begin_with_no_endless_word(void **state)
{
	static const char *const words[WORDS] = { "one" };
	char endless[1000];
	const struct part parts[MAX_PARTS] = { H("one"), B(endless) };
	struct hit *hit;

	memset(endless, 'x', sizeof(endless) - 1);
	endless[sizeof(endless) - 1] = '\0';
	hit = excerpt_of(*state, parts, words);
	assert_int_equal(hit->section_count, 1);
	assert_int_equal(hit->sections[0].snippet.len, 0);
}

static void snippet__joins_two_parts_where_one_has_not_all(void **state)
{
	static const char *const words[WORDS] = { "one", "two" };
	const struct part parts[MAX_PARTS] = { B(
		"Here is one thing. Filler." FILLER FILLER FILLER
		". There is two. Last.") };
	struct hit *hit = excerpt_of(*state, parts, words);

	assert_string_equal(readable(*state, hit->snippet),
			    "Here is [one] thing. Filler. lorem ipsum dolor"
			    " sit amet consectetur adipiscing elit sed do"
			    " eiusmod tempor … There is [two]. Last.");
}

static void snippet__keeps_lines_of_code(void **state)
{
	static const char *const words[WORDS] = { "one", "two" };
	const struct part code[MAX_PARTS] = { C(
		"\tvoid f(void)\n\n\t{\n\t\tone(  1 );  \n\t\t\ttwo(2);\n"
		"\t}\n") };
	const struct part both[MAX_PARTS] = { B("See two:"),
					      C("one();\nthree();") };
	struct hit *hit = excerpt_of(*state, code, words);

	assert_string_equal(readable(*state, hit->snippet),
			    "[one]( 1 );\n    [two](2);");
	hit = excerpt_of(*state, both, words);
	assert_string_equal(readable(*state, hit->snippet),
			    "See [two]:\n[one]();\nthree();");
}

/* The sections' headings and snippets, " | " between. */
static const char *sections_of(struct fixture *f, const struct hit *hit)
{
	const char *out = "";

	for (size_t i = 0; i < hit->section_count; i++)
		out = arena_printf(&f->a, "%s%s%s: %s", out, i ? " | " : "",
				   readable(f, hit->sections[i].heading),
				   readable(f, hit->sections[i].snippet))
			      .ptr;
	return out;
}

static void sections__are_the_best_three(void **state)
{
	static const char *const words[WORDS] = { "one", "two" };
	static const struct {
		struct part parts[MAX_PARTS];
		const char *expected;
	} cases[] = {
		{ {
			  H("A"),
			  B("x"),
			  H("B"),
			  B("one."),
			  H("C"),
			  B("two."),
		  },
		  "C: [two]. | B: [one]." },
		/* In its heading a word counts twice. */
		{ {
			  H("A"),
			  B("one two."),
			  H("one two"),
			  B("Begins so."),
		  },
		  "[one] [two]: Begins so. | A: [one] [two]." },
		/* Much less than the best is not worth a line. */
		{ {
			  H("one two"),
			  B("one two"),
			  H("B"),
			  B("one"),
		  },
		  "[one] [two]: [one] [two]" },
		/* The title again leads nowhere new. */
		{ {
			  H("Title"),
			  B("one"),
			  H("B"),
			  B("one"),
		  },
		  "B: [one]" },
		{ {
			  B("one"),
			  H("B"),
			  B("x"),
		  },
		  "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct hit *hit = excerpt_of(*state, cases[i].parts, words);

		assert_string_equal(sections_of(*state, hit),
				    cases[i].expected);
	}
}

static int setup(void **state)
{
	*state = test_calloc(1, sizeof(struct fixture));
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_release(&f->a);
	test_free(f);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(snippet__shows_most_words_nearest_together),
		cmocka_unit_test(
			snippet__joins_two_parts_where_one_has_not_all),
		cmocka_unit_test(snippet__keeps_lines_of_code),
		cmocka_unit_test(sections__are_the_best_three),
		cmocka_unit_test(sections__begin_with_no_endless_word),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
