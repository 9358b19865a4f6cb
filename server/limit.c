#include "server/limit.h"

#include <math.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/map.h"
#include "base/mem.h"

/* An address has its place in one set of few buckets. */
enum { SET_COUNT = 4096, SET_SIZE = 4 };

void limiter_init(struct limiter *l, int rate, int burst)
{
	memset(l, 0, sizeof(*l));
	pthread_mutex_init(&l->lock, NULL);
	l->rate = rate;
	l->burst = burst;
	if (getrandom(&l->seed, sizeof(l->seed), 0) < 0)
		l->seed = (uint64_t)(uintptr_t)l;
	if (rate)
		l->buckets = xcalloc((size_t)SET_COUNT * SET_SIZE,
				     sizeof(*l->buckets));
}

void limiter_release(struct limiter *l)
{
	pthread_mutex_destroy(&l->lock);
	free(l->buckets);
	l->buckets = NULL;
}

/* The bucket of `a`, a full one where there was none. */
static struct bucket *find(struct limiter *l, const struct address *a)
{
	struct span key = span_make((const char *)a->bytes, sizeof(a->bytes));
	uint64_t hash = hash_bytes(key, l->seed);
	struct bucket *set =
		&l->buckets[(hash ^ hash >> 32) % SET_COUNT * SET_SIZE];
	struct bucket *oldest = set;

	for (size_t i = 0; i < SET_SIZE; i++) {
		if (set[i].used > 0 && address_equal(&set[i].address, a))
			return &set[i];
		if (set[i].used < oldest->used)
			oldest = &set[i];
	}
	oldest->address = *a;
	oldest->tokens = l->burst;
	oldest->used = 0;
	return oldest;
}

int limiter_take(struct limiter *l, const struct address *a, double now)
{
	struct address key = address_bucket(a);
	struct bucket *b;
	int wait = 0;

	if (l->rate <= 0)
		return 0;
	pthread_mutex_lock(&l->lock);
	b = find(l, &key);
	if (b->used > 0)
		b->tokens = fmin(l->burst,
				 b->tokens + (now - b->used) * l->rate / 1000);
	b->used = now;
	if (b->tokens >= 1)
		b->tokens -= 1;
	else
		wait = (int)ceil((1 - b->tokens) / l->rate);
	pthread_mutex_unlock(&l->lock);
	return wait;
}
