#ifndef SERVER_STATE_H
#define SERVER_STATE_H

/* The running server, and one request. Only for server/ itself. */

#include <stdatomic.h>

#include "server/accesslog.h"
#include "server/address.h"
#include "server/assets.h"
#include "server/connections.h"
#include "server/library.h"
#include "server/limit.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/pool.h"
#include "server/reply.h"
#include "server/request.h"
#include "server/server.h"
#include "server/stats.h"

struct watch;

struct server {
	const struct server_options *options;
	struct pool pool;
	struct assets assets;
	struct connections connections;
	struct limiter limiter;
	struct proxies proxies;
	struct metrics metrics;
	struct access_log log;
	struct stats *stats; /* NULL: none are kept */
	struct watch *watch; /* NULL: nothing is watched */
	struct library library;
	struct MHD_Daemon *daemon;
	atomic_bool is_draining;
};

/*
 * A request from its first line to the last byte of its answer. Made when
 * the first line is there, freed when all is done.
 */
struct exchange {
	struct server *server;
	struct MHD_Connection *connection;
	int fd;
	double start;
	struct address client; /* behind trusted proxies */
	const char *method;    /* the library's */
	int status;            /* 0: not answered yet */
	size_t bytes;          /* of the body as sent */
	struct span uri;       /* NUL-terminated, behind the struct */
};

/* A request header's value; NULL where there is none. */
const char *exchange_header(const struct exchange *x, const char *name);

/* Whether the client asked us through a proxy by https. */
bool exchange_is_https(const struct exchange *x);

/*
 * Answer: fill in `reply`. `worker` is the caller's for as long as that
 * takes.
 */
typedef void (*handler_fn)(struct exchange *x, const struct target *target,
			   struct worker *worker, struct reply *reply);

struct route {
	const char *path;
	handler_fn handler;
	bool is_limited; /* by the rate of its client */
};

/* NULL where there is nothing. */
const struct route *route_find(struct span path);

/* The handlers; see route.c. */
void answer_search(struct exchange *x, const struct target *target,
		   struct worker *worker, struct reply *reply);
void answer_suggest(struct exchange *x, const struct target *target,
		    struct worker *worker, struct reply *reply);
void answer_related(struct exchange *x, const struct target *target,
		    struct worker *worker, struct reply *reply);
void answer_page(struct exchange *x, const struct target *target,
		 struct worker *worker, struct reply *reply);
void answer_opensearch(struct exchange *x, const struct target *target,
		       struct worker *worker, struct reply *reply);
void answer_health(struct exchange *x, const struct target *target,
		   struct worker *worker, struct reply *reply);
void answer_metrics(struct exchange *x, const struct target *target,
		    struct worker *worker, struct reply *reply);

/*
 * Run the search that was asked for, for answer_search() and
 * answer_page(). Returns 0, or -1 when `reply` is an error already.
 */
int exchange_search(struct exchange *x, const struct search_request *request,
		    struct worker *worker, struct results *results,
		    struct reply *reply);

/*
 * Name the answer to this request at this revision in `reply->etag`.
 * Returns true when the client holds it already: the reply is complete.
 */
bool exchange_is_known(struct exchange *x, int64_t revision,
		       struct reply *reply);

/* The index cannot be used: the client is told, the log says why. */
void exchange_fail(struct exchange *x, const struct error *err,
		   struct reply *reply);

/* Send the reply; its body is gone then. */
enum MHD_Result respond(struct exchange *x, struct reply *reply,
			struct worker *worker);

#endif
