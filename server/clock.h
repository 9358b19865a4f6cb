#ifndef SERVER_CLOCK_H
#define SERVER_CLOCK_H

/* Milliseconds on a clock that is never set back. */

#include <time.h>

static inline double clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

#endif
