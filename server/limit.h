#ifndef SERVER_LIMIT_H
#define SERVER_LIMIT_H

/*
 * How often an address may ask: a token bucket each. Tokens come in at
 * `rate` a second up to `burst`; a request takes one. The table has a
 * fixed size: where it is full the bucket unused for longest makes room,
 * and its address starts anew.
 */

#include <pthread.h>
#include <stdint.h>

#include "server/address.h"

struct bucket {
	struct address address;
	double tokens;
	double used; /* when, in milliseconds; 0: the bucket is free */
};

struct limiter {
	pthread_mutex_t lock;
	double rate, burst; /* rate 0: no limit */
	uint64_t seed;      /* so that nobody can choose colliding addresses */
	struct bucket *buckets;
};

void limiter_init(struct limiter *l, int rate, int burst);
void limiter_release(struct limiter *l);

/*
 * Take a token for `a` at the time `now` (clock_ms()). Returns 0, or the
 * seconds after which to try again.
 */
int limiter_take(struct limiter *l, const struct address *a, double now);

#endif
