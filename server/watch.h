#ifndef SERVER_WATCH_H
#define SERVER_WATCH_H

/*
 * A thread that has the index updated when the site changes: soon after a
 * change, but a burst of them is one update. What inotify cannot see (a
 * folder on another machine, an article whose day has come) is found by
 * looking now and then.
 */

#include "server/server.h"

struct watch;

/* Begin to watch options->watch. */
int watch_open(struct watch **out, const struct server_options *options,
	       struct error *err);

/* Update now, before the thread is started. */
int watch_update(struct watch *watch, struct error *err);

/* Start the thread; it updates first of all. */
int watch_start(struct watch *watch, struct error *err);

/* End an update under way, and the thread. NULL is fine. */
void watch_close(struct watch *watch);

#endif
