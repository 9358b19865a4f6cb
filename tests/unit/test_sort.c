/* Lists that are in order, that are not, and that have nothing in them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/sort.h"

static int calls;

static int compare_chars(const void *a, const void *b)
{
	calls++;
	return *(const char *)a - *(const char *)b;
}

static void sort__brings_into_order(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "a", "a" },
		{ "ba", "ab" },
		{ "abcdedfg", "abcddefg" }, /* not at once */
		{ "bcda", "abcd" },
		{ "zyxcba", "abcxyz" },
	};

	(void)state;
	sort_items(NULL, 0, 1, compare_chars);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char items[16];

		strcpy(items, cases[i][0]);
		sort_items(items, strlen(items), 1, compare_chars);
		assert_string_equal(cases[i][1], items);
	}
}

static void sort__looks_once_at_what_is_in_order(void **state)
{
	char items[] = "aabbccddeeffgg";

	(void)state;
	calls = 0;
	sort_items(items, strlen(items), 1, compare_chars);
	assert_int_equal(strlen(items) - 1, calls);
	assert_string_equal("aabbccddeeffgg", items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sort__brings_into_order),
		cmocka_unit_test(sort__looks_once_at_what_is_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
