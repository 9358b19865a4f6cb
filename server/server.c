#include "server/server.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "server/daemon.h"
#include "server/listen.h"
#include "server/state.h"
#include "server/watch.h"

/* How often connections are looked at, in milliseconds. */
enum { TICK = 250 };

/* Connections accepted in a row; the system has not many more waiting. */
enum { ACCEPT_TURN = 1024 };

/* How long requests may go on after SIGTERM, in milliseconds. */
enum { DRAIN_LIMIT = 10000, DRAIN_TICK = 10 };

/*
 * Signals come as bytes of a descriptor, to the one thread that waits for
 * them; the others, started later, have them blocked too.
 */
static int open_signals(struct error *err)
{
	sigset_t set;
	int fd;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	signal(SIGPIPE, SIG_IGN);
	if (pthread_sigmask(SIG_BLOCK, &set, NULL))
		return error_set(err, ERR_IO, "cannot block signals");
	fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	return fd < 0 ? error_set_errno(err, ERR_IO, "cannot wait for signals")
		      : fd;
}

static void reopen(struct server *server)
{
	struct error err = ERROR_INIT;

	if (access_log_reopen(&server->log, &err) < 0)
		server_log("%s", err.message);
	pool_reopen(&server->pool);
}

/* Returns true when it is time to end. */
static bool take_signals(struct server *server, int fd)
{
	struct signalfd_siginfo info;
	bool ends = false;

	while (read(fd, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGHUP)
			reopen(server);
		else
			ends = true;
	}
	return ends;
}

/*
 * Take in those that wait, and no more than a turn of them: whatever the
 * flood, signals are heard. Returns false where none could be taken for lack
 * of descriptors or memory.
 */
static bool accept_turn(struct server *server, int listener)
{
	for (int i = 0; i < ACCEPT_TURN; i++) {
		struct sockaddr_storage sa;
		socklen_t len = sizeof(sa);
		int fd;

		memset(&sa, 0, sizeof(sa));
		fd = accept(listener, (struct sockaddr *)&sa, &len);
		if (fd >= 0)
			daemon_add(server, fd, (struct sockaddr *)&sa, len);
		else if (errno == EAGAIN || errno == EWOULDBLOCK)
			return true;
		else if (errno != EINTR && errno != ECONNABORTED)
			return false;
	}
	return true;
}

/* Accept, sweep and take signals until one says to end. */
static void run(struct server *server, const struct listeners *l, int signals)
{
	struct pollfd fds[LISTEN_MAX + 1];
	double swept = clock_ms();
	nfds_t count = 0;

	fds[count].fd = signals;
	fds[count++].events = POLLIN;
	for (size_t i = 0; i < l->count; i++) {
		fds[count].fd = l->items[i].fd;
		fds[count++].events = POLLIN;
	}
	for (;;) {
		double now;

		if (poll(fds, count, TICK) < 0 && errno != EINTR)
			return;
		if ((fds[0].revents & POLLIN) && take_signals(server, signals))
			return;
		for (nfds_t i = 1; i < count; i++)
			if ((fds[i].revents & POLLIN) &&
			    !accept_turn(server, fds[i].fd))
				poll(NULL, 0, TICK); /* until one is free */
		now = clock_ms();
		if (now - swept < TICK)
			continue;
		swept = now;
		connections_sweep(&server->connections, now,
				  server->options->timeout * 1000.0);
	}
}

/* Answer what has come in already, and nothing more. */
static void drain(struct server *server, struct listeners *l)
{
	double end = clock_ms() + DRAIN_LIMIT;

	notify_send("STOPPING=1");
	for (size_t i = 0; i < l->count; i++)
		accept_turn(server, l->items[i].fd);
	listeners_close(l);
	atomic_store(&server->is_draining, true);
	while (connections_count(&server->connections) && clock_ms() < end) {
		connections_drain(&server->connections);
		poll(NULL, 0, DRAIN_TICK);
	}
}

static int thread_count(const struct server_options *options)
{
	long processors;

	if (options->threads)
		return options->threads;
	/* Two a processor, so that one slow query holds up no quick one. */
	processors = sysconf(_SC_NPROCESSORS_ONLN);
	return processors < 2 ? 4 : processors > 16 ? 32 : (int)processors * 2;
}

static int parse_proxies(struct proxies *out, const struct span_list *list,
			 struct error *err)
{
	out->items = xcalloc(list->count + 1, sizeof(*out->items));
	for (; out->count < list->count; out->count++)
		if (network_parse(&out->items[out->count],
				  list->items[out->count], err) < 0)
			return -1;
	return 0;
}

static int init(struct server *server, const struct server_options *options,
		int threads, struct error *err)
{
	server->options = options;
	server->log.fd = -1;
	pool_init(&server->pool, options->db, threads);
	assets_init(&server->assets);
	connections_init(&server->connections, options->max_connections,
			 options->max_per_address);
	limiter_init(&server->limiter, options->rate, options->burst);
	if (parse_proxies(&server->proxies, &options->proxies, err) < 0 ||
	    access_log_open(&server->log, options->access_log, err) < 0 ||
	    (options->stats_db &&
	     stats_open(&server->stats, options->stats_db, err) < 0))
		return -1;
	if (options->watch.count &&
	    watch_open(&server->watch, options, err) < 0)
		return -1;
	if (pool_open(&server->pool, err) == 0)
		return 0;
	/* Not there yet, of another version or damaged: it is made anew. */
	if (!server->watch || watch_update(server->watch, err) < 0)
		return -1;
	return pool_open(&server->pool, err);
}

static int start(struct server *server, int threads, struct error *err)
{
	if (daemon_start(server, threads, err) < 0)
		return -1;
	return server->watch ? watch_start(server->watch, err) : 0;
}

static void release(struct server *server)
{
	watch_close(server->watch);
	daemon_stop(server);
	stats_close(server->stats);
	access_log_close(&server->log);
	free(server->proxies.items);
	limiter_release(&server->limiter);
	connections_release(&server->connections);
	assets_release(&server->assets);
	pool_release(&server->pool);
}

static void announce(const struct listeners *l)
{
	for (size_t i = 0; i < l->count; i++) {
		struct strbuf place = STRBUF_INIT;

		listener_describe(&place, &l->items[i]);
		server_log("listening on %s", place.buf);
		strbuf_release(&place);
	}
	notify_send("READY=1");
}

int server_run(const struct server_options *options, struct error *err)
{
	struct server *server = xcalloc(1, sizeof(*server));
	struct listeners listeners = { .count = 0 };
	int threads = thread_count(options);
	int signals = open_signals(err);
	int ret = -1;

	if (init(server, options, threads, err) < 0 || signals < 0 ||
	    listeners_open(&listeners, &options->listen, err) < 0 ||
	    start(server, threads, err) < 0)
		goto out;
	announce(&listeners);
	run(server, &listeners, signals);
	drain(server, &listeners);
	ret = 0;
out:
	listeners_close(&listeners);
	release(server);
	if (signals >= 0)
		close(signals);
	free(server);
	return ret;
}
