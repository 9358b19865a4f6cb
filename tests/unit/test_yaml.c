#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/yaml.h"
#include "tests/unit/value_text.h"

static void scalars__by_the_core_schema(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a: null\nb: ~\nc: Null\nd: NULL\ne:\nf: nULL",
		      "{a: null, b: null, c: null, d: null, e: null, "
		      "f: \"nULL\"}"),
		GIVES("a: true\nb: True\nc: TRUE\nd: tRUE",
		      "{a: true, b: true, c: true, d: \"tRUE\"}"),
		GIVES("a: false\nb: False\nc: FALSE",
		      "{a: false, b: false, c: false}"),
		GIVES("a: yes\nb: no\nc: on\nd: off\ne: y",
		      "{a: \"yes\", b: \"no\", c: \"on\", d: \"off\", "
		      "e: \"y\"}"),
		GIVES("a: 12\nb: -7\nc: +3\nd: 012\ne: 0x1F\nf: 0o17",
		      "{a: 12, b: -7, c: 3, d: 12, e: 31, f: 15}"),
		GIVES("a: 9223372036854775807\nb: -9223372036854775808",
		      "{a: 9223372036854775807, b: -9223372036854775808}"),
		GIVES("a: 0x\nb: 0o8\nc: 1_000\nd: -0x1\ne: 0b1",
		      "{a: \"0x\", b: \"0o8\", c: \"1_000\", d: \"-0x1\", "
		      "e: \"0b1\"}"),
		GIVES("a: 1.5\nb: -.5\nc: 1.\nd: 1e3\ne: 2.5E-1\nf: .5e+1",
		      "{a: 1.5, b: -0.5, c: 1.0, d: 1000.0, e: 0.25, f: 5.0}"),
		GIVES("a: .inf\nb: -.Inf\nc: +.INF\nd: inf\ne: ..inf",
		      "{a: inf, b: -inf, c: inf, d: \"inf\", e: \"..inf\"}"),
		GIVES("a: .\nb: 1.2.3\nc: 1e\nd: e3\ne: +\nf: .e1",
		      "{a: \".\", b: \"1.2.3\", c: \"1e\", d: \"e3\", "
		      "e: \"+\", f: \".e1\"}"),
		GIVES("a: 2026-04-30\nb: 2026-04-30T10:00:00Z\nc: 10:30",
		      "{a: \"2026-04-30\", b: \"2026-04-30T10:00:00Z\", "
		      "c: \"10:30\"}"),
		GIVES("a: '1'\nb: \"true\"\nc: |\n  2\nd: >-\n  3",
		      "{a: \"1\", b: \"true\", c: \"2\n\", d: \"3\"}"),
		GIVES("a: !!str 12\nb: !!int '12'\nc: ! 1\nd: !mine x",
		      "{a: \"12\", b: 12, c: \"1\", d: \"x\"}"),
		GIVES("a: foo bar # c\nb: 'it''s'\nc: \"\\u00e9\\t\"",
		      "{a: \"foo bar\", b: \"it's\", c: \"\xc3\xa9\t\"}"),
	};
	struct arena a = ARENA_INIT;
	struct parse_problem problem;
	struct value *v;

	(void)state;
	assert_cases(cases, yaml_parse);
	assert_int_equal(yaml_parse(&v,
				    span_from("a: .nan\nb: 0x1F\nc: 99999"
					      "999999999999999\n"),
				    &a, &problem),
			 0);
	assert_true(value_get(v, "a")->real != value_get(v, "a")->real);
	assert_true(span_is(value_get(v, "b")->text, "0x1F"));
	assert_int_equal(value_get(v, "c")->type, VALUE_FLOAT);
	assert_true(span_is(value_get(v, "c")->text, "99999999999999999999"));
	arena_release(&a);
}

static void collections__block_and_flow(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("", "{}"),
		GIVES("# nothing\n", "{}"),
		GIVES("---\n", "{}"),
		GIVES("a:\n- 1\n- b: 2\n  c: 3\n-\n  - 4",
		      "{a: [1, {b: 2, c: 3}, [4]]}"),
		GIVES("a: [1, {b: 2}, [], {}]", "{a: [1, {b: 2}, [], {}]}"),
		GIVES("{a: 1, b: [2]}", "{a: 1, b: [2]}"),
		GIVES("a:\n  b:\n    c: 1\n  d: 2", "{a: {b: {c: 1}, d: 2}}"),
		GIVES("a: 1\r\nb:\r\n  - 2\r\n", "{a: 1, b: [2]}"),
		GIVES("? a\n: 1\n12: x\n'q k': y\n~: z",
		      "{a: 1, 12: \"x\", q k: \"y\", ~: \"z\"}"),
		GIVES("a: 1\nb: 2\na: 3", "{a: 3, b: 2}"),
		GIVES("a: {b}", "{a: {b: null}}"),
	};

	(void)state;
	assert_cases(cases, yaml_parse);
}

