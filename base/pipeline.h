#ifndef BASE_PIPELINE_H
#define BASE_PIPELINE_H

/*
 * Work done by many threads, its results taken by one, in order. Knows
 * nothing of articles. Called by indexer/apply.c and store/bulk_write.c.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct pipeline {
	size_t count; /* items, numbered from 0 */
	int jobs;     /* threads; at least 1 */

	/*
	 * Results that wait to be taken are bounded by their number, one a
	 * slot, and by the weight of their items; a heavier item goes
	 * through alone.
	 */
	size_t slots;
	uint64_t max_weight;
	uint64_t (*weigh)(size_t item, void *arg);

	/* In any thread, those of one `worker` and one `slot` by turns. */
	void (*work)(size_t item, size_t slot, int worker, void *arg);

	/* In the calling thread, in order; nonzero ends the run. */
	int (*take)(size_t item, size_t slot, void *arg);

	/* In the calling thread, now and then while it waits; the same. */
	int (*wait)(void *arg);

	void *arg;
};

/* How many threads for so many items; `wanted` 0: one for each processor. */
int pipeline_jobs(long wanted, size_t items);

/*
 * Returns when all is done and every thread has ended: 0, what take() or
 * wait() ended it with, or -1 when no thread could be started.
 */
int pipeline_run(const struct pipeline *pipeline, struct error *err);

#endif
