#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/value_text.h"

static void json__values(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("{}", "{}"),
		GIVES(" {\"a\": 1, \"b\": -2.5, \"c\": \"x\"}\n",
		      "{a: 1, b: -2.5, c: \"x\"}"),
		GIVES("{\"a\": [true, false, null, [], {}]}",
		      "{a: [true, false, null, [], {}]}"),
		GIVES("{\"b\": {\"z\": 1, \"a\": 2}}", "{b: {z: 1, a: 2}}"),
		GIVES("{\"a\": \"\\u00e9\\n\\\"\"}", "{a: \"\xc3\xa9\n\"\"}"),
		GIVES("{\"a\": 1, \"a\": 2}", "{a: 2}"),
	};

	(void)state;
	assert_cases(cases, json_parse);
}

static void json__mistakes_have_a_place(void **state)
{
	static const struct {
		const char *text;
		int line, column;
	} cases[] = {
		{ "", 1, 1 },
		{ "{", 1, 1 },
		{ "{\n \"a\": tru\n}", 2, 9 },
		{ "{\"a\": 1,}", 1, 9 },
		{ "{\"a\": 1} x", 1, 10 },
		{ "{\"a\": \"\xff\"}", 1, 7 },
		{ "{\"a\": 99999999999999999999}", 1, 26 },
		{ "[1]", 1, 1 },
		{ "\"a\"", 1, 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = ARENA_INIT;
		struct parse_problem problem;
		struct value *v;

		assert_int_equal(
			json_parse(&v, span_from(cases[i].text), &a, &problem),
			-1);
		assert_int_equal(v->type, VALUE_MAP);
		if (problem.line != cases[i].line ||
		    problem.column != cases[i].column)
			fail_msg("'%s' fails at %d:%d, %s", cases[i].text,
				 problem.line, problem.column, problem.reason);
		arena_release(&a);
	}
}

static void json__numbers_have_a_text(void **state)
{
	struct arena a = ARENA_INIT;
	struct parse_problem problem;
	struct value *v;

	(void)state;
	assert_int_equal(json_parse(&v,
				    span_from("{\"a\": 0.1, \"b\": 12, "
					      "\"c\": 0.30000000000000004}"),
				    &a, &problem),
			 0);
	assert_true(span_is(value_get(v, "a")->text, "0.1"));
	assert_true(span_is(value_get(v, "b")->text, "12"));
	assert_true(span_is(value_get(v, "c")->text, "0.30000000000000004"));
	arena_release(&a);
}

static void json__nul_in_a_string_is_kept(void **state)
{
	struct arena a = ARENA_INIT;
	struct parse_problem problem;
	struct value *v;

	(void)state;
	assert_int_equal(json_parse(&v, span_from("{\"a\": \"x\\u0000y\"}"), &a,
				    &problem),
			 0);
	assert_int_equal(value_get(v, "a")->text.len, 3);
	arena_release(&a);
}

static void json__nesting_is_bounded(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct arena a = ARENA_INIT;
	struct parse_problem problem;
	struct value *v;

	(void)state;
	strbuf_put_str(&text, "{\"]\": \"[[\",\n\"a\": ");
	for (int i = 0; i < VALUE_DEPTH - 1; i++)
		strbuf_put_char(&text, '[');
	for (int i = 0; i < VALUE_DEPTH - 1; i++)
		strbuf_put_char(&text, ']');
	strbuf_put_char(&text, '}');
	assert_int_equal(json_parse(&v, strbuf_span(&text), &a, &problem), 0);

	strbuf_reset(&text);
	strbuf_put_str(&text, "{\n\"a\": ");
	for (int i = 0; i < 1000000; i++)
		strbuf_put_char(&text, '[');
	assert_int_equal(json_parse(&v, strbuf_span(&text), &a, &problem), -1);
	assert_string_equal(problem.reason, "nested too deeply");
	assert_int_equal(problem.line, 2);
	assert_int_equal(problem.column, 5 + VALUE_DEPTH);
	strbuf_release(&text);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json__values),
		cmocka_unit_test(json__mistakes_have_a_place),
		cmocka_unit_test(json__numbers_have_a_text),
		cmocka_unit_test(json__nul_in_a_string_is_kept),
		cmocka_unit_test(json__nesting_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
