#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/escape.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct pair {
	const char *text, *expected;
};

typedef void (*escape_fn)(struct strbuf *out, struct span text);

static void check(escape_fn escape, const struct pair *pairs, size_t count)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < count; i++) {
		strbuf_reset(&out);
		escape(&out, span_from(pairs[i].text));
		assert_string_equal(out.buf, pairs[i].expected);
	}
	strbuf_release(&out);
}

static void html__leaves_no_markup(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "plain é 証明書", "plain é 証明書" },
		{ "a < b && c > d", "a &lt; b &amp;&amp; c &gt; d" },
		{ "<script>alert('x')</script>",
		  "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" },
		{ "\" onmouseover=\"x", "&quot; onmouseover=&quot;x" },
		{ "&amp;", "&amp;amp;" },
		{ "a\nb\tc", "a\nb\tc" },
		{ "a\x1b[1mb\x01", "a\xef\xbf\xbd[1mb\xef\xbf\xbd" },
		{ "\xff<\xc3", "\xef\xbf\xbd&lt;\xef\xbf\xbd" },
	};

	(void)state;
	check(escape_html, pairs, COUNT(pairs));
}

static void terminal__only_shows_text(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "plain é 証明書", "plain é 証明書" },
		{ "two\nlines\tand\r\nmore", "two lines and  more" },
		{ "\x1b]0;title\x07", "\xef\xbf\xbd]0;title\xef\xbf\xbd" },
		{ "\x1b[2J\x7f", "\xef\xbf\xbd[2J\xef\xbf\xbd" },
		/* CSI and OSC in their eight-bit form, U+009B and U+009D */
		{ "\xc2\x9b"
		  "31m\xc2\x9d",
		  "\xef\xbf\xbd"
		  "31m\xef\xbf\xbd" },
		/* the same as bytes that are no UTF-8 */
		{ "\x9b"
		  "31m",
		  "\xef\xbf\xbd"
		  "31m" },
		/* U+202E and U+2066 to U+2069 */
		{ "gpj.\xe2\x80\xae"
		  "exe\xe2\x81\xa6"
		  "a\xe2\x81\xa9",
		  "gpj.exea" },
		/* U+2028, U+0085 */
		{ "a\xe2\x80\xa8"
		  "b\xc2\x85"
		  "c",
		  "a b c" },
		/* Arabic and Hebrew keep their own marks: U+200F */
		{ "\xd7\x90\xe2\x80\x8f", "\xd7\x90\xe2\x80\x8f" },
	};

	(void)state;
	check(escape_terminal, pairs, COUNT(pairs));
}

static void fragment__is_percent_encoded(void **state)
{
	static const struct pair pairs[] = {
		{ "what-is-async", "what-is-async" },
		{ "a b", "a%20b" },
		{ "größe", "gr%C3%B6%C3%9Fe" },
		{ "100%25", "100%2525" },
		{ "a#b\"<>`[]", "a%23b%22%3C%3E%60%5B%5D" },
		{ "-._~!$&'()*+,;=:@/?", "-._~!$&'()*+,;=:@/?" },
		{ "\x1b\xff", "%1B%FF" },
	};

	(void)state;
	check(escape_fragment, pairs, COUNT(pairs));
}

static void fragment__is_readable_for_people(void **state)
{
	static const struct pair pairs[] = {
		{ "größe-証明書", "größe-証明書" },
		{ "a b%#", "a%20b%25%23" },
		{ "\xff\xe2\x80\xae\xe2\x80\xa8", "%FF%E2%80%AE%E2%80%A8" },
	};

	(void)state;
	check(escape_fragment_readable, pairs, COUNT(pairs));
}

static void url__keeps_what_is_encoded(void **state)
{
	static const struct pair pairs[] = {
		{ "https://example.org/a%20b/?q=1&r=[2]#c",
		  "https://example.org/a%20b/?q=1&r=[2]#c" },
		{ "https://example.org/\x1b\\é ",
		  "https://example.org/%1B%5C%C3%A9%20" },
	};

	(void)state;
	check(escape_url, pairs, COUNT(pairs));
}

static void malformed__bytes_are_replaced(void **state)
{
	static const struct pair pairs[] = {
		{ "fine é\x01", "fine é\x01" },
		{ "\xff", "\xef\xbf\xbd" },
		{ "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "a\xe2\x82", "a\xef\xbf\xbd\xef\xbf\xbd" },
	};

	(void)state;
	check(escape_malformed, pairs, COUNT(pairs));
}

static void json__is_a_string_for_any_bytes(void **state)
{
	static const struct pair pairs[] = {
		{ "", "\"\"" },
		{ "plain é 証明書", "\"plain é 証明書\"" },
		{ "a\"b\\c", "\"a\\\"b\\\\c\"" },
		{ "a\nb\x01\x7f", "\"a\\u000ab\\u0001\\u007f\"" },
		{ "</script>", "\"\\u003c/script>\"" },
		/* U+0085, U+2028 */
		{ "\xc2\x85\xe2\x80\xa8", "\"\\u0085\\u2028\"" },
		{ "\xff", "\"\xef\xbf\xbd\"" },
	};

	(void)state;
	check(escape_json, pairs, COUNT(pairs));
}

static void component__is_percent_encoded(void **state)
{
	static const struct pair pairs[] = {
		{ "a-b_c.d~1", "a-b_c.d~1" },
		{ "C++ & é=?", "C%2B%2B%20%26%20%C3%A9%3D%3F" },
	};

	(void)state;
	check(escape_component, pairs, COUNT(pairs));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json__is_a_string_for_any_bytes),
		cmocka_unit_test(component__is_percent_encoded),
		cmocka_unit_test(html__leaves_no_markup),
		cmocka_unit_test(terminal__only_shows_text),
		cmocka_unit_test(fragment__is_percent_encoded),
		cmocka_unit_test(fragment__is_readable_for_people),
		cmocka_unit_test(url__keeps_what_is_encoded),
		cmocka_unit_test(malformed__bytes_are_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
