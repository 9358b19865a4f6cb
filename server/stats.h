#ifndef SERVER_STATS_H
#define SERVER_STATS_H

/*
 * Queries on their way to the owner's report (store/report.h). They are
 * kept in memory for some seconds: while somebody types, "a", "as", "asy"
 * come as queries of their own, and only what it comes to is counted. Who
 * asked is needed for that alone, and forgotten with it. A thread of its
 * own writes, so that no request waits for the disk.
 */

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"
#include "server/address.h"

struct stats;

int stats_open(struct stats **out, const char *path, struct error *err);

/* Write what is kept, and end. NULL is fine. */
void stats_close(struct stats *stats);

/* Count a query; any thread may. NULL is fine. */
void stats_count(struct stats *stats, const struct address *client,
		 struct span text, double ms, bool has_results);

#endif
