#include "server/daemon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

/*
 * What a connection may hold in memory: a request line, its headers, twice
 * the cookies that a site may have set, and the headers of the answer. The
 * largest query takes 3 KiB when every byte is escaped. More is refused
 * with 414 or 431.
 */
enum { CONNECTION_BYTES = 32 * 1024 };

static int descriptor_of(const struct server *server,
			 struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		server->library.get_connection_info(
			connection, MHD_CONNECTION_INFO_CONNECTION_FD);

	return info ? (int)info->connect_fd : -1;
}

/*
 * What is kept of a connection: the request that has begun. The library
 * does not tell of the end of one whose parameters fill the connection's
 * memory.
 */
struct session {
	struct exchange *open;
};

static struct session *session_of(const struct server *server,
				  struct MHD_Connection *connection)
{
	return server->library
		.get_connection_info(connection,
				     MHD_CONNECTION_INFO_SOCKET_CONTEXT)
		->socket_context;
}

/* The request line is there: a request begins. */
static void *begin(void *arg, const char *uri,
		   struct MHD_Connection *connection)
{
	struct server *server = arg;
	struct session *session = session_of(server, connection);
	size_t len = strlen(uri);
	struct exchange *x = xcalloc(1, sizeof(*x) + len + 1);
	char *copy = (char *)(x + 1);

	memcpy(copy, uri, len);
	x->server = server;
	x->connection = connection;
	x->uri = span_make(copy, len);
	x->start = clock_ms();
	x->fd = descriptor_of(server, connection);
	x->method = "";
	free(session->open);
	session->open = x;
	return x;
}

static enum MHD_Result put_forwarded(void *arg, enum MHD_ValueKind kind,
				     const char *name, const char *value)
{
	struct strbuf *out = arg;

	(void)kind;
	if (!value || !span_iis(span_from(name), "X-Forwarded-For"))
		return MHD_YES;
	if (out->len)
		strbuf_put_char(out, ',');
	strbuf_put_str(out, value);
	return MHD_YES;
}

/*
 * Some proxies, HAProxy among them, add a line of their own behind those of
 * the client. Lines of one name are one list (RFC 9110, 5.3).
 */
static struct address client_of(struct exchange *x)
{
	struct address peer =
		connections_address(&x->server->connections, x->fd);
	struct strbuf forwarded = STRBUF_INIT;
	struct address client;

	if (!proxies_has(&x->server->proxies, &peer))
		return peer;
	x->server->library.get_connection_values(x->connection, MHD_HEADER_KIND,
						 put_forwarded, &forwarded);
	client = proxies_client(&x->server->proxies, &peer,
				strbuf_span(&forwarded));
	strbuf_release(&forwarded);
	return client;
}

bool exchange_is_https(const struct exchange *x)
{
	struct address peer =
		connections_address(&x->server->connections, x->fd);
	const char *protocol = exchange_header(x, "X-Forwarded-Proto");

	return protocol && proxies_has(&x->server->proxies, &peer) &&
	       span_iis(span_from(protocol), "https");
}

static void answer_asset(const struct asset *asset, const char *held,
			 struct reply *reply)
{
	reply->asset = asset;
	reply->type = asset->type;
	reply->is_shared = true;
	reply->max_age = 300;
	snprintf(reply->etag, sizeof(reply->etag), "%s", asset->etag);
	if (held && strstr(held, asset->etag + 2))
		reply->status = 304;
}

static void answer_path(struct exchange *x, const struct target *target,
			struct worker *worker, struct reply *reply)
{
	const struct asset *asset =
		assets_find(&x->server->assets, target->path);
	const struct route *route = route_find(target->path);
	int wait = 0;

	if (route && route->is_limited)
		wait = limiter_take(&x->server->limiter, &x->client, x->start);
	if (wait) {
		reply_error(reply, 429, "too many requests");
		reply->retry_after = wait;
		reply->is_shared = true;
	} else if (asset) {
		answer_asset(asset, exchange_header(x, "If-None-Match"), reply);
	} else if (route) {
		route->handler(x, target, worker, reply);
	} else {
		reply_error(reply, 404, "there is nothing here");
	}
}

static enum MHD_Result refuse(struct exchange *x, int status,
			      const char *message)
{
	struct reply reply = REPLY_INIT;

	reply_error(&reply, status, message);
	return respond(x, &reply, NULL);
}

static enum MHD_Result answer(struct exchange *x)
{
	struct worker *worker = pool_take(&x->server->pool);
	struct reply reply = REPLY_INIT;
	struct error err = ERROR_INIT;
	struct target target;
	enum MHD_Result result;

	if (!worker)
		return refuse(x, 503, "too many requests at once");
	if (target_parse(&target, x->uri, &worker->arena, &err) < 0)
		reply_error(&reply, 400, err.message);
	else
		answer_path(x, &target, worker, &reply);
	result = respond(x, &reply, worker);
	pool_give(&x->server->pool, worker);
	return result;
}

