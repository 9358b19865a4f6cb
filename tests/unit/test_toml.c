#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/value_text.h"

/*
 * Our own cases for each section of https://toml.io/en/v1.0.0: keys,
 * strings, numbers, dates. Tables and lists are in test_toml_tables.c.
 */

static void comments__end_with_the_line(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("", "{}"),
		GIVES("\n\r\n \t\n", "{}"),
		GIVES("# all", "{}"),
		GIVES("# all\na = 1 # b = 2\n#\n", "{a: 1}"),
		GIVES("a = \"# in\" # out", "{a: \"# in\"}"),
		GIVES("#\ttab and \xc3\xa9\r\na = 1\r\n", "{a: 1}"),
		{ "# bell \a", "{}", 1, 8, "control character U+0007" },
		{ "# del \x7f", "{}", 1, 7, "control character U+007F" },
		{ "# cr \r alone", "{}", 1, 6, "control character U+000D" },
		{ "a = 1\n# \xff", "{a: 1}", 2, 3, "invalid UTF-8" },
		{ "# \xc3", "{}", 1, 3, "invalid UTF-8" },
		{ "# \xed\xa0\x80", "{}", 1, 3, "invalid UTF-8" },
		{ "# feed \f", "{}", 1, 8, "control character U+000C" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void pairs__one_a_line(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a=1", "{a: 1}"),
		GIVES("  a\t=\t1  \n\tb = 2", "{a: 1, b: 2}"),
		GIVES("a = 1\r\nb = 2\r\n", "{a: 1, b: 2}"),
		{ "a", "{}", 1, 2, "expected '='" },
		{ "a =", "{}", 1, 4, "expected a value" },
		{ "a = \n1", "{}", 1, 5, "expected a value" },
		{ "a\n= 1", "{}", 1, 2, "expected '='" },
		{ "a = # c", "{}", 1, 5, "expected a value" },
		{ "= 1", "{}", 1, 1, "expected a key" },
		{ "a = 1 b = 2", "{a: 1}", 1, 7,
		  "expected the end of the line" },
		{ "a = \"x\" y", "{a: \"x\"}", 1, 9,
		  "expected the end of the line" },
		{ "a = 1\rb = 2", "{a: 1}", 1, 6,
		  "expected the end of the line" },
		{ "a == 1", "{}", 1, 4, "expected a value" },
		{ "a = hello", "{}", 1, 5,
		  "expected a value; strings want quotes" },
		{ "good = 1\nbad = \nlost = 2", "{good: 1}", 2, 7,
		  "expected a value" },
		{ "a = 1 \f", "{a: 1}", 1, 7, "expected the end of the line" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void keys__bare_quoted_and_dotted(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("bare_key-1 = 1", "{bare_key-1: 1}"),
		GIVES("1234 = 1\n- = 2\n_ = 3", "{1234: 1, -: 2, _: 3}"),
		GIVES("\"a b\" = 1", "{a b: 1}"),
		GIVES("'a \"b\"' = 1", "{a \"b\": 1}"),
		GIVES("\"\\u00e9\" = 1", "{\xc3\xa9: 1}"),
		GIVES("\"\" = 1", "{: 1}"),
		GIVES("'' = 1", "{: 1}"),
		GIVES("a.b.c = 1", "{a: {b: {c: 1}}}"),
		GIVES("a . b\t.c = 1", "{a: {b: {c: 1}}}"),
		GIVES("a.\"b.c\".'d' = 1", "{a: {b.c: {d: 1}}}"),
		GIVES("3.14 = 1", "{3: {14: 1}}"),
		GIVES("a.b = 1\na.c = 2", "{a: {b: 1, c: 2}}"),
		GIVES("a.b.x = 1\na.c = 2\na.b.y = 3",
		      "{a: {b: {x: 1, y: 3}, c: 2}}"),
		GIVES("true = 1\ninf = 2", "{true: 1, inf: 2}"),
		{ "a b = 1", "{}", 1, 3, "expected '='" },
		{ "a. = 1", "{a: {}}", 1, 4, "expected a key" },
		{ ".a = 1", "{}", 1, 1, "expected a key" },
		{ "a..b = 1", "{a: {}}", 1, 3, "expected a key" },
		{ "\xc3\xa9 = 1", "{}", 1, 1, "expected a key" },
		{ "\"\"\"a\"\"\" = 1", "{}", 1, 1, "a key in triple quotes" },
		{ "'''a''' = 1", "{}", 1, 1, "a key in triple quotes" },
		{ "\"a\nb\" = 1", "{}", 1, 1, "string never ends" },
		{ "a\\b = 1", "{}", 1, 2, "expected '='" },
		GIVES("a.\"\".b = 1", "{a: {: {b: 1}}}"),
		{ "a\n.b = 1", "{}", 1, 2, "expected '='" },
		{ "= = 1", "{}", 1, 1, "expected a key" },
		{ "\"a\xff\" = 1", "{}", 1, 3, "invalid UTF-8" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void basic_strings__escapes(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a = \"\"", "{a: \"\"}"),
		GIVES("a = \"'x'\"", "{a: \"'x'\"}"),
		GIVES("a = \"\\b\\t\\n\\f\\r\\\"\\\\\"",
		      "{a: \"\b\t\n\f\r\"\\\"}"),
		GIVES("a = \"\\u00E9\\U0001f600\"",
		      "{a: \"\xc3\xa9\xf0\x9f\x98\x80\"}"),
		GIVES("a = \"\\uD7FF\\uE000\"",
		      "{a: \"\xed\x9f\xbf\xee\x80\x80\"}"),
		GIVES("a = \"\\U0010FFFF\"", "{a: \"\xf4\x8f\xbf\xbf\"}"),
		GIVES("a = \"tab\tin\"", "{a: \"tab\tin\"}"),
		GIVES("a = \"\xc3\xa9\"", "{a: \"\xc3\xa9\"}"),
		{ "a = \"\\e\"", "{}", 1, 6, "unknown escape" },
		{ "a = \"\\x41\"", "{}", 1, 6, "unknown escape" },
		{ "a = \"\\ \"", "{}", 1, 6, "unknown escape" },
		{ "a = \"\\/\"", "{}", 1, 6, "unknown escape" },
		{ "a = \"\\u12\"", "{}", 1, 6,
		  "escape wants 4 hexadecimal digits" },
		{ "a = \"\\U0001f60\"", "{}", 1, 6,
		  "escape wants 8 hexadecimal digits" },
		{ "a = \"\\ud800\"", "{}", 1, 6,
		  "escape of what is no character" },
		{ "a = \"\\udfff\"", "{}", 1, 6,
		  "escape of what is no character" },
		{ "a = \"\\U00110000\"", "{}", 1, 6,
		  "escape of what is no character" },
		{ "a = \"x", "{}", 1, 5, "string never ends" },
		{ "a = \"x\ny\"", "{}", 1, 5, "string never ends" },
		{ "a = \"x\\", "{}", 1, 7, "unknown escape" },
		{ "a = \"\x01\"", "{}", 1, 6, "control character U+0001" },
		{ "a = \"\x1f\"", "{}", 1, 6, "control character U+001F" },
		{ "a = \"\x7f\"", "{}", 1, 6, "control character U+007F" },
		{ "a = \"\xc3\xa9\xff\"", "{}", 1, 7, "invalid UTF-8" },
		{ "a = \"\xc0\xaf\"", "{}", 1, 6, "invalid UTF-8" },
		{ "a = \"\xf4\x90\x80\x80\"", "{}", 1, 6, "invalid UTF-8" },
		{ "a = \"\\u00g0\"", "{}", 1, 6,
		  "escape wants 4 hexadecimal digits" },
		{ "a = \"\\U80000041\"", "{}", 1, 6,
		  "escape of what is no character" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void block_strings__go_over_lines(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a = \"\"\"\"\"\"", "{a: \"\"}"),
		GIVES("a = \"\"\"\nx\ny\"\"\"", "{a: \"x\ny\"}"),
		GIVES("a = \"\"\"\r\nx\r\ny\"\"\"", "{a: \"x\ny\"}"),
		GIVES("a = \"\"\"\n\nx\"\"\"", "{a: \"\nx\"}"),
		GIVES("a = \"\"\"x \\\n\n  \t y\"\"\"", "{a: \"x y\"}"),
		GIVES("a = \"\"\"x\\  \n  y\"\"\"", "{a: \"xy\"}"),
		GIVES("a = \"\"\"\\\r\n  x\\\r\n  \"\"\"", "{a: \"x\"}"),
		GIVES("a = \"\"\"x\"\"y\"\"\"", "{a: \"x\"\"y\"}"),
		GIVES("a = \"\"\"\"x\"\"\"\"", "{a: \"\"x\"\"}"),
		GIVES("a = \"\"\"\"\"x\"\"\"\"\"", "{a: \"\"\"x\"\"\"}"),
		GIVES("a = \"\"\"x\\\"\"\"\"", "{a: \"x\"\"}"),
		GIVES("a = \"\"\"\\t\\u0041\"\"\"", "{a: \"\tA\"}"),
		{ "a = \"\"\"x\\ y\"\"\"", "{}", 1, 9, "unknown escape" },
		{ "a = \"\"\"x", "{}", 1, 5, "string never ends" },
		{ "a = \"\"\"x\"\"", "{}", 1, 5, "string never ends" },
		{ "a = \"\"\"x\"\"\"\"\"\"", "{a: \"x\"\"\"}", 1, 14,
		  "expected the end of the line" },
		{ "a = \"\"\"\n\x01\"\"\"", "{}", 2, 1,
		  "control character U+0001" },
		{ "a = \"\"\"\r x\"\"\"", "{}", 1, 8,
		  "control character U+000D" },
		GIVES("a = \"\"\"x\\\\\n y\"\"\"", "{a: \"x\\\n y\"}"),
		GIVES("a = \"\"\"\"\"\"\"", "{a: \"\"\"}"),
		GIVES("a = \"\"\"\"\"\"\"\"", "{a: \"\"\"\"}"),
		GIVES("a = '''''''", "{a: \"'\"}"),
		{ "a = \"\"\"x\\", "{}", 1, 9, "unknown escape" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void literal_strings__have_no_escapes(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a = ''", "{a: \"\"}"),
		GIVES("a = 'C:\\new \"x\"'", "{a: \"C:\\new \"x\"\"}"),
		GIVES("a = '\ttab'", "{a: \"\ttab\"}"),
		GIVES("a = ''''''", "{a: \"\"}"),
		GIVES("a = '''\nx\\\ny'''", "{a: \"x\\\ny\"}"),
		GIVES("a = '''it''s'''", "{a: \"it''s\"}"),
		GIVES("a = ''''x''''", "{a: \"'x'\"}"),
		GIVES("a = '''''x'''''", "{a: \"''x''\"}"),
		{ "a = 'it's'", "{a: \"it\"}", 1, 9,
		  "expected the end of the line" },
		{ "a = 'x\ny'", "{}", 1, 5, "string never ends" },
		{ "a = 'x", "{}", 1, 5, "string never ends" },
		{ "a = '''x''", "{}", 1, 5, "string never ends" },
		{ "a = '''x''''''", "{a: \"x''\"}", 1, 14,
		  "expected the end of the line" },
		{ "a = '\x0b'", "{}", 1, 6, "control character U+000B" },
		{ "a = '''\x7f'''", "{}", 1, 8, "control character U+007F" },
		{ "a = '\xff'", "{}", 1, 6, "invalid UTF-8" },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

#define NOT_A_VALUE "expected a value; strings want quotes"

static void integers__in_four_bases(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a = +99\nb = -17\nc = 0\nd = +0\ne = -0",
		      "{a: 99, b: -17, c: 0, d: 0, e: 0}"),
		GIVES("a = 1_000\nb = 5_3_4", "{a: 1000, b: 534}"),
		GIVES("a = 9223372036854775807", "{a: 9223372036854775807}"),
		GIVES("a = -9223372036854775808", "{a: -9223372036854775808}"),
		GIVES("a = 0xDEADBEEF\nb = 0xdead_beef",
		      "{a: 3735928559, b: 3735928559}"),
		GIVES("a = 0o01234567\nb = 0b1101_0110\nc = 0x00",
		      "{a: 342391, b: 214, c: 0}"),
		GIVES("a = 0x7fffffffffffffff", "{a: 9223372036854775807}"),
		{ "a = 9223372036854775808", "{}", 1, 5,
		  "integer is too large" },
		{ "a = -9223372036854775809", "{}", 1, 5,
		  "integer is too large" },
		{ "a = 0x8000000000000000", "{}", 1, 5,
		  "integer is too large" },
		{ "a = 99999999999999999999999", "{}", 1, 5,
		  "integer is too large" },
		{ "a = 01", "{}", 1, 5, NOT_A_VALUE },
		{ "a = -01", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0_1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = _1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1_", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1__0", "{}", 1, 5, NOT_A_VALUE },
		{ "a = ++1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = +0x1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = -0b1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0X1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0x", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0x_1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0x1_", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0xg", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0o8", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0b2", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1a", "{}", 1, 5, NOT_A_VALUE },
		{ "a = +", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1 000", "{a: 1}", 1, 7, "expected the end of the line" },
		{ "a = --1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = +-1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = - 1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0B1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0O7", "{}", 1, 5, NOT_A_VALUE },
		{ "a = -0o7", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 0xa__b", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1_000_", "{}", 1, 5, NOT_A_VALUE },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void floats__fraction_exponent_and_names(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a = +1.0\nb = 3.1415\nc = -0.01",
		      "{a: 1.0, b: 3.1415, c: -0.01}"),
		GIVES("a = 5e+22\nb = 1e06\nc = -2E-2",
		      "{a: 5e+22, b: 1000000.0, c: -0.02}"),
		GIVES("a = 6.626e-34", "{a: 6.626e-34}"),
		GIVES("a = 224_617.445_991_228", "{a: 224617.445991228}"),
		GIVES("a = 1_0e1_0", "{a: 100000000000}"),
		GIVES("a = 0.0\nb = -0.0\nc = 0e0",
		      "{a: 0.0, b: -0.0, c: 0.0}"),
		GIVES("a = inf\nb = +inf\nc = -inf",
		      "{a: inf, b: inf, c: -inf}"),
		{ "a = .5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 5.", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 5.e1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 03.1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1.5.5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1e", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1e1.5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1._5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1_.5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1.5_", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1e_5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = Inf", "{}", 1, 5, NOT_A_VALUE },
		{ "a = NaN", "{}", 1, 5, NOT_A_VALUE },
		{ "a = infinity", "{}", 1, 5, NOT_A_VALUE },
		{ "a = +.5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = -5.", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1E+", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1e5_", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1e__5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1_e5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1ee5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 00.5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = -01.5", "{}", 1, 5, NOT_A_VALUE },
		{ "a = +Inf", "{}", 1, 5, NOT_A_VALUE },
		{ "a = inf_", "{}", 1, 5, NOT_A_VALUE },
		{ "a = in", "{}", 1, 5, NOT_A_VALUE },
		{ "a = nan1", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 1.5e", "{}", 1, 5, NOT_A_VALUE },
	};
	struct arena a = ARENA_INIT;
	struct parse_problem problem;
	struct value *v;

	(void)state;
	assert_cases(cases, toml_parse);
	assert_int_equal(
		toml_parse(&v, span_from("a = nan\nb = -nan"), &a, &problem),
		0);
	assert_true(value_get(v, "a")->real != value_get(v, "a")->real);
	assert_true(value_get(v, "b")->real != value_get(v, "b")->real);
	arena_release(&a);
}

static void booleans__in_lower_case(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a = true\nb = false", "{a: true, b: false}"),
		{ "a = True", "{}", 1, 5, NOT_A_VALUE },
		{ "a = FALSE", "{}", 1, 5, NOT_A_VALUE },
		{ "a = yes", "{}", 1, 5, NOT_A_VALUE },
		{ "a = truer", "{}", 1, 5, NOT_A_VALUE },
		{ "a = t", "{}", 1, 5, NOT_A_VALUE },
		{ "a = tru", "{}", 1, 5, NOT_A_VALUE },
		{ "a = truefalse", "{}", 1, 5, NOT_A_VALUE },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void dates__and_times_as_written(void **state)
{
	static const struct parse_case cases[] = {
		GIVES("a = 1979-05-27T07:32:00Z", "{a: @1979-05-27T07:32:00Z}"),
		GIVES("a = 1979-05-27T00:32:00.999999-07:00",
		      "{a: @1979-05-27T00:32:00.999999-07:00}"),
		GIVES("a = 1979-05-27 07:32:00z # c",
		      "{a: @1979-05-27 07:32:00z}"),
		GIVES("a = 1979-05-27t07:32:00", "{a: @1979-05-27t07:32:00}"),
		GIVES("a = 1979-05-27 07:32:00.5",
		      "{a: @1979-05-27 07:32:00.5}"),
		GIVES("a = 1979-05-27", "{a: @1979-05-27}"),
		GIVES("a = 1979-05-27 # 07:00:00", "{a: @1979-05-27}"),
		GIVES("a = 07:32:00", "{a: @07:32:00}"),
		GIVES("a = 00:32:00.999999", "{a: @00:32:00.999999}"),
		GIVES("a = 2000-02-29", "{a: @2000-02-29}"),
		GIVES("a = 1990-12-31T23:59:60Z", "{a: @1990-12-31T23:59:60Z}"),
		GIVES("a = [2000-01-01,07:32:00]",
		      "{a: [@2000-01-01, @07:32:00]}"),
		{ "a = 1900-02-29", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-02-30", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-13-01", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-00-01", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-1-1", "{}", 1, 5, NOT_A_VALUE },
		GIVES("a = 20010101", "{a: 20010101}"),
		{ "a = 2001-01-01T", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01T24:00:00", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01T10:60:00", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01T10:00:61", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01T10:00", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01T10:00:00.", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01T10:00:00+25:00", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01T10:00:00+0100", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01  10:00:00", "{a: @2001-01-01}", 1, 17,
		  "expected the end of the line" },
		{ "a = 10:00", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 10:00:00Z", "{}", 1, 5, NOT_A_VALUE },
		GIVES("a = 0001-01-01\nb = 9999-12-31",
		      "{a: @0001-01-01, b: @9999-12-31}"),
		GIVES("a = 2001-01-01T23:59:59-00:00",
		      "{a: @2001-01-01T23:59:59-00:00}"),
		{ "a = 2100-02-29", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-04-31", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 01-01-01", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-00", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01T7:32:00", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01T10:00:00+01:60", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 2001-01-01T10:00:00+01", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 7:32:00", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 24:00:00", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 10:60:00", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 07:32:00.", "{}", 1, 5, NOT_A_VALUE },
		{ "a = 07:32:0", "{}", 1, 5, NOT_A_VALUE },
	};

	(void)state;
	assert_cases(cases, toml_parse);
}

static void numbers__keep_their_text(void **state)
{
	struct arena a = ARENA_INIT;
	struct parse_problem problem;
	struct value *v;

	(void)state;
	assert_int_equal(toml_parse(&v, span_from("a = 0x_1\n"), &a, &problem),
			 -1);
	assert_int_equal(toml_parse(&v, span_from("a = 0x1F\nb = 1_0.50\n"), &a,
				    &problem),
			 0);
	assert_true(span_is(value_get(v, "a")->text, "0x1F"));
	assert_true(span_is(value_get(v, "b")->text, "1_0.50"));
	arena_release(&a);
}

static void nul__is_a_mistake_not_an_end(void **state)
{
	static const struct {
		struct span text;
		int column;
	} cases[] = {
		{ SPAN_LITERAL("a = 1\0"), 6 },
		{ SPAN_LITERAL("a = \"x\0y\""), 7 },
		{ SPAN_LITERAL("a\0 = 1"), 2 },
		{ SPAN_LITERAL("\0"), 1 },
		{ SPAN_LITERAL("# \0"), 3 },
		{ SPAN_LITERAL("a = \0"), 5 },
		{ SPAN_LITERAL("a = 0\0"), 6 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = ARENA_INIT;
		struct parse_problem problem;
		struct value *v;

		assert_int_equal(toml_parse(&v, cases[i].text, &a, &problem),
				 -1);
		assert_int_equal(problem.column, cases[i].column);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments__end_with_the_line),
		cmocka_unit_test(pairs__one_a_line),
		cmocka_unit_test(keys__bare_quoted_and_dotted),
		cmocka_unit_test(basic_strings__escapes),
		cmocka_unit_test(block_strings__go_over_lines),
		cmocka_unit_test(literal_strings__have_no_escapes),
		cmocka_unit_test(integers__in_four_bases),
		cmocka_unit_test(floats__fraction_exponent_and_names),
		cmocka_unit_test(booleans__in_lower_case),
		cmocka_unit_test(dates__and_times_as_written),
		cmocka_unit_test(numbers__keep_their_text),
		cmocka_unit_test(nul__is_a_mistake_not_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
