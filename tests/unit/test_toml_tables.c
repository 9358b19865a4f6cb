#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/value_text.h"

/* Our own cases for https://toml.io/en/v1.0.0: tables and lists. */

#define NOT_A_VALUE "expected a value; strings want quotes"

static void keys__are_defined_once(void **state)
{
	static const struct parse_case cases[] = {
		{ "a = 1\na = 2", "{a: 1}", 2, 1, "'a' is defined already" },
		{ "a = 1\n\"a\" = 2", "{a: 1}", 2, 1,
		  "'a' is defined already" },
		{ "a = 1\n'a' = 2", "{a: 1}", 2, 1, "'a' is defined already" },
		{ "a = 1\na.b = 2", "{a: 1}", 2, 1, "'a' is defined already" },
		{ "a.b = 1\na.b.c = 2", "{a: {b: 1}}", 2, 3,
		  "'b' is defined already" },
		{ "a.b = 1\na = 2", "{a: {b: 1}}", 2, 1,
		  "'a' is defined already" },
		{ "a = [1]\na.b = 2", "{a: [1]}", 2, 1,
		  "'a' is defined already" },
		{ "  b = 1\n\xef\xbb\xbf", "{b: 1}", 2, 1, "expected a key" },
		/* Keys that differ in case are two, of which we keep one. */
		GIVES("a = 1\nA = 2", "{A: 2}"),
		{ "a.b = {c = 1}\na.b.d = 2", "{a: {b: {c: 1}}}", 2, 3,
		  "'b' is defined already" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void lists__go_over_lines(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a = []", "{a: []}"),
		GIVES("a = [ 1, 2 ]", "{a: [1, 2]}"),
		GIVES("a = [1,2,]", "{a: [1, 2]}"),
		GIVES("a = [\n1, # one\n\n2 # two\n, # c\n]", "{a: [1, 2]}"),
		GIVES("a = [\r\n  1,\r\n]", "{a: [1]}"),
		GIVES("a = [[1], [\"x\", []]]", "{a: [[1], [\"x\", []]]}"),
		GIVES("a = [1, \"x\", 2.5, true]",
		      "{a: [1, \"x\", 2.5, true]}"),
		GIVES("a = [{b = 1}, {b = 2}]", "{a: [{b: 1}, {b: 2}]}"),
		GIVES("a = [\"]\", '#', \"\"\"\n,\"\"\"]",
		      "{a: [\"]\", \"#\", \",\"]}"),
		{ "a = [1 2]", "{}", 1, 8, "expected ',' or ']'" },
		{ "a = [1,,2]", "{}", 1, 8, "expected a value" },
		{ "a = [,]", "{}", 1, 6, "expected a value" },
		{ "a = [1", "{}", 1, 5, "list never ends" },
		{ "a = [1,\nb = 2", "{}", 2, 1, NOT_A_VALUE },
		{ "a = [", "{}", 1, 5, "list never ends" },
		{ "a = ]", "{}", 1, 5, "expected a value" },
		{ "a = [1}]", "{}", 1, 7, "expected ',' or ']'" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void inline_tables__are_complete(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a = {}", "{a: {}}"),
		GIVES("a = { }", "{a: {}}"),
		GIVES("a = {x=1,y = 2 }", "{a: {x: 1, y: 2}}"),
		GIVES("a = { x.y = 1, x.z = 2 }", "{a: {x: {y: 1, z: 2}}}"),
		GIVES("a = { x = { y = 1 } }", "{a: {x: {y: 1}}}"),
		GIVES("a = { x = [\n1,\n2 ] }", "{a: {x: [1, 2]}}"),
		GIVES("a = { x = \"\"\"\n1\n\"\"\" }", "{a: {x: \"1\n\"}}"),
		{ "a = { x = 1, }", "{}", 1, 14, "expected a key" },
		{ "a = { , }", "{}", 1, 7, "expected a key" },
		{ "a = { x = 1\n}", "{}", 1, 12, "expected ',' or '}'" },
		{ "a = {\nx = 1 }", "{}", 1, 6, "expected a key" },
		{ "a = { x = 1 # c\n}", "{}", 1, 13, "expected ',' or '}'" },
		{ "a = { x = 1 y = 2 }", "{}", 1, 13, "expected ',' or '}'" },
		{ "a = { x = 1", "{}", 1, 12, "expected ',' or '}'" },
		{ "a = { x = 1, x = 2 }", "{}", 1, 14,
		  "'x' is defined already" },
		{ "a = { x = 1, x.y = 2 }", "{}", 1, 14,
		  "'x' is defined already" },
		{ "a = { x = {y = 1}, x.z = 2 }", "{}", 1, 20,
		  "'x' is defined already" },
		{ "a = {}\na.b = 1", "{a: {}}", 2, 1,
		  "'a' is defined already" },
		{ "a = {}\n[a]", "{a: {}}", 2, 2, "'a' is defined already" },
		{ "a = {}\n[a.b]", "{a: {}}", 2, 2, "'a' is defined already" },
		{ "a = {b.c = 1}\n[a.b]", "{a: {b: {c: 1}}}", 2, 2,
		  "'a' is defined already" },
		{ "[a]\nb = {}\n[[a.b]]", "{a: {b: {}}}", 3, 5,
		  "'b' is defined already" },
		{ "[a]\nb.c = 1\nb = {}", "{a: {b: {c: 1}}}", 3, 1,
		  "'b' is defined already" },
		GIVES("a = { x = [ # c\n] }", "{a: {x: []}}"),
		{ "a = { x }", "{}", 1, 9, "expected '='" },
		{ "a = { = 1 }", "{}", 1, 7, "expected a key" },
		{ "a = { x = 1,, y = 2 }", "{}", 1, 13, "expected a key" },
		{ "a = { x.y = 1, x = 2 }", "{}", 1, 16,
		  "'x' is defined already" },
		{ "a = { x.y = {z = 1}, x.y.w = 2 }", "{}", 1, 24,
		  "'y' is defined already" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void tables__are_defined_once(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("[a]", "{a: {}}"),
		GIVES("[a]\nx = 1\n[b]\ny = 2", "{a: {x: 1}, b: {y: 2}}"),
		GIVES("[ a . \"b c\" . 'd' ] # c\nx = 1",
		      "{a: {b c: {d: {x: 1}}}}"),
		GIVES("\t[a]\n", "{a: {}}"),
		GIVES("[a.b]\nx = 1\n[a]\ny = 2", "{a: {b: {x: 1}, y: 2}}"),
		GIVES("[a]\n[a.b]\n[a.c]", "{a: {b: {}, c: {}}}"),
		GIVES("[a.b]\n[c]\n[a.d]", "{a: {b: {}, d: {}}, c: {}}"),
		GIVES("[a]\nb.c = 1\n[a.b.d]\nx = 1",
		      "{a: {b: {c: 1, d: {x: 1}}}}"),
		GIVES("a.b = 1\n[a.c]\nx = 1", "{a: {b: 1, c: {x: 1}}}"),
		GIVES("[\"\"]\nx = 1", "{: {x: 1}}"),
		GIVES("[a.b.c]\n[a]\nb.d = 1", "{a: {b: {c: {}, d: 1}}}"),
		{ "[a]\n[a]", "{a: {}}", 2, 2, "'a' is defined already" },
		{ "[a]\n[b]\n[\"a\"]", "{a: {}, b: {}}", 3, 2,
		  "'a' is defined already" },
		{ "a = 1\n[a]", "{a: 1}", 2, 2, "'a' is defined already" },
		{ "a = 1\n[a.b]", "{a: 1}", 2, 2, "'a' is defined already" },
		{ "[a]\nb = 1\n[a.b]", "{a: {b: 1}}", 3, 4,
		  "'b' is defined already" },
		{ "[a]\nb = 1\n[a.b.c]", "{a: {b: 1}}", 3, 4,
		  "'b' is defined already" },
		{ "[a]\nb.c = 1\n[a.b]", "{a: {b: {c: 1}}}", 3, 4,
		  "'b' is defined already" },
		{ "a.b = 1\n[a]", "{a: {b: 1}}", 2, 2,
		  "'a' is defined already" },
		{ "[a.b]\nx = 1\n[a]\nb.y = 2", "{a: {b: {x: 1}}}", 4, 1,
		  "'b' is defined already" },
		{ "[a.b.c]\n[a]\nb.c.d = 2", "{a: {b: {c: {}}}}", 3, 3,
		  "'c' is defined already" },
		{ "[a.b.c]\n[a]\nb.d = 1\n[a.b]", "{a: {b: {c: {}, d: 1}}}", 4,
		  4, "'b' is defined already" },
		{ "[]", "{}", 1, 2, "expected a key" },
		{ "[a.]", "{a: {}}", 1, 4, "expected a key" },
		{ "[.a]", "{}", 1, 2, "expected a key" },
		{ "[a", "{}", 1, 3, "expected ']'" },
		{ "[a]]", "{a: {}}", 1, 4, "expected the end of the line" },
		{ "[a b]", "{}", 1, 4, "expected ']'" },
		{ "[a\n]", "{}", 1, 3, "expected ']'" },
		{ "[a] x = 1", "{a: {}}", 1, 5,
		  "expected the end of the line" },
		{ "[a] = 1", "{a: {}}", 1, 5, "expected the end of the line" },
		{ "[a]b]", "{a: {}}", 1, 4, "expected the end of the line" },
		{ "[[a.b]]\n[a.b]", "{a: {b: [{}]}}", 2, 4,
		  "'b' is defined already" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void lists_of_tables__grow(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("[[a]]", "{a: [{}]}"),
		GIVES("[[a]]\nx = 1\n[[a]]\n[[a]]\nx = 3",
		      "{a: [{x: 1}, {}, {x: 3}]}"),
		GIVES("[[ a . b ]]\nx = 1", "{a: {b: [{x: 1}]}}"),
		GIVES("[[a]]\n[a.b]\nx = 1\n[[a]]\n[a.b]\nx = 2",
		      "{a: [{b: {x: 1}}, {b: {x: 2}}]}"),
		GIVES("[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[[a.b]]",
		      "{a: [{b: [{x: 1}, {x: 2}]}, {b: [{}]}]}"),
		GIVES("[[a.b]]\n[a]\nx = 1", "{a: {b: [{}], x: 1}}"),
		{ "a = []\n[[a]]", "{a: []}", 2, 3, "'a' is defined already" },
		{ "a = [{}]\n[[a]]", "{a: [{}]}", 2, 3,
		  "'a' is defined already" },
		{ "a = [{}]\n[a.b]", "{a: [{}]}", 2, 2,
		  "'a' is defined already" },
		{ "[a]\n[[a]]", "{a: {}}", 2, 3, "'a' is defined already" },
		{ "[[a]]\n[a]", "{a: [{}]}", 2, 2, "'a' is defined already" },
		{ "[a.b]\n[[a]]", "{a: {b: {}}}", 2, 3,
		  "'a' is defined already" },
		{ "[[a]]\n[a.b]\n[[a.b]]", "{a: [{b: {}}]}", 3, 5,
		  "'b' is defined already" },
		{ "[[a]]\n[[a.b]]\n[a.b]", "{a: [{b: [{}]}]}", 3, 4,
		  "'b' is defined already" },
		{ "[[a.b]]\n[a]\nb.x = 1", "{a: {b: [{}]}}", 3, 1,
		  "'b' is defined already" },
		{ "[[a]", "{}", 1, 5, "expected ']]'" },
		{ "[[a] ]", "{}", 1, 5, "expected ']]'" },
		{ "[ [a]]", "{}", 1, 3, "expected a key" },
		{ "[[]]", "{}", 1, 3, "expected a key" },
		{ "[[a.b]]\n[[a]]", "{a: {b: [{}]}}", 2, 3,
		  "'a' is defined already" },
		{ "a.b = 1\n[[a]]", "{a: {b: 1}}", 2, 3,
		  "'a' is defined already" },
		{ "[[a]]]", "{a: [{}]}", 1, 6, "expected the end of the line" },
		{ "a = {b = []}\n[[a.b]]", "{a: {b: []}}", 2, 3,
		  "'a' is defined already" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void values__know_where_they_begin(void **state)
{
	struct arena a = ARENA_INIT;
	struct parse_problem problem;
	struct value *v;
	const char *text;

	(void)state;
	text = "# \xc3\xa9\n'\xc3\xa9' = 1\n[t]\nlist = [\n 1,\n  2]\n";
	assert_int_equal(toml_parse(&v, span_from(text), &a, &problem), 0);
	assert_int_equal(value_get(v, "\xc3\xa9")->line, 2);
	assert_int_equal(value_get(v, "\xc3\xa9")->column, 7);
	assert_int_equal(value_at(v, "t.list")->line, 4);
	assert_int_equal(value_at(v, "t.list")->column, 8);
	assert_int_equal(value_at(v, "t.list")->list.items[1]->line, 6);
	assert_int_equal(value_at(v, "t.list")->list.items[1]->column, 3);
	arena_release(&a);
}

/* `unit` again and again, then `tail`. */
static struct span repeat(struct strbuf *out, const char *unit, int times,
			  const char *tail)
{
	strbuf_reset(out);
	for (int i = 0; i < times; i++)
		strbuf_put_str(out, unit);
	strbuf_put_str(out, tail);
	return strbuf_span(out);
}

static void nesting__is_bounded(void **state)
{
	static const struct {
		const char *head, *unit, *tail;
	} cases[] = {
		{ "a = ", "[", "" },       { "a = ", "{a=", "" },
		{ "", "a.", "b = 1" },     { "[", "a.", "b]" },
		{ "[[", "a.", "b]]" },     { "a = ", "[{a=", "" },
		{ "a = {", "a.", "b=1}" },
	};
	struct strbuf text = STRBUF_INIT, whole = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = ARENA_INIT;
		struct parse_problem problem;
		struct value *v;

		strbuf_reset(&whole);
		strbuf_put_str(&whole, cases[i].head);
		strbuf_put_span(&whole, repeat(&text, cases[i].unit, 100000,
					       cases[i].tail));
		assert_int_equal(
			toml_parse(&v, strbuf_span(&whole), &a, &problem), -1);
		assert_string_equal(problem.reason, "nested too deeply");
		arena_release(&a);
	}
	strbuf_release(&text);
	strbuf_release(&whole);
}

static void long_texts__take_linear_time(void **state)
{
	static const char *const units[] = {
		"a = [", "1,", "\"x\",", "[],", "{a=1},", "\n", "#\n", "'",
	};
	struct strbuf text = STRBUF_INIT, whole = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		struct arena a = ARENA_INIT;
		struct parse_problem problem;
		struct value *v;

		strbuf_reset(&whole);
		strbuf_put_str(&whole, "list = [");
		strbuf_put_span(&whole, repeat(&text, units[i], 200000, ""));
		assert_int_equal(
			toml_parse(&v, strbuf_span(&whole), &a, &problem), -1);
		arena_release(&a);
	}
	strbuf_release(&text);
	strbuf_release(&whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys__are_defined_once),
		cmocka_unit_test(lists__go_over_lines),
		cmocka_unit_test(inline_tables__are_complete),
		cmocka_unit_test(tables__are_defined_once),
		cmocka_unit_test(lists_of_tables__grow),
		cmocka_unit_test(values__know_where_they_begin),
		cmocka_unit_test(nesting__is_bounded),
		cmocka_unit_test(long_texts__take_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
