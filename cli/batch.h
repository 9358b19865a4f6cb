#ifndef CLI_BATCH_H
#define CLI_BATCH_H

/* A file of queries: one a line, its id and a tab before it. */

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"

struct batch_query {
	struct span id, text;
};

struct batch {
	struct batch_query *queries;
	size_t count;
};

/*
 * Read `path`, or standard input where it is "-"; blank lines are passed
 * over. A line without an id or a tab is ERR_PARSE, and nothing of the
 * file is to be used then: half an evaluation is worse than none. Lives
 * in `a`.
 */
int batch_read(struct batch *out, const char *path, struct arena *a,
	       struct error *err);

#endif
