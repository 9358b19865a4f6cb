#include "server/pool.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "server/gzip.h"

void pool_init(struct pool *pool, const char *path, int count)
{
	memset(pool, 0, sizeof(*pool));
	pool->path = path;
	pool->count = count;
	pthread_mutex_init(&pool->lock, NULL);
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
	pthread_mutex_destroy(&pool->lock);
	free(pool->workers);
	pool->workers = NULL;
	pool->count = 0;
}

void pool_reopen(struct pool *pool)
{
	atomic_fetch_add(&pool->generation, 1);
}

struct worker *pool_take(struct pool *pool)
{
	struct worker *worker;

	pthread_mutex_lock(&pool->lock);
	worker = pool->free;
	if (worker)
		pool->free = worker->next;
	pthread_mutex_unlock(&pool->lock);
	return worker;
}

void pool_give(struct pool *pool, struct worker *worker)
{
	arena_reset(&worker->arena);
	pthread_mutex_lock(&pool->lock);
	worker->next = pool->free;
	pool->free = worker;
	pthread_mutex_unlock(&pool->lock);
}

/*
 * A reader follows a file that is replaced by itself, but goes on with the
 * old one where the new one is no index; whoever runs a server wants to be
 * told of that.
 */
static bool is_outdated(const struct worker *worker, const struct stat *st,
			unsigned generation)
{
	return worker->device != st->st_dev || worker->inode != st->st_ino ||
	       worker->generation != generation;
}

struct reader *worker_reader(struct worker *worker, struct pool *pool,
			     struct error *err)
{
	unsigned generation = atomic_load(&pool->generation);
	struct stat st;

	memset(&st, 0, sizeof(st));
	if (stat(pool->path, &st) == 0 && worker->reader &&
	    is_outdated(worker, &st, generation))
		worker_drop(worker);
	if (worker->reader)
		return worker->reader;
	/*
	 * Looked at before it is opened: where it is replaced in between,
	 * the next look finds another file.
	 */
	worker->device = st.st_dev;
	worker->inode = st.st_ino;
	worker->generation = generation;
	if (reader_open(&worker->reader, pool->path, err) < 0)
		worker->reader = NULL;
	return worker->reader;
}

void worker_drop(struct worker *worker)
{
	reader_close(worker->reader);
	worker->reader = NULL;
}
