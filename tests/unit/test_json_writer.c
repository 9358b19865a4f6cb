#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "text/json.h"

static void json__is_written_with_commas_where_they_belong(void **state)
{
	struct span words[] = { SPAN_LITERAL("a"), SPAN_LITERAL("b\"") };
	struct span_list list = { words, 2, 2 }, none = { NULL, 0, 0 };
	struct strbuf out = STRBUF_INIT;
	struct json j = json_to(&out);
	struct date date;

	(void)state;
	date_parse(&date, span_from("2026-04-30"));
	json_begin(&j, NULL, '{');
	json_put_text(&j, "text", span_from("x"));
	json_put_texts(&j, "list", &list);
	json_put_texts(&j, "none", &none);
	json_begin(&j, "objects", '[');
	json_begin(&j, NULL, '{');
	json_end(&j, '}');
	json_begin(&j, NULL, '{');
	json_put_true(&j, "yes");
	json_end(&j, '}');
	json_end(&j, ']');
	json_put_key(&j, span_from("k\"y"));
	json_put_integer(&j, NULL, INT64_MIN);
	json_put_number(&j, "half", 0.5);
	json_put_number(&j, "infinite", INFINITY);
	json_put_number(&j, "none", NAN);
	json_put_date(&j, "date", date);
	json_put_date(&j, "undated", date_none());
	json_end(&j, '}');
	assert_string_equal(
		out.buf,
		"{\"text\":\"x\",\"list\":[\"a\",\"b\\\"\"],\"none\":[],"
		"\"objects\":[{},{\"yes\":true}],"
		"\"k\\\"y\":-9223372036854775808,\"half\":0.5,"
		"\"infinite\":null,\"none\":null,\"date\":\"2026-04-30\","
		"\"undated\":null}");
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			json__is_written_with_commas_where_they_belong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
