#ifndef SERVER_METRICS_H
#define SERVER_METRICS_H

/*
 * Counts for a monitoring system, in Prometheus' text format 0.0.4. Any
 * thread counts at any time.
 */

#include <stdatomic.h>
#include <stdint.h>

#include "base/strbuf.h"

enum {
	METRICS_STATUS_COUNT = 10,
	METRICS_BUCKET_COUNT = 12,
};

struct histogram {
	atomic_uint_fast64_t buckets[METRICS_BUCKET_COUNT + 1];
	atomic_uint_fast64_t microseconds;
};

struct metrics {
	atomic_uint_fast64_t statuses[METRICS_STATUS_COUNT];
	struct histogram requests, queries;
	atomic_uint_fast64_t without_results, partial, refused;
};

void metrics_count_request(struct metrics *m, int status, double ms);
void metrics_count_query(struct metrics *m, double ms, bool has_results,
			 bool is_partial);

/* A connection that was one too many. */
void metrics_count_refused(struct metrics *m);

void metrics_print(struct strbuf *out, struct metrics *m);

/* One number with its "# HELP" and "# TYPE". */
void metrics_print_gauge(struct strbuf *out, const char *name, const char *help,
			 double value);

#endif