static void documents__the_first_counts(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a: 1\n---\nb: 2", "{a: 1}"),
		GIVES("---\na: 1\n...\n---\nb: [", "{a: 1}"),
		GIVES("%YAML 1.2\n---\na: 1", "{a: 1}"),
	};

	(void)state;
	assert_cases(cases, yaml_parse);
}

static void anchors__are_followed(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a: &x 1\nb: *x", "{a: 1, b: 1}"),
		GIVES("a: &x [1, 2]\nb: [*x, *x]",
		      "{a: [1, 2], b: [[1, 2], [1, 2]]}"),
		GIVES("a: &x {y: 1}\nb: *x", "{a: {y: 1}, b: {y: 1}}"),
		GIVES("a: &x 1\nb: &x 2\nc: *x", "{a: 1, b: 2, c: 2}"),
		GIVES("a: &x k\n*x : 1", "{a: \"k\", k: 1}"),
		GIVES("a: &x 1\nb: &X 2\nc: [*x, *X]",
		      "{a: 1, b: 2, c: [1, 2]}"),
		{ "a: 1\nb: *x\nc: 2", "{a: 1}", 2, 4,
		  "alias of an anchor that is not there" },
		{ "a: &x [*x]", "{}", 1, 8, "alias inside of its own anchor" },
		{ "&x\na: *x", "{}", 2, 4, "alias inside of its own anchor" },
		{ "a: &x [1]\n*x : 1", "{a: [1]}", 2, 1,
		  "a list or map cannot be a key" },
	};

	(void)state;
	assert_cases(cases, yaml_parse);
}

static void merge_keys__come_after_own_members(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3",
		      "{a: {p: 1, q: 2}, b: {q: 3, p: 1}}"),
		GIVES("a: &x {p: 1}\nb: &y {p: 2, q: 3}\nc:\n  <<: [*x, *y]",
		      "{a: {p: 1}, b: {p: 2, q: 3}, c: {p: 1, q: 3}}"),
		GIVES("a: {<<: {p: 1}}", "{a: {p: 1}}"),
		GIVES("a: {'<<': 1}", "{a: {<<: 1}}"),
		GIVES("a: &x {p: {r: 1}}\nb: {<<: *x, p: {s: 2}}",
		      "{a: {p: {r: 1}}, b: {p: {s: 2}}}"),
		{ "a: 1\n<<: 2", "{a: 1}", 2, 1,
		  "'<<' wants a map or a list of maps" },
		{ "a: 1\n<<: [{b: 1}, 2]", "{a: 1, b: 1}", 2, 1,
		  "'<<' wants a map or a list of maps" },
	};

	(void)state;
	assert_cases(cases, yaml_parse);
}

static void mistakes__have_a_place(void **state)
{
	static const struct parse_case cases[] = {
		{ "a: 1\ntitle: foo: bar", "{a: 1, title: \"foo\"}", 2, 11,
		  "mapping values are not allowed in this context" },
		{ "a: 1\nb: \"x", "{a: 1}", 2, 4,
		  "found unexpected end of stream while scanning a quoted "
		  "scalar" },
		{ "a: [1, 2\n", "{}", 1, 4,
		  "did not find expected ',' or ']' while parsing a flow "
		  "sequence" },
		{ "a: @x", "{}", 1, 4,
		  "found character that cannot start any token while scanning "
		  "for the next token" },
		{ "a: \xc3\xa9\nb: `x`", "{a: \"\xc3\xa9\"}", 2, 4,
		  "found character that cannot start any token while scanning "
		  "for the next token" },
		{ "a: {{ b }}", "{}", 1, 5, "a list or map cannot be a key" },
		{ "just text", "{}", 1, 1, "not a map of keys and values" },
		{ "- 1", "{}", 1, 1, "not a map of keys and values" },
		{ "a: \xc3\xa9\xff", "{}", 1, 5,
		  "invalid leading UTF-8 octet" },
		{ "a: 1\nb: \x01", "{}", 2, 4,
		  "control characters are not allowed" },
		{ "{a: 1} b", "{a: 1}", 1, 8,
		  "did not find expected <document start>" },
	};

	(void)state;
	assert_cases(cases, yaml_parse);
}

