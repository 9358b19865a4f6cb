#ifndef SERVER_LISTEN_H
#define SERVER_LISTEN_H

/* The sockets that connections come in at. */

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"
#include "base/strbuf.h"

enum { LISTEN_MAX = 16 };

struct listener {
	int fd;
	char *path; /* of a unix socket that is ours to remove, or NULL */
};

struct listeners {
	struct listener items[LISTEN_MAX];
	size_t count;
};

/*
 * Take the sockets that systemd passed on (sd_listen_fds(3)); where there
 * are none, open those of `wanted`: "HOST:PORT", ":PORT", "[ADDRESS]:PORT",
 * "unix:PATH". Call listeners_close() also after -1.
 */
int listeners_open(struct listeners *l, const struct span_list *wanted,
		   struct error *err);
void listeners_close(struct listeners *l);

/* Append where a listener listens: "http://127.0.0.1:8080", "unix:PATH". */
void listener_describe(struct strbuf *out, const struct listener *l);

/* Tell systemd ("READY=1"), where it asked for that (sd_notify(3)). */
void notify_send(const char *state);

#endif
