/* POLLRDHUP is Linux's own. */
#define _GNU_SOURCE

#include "server/connections.h"

#include <stdlib.h>
#include <sys/resource.h>

#include "base/mem.h"

/* Descriptors that are no connections: the index, pipes, files. */
enum { OTHER_FILES = 256 };

/* When a client that will send no more is given up, in milliseconds. */
enum { ENDED = 1000 };

/* Let the program have `wanted` descriptors. Returns how many it has. */
static int allow_files(int wanted)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return 1024;
	if (limit.rlim_cur < (rlim_t)wanted) {
		limit.rlim_cur = limit.rlim_max < (rlim_t)wanted
					 ? limit.rlim_max
					 : (rlim_t)wanted;
		setrlimit(RLIMIT_NOFILE, &limit);
		getrlimit(RLIMIT_NOFILE, &limit);
	}
	return limit.rlim_cur < (rlim_t)wanted ? (int)limit.rlim_cur : wanted;
}

void connections_init(struct connections *c, int max, int max_per_address)
{
	memset(c, 0, sizeof(*c));
	pthread_mutex_init(&c->lock, NULL);
	c->size = allow_files(max + OTHER_FILES);
	c->max = c->size < max + OTHER_FILES ? c->size / 2 : max;
	c->max_per_address = max_per_address;
	c->items = xcalloc((size_t)c->size, sizeof(*c->items));
	c->polled = xcalloc((size_t)c->size, sizeof(*c->polled));
}

void connections_release(struct connections *c)
{
	pthread_mutex_destroy(&c->lock);
	free(c->items);
	free(c->polled);
	c->items = NULL;
	c->polled = NULL;
}

static bool has_room(const struct connections *c, const struct address *address,
		     bool shared)
{
	struct address key = address_bucket(address);
	int count = 0;

	if (c->count >= c->max)
		return false;
	for (int fd = 0; fd < c->used && !shared; fd++) {
		struct address other;

		if (!c->items[fd].is_open)
			continue;
		other = address_bucket(&c->items[fd].address);
		count += address_equal(&other, &key);
	}
	return count < c->max_per_address;
}

bool connections_admit(struct connections *c, int fd,
		       const struct address *address, bool shared, double now)
{
	struct connection *item = &c->items[fd < c->size ? fd : 0];
	bool admitted;

	pthread_mutex_lock(&c->lock);
	admitted = fd < c->size && has_room(c, address, shared);
	if (admitted) {
		/* One that was closed without our being told counts no more. */
		if (!item->is_open)
			c->count++;
		item->is_open = true;
		item->is_busy = false;
		item->address = *address;
		item->since = now;
		if (fd >= c->used)
			c->used = fd + 1;
	}
	pthread_mutex_unlock(&c->lock);
	return admitted;
}

void connections_forget(struct connections *c, int fd)
{
	pthread_mutex_lock(&c->lock);
	if (fd >= 0 && fd < c->size && c->items[fd].is_open) {
		c->items[fd].is_open = false;
		c->count--;
	}
	while (c->used > 0 && !c->items[c->used - 1].is_open)
		c->used--;
	pthread_mutex_unlock(&c->lock);
}

struct address connections_address(struct connections *c, int fd)
{
	struct address address;

	memset(&address, 0, sizeof(address));
	pthread_mutex_lock(&c->lock);
	if (fd >= 0 && fd < c->size)
		address = c->items[fd].address;
	pthread_mutex_unlock(&c->lock);
	return address;
}

void connections_set_busy(struct connections *c, int fd, bool is_busy,
			  double now)
{
	pthread_mutex_lock(&c->lock);
	if (fd >= 0 && fd < c->size) {
		c->items[fd].is_busy = is_busy;
		if (!is_busy)
			c->items[fd].since = now;
	}
	pthread_mutex_unlock(&c->lock);
}

int connections_count(struct connections *c)
{
	int count;

	pthread_mutex_lock(&c->lock);
	count = c->count;
	pthread_mutex_unlock(&c->lock);
	return count;
}

/*
 * Ask the system which clients will send no more. The HTTP library takes
 * a short read for the last one there is, and misses an end that came with
 * the bytes before it.
 */
static void poll_ends(struct connections *c)
{
	for (int fd = 0; fd < c->used; fd++) {
		/* Negative ones are passed over. */
		c->polled[fd].fd = c->items[fd].is_open ? fd : -1;
		c->polled[fd].events = POLLRDHUP;
		c->polled[fd].revents = 0;
	}
	poll(c->polled, (nfds_t)c->used, 0);
}

static bool is_over(const struct connection *item, bool has_ended, double now,
		    double timeout)
{
	double waited = now - item->since;

	/* What came before the end was read long since, and answered. */
	if (has_ended && !item->is_busy && waited > ENDED)
		return true;
	return waited > timeout;
}

/*
 * A connection is only shut down, for its descriptor is the HTTP library's
 * to close; it notices, and the lock keeps it from closing meanwhile.
 */
void connections_sweep(struct connections *c, double now, double timeout)
{
	pthread_mutex_lock(&c->lock);
	poll_ends(c);
	for (int fd = 0; fd < c->used; fd++)
		if (c->items[fd].is_open &&
		    is_over(&c->items[fd], c->polled[fd].revents & POLLRDHUP,
			    now, timeout))
			shutdown(fd, SHUT_RDWR);
	pthread_mutex_unlock(&c->lock);
}

/* What was received already is still read, then comes the end. */
void connections_drain(struct connections *c)
{
	pthread_mutex_lock(&c->lock);
	for (int fd = 0; fd < c->used; fd++)
		if (c->items[fd].is_open && !c->items[fd].is_busy)
			shutdown(fd, SHUT_RD);
	pthread_mutex_unlock(&c->lock);
}