static void values__know_where_they_begin(void **state)
{
	struct arena a = ARENA_INIT;
	struct parse_problem problem;
	struct value *v;

	(void)state;
	assert_int_equal(yaml_parse(&v,
				    span_from("\na: 1\nb:\n  - x\n  - y: z"),
				    &a, &problem),
			 0);
	assert_int_equal(v->line, 2);
	assert_int_equal(value_get(v, "a")->column, 4);
	assert_int_equal(value_get(v, "b")->list.items[1]->line, 5);
	assert_int_equal(value_get(v, "b")->list.items[1]->column, 5);
	arena_release(&a);
}

static int parse_reason(char reason[160], struct span text)
{
	struct parse_problem problem = { 0, 0, "" };
	struct arena a = ARENA_INIT;
	struct value *v;
	int ret = yaml_parse(&v, text, &a, &problem);

	memcpy(reason, problem.reason, sizeof(problem.reason));
	arena_release(&a);
	return ret;
}

static void aliases__cannot_expand_without_end(void **state)
{
	struct strbuf laughs = STRBUF_INIT;
	char reason[160];

	(void)state;
	strbuf_put_str(&laughs, "l0: &l0 [a, a, a, a, a, a, a, a, a, a]\n");
	for (int i = 1; i < 12; i++) {
		strbuf_printf(&laughs, "l%d: &l%d [", i, i);
		for (int j = 0; j < 10; j++)
			strbuf_printf(&laughs, "%s*l%d", j ? ", " : "", i - 1);
		strbuf_put_str(&laughs, "]\n");
	}
	assert_int_equal(parse_reason(reason, strbuf_span(&laughs)), -1);
	assert_string_equal(reason, "aliases expand to too much");

	/* One long text, and many aliases of it. */
	strbuf_reset(&laughs);
	strbuf_put_str(&laughs, "a: &a ");
	for (int i = 0; i < 10000; i++)
		strbuf_put_char(&laughs, 'x');
	strbuf_put_str(&laughs, "\nb:\n");
	for (int i = 0; i < 1000; i++)
		strbuf_put_str(&laughs, "- *a\n");
	assert_int_equal(parse_reason(reason, strbuf_span(&laughs)), -1);
	assert_string_equal(reason, "aliases expand to too much");
	strbuf_release(&laughs);
}

static void hostile_texts__end_soon(void **state)
{
	static const struct {
		const char *unit;
		int times;
		const char *reason; /* NULL: any, or none */
	} cases[] = {
		{ "[", 100000, NULL },
		{ "{a: ", 100000, "nested too deeply" },
		{ "- ", 100000, NULL },
		{ "? ", 100000, NULL },
		{ "%TAG !a! x\n", 100000, "too many directives" },
		{ "a: b\n", 100000, NULL },
		{ "&a ", 100000, NULL },
		{ "\"", 100001, NULL },
		{ "a: |\n", 50000, NULL },
		{ "*a ", 100000, NULL },
		{ "#\n", 100000, NULL },
		{ "\t", 100000, NULL },
	};
	struct strbuf text = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct parse_problem problem;
		char reason[160];

		strbuf_reset(&text);
		for (int j = 0; j < cases[i].times; j++)
			strbuf_put_str(&text, cases[i].unit);
		parse_reason(reason, strbuf_span(&text));
		if (cases[i].reason)
			assert_string_equal(reason, cases[i].reason);
		yaml_check(strbuf_span(&text), &problem);
	}
	strbuf_release(&text);
}

static void check__wants_a_map_and_follows_no_alias(void **state)
{
	struct parse_problem problem;

	(void)state;
	assert_int_equal(yaml_check(span_from("a: *nowhere"), &problem), 0);
	assert_int_equal(yaml_check(span_from(""), &problem), 0);
	assert_int_equal(yaml_check(span_from("text"), &problem), -1);
	assert_int_equal(yaml_check(span_from("a: b: c"), &problem), -1);
	assert_int_equal(problem.column, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars__by_the_core_schema),
		cmocka_unit_test(collections__block_and_flow),
		cmocka_unit_test(documents__the_first_counts),
		cmocka_unit_test(anchors__are_followed),
		cmocka_unit_test(merge_keys__come_after_own_members),
		cmocka_unit_test(mistakes__have_a_place),
		cmocka_unit_test(values__know_where_they_begin),
		cmocka_unit_test(aliases__cannot_expand_without_end),
		cmocka_unit_test(hostile_texts__end_soon),
		cmocka_unit_test(check__wants_a_map_and_follows_no_alias),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
