#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/timings.h"

static void check(struct timings *t, const char *expected)
{
	struct strbuf out = STRBUF_INIT;

	timings_describe(&out, t);
	assert_string_equal(out.buf, expected);
	strbuf_release(&out);
}

static void describe__takes_the_nearest_rank(void **state)
{
	struct timings t = TIMINGS_INIT;

	(void)state;
	check(&t, "count 0  mean 0.000  p50 0.000  p95 0.000  p99 0.000  ms\n");
	timings_put(&t, 3);
	check(&t, "count 1  mean 3.000  p50 3.000  p95 3.000  p99 3.000  ms\n");
	timings_put(&t, 1);
	check(&t, "count 2  mean 2.000  p50 1.000  p95 3.000  p99 3.000  ms\n");
	timings_release(&t);
	for (int i = 200; i > 0; i--)
		timings_put(&t, i);
	check(&t, "count 200  mean 100.500  p50 100.000  p95 190.000  "
		  "p99 198.000  ms\n");
	timings_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(describe__takes_the_nearest_rank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
