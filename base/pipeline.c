#include "base/pipeline.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

/* Parsers recurse to a bounded depth; not all systems give them room. */
#define STACK_SIZE ((size_t)8 * 1024 * 1024)

#define MAX_JOBS 64

#define WAIT_NANOSECONDS (50 * 1000 * 1000)

struct state {
	const struct pipeline *pipeline;
	pthread_mutex_t lock; /* for all below */
	pthread_cond_t room;  /* for another item */
	pthread_cond_t ready; /* the item to be taken next */
	size_t next, taken;   /* numbers of items */
	uint64_t weight;      /* of the items begun and not yet taken */
	size_t done;          /* items that wait to be taken */
	bool *is_done;        /* by slot */
	bool is_stopped;
};

struct worker {
	struct state *state;
	int number;
	pthread_t thread;
};

static bool has_room(const struct state *s)
{
	const struct pipeline *p = s->pipeline;

	if (s->next == s->taken)
		return true;
	return s->next - s->taken < p->slots &&
	       s->weight + p->weigh(s->next, p->arg) <= p->max_weight;
}

/* Wait for an item to work on. Returns false when there is no more. */
static bool claim(struct state *s, size_t *item)
{
	const struct pipeline *p = s->pipeline;
	bool more;

	pthread_mutex_lock(&s->lock);
	while (!s->is_stopped && s->next < p->count && !has_room(s))
		pthread_cond_wait(&s->room, &s->lock);
	more = !s->is_stopped && s->next < p->count;
	if (more) {
		*item = s->next++;
		s->weight += p->weigh(*item, p->arg);
	}
	pthread_mutex_unlock(&s->lock);
	return more;
}

/*
 * To wake the thread that takes what is done costs a switch of threads, and
 * what the caches held: let there be several items for it, unless nobody
 * could go on working meanwhile.
 */
static bool is_to_wake(const struct state *s)
{
	const struct pipeline *p = s->pipeline;

	return s->is_done[s->taken % p->slots] &&
	       (s->done >= p->slots / 2 || s->next == p->count || !has_room(s));
}

static void *work(void *arg)
{
	struct worker *worker = arg;
	struct state *s = worker->state;
	const struct pipeline *p = s->pipeline;
	size_t item;

	while (claim(s, &item)) {
		p->work(item, item % p->slots, worker->number, p->arg);
		pthread_mutex_lock(&s->lock);
		s->is_done[item % p->slots] = true;
		s->done++;
		if (is_to_wake(s))
			pthread_cond_signal(&s->ready);
		pthread_mutex_unlock(&s->lock);
	}
	return NULL;
}

static struct timespec soon(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_nsec += WAIT_NANOSECONDS;
	if (t.tv_nsec >= 1000000000) {
		t.tv_nsec -= 1000000000;
		t.tv_sec++;
	}
	return t;
}

/* Wait until the next item is done. Nonzero when wait() ends the run. */
static int await(struct state *s)
{
	const struct pipeline *p = s->pipeline;
	int ret = 0;

	pthread_mutex_lock(&s->lock);
	while (!ret && !s->is_done[s->taken % p->slots]) {
		struct timespec until = soon();

		if (pthread_cond_timedwait(&s->ready, &s->lock, &until) !=
		    ETIMEDOUT)
			continue;
		pthread_mutex_unlock(&s->lock);
		ret = p->wait(p->arg);
		pthread_mutex_lock(&s->lock);
	}
	pthread_mutex_unlock(&s->lock);
	return ret;
}

static void give_back(struct state *s)
{
	const struct pipeline *p = s->pipeline;

	pthread_mutex_lock(&s->lock);
	s->is_done[s->taken % p->slots] = false;
	s->weight -= p->weigh(s->taken, p->arg);
	s->taken++;
	s->done--;
	/* Each wait costs: let there be room for several. */
	if (s->next - s->taken <= p->slots / 2)
		pthread_cond_broadcast(&s->room);
	pthread_mutex_unlock(&s->lock);
}

static int take_all(struct state *s)
{
	const struct pipeline *p = s->pipeline;
	int ret = 0;

	while (!ret && s->taken < p->count) {
		ret = await(s);
		if (!ret)
			ret = p->take(s->taken, s->taken % p->slots, p->arg);
		if (!ret)
			give_back(s);
	}
	return ret;
}

static void stop(struct state *s)
{
	pthread_mutex_lock(&s->lock);
	s->is_stopped = true;
	pthread_cond_broadcast(&s->room);
	pthread_mutex_unlock(&s->lock);
}

/* As many threads as can be had; returns their number. */
static int start(struct state *s, struct worker *workers)
{
	pthread_attr_t attributes;
	int started = 0;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	while (started < s->pipeline->jobs) {
		struct worker *worker = &workers[started];

		worker->state = s;
		worker->number = started;
		errno = pthread_create(&worker->thread, &attributes, work,
				       worker);
		if (errno)
			break;
		started++;
	}
	pthread_attr_destroy(&attributes);
	return started;
}

static void state_init(struct state *s, const struct pipeline *pipeline)
{
	pthread_condattr_t attributes;

	*s = (struct state){ .pipeline = pipeline };
	s->is_done = xcalloc(pipeline->slots, sizeof(*s->is_done));
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->room, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&s->ready, &attributes);
	pthread_condattr_destroy(&attributes);
}

static void state_release(struct state *s)
{
	pthread_cond_destroy(&s->ready);
	pthread_cond_destroy(&s->room);
	pthread_mutex_destroy(&s->lock);
	free(s->is_done);
}

int pipeline_jobs(long wanted, size_t items)
{
	long jobs = wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN);

	if ((size_t)jobs > items)
		jobs = (long)items;
	if (jobs > MAX_JOBS)
		jobs = MAX_JOBS;
	return jobs < 1 ? 1 : (int)jobs;
}

int pipeline_run(const struct pipeline *pipeline, struct error *err)
{
	struct worker *workers;
	struct state s;
	int started, ret;

	state_init(&s, pipeline);
	workers = xcalloc((size_t)pipeline->jobs, sizeof(*workers));
	started = start(&s, workers);
	if (started)
		ret = take_all(&s);
	else
		ret = error_set_errno(err, ERR_LIMIT, "cannot start a thread");
	stop(&s);
	for (int i = 0; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	free(workers);
	state_release(&s);
	return ret;
}
