#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

/* What time it is, in milliseconds. */

#include <stdint.h>
#include <time.h>

/* On a clock that is never set back; says only how long things take. */
static inline double clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Since 1970, UTC. */
static inline int64_t clock_epoch_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#endif