static bool is_answered(const char *method)
{
	return !strcmp(method, "GET") || !strcmp(method, "HEAD") ||
	       !strcmp(method, "OPTIONS");
}

static enum MHD_Result answer_options(struct exchange *x)
{
	struct reply reply = REPLY_INIT;

	reply.status = 204;
	reply.is_shared = true;
	return respond(x, &reply, NULL);
}

/*
 * Called when the headers are there, for each piece of a body, and at the
 * end. What is answered before the end closes the connection; so that is
 * for methods whose bodies we do not want to read. The others have none,
 * or one that means nothing.
 */
static enum MHD_Result handle(void *arg, struct MHD_Connection *connection,
			      const char *url, const char *method,
			      const char *version, const char *upload,
			      size_t *upload_size, void **state)
{
	struct exchange *x = *state;

	(void)arg;
	(void)connection;
	(void)url;
	(void)version;
	(void)upload;
	if (!x)
		return MHD_NO;
	if (!*x->method) {
		x->method = method;
		connections_set_busy(&x->server->connections, x->fd, true,
				     x->start);
		x->client = client_of(x);
		return is_answered(method)
			       ? MHD_YES
			       : refuse(x, 405, "only GET, HEAD and OPTIONS");
	}
	if (*upload_size || x->status) {
		*upload_size = 0;
		return MHD_YES;
	}
	return !strcmp(method, "OPTIONS") ? answer_options(x) : answer(x);
}

static void write_log(const struct exchange *x, double ms)
{
	char address[ADDRESS_TEXT_SIZE];
	struct access entry = {
		x->method, x->uri, x->status, x->bytes, ms, NULL
	};

	if (x->server->options->log_addresses) {
		address_format(address, &x->client);
		entry.address = address;
	}
	access_log_write(&x->server->log, &entry);
}

/* The answer is sent, or the connection broke. */
static void finish(void *arg, struct MHD_Connection *connection, void **state,
		   enum MHD_RequestTerminationCode code)
{
	struct exchange *x = *state;
	double now = clock_ms();

	(void)arg;
	(void)code;
	if (!x)
		return;
	*state = NULL;
	session_of(x->server, connection)->open = NULL;
	connections_set_busy(&x->server->connections, x->fd, false, now);
	metrics_count_request(&x->server->metrics, x->status, now - x->start);
	write_log(x, now - x->start);
	free(x);
}

static void follow(void *arg, struct MHD_Connection *connection,
		   void **socket_context,
		   enum MHD_ConnectionNotificationCode code)
{
	struct server *server = arg;
	struct session *session = *socket_context;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		*socket_context = xcalloc(1, sizeof(*session));
	} else {
		connections_forget(&server->connections,
				   descriptor_of(server, connection));
		free(session->open);
		free(session);
	}
}

/* What clients send wrongly is no news for whoever runs the server. */
static void ignore_log(void *arg, const char *format, va_list args)
{
	(void)arg;
	(void)format;
	(void)args;
}

int daemon_start(struct server *server, int threads, struct error *err)
{
	/*
	 * We accept, and count, connections ourselves, so the library's own
	 * limit is one that is never reached, whatever thread they go to.
	 */
	unsigned limit =
		(unsigned)server->connections.max * (unsigned)threads + 1;

	if (library_load(&server->library, err) < 0)
		return -1;
	server->daemon = server->library.start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_NO_LISTEN_SOCKET |
			MHD_USE_ITC | MHD_USE_ERROR_LOG,
		0, NULL, NULL, handle, server, MHD_OPTION_EXTERNAL_LOGGER,
		ignore_log, NULL, MHD_OPTION_THREAD_POOL_SIZE,
		(unsigned)threads, MHD_OPTION_CONNECTION_LIMIT, limit,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
		MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)server->options->timeout, MHD_OPTION_URI_LOG_CALLBACK,
		begin, server, MHD_OPTION_NOTIFY_COMPLETED, finish, server,
		MHD_OPTION_NOTIFY_CONNECTION, follow, server,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
	if (!server->daemon)
		return error_set_errno(err, ERR_IO, "cannot start the server");
	return 0;
}

void daemon_add(struct server *server, int fd, const struct sockaddr *sa,
		socklen_t len)
{
	struct address address = address_of_socket(sa);

	if (!connections_admit(&server->connections, fd, &address,
			       proxies_has(&server->proxies, &address),
			       clock_ms())) {
		metrics_count_refused(&server->metrics);
		close(fd);
		return;
	}
	/* It closes the socket where it fails. */
	if (server->library.add_connection(server->daemon, fd, sa, len) !=
	    MHD_YES)
		connections_forget(&server->connections, fd);
}

void daemon_stop(struct server *server)
{
	if (server->daemon)
		server->library.stop_daemon(server->daemon);
	server->daemon = NULL;
	library_unload(&server->library);
}
