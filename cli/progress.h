#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

/*
 * A line on a terminal that tells how far work has come:
 *
 *	4,321 of 9,753 articles [=========>          ] 2,345/s, 3 s left
 *
 * Drawn on stderr, only where that is a terminal, and only when the work
 * takes long enough to wonder.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

struct progress {
	bool is_wanted;
	bool is_drawn;
	bool is_begun;
	double began, drawn_at; /* seconds of a clock that never jumps */
};

void progress_init(struct progress *p, bool is_wanted);

/*
 * Draw that `done` of `total` articles are done, unless it is too soon.
 * Time is counted from the first call.
 */
void progress_show(struct progress *p, size_t done, size_t total);

/* Take it off the screen. */
void progress_erase(struct progress *p);

/* The line itself, of at most `width` columns; for progress.c and tests. */
void progress_line(struct strbuf *out, size_t done, size_t total,
		   double seconds, size_t width);

#endif
