#ifndef STORE_REPORT_H
#define STORE_REPORT_H

/*
 * What readers ask for, counted for the site's owner: each query's text by
 * day, and nothing about who asked. A file of its own beside the index,
 * which is thrown away and made anew; this is not.
 *
 * The file is bounded: so many texts a day, so many days.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/span.h"

enum {
	REPORT_MAX_BYTES = 200,  /* of a text; longer ones are cut */
	REPORT_MAX_TEXTS = 5000, /* a day; those behind are left out */
	REPORT_MAX_DAYS = 400,   /* then they are forgotten */
};

struct report;

/* Open the file; with `writes` it is made where there is none. */
int report_open(struct report **out, const char *path, bool writes,
		struct error *err);
void report_close(struct report *r);

/* One query that was answered. */
struct asked {
	int64_t day; /* since 1970-01-01, UTC */
	struct span text;
	double ms;
	bool has_results;
};

/* Count them, all at once. */
int report_put(struct report *r, const struct asked *items, size_t count,
	       struct error *err);

enum report_order {
	REPORT_TOP,   /* asked most often */
	REPORT_EMPTY, /* asked most often, of those without results */
	REPORT_SLOW,  /* took longest, once */
};

struct report_row {
	struct span text; /* or the day, "2026-04-30" */
	int64_t asked;
	int64_t empty; /* of those, without results */
	double mean_ms, slowest_ms;
};

/* Return nonzero to stop. */
typedef int (*report_fn)(const struct report_row *row, void *arg);

/* The first `limit` texts of the days from `since` on. */
int report_list(struct report *r, enum report_order order, int64_t since,
		int limit, report_fn fn, void *arg, struct error *err);

/* Every day from `since` on that has a query, the latest first. */
int report_days(struct report *r, int64_t since, report_fn fn, void *arg,
		struct error *err);

/* All days from `since` on as one row. */
int report_total(struct report *r, int64_t since, struct report_row *out,
		 struct error *err);

#endif
