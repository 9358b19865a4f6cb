#ifndef SERVER_POOL_H
#define SERVER_POOL_H

/*
 * What a thread needs to answer a request, taken for as long as that
 * lasts: a reader with its own connection to the index, memory, and a
 * compressor. There are as many as there are threads, so that nobody
 * waits for one.
 */

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "store/reader.h"

struct gzip;

struct worker {
	struct reader *reader; /* NULL: not open */
	unsigned generation;   /* of the pool, when it was opened */
	struct arena arena;    /* of the request being answered */
	struct gzip *gzip;
	struct worker *next; /* that is free */
};

struct pool {
	const char *path; /* of the index; borrowed */
	pthread_mutex_t lock;
	pthread_cond_t given; /* back; one is waited for where all shall be */
	struct worker *workers;
	struct worker *free;
	int count, busy;
	atomic_uint generation;
	atomic_bool is_told; /* that what is at the path is not served */
};

void pool_init(struct pool *pool, const char *path, int count);
void pool_release(struct pool *pool);

/*
 * Open all readers: an index that cannot be read is told of before anything
 * is served, and no thread is without one when there is none any more.
 */
int pool_open(struct pool *pool, struct error *err);

/* Open all readers anew, each when it is next needed. */
void pool_reopen(struct pool *pool);

/*
 * Never NULL while there are no more threads than workers. Where the readers
 * are cut off, waits for all to be given back, and opens them anew.
 */
struct worker *pool_take(struct pool *pool);

/* Give it back; its arena is reset. */
void pool_give(struct pool *pool, struct worker *worker);

/*
 * The worker's reader, opened where it is not, and after pool_reopen(). It
 * follows an index that is replaced, and goes on with one that is gone or
 * was replaced by what is none. NULL (and `err`) where there is none to be
 * read.
 */
struct reader *worker_reader(struct worker *worker, struct pool *pool,
			     struct error *err);

/*
 * Once its reader_begin() went well: log where the reader goes on with an
 * index that was replaced, once and not for every request.
 */
void worker_tell(struct worker *worker, struct pool *pool);

/* Close it: the next request tries anew. */
void worker_drop(struct worker *worker);

#endif
