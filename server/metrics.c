#include "server/metrics.h"

#include <inttypes.h>

/* What we answer; the last is anything else, as a request cut short. */
static const int statuses[METRICS_STATUS_COUNT] = { 200, 204, 304, 400, 404,
						    405, 429, 500, 503, 0 };

/* Upper ends, in seconds. */
static const double bounds[METRICS_BUCKET_COUNT] = {
	0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5
};

static void observe(struct histogram *h, double ms)
{
	int i = 0;

	while (i < METRICS_BUCKET_COUNT && ms / 1000 > bounds[i])
		i++;
	atomic_fetch_add(&h->buckets[i], 1);
	atomic_fetch_add(&h->microseconds, (uint_fast64_t)(ms * 1000));
}

void metrics_count_request(struct metrics *m, int status, double ms)
{
	int i = 0;

	while (i < METRICS_STATUS_COUNT - 1 && statuses[i] != status)
		i++;
	atomic_fetch_add(&m->statuses[i], 1);
	observe(&m->requests, ms);
}

void metrics_count_query(struct metrics *m, double ms, bool has_results,
			 bool is_partial)
{
	observe(&m->queries, ms);
	if (!has_results)
		atomic_fetch_add(&m->without_results, 1);
	if (is_partial)
		atomic_fetch_add(&m->partial, 1);
}

void metrics_count_refused(struct metrics *m)
{
	atomic_fetch_add(&m->refused, 1);
}

static void describe(struct strbuf *out, const char *name, const char *type,
		     const char *help)
{
	strbuf_printf(out, "# HELP blogsearch_%s %s\n# TYPE blogsearch_%s %s\n",
		      name, help, name, type);
}

static void print_counter(struct strbuf *out, const char *name,
			  const char *help, atomic_uint_fast64_t *value)
{
	describe(out, name, "counter", help);
	strbuf_printf(out, "blogsearch_%s %" PRIuFAST64 "\n", name,
		      atomic_load(value));
}

static void print_histogram(struct strbuf *out, const char *name,
			    const char *help, struct histogram *h)
{
	uint_fast64_t count = 0;

	describe(out, name, "histogram", help);
	for (int i = 0; i <= METRICS_BUCKET_COUNT; i++) {
		count += atomic_load(&h->buckets[i]);
		strbuf_printf(out, "blogsearch_%s_bucket{le=\"", name);
		if (i < METRICS_BUCKET_COUNT)
			strbuf_printf(out, "%g", bounds[i]);
		else
			strbuf_put_str(out, "+Inf");
		strbuf_printf(out, "\"} %" PRIuFAST64 "\n", count);
	}
	strbuf_printf(out,
		      "blogsearch_%s_sum %.6f\n"
		      "blogsearch_%s_count %" PRIuFAST64 "\n",
		      name, (double)atomic_load(&h->microseconds) / 1e6, name,
		      count);
}

void metrics_print(struct strbuf *out, struct metrics *m)
{
	describe(out, "requests_total", "counter",
		 "Requests by the status of the answer; 0: none was sent.");
	for (int i = 0; i < METRICS_STATUS_COUNT; i++)
		strbuf_printf(out,
			      "blogsearch_requests_total{status=\"%d\"}"
			      " %" PRIuFAST64 "\n",
			      statuses[i], atomic_load(&m->statuses[i]));
	print_histogram(out, "request_duration_seconds",
			"From a request's first line to its answer's end.",
			&m->requests);
	print_histogram(out, "query_duration_seconds", "The search itself.",
			&m->queries);
	print_counter(out, "queries_without_results_total",
		      "Queries that found nothing.", &m->without_results);
	print_counter(out, "queries_partial_total",
		      "Queries cut short by the deadline.", &m->partial);
	print_counter(out, "connections_refused_total",
		      "Connections beyond a limit.", &m->refused);
}

void metrics_print_gauge(struct strbuf *out, const char *name, const char *help,
			 double value)
{
	describe(out, name, "gauge", help);
	strbuf_printf(out, "blogsearch_%s %.15g\n", name, value);
}
