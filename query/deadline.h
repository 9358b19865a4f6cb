#ifndef QUERY_DEADLINE_H
#define QUERY_DEADLINE_H

/*
 * When an answer is due. What was found by then is the answer; see
 * reader_watch() for how that reaches a walk over the index.
 */

#include <stdbool.h>

struct deadline {
	double end; /* as clock_ms(); 0: none */
	bool is_late;
};

/* So many milliseconds after `start`, a clock_ms(); `ms` 0: never. */
struct deadline deadline_after(double start, double ms);

/* Whether time is up. Once it is, the clock is not read again. */
bool deadline_is_late(struct deadline *d);

/* The same as a watch_fn: `deadline` is the struct deadline. */
int deadline_watch(void *deadline);

#endif
