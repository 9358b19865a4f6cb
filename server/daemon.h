#ifndef SERVER_DAEMON_H
#define SERVER_DAEMON_H

/* The HTTP library at work: its threads call the handlers of route.c. */

#include "server/state.h"

/* Start the threads; connections are given to them one by one. */
int daemon_start(struct server *server, int threads, struct error *err);

/* Take over `fd`, a connection; it is closed when there is no room. */
void daemon_add(struct server *server, int fd, const struct sockaddr *sa,
		socklen_t len);

/* End the threads, and the connections that are left. */
void daemon_stop(struct server *server);

#endif
