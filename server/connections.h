#ifndef SERVER_CONNECTIONS_H
#define SERVER_CONNECTIONS_H

/*
 * Who is connected: how many in all and from each address, and for how
 * long they have kept us waiting. One rule holds against senders of a byte
 * a minute, against readers as slow, and against those who open
 * connections and say nothing: within the time-out a connection ends a
 * request, or is ended.
 */

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>

#include "server/address.h"

struct connection {
	bool is_open;
	bool is_busy; /* a request is there and not answered yet */
	struct address address;
	double since; /* it was made, or its last request ended */
};

struct connections {
	pthread_mutex_t lock;
	struct connection *items; /* by descriptor */
	int size;                 /* descriptors there is room for */
	int used;                 /* none at or above is open */
	int count, max, max_per_address;
	struct pollfd *polled; /* room for the sweep, one a descriptor */
};

/*
 * Room for `max` connections beside the program's other files; `max` is
 * lowered where the system allows no more.
 */
void connections_init(struct connections *c, int max, int max_per_address);
void connections_release(struct connections *c);

/*
 * Take note of a new connection. Returns false when it is one too many.
 * Many people may come from an address that is `shared`, as a proxy's.
 */
bool connections_admit(struct connections *c, int fd,
		       const struct address *address, bool shared, double now);
void connections_forget(struct connections *c, int fd);

struct address connections_address(struct connections *c, int fd);

void connections_set_busy(struct connections *c, int fd, bool is_busy,
			  double now);

int connections_count(struct connections *c);

/*
 * End those that waited `timeout` milliseconds, and those whose client has
 * gone without ending its request.
 */
void connections_sweep(struct connections *c, double now, double timeout);

/* Take no more requests: what has begun is answered, then each ends. */
void connections_drain(struct connections *c);

#endif
