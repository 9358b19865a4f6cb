#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "server/state.h"

const char *exchange_header(const struct exchange *x, const char *name)
{
	return x->server->library.lookup_connection_value(
		x->connection, MHD_HEADER_KIND, name);
}

/* What went wrong is for the log; it may tell of paths. */
void exchange_fail(struct exchange *x, const struct error *err,
		   struct reply *reply)
{
	bool is_ours = err->code == ERR_CORRUPT || err->code == ERR_DATABASE;

	if (err->code == ERR_USAGE || err->code == ERR_PARSE) {
		reply_error(reply, 400, err->message);
		return;
	}
	server_log("%.200s: %s", x->uri.ptr, err->message);
	if (is_ours)
		reply_error(reply, 500, "the search failed");
	else
		reply_error(reply, 503, "the index cannot be read");
	reply->retry_after = is_ours ? 0 : 5;
}

/* Whether one of the tags in If-None-Match is this one (RFC 9110, 13.1.2). */
static bool has_etag(const char *header, const char *etag)
{
	struct span rest = span_from(header), piece;
	struct span opaque = span_from(etag + 2); /* without W/ */

	while (span_next_piece(&rest, ',', &piece)) {
		piece = span_trim(piece);
		if (span_has_prefix(piece, "W/"))
			piece = span_slice(piece, 2, piece.len);
		if (span_eq(piece, opaque) || span_is(piece, "*"))
			return true;
	}
	return false;
}

bool exchange_is_known(struct exchange *x, int64_t revision,
		       struct reply *reply)
{
	const char *held = exchange_header(x, "If-None-Match");
	uint64_t hash = hash_bytes(span_from(BLOGSEARCH_VERSION), 0);

	hash = hash_bytes(span_from(x->server->options->name), hash);
	hash = hash_bytes(x->uri, hash);
	snprintf(reply->etag, sizeof(reply->etag),
		 "W/\"%" PRIx64 "-%016" PRIx64 "\"", (uint64_t)revision, hash);
	reply->max_age = x->server->options->max_age;
	if (!held || !has_etag(held, reply->etag))
		return false;
	reply->status = 304;
	return true;
}

/* The revision before the search: a client that knows it needs none. */
static int is_answered(struct exchange *x, struct reader *reader,
		       struct reply *reply, struct error *err)
{
	int64_t revision;

	if (!exchange_header(x, "If-None-Match"))
		return 0;
	if (reader_begin(reader, err) < 0)
		return -1;
	revision = reader_revision(reader);
	reader_end(reader);
	return exchange_is_known(x, revision, reply);
}

int exchange_search(struct exchange *x, const struct search_request *request,
		    struct worker *worker, struct results *results,
		    struct reply *reply)
{
	struct server *server = x->server;
	struct error err = ERROR_INIT;
	struct reader *reader = worker_reader(worker, &server->pool, &err);
	int known;

	if (!reader)
		goto fail;
	known = is_answered(x, reader, reply, &err);
	if (known > 0)
		return -1;
	if (known < 0 || search(results, reader, request->text,
				&request->options, &worker->arena, &err) < 0)
		goto fail;
	worker_tell(worker, &server->pool);
	metrics_count_query(&server->metrics, results->took_ms,
			    results->total > 0, results->partial);
	/* The pages behind the first are the same query. */
	if (request->options.offset == 0)
		stats_count(server->stats, &x->client, request->text,
			    results->took_ms, results->total > 0);
	exchange_is_known(x, results->revision, reply);
	reply->status = 200;
	/* Another time there may be time for all of it. */
	if (results->partial) {
		reply->etag[0] = '\0';
		reply->max_age = -1;
	}
	return 0;
fail:
	if (err.code != ERR_USAGE)
		worker_drop(worker);
	exchange_fail(x, &err, reply);
	return -1;
}
