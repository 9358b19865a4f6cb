#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

/*
 * The search over HTTP: JSON for a site's search box, and a results page
 * that needs no JavaScript. Called by cli/serve.c.
 *
 * One thread accepts connections, sees to signals and ends those that take
 * too long; a pool of threads answers, each with its own connection to the
 * index; with `watch`, one more has the index updated.
 */

#include <stdatomic.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"

struct server_options {
	const char *db;
	/*
	 * Where to listen: "HOST:PORT", ":PORT", "[::1]:PORT" or
	 * "unix:PATH". Sockets that systemd passed on are used instead
	 * where there are any.
	 */
	struct span_list listen;
	int threads;           /* that answer; 0: two a processor */
	const char *name;      /* of the site, on the results page */
	const char *url;       /* where readers reach us; NULL: as they say */
	struct span_list cors; /* origins that may ask; "*": all */
	struct span_list proxies; /* whose X-Forwarded-For is believed */
	int rate, burst;          /* requests a second of an address; 0: all */
	int max_connections, max_per_address;
	int timeout;            /* seconds for a request and its answer */
	int deadline;           /* milliseconds for a query */
	int max_age;            /* seconds that an answer may be kept for */
	const char *access_log; /* a file, "-": stderr; NULL: none */
	bool log_addresses;
	const char *stats_db; /* counts of queries; NULL: none */
	/*
	 * Sites' folders; where there are any, `update` is called first of
	 * all and when they have changed, by a thread of its own. It ends
	 * early when `stop` is set. A failure is reported, and it is called
	 * again some time later.
	 */
	struct span_list watch;
	int (*update)(void *arg, const atomic_bool *stop, struct error *err);
	void *update_arg;
};

/* Serve until SIGTERM or SIGINT. Returns 0, or -1 when it cannot start. */
int server_run(const struct server_options *options, struct error *err);

#endif
