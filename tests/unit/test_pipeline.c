#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/pipeline.h"

#define ITEMS 500
#define SLOTS 8

struct load {
	size_t results[SLOTS]; /* item + 1 */
	size_t taken;
	size_t end_at;      /* take() of this item ends the run */
	size_t heavy_every; /* these weigh more than the limit */
	size_t waits;
	int end_by_wait;
};

static uint64_t weigh(size_t item, void *arg)
{
	const struct load *load = arg;

	return load->heavy_every && item % load->heavy_every == 0 ? 1000 : 1;
}

/* Now and then an item takes longer than those that follow. */
static void work(size_t item, size_t slot, int worker, void *arg)
{
	const struct timespec pause = { 0, 200 * 1000 };
	struct load *load = arg;

	(void)worker;
	if (item % 7 == 0)
		nanosleep(&pause, NULL);
	load->results[slot] = item + 1;
}

static int take(size_t item, size_t slot, void *arg)
{
	struct load *load = arg;

	assert_int_equal(item, load->taken);
	assert_int_equal(load->results[slot], item + 1);
	load->results[slot] = 0;
	load->taken++;
	return load->taken == load->end_at ? 5 : 0;
}

static int count_wait(void *arg)
{
	struct load *load = arg;

	load->waits++;
	return load->end_by_wait;
}

static int run(struct load *load, int jobs,
	       void (*fn)(size_t, size_t, int, void *))
{
	struct error err = ERROR_INIT;
	struct pipeline pipeline = {
		.count = ITEMS,
		.jobs = jobs,
		.slots = SLOTS,
		.max_weight = 100,
		.weigh = weigh,
		.work = fn,
		.take = take,
		.wait = count_wait,
		.arg = load,
	};

	return pipeline_run(&pipeline, &err);
}

static void run__takes_in_order_whatever_the_jobs(void **state)
{
	static const int jobs[] = { 1, 2, 3, 8, 16 };

	(void)state;
	for (size_t i = 0; i < sizeof(jobs) / sizeof(jobs[0]); i++) {
		struct load load = { .taken = 0 };

		assert_int_equal(run(&load, jobs[i], work), 0);
		assert_int_equal(load.taken, ITEMS);
	}
}

static void run__lets_heavy_items_through_alone(void **state)
{
	struct load load = { .heavy_every = 3 };

	(void)state;
	assert_int_equal(run(&load, 4, work), 0);
	assert_int_equal(load.taken, ITEMS);
}

static void run__ends_when_take_says_so(void **state)
{
	struct load load = { .end_at = 100 };

	(void)state;
	assert_int_equal(run(&load, 4, work), 5);
	assert_int_equal(load.taken, 100);
}

static void work_long(size_t item, size_t slot, int worker, void *arg)
{
	const struct timespec pause = { 0, 200 * 1000 * 1000 };

	nanosleep(&pause, NULL);
	work(item, slot, worker, arg);
}

static void run__ends_when_wait_says_so(void **state)
{
	struct load load = { .end_by_wait = 6 };

	(void)state;
	assert_int_equal(run(&load, 2, work_long), 6);
	assert_int_equal(load.taken, 0);
	assert_int_equal(load.waits, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(run__takes_in_order_whatever_the_jobs),
		cmocka_unit_test(run__lets_heavy_items_through_alone),
		cmocka_unit_test(run__ends_when_take_says_so),
		cmocka_unit_test(run__ends_when_wait_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
