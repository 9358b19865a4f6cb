#ifndef CLI_TIMINGS_H
#define CLI_TIMINGS_H

/* How long searches took. Start with TIMINGS_INIT. */

#include <stddef.h>

#include "base/strbuf.h"

struct timings {
	double *ms;
	size_t count, alloc;
};

#define TIMINGS_INIT                                                           \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

void timings_put(struct timings *t, double ms);

/*
 * Append "count 200  mean 0.412  p50 0.380  p95 0.811  p99 1.204  ms" as a
 * line; sorts them. The p-th percentile is the smallest that is no smaller
 * than p percent of all.
 */
void timings_describe(struct strbuf *out, struct timings *t);

void timings_release(struct timings *t);

#endif
