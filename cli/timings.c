#include "cli/timings.h"

#include <stdlib.h>

#include "base/mem.h"

void timings_put(struct timings *t, double ms)
{
	ARRAY_GROW(t->ms, t->count + 1, t->alloc);
	t->ms[t->count++] = ms;
}

void timings_release(struct timings *t)
{
	free(t->ms);
	t->ms = NULL;
	t->count = t->alloc = 0;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double percentile(const struct timings *t, size_t percent)
{
	size_t rank = (t->count * percent + 99) / 100;

	return rank ? t->ms[rank - 1] : 0;
}

void timings_describe(struct strbuf *out, struct timings *t)
{
	double sum = 0;

	for (size_t i = 0; i < t->count; i++)
		sum += t->ms[i];
	if (t->count)
		qsort(t->ms, t->count, sizeof(*t->ms), compare);
	strbuf_printf(out,
		      "count %zu  mean %.3f  p50 %.3f  p95 %.3f  p99 %.3f"
		      "  ms\n",
		      t->count, t->count ? sum / (double)t->count : 0,
		      percentile(t, 50), percentile(t, 95), percentile(t, 99));
}
