#include "server/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/mem.h"
#include "server/address.h"

/* Connections that wait to be accepted; the system may allow fewer. */
enum { BACKLOG = 1024 };

/* systemd's first descriptor. */
enum { PASSED_FIRST = 3 };

static int add(struct listeners *l, int fd, const char *path, struct error *err)
{
	if (l->count == LISTEN_MAX) {
		close(fd);
		return error_set(err, ERR_USAGE, "more than %d sockets",
				 LISTEN_MAX);
	}
	/* A connection may be gone before it is accepted. */
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	l->items[l->count].fd = fd;
	l->items[l->count++].path = path ? xstrdup(path) : NULL;
	return 0;
}

/* Returns how many sockets systemd passed to this very process. */
static int passed_count(void)
{
	const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
	long count;

	if (!pid || !fds || strtol(pid, NULL, 10) != (long)getpid())
		return 0;
	count = strtol(fds, NULL, 10);
	return count > 0 && count <= LISTEN_MAX ? (int)count : 0;
}

/*
 * A socket file that nobody listens at is left from a server that was
 * killed, and in the way. Anything else is not ours to remove.
 */
static void remove_stale(const struct sockaddr_un *sun)
{
	struct stat st;
	int fd;

	if (lstat(sun->sun_path, &st) < 0 || !S_ISSOCK(st.st_mode))
		return;
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (fd >= 0 &&
	    connect(fd, (const struct sockaddr *)sun, sizeof(*sun)) < 0 &&
	    errno == ECONNREFUSED)
		unlink(sun->sun_path);
	if (fd >= 0)
		close(fd);
}

static int open_unix(struct listeners *l, const char *path, struct error *err)
{
	struct sockaddr_un sun;
	int fd;

	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	if (strlen(path) >= sizeof(sun.sun_path) || !*path)
		return error_set(err, ERR_USAGE,
				 "'%s' cannot be the path of a socket", path);
	strcpy(sun.sun_path, path);
	remove_stale(&sun);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (fd < 0 ||
	    bind(fd, (const struct sockaddr *)&sun, sizeof(sun)) < 0 ||
	    listen(fd, BACKLOG) < 0) {
		error_set_errno(err, ERR_IO, "cannot listen at '%s'", path);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	/* The folder says who may come in; a proxy runs as somebody else. */
	chmod(path, 0666);
	return add(l, fd, path, err);
}

static int open_address(const struct addrinfo *info)
{
	int fd = socket(info->ai_family, SOCK_STREAM, 0);
	int on = 1, saved;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	/* Or "[::]" would take the port that "0.0.0.0" wants. */
	if (info->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 &&
	    listen(fd, BACKLOG) == 0)
		return fd;
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

/* All addresses of the name; one that the machine lacks is no trouble. */
static int open_name(struct listeners *l, const char *wanted, const char *host,
		     const char *port, struct error *err)
{
	struct addrinfo hints, *found = NULL;
	size_t before = l->count;
	int code, fd, ret = 0, saved = 0;

	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_flags = AI_PASSIVE;
	code = getaddrinfo(*host ? host : NULL, port, &hints, &found);
	if (code)
		return error_set(err, ERR_USAGE, "cannot listen at '%s': %s",
				 wanted, gai_strerror(code));
	for (struct addrinfo *i = found; i && ret == 0; i = i->ai_next) {
		fd = open_address(i);
		if (fd >= 0)
			ret = add(l, fd, NULL, err);
		else
			saved = errno;
	}
	freeaddrinfo(found);
	if (ret == 0 && l->count == before) {
		errno = saved;
		return error_set_errno(err, ERR_IO, "cannot listen at '%s'",
				       wanted);
	}
	return ret;
}

static int open_tcp(struct listeners *l, const char *wanted, struct error *err)
{
	char host[256];
	const char *colon = strrchr(wanted, ':');
	struct span name =
		span_make(wanted, colon ? (size_t)(colon - wanted) : 0);

	if (name.len > 2 && name.ptr[0] == '[' && name.ptr[name.len - 1] == ']')
		name = span_slice(name, 1, name.len - 1);
	if (!colon || name.len >= sizeof(host) || !colon[1])
		return error_set(err, ERR_USAGE,
				 "'%s' is not HOST:PORT or unix:PATH", wanted);
	memcpy(host, name.ptr, name.len);
	host[name.len] = '\0';
	return open_name(l, wanted, host, colon + 1, err);
}

int listeners_open(struct listeners *l, const struct span_list *wanted,
		   struct error *err)
{
	int passed = passed_count();

	memset(l, 0, sizeof(*l));
	for (int i = 0; i < passed; i++)
		if (add(l, PASSED_FIRST + i, NULL, err) < 0)
			return -1;
	for (size_t i = 0; i < wanted->count && !passed; i++) {
		const char *place = wanted->items[i].ptr;
		bool is_unix = span_has_prefix(wanted->items[i], "unix:");

		if ((is_unix ? open_unix(l, place + 5, err)
			     : open_tcp(l, place, err)) < 0)
			return -1;
	}
	return 0;
}

void listeners_close(struct listeners *l)
{
	for (size_t i = 0; i < l->count; i++) {
		close(l->items[i].fd);
		if (l->items[i].path)
			unlink(l->items[i].path);
		free(l->items[i].path);
	}
	l->count = 0;
}

void listener_describe(struct strbuf *out, const struct listener *l)
{
	struct sockaddr_storage sa;
	socklen_t len = sizeof(sa);
	char host[64], port[16];

	if (l->path) {
		strbuf_printf(out, "unix:%s", l->path);
		return;
	}
	memset(&sa, 0, sizeof(sa));
	if (getsockname(l->fd, (struct sockaddr *)&sa, &len) < 0 ||
	    sa.ss_family == AF_UNIX ||
	    getnameinfo((struct sockaddr *)&sa, len, host, sizeof(host), port,
			sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV)) {
		strbuf_put_str(out, "a socket that was passed on");
		return;
	}
	strbuf_printf(out,
		      sa.ss_family == AF_INET6 ? "http://[%s]:%s"
					       : "http://%s:%s",
		      host, port);
}

void notify_send(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un sun;
	size_t len = path ? strlen(path) : 0;
	int fd;

	if (len < 2 || len >= sizeof(sun.sun_path))
		return;
	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	memcpy(sun.sun_path, path, len);
	/* "@name" is a name in no file system, written with a NUL. */
	if (path[0] == '@')
		sun.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	if (fd < 0)
		return;
	sendto(fd, state, strlen(state), MSG_NOSIGNAL,
	       (const struct sockaddr *)&sun,
	       (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len));
	close(fd);
}
