/* How near words stand to each other. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/nearness.h"

static void put(struct spots *spots, enum field field, uint32_t first,
		uint32_t last)
{
	uint64_t order = (uint64_t)field << 32;

	spots_put(spots, (struct spot){ order | first, order | last, 1 });
}

static void nearness__counts_what_is_next_and_in_order(void **state)
{
	static const struct {
		uint32_t first, second;
		double nearness;
	} cases[] = {
		{ 10, 11, 1.0 }, { 10, 12, 0.5 }, { 10, 15, 0.2 },
		{ 10, 16, 0 },   { 11, 10, 0.5 }, { 15, 10, 0.1 },
		{ 16, 10, 0 },   { 10, 10, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct spots a = { .count = 0 }, b = { .count = 0 };

		put(&a, FIELD_BODY, cases[i].first, cases[i].first);
		put(&b, FIELD_BODY, cases[i].second, cases[i].second);
		if (nearness(&a, &b) != cases[i].nearness)
			fail_msg("%u, %u: %g", cases[i].first, cases[i].second,
				 nearness(&a, &b));
	}
}

static void nearness__takes_the_nearest_in_the_field(void **state)
{
	struct spots a = { .count = 0 }, b = { .count = 0 };

	(void)state;
	put(&a, FIELD_TITLE, 3, 3);
	put(&a, FIELD_BODY, 20, 20);
	put(&b, FIELD_TITLE, 5, 5);
	put(&b, FIELD_TITLE, 7, 7);
	put(&b, FIELD_BODY, 4, 4);
	put(&b, FIELD_BODY, 21, 21);
	assert_true(nearness(&a, &b) == 1.5);
}

static void nearness__what_overlaps_is_not_near(void **state)
{
	struct spots a = { .count = 0 }, b = { .count = 0 };

	(void)state;
	put(&a, FIELD_BODY, 10, 12);
	put(&b, FIELD_BODY, 8, 8);
	put(&b, FIELD_BODY, 9, 10);
	put(&b, FIELD_BODY, 11, 13);
	assert_true(nearness(&a, &b) == 0.25);
}

static void spots__are_in_order_and_bounded(void **state)
{
	struct spots spots = { .count = 0 };

	(void)state;
	put(&spots, FIELD_BODY, 9, 9);
	put(&spots, FIELD_TITLE, 12, 12);
	put(&spots, FIELD_BODY, 3, 3);
	assert_int_equal((uint32_t)spots.items[0].first, 12);
	assert_int_equal((uint32_t)spots.items[1].first, 3);
	assert_int_equal((uint32_t)spots.items[2].first, 9);
	for (uint32_t i = 0; i < 2 * NEARNESS_MAX_SPOTS; i++)
		put(&spots, FIELD_BODY, i, i);
	assert_int_equal(spots.count, NEARNESS_MAX_SPOTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nearness__counts_what_is_next_and_in_order),
		cmocka_unit_test(nearness__takes_the_nearest_in_the_field),
		cmocka_unit_test(nearness__what_overlaps_is_not_near),
		cmocka_unit_test(spots__are_in_order_and_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
