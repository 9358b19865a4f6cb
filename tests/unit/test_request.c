/* Requests read without a socket. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "server/link.h"
#include "server/request.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int parse(struct search_request *out, const char *uri, struct arena *a,
		 struct error *err)
{
	struct target target;

	out->options = search_defaults();
	if (target_parse(&target, span_from(uri), a, err) < 0)
		return -1;
	return search_request_parse(out, &target, a, err);
}

static void parse__decodes_the_text(void **state)
{
	static const struct {
		const char *uri, *text;
	} cases[] = {
		{ "/search", "" },
		{ "/search?", "" },
		{ "/search?q", "" },
		{ "/search?q=", "" },
		{ "/search?q=a+b", "a b" },
		{ "/search?q=a%20b%2B", "a b+" },
		{ "/search?q=%E8%A8%BC", "証" },
		{ "/search?q=a=b", "a=b" },
		{ "/search?&&q=a&&", "a" },
		{ "/search?other=1&q=a&more", "a" },
		{ "/search?%71=a", "a" },
		{ "/search?q=a?b", "a?b" },
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct search_request request;
		struct error err = ERROR_INIT;

		assert_int_equal(0, parse(&request, cases[i].uri, &a, &err));
		assert_true(span_is(request.text, cases[i].text));
	}
	arena_release(&a);
}

static void parse__says_what_is_wrong(void **state)
{
	static const struct {
		const char *uri, *reason;
	} cases[] = {
		{ "/s?q=%", "a '%' is not followed by two hexadecimal digits" },
		{ "/s?q=%4",
		  "a '%' is not followed by two hexadecimal digits" },
		{ "/s?q=%zz",
		  "a '%' is not followed by two hexadecimal digits" },
		{ "/s?q=a%00b", "'q' holds a NUL byte" },
		{ "/s?q=%C0%AF", "'q' is not valid UTF-8" },
		{ "/s?q=%ED%A0%80", "'q' is not valid UTF-8" },
		{ "/s?q=\xff", "'q' is not valid UTF-8" },
		{ "/s?%ff=1", "'parameter name' is not valid UTF-8" },
		{ "/s?q=a&q=b", "'q' is given twice" },
		{ "/s?limit=0", "'limit' is a number from 1 to 100" },
		{ "/s?limit=101", "'limit' is a number from 1 to 100" },
		{ "/s?limit=-1", "'limit' is a number from 1 to 100" },
		{ "/s?limit=1e1", "'limit' is a number from 1 to 100" },
		{ "/s?limit=99999999999999999999999",
		  "'limit' is a number from 1 to 100" },
		{ "/s?offset=10001", "'offset' is a number from 0 to 10000" },
		{ "/s?sort=best", "'sort' is relevance, newest or oldest" },
		{ "/s?facets=yes", "'facets' is 0 or 1" },
		{ "/s?prefix=2", "'prefix' is 0 or 1" },
		{ "/s?tag=1&tag=2&tag=3&tag=4&tag=5&tag=6&tag=7&tag=8&tag=9",
		  "'tag' is given more than 8 times" },
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct search_request request;
		struct error err = ERROR_INIT;

		assert_int_equal(-1, parse(&request, cases[i].uri, &a, &err));
		assert_string_equal(err.message, cases[i].reason);
	}
	arena_release(&a);
}

static void parse__bounds_every_length(void **state)
{
	static const struct {
		const char *start;
		size_t max;
		const char *reason;
	} cases[] = {
		{ "/s?q=", 1024, "'q' is longer than 1024 bytes" },
		{ "/s?tag=", 256, "'tag' is longer than 256 bytes" },
		{ "/s?lang=", 256, "'lang' is longer than 256 bytes" },
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf uri = STRBUF_INIT;
		struct search_request request;
		struct error err = ERROR_INIT;

		strbuf_put_str(&uri, cases[i].start);
		for (size_t n = 0; n < cases[i].max; n++)
			strbuf_put_char(&uri, 'a');
		assert_int_equal(0, parse(&request, uri.buf, &a, &err));
		strbuf_put_char(&uri, 'a');
		assert_int_equal(-1, parse(&request, uri.buf, &a, &err));
		assert_string_equal(err.message, cases[i].reason);
		strbuf_release(&uri);
	}
	arena_release(&a);
}

static void parse__bounds_the_number_of_parameters(void **state)
{
	struct arena a = ARENA_INIT;
	struct strbuf uri = STRBUF_INIT;
	struct search_request request;
	struct error err = ERROR_INIT;

	(void)state;
	strbuf_put_char(&uri, '?');
	for (int i = 0; i < REQUEST_MAX_PARAMETERS; i++)
		strbuf_put_str(&uri, "x&");
	assert_int_equal(0, parse(&request, uri.buf, &a, &err));
	strbuf_put_str(&uri, "x&");
	assert_int_equal(-1, parse(&request, uri.buf, &a, &err));
	strbuf_release(&uri);
	arena_release(&a);
}

/* Links on the page are read as what they were written from. */
static void link__is_the_inverse_of_parse(void **state)
{
	static const char *const links[] = {
		"search?q=",
		"search?q=a%20b%26c",
		"search?q=%E8%A8%BC&sort=newest&tag=c%2B%2B&tag=b&category=x"
		"&author=Jo%20Do&lang=fr&prefer=en&section=posts&after=2026&"
		"before=2027"
		"&limit=20&literal=1&offset=40",
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(links); i++) {
		struct strbuf out = STRBUF_INIT;
		struct search_request request;
		struct error err = ERROR_INIT;

		assert_int_equal(0, parse(&request, links[i], &a, &err));
		link_put(&out, &request);
		assert_string_equal(out.buf, links[i]);
		strbuf_release(&out);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parse__decodes_the_text),
		cmocka_unit_test(parse__says_what_is_wrong),
		cmocka_unit_test(parse__bounds_every_length),
		cmocka_unit_test(parse__bounds_the_number_of_parameters),
		cmocka_unit_test(link__is_the_inverse_of_parse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
