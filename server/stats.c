#include "server/stats.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/ascii.h"
#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "server/log.h"
#include "store/report.h"
#include "text/utf8.h"

enum {
	TYPIST_COUNT = 1024, /* clients whose last query is kept */
	QUEUE_COUNT = 4096,  /* queries to be written; more are lost */
	SETTLED = 4000,      /* ms after which a query was the last one */
	FLUSH_SECONDS = 1,
};

struct counted {
	char text[REPORT_MAX_BYTES];
	size_t len;
	int64_t day;
	double ms;
	bool has_results;
};

/* A client's last query. */
struct typist {
	struct address client;
	double asked_at; /* 0: none */
	struct counted query;
};

struct stats {
	struct report *report;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool is_stopping;
	struct typist typists[TYPIST_COUNT]; /* by the client's hash */
	struct counted queue[QUEUE_COUNT];
	size_t queued;
	struct counted writing[QUEUE_COUNT]; /* the thread's own */
};

/* Spaces and the case of ASCII letters make no other query. */
static void copy_text(struct counted *out, struct span text)
{
	out->len = 0;
	text = utf8_prefix(span_trim(text), REPORT_MAX_BYTES);
	for (size_t i = 0; i < text.len; i++) {
		char c = ascii_is_space(text.ptr[i]) ? ' '
						     : ascii_lower(text.ptr[i]);

		if (c != ' ' || (out->len && out->text[out->len - 1] != ' '))
			out->text[out->len++] = c;
	}
}

/* One of the two is the beginning of the other: somebody is typing. */
static bool is_same_thought(const struct counted *a, const struct counted *b)
{
	size_t shorter = a->len < b->len ? a->len : b->len;

	return !memcmp(a->text, b->text, shorter);
}

/* The client's query is its last; call with the lock held. */
static void settle(struct stats *stats, struct typist *typist)
{
	if (typist->asked_at > 0 && stats->queued < QUEUE_COUNT)
		stats->queue[stats->queued++] = typist->query;
	typist->asked_at = 0;
}

void stats_count(struct stats *stats, const struct address *client,
		 struct span text, double ms, bool has_results)
{
	struct counted query = { .day = time(NULL) / 86400,
				 .ms = ms,
				 .has_results = has_results };
	struct span key =
		span_make((const char *)client->bytes, sizeof(client->bytes));
	struct typist *typist;

	if (!stats)
		return;
	copy_text(&query, text);
	if (query.len == 0)
		return;
	typist = &stats->typists[hash_bytes(key, 0) % TYPIST_COUNT];
	pthread_mutex_lock(&stats->lock);
	if (!address_equal(&typist->client, client) ||
	    !is_same_thought(&typist->query, &query))
		settle(stats, typist);
	typist->client = *client;
	typist->asked_at = clock_ms();
	typist->query = query;
	pthread_mutex_unlock(&stats->lock);
}

static void settle_old(struct stats *stats, double before)
{
	for (size_t i = 0; i < TYPIST_COUNT; i++)
		if (stats->typists[i].asked_at > 0 &&
		    stats->typists[i].asked_at < before)
			settle(stats, &stats->typists[i]);
}

static void write_queue(struct stats *stats, size_t count)
{
	struct asked *items = xcalloc(count + 1, sizeof(*items));
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < count; i++) {
		const struct counted *query = &stats->writing[i];

		items[i].day = query->day;
		items[i].text = span_make(query->text, query->len);
		items[i].ms = query->ms;
		items[i].has_results = query->has_results;
	}
	if (report_put(stats->report, items, count, &err) < 0)
		server_log("%s", err.message);
	free(items);
}

/* Wait a second, or for the end; call with the lock held. */
static void wait_a_while(struct stats *stats)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += FLUSH_SECONDS;
	if (!stats->is_stopping)
		pthread_cond_timedwait(&stats->wake, &stats->lock, &until);
}

static void *run(void *arg)
{
	struct stats *stats = arg;
	bool is_last = false;

	pthread_mutex_lock(&stats->lock);
	while (!is_last) {
		size_t count;

		wait_a_while(stats);
		is_last = stats->is_stopping;
		settle_old(stats,
			   is_last ? clock_ms() + 1 : clock_ms() - SETTLED);
		count = stats->queued;
		memcpy(stats->writing, stats->queue,
		       count * sizeof(*stats->queue));
		stats->queued = 0;
		pthread_mutex_unlock(&stats->lock);
		write_queue(stats, count);
		pthread_mutex_lock(&stats->lock);
	}
	pthread_mutex_unlock(&stats->lock);
	return NULL;
}

int stats_open(struct stats **out, const char *path, struct error *err)
{
	struct stats *stats;
	struct report *report;

	*out = NULL;
	if (report_open(&report, path, true, err) < 0)
		return -1;
	stats = xcalloc(1, sizeof(*stats));
	stats->report = report;
	pthread_mutex_init(&stats->lock, NULL);
	pthread_cond_init(&stats->wake, NULL);
	if (pthread_create(&stats->thread, NULL, run, stats)) {
		report_close(report);
		free(stats);
		return error_set(err, ERR_IO, "cannot start a thread");
	}
	*out = stats;
	return 0;
}

void stats_close(struct stats *stats)
{
	if (!stats)
		return;
	pthread_mutex_lock(&stats->lock);
	stats->is_stopping = true;
	pthread_cond_signal(&stats->wake);
	pthread_mutex_unlock(&stats->lock);
	pthread_join(stats->thread, NULL);
	report_close(stats->report);
	pthread_cond_destroy(&stats->wake);
	pthread_mutex_destroy(&stats->lock);
	free(stats);
}
