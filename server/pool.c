#include "server/pool.h"

#include <stdlib.h>

#include "base/mem.h"
#include "server/gzip.h"
#include "server/log.h"

void pool_init(struct pool *pool, const char *path, int count)
{
	memset(pool, 0, sizeof(*pool));
	pool->path = path;
	pool->count = count;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->given, NULL);
	pool->workers = xcalloc((size_t)count, sizeof(*pool->workers));
	for (int i = 0; i < count; i++) {
		pool->workers[i].next = pool->free;
		pool->free = &pool->workers[i];
	}
}

void pool_release(struct pool *pool)
{
	for (int i = 0; i < pool->count; i++) {
		worker_drop(&pool->workers[i]);
		arena_release(&pool->workers[i].arena);
		gzip_free(pool->workers[i].gzip);
	}
	pthread_cond_destroy(&pool->given);
	pthread_mutex_destroy(&pool->lock);
	free(pool->workers);
	pool->workers = NULL;
	pool->count = 0;
}

void pool_reopen(struct pool *pool)
{
	atomic_fetch_add(&pool->generation, 1);
}

/* While nobody is at work: all are closed before the first is opened. */
static void open_anew(struct pool *pool)
{
	struct error ignored;

	for (int i = 0; i < pool->count; i++)
		worker_drop(&pool->workers[i]);
	pool_open(pool, &ignored);
}

/*
 * Is one of those that are free? Who was opened since has joined it. Others
 * may just be turning to another file.
 */
static bool is_cut_off(const struct pool *pool)
{
	for (const struct worker *w = pool->free; w; w = w->next)
		if (w->reader && reader_is_cut_off(w->reader))
			return true;
	return false;
}

struct worker *pool_take(struct pool *pool)
{
	struct worker *worker;
	bool must_reopen;

	pthread_mutex_lock(&pool->lock);
	while ((must_reopen = is_cut_off(pool)) && pool->busy)
		pthread_cond_wait(&pool->given, &pool->lock);
	if (must_reopen)
		open_anew(pool);
	worker = pool->free;
	if (worker) {
		pool->free = worker->next;
		pool->busy++;
	}
	pthread_mutex_unlock(&pool->lock);
	return worker;
}

void pool_give(struct pool *pool, struct worker *worker)
{
	arena_reset(&worker->arena);
	pthread_mutex_lock(&pool->lock);
	worker->next = pool->free;
	pool->free = worker;
	pool->busy--;
	pthread_cond_broadcast(&pool->given);
	pthread_mutex_unlock(&pool->lock);
}

struct reader *worker_reader(struct worker *worker, struct pool *pool,
			     struct error *err)
{
	unsigned generation = atomic_load(&pool->generation);
	struct reader *fresh;

	if (worker->reader && worker->generation == generation)
		return worker->reader;
	if (reader_open(&fresh, pool->path, err) == 0) {
		worker_drop(worker);
		worker->reader = fresh;
	}
	worker->generation = generation;
	return worker->reader;
}

int pool_open(struct pool *pool, struct error *err)
{
	for (int i = 0; i < pool->count; i++)
		if (!worker_reader(&pool->workers[i], pool, err))
			return -1;
	return 0;
}

void worker_tell(struct worker *worker, struct pool *pool)
{
	const struct error *stuck = reader_stuck(worker->reader);

	if (!stuck)
		atomic_store(&pool->is_told, false);
	else if (!atomic_exchange(&pool->is_told, true))
		server_log("%s; what it replaced is still served",
			   stuck->message);
}

void worker_drop(struct worker *worker)
{
	reader_close(worker->reader);
	worker->reader = NULL;
}
