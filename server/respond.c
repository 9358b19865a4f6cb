/* A reply as HTTP: headers, compression, and what the client has already. */

#include <stdio.h>
#include <string.h>

#include "server/gzip.h"
#include "server/state.h"

/* Smaller bodies fit into a packet as they are. */
enum { GZIP_MIN_BYTES = 1024 };

/* Fast; the highest level would gain a tenth for three times the time. */
enum { GZIP_LEVEL = 4 };

/*
 * Nothing but our own script and style, so that markup that slipped through
 * could do nothing.
 */
static const char page_policy[] =
	"default-src 'none'; script-src 'self'; style-src 'self'; "
	"connect-src 'self'; img-src 'self' data:; form-action 'self'; "
	"base-uri 'none'; frame-ancestors 'self'";

static void put_header(const struct exchange *x, struct MHD_Response *r,
		       const char *name, const char *value)
{
	x->server->library.add_response_header(r, name, value);
}

/* The origin that may read the answer: of the list of --cors, or NULL. */
static const char *allowed_origin(const struct exchange *x)
{
	const struct span_list *allowed = &x->server->options->cors;
	const char *origin = exchange_header(x, "Origin");

	for (size_t i = 0; origin && i < allowed->count; i++)
		if (span_is(allowed->items[i], "*") ||
		    span_is(allowed->items[i], origin))
			return origin;
	return NULL;
}

static void put_cors(const struct exchange *x, struct MHD_Response *r)
{
	const char *origin = allowed_origin(x);

	if (!origin)
		return;
	put_header(x, r, "Access-Control-Allow-Origin", origin);
	if (strcmp(x->method, "OPTIONS") != 0)
		return;
	put_header(x, r, "Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
	put_header(x, r, "Access-Control-Max-Age", "86400");
}

/* What an answer depends on beside its URL. */
static const char *vary(const struct exchange *x, const struct reply *reply)
{
	if (reply->is_shared && x->server->options->cors.count)
		return "Accept-Encoding, Origin";
	return "Accept-Encoding";
}

static void put_caching(const struct exchange *x, struct MHD_Response *r,
			const struct reply *reply)
{
	char text[48];

	if (reply->etag[0])
		put_header(x, r, "ETag", reply->etag);
	if (reply->max_age > 0)
		snprintf(text, sizeof(text), "public, max-age=%d",
			 reply->max_age);
	else
		snprintf(text, sizeof(text), "%s",
			 reply->max_age == 0 ? "no-cache" : "no-store");
	put_header(x, r, "Cache-Control", text);
}

static void put_headers(const struct exchange *x, struct MHD_Response *r,
			const struct reply *reply)
{
	char number[16];

	if (reply->type && reply->status != 304)
		put_header(x, r, "Content-Type", reply->type);
	put_caching(x, r, reply);
	put_header(x, r, "Vary", vary(x, reply));
	put_header(x, r, "X-Content-Type-Options", "nosniff");
	if (reply->is_page) {
		put_header(x, r, "Content-Security-Policy", page_policy);
		put_header(x, r, "Referrer-Policy",
			   "strict-origin-when-cross-origin");
	}
	if (reply->is_shared)
		put_cors(x, r);
	if (reply->retry_after) {
		snprintf(number, sizeof(number), "%d", reply->retry_after);
		put_header(x, r, "Retry-After", number);
	}
	if (reply->status == 405 || !strcmp(x->method, "OPTIONS"))
		put_header(x, r, "Allow", "GET, HEAD, OPTIONS");
	if (atomic_load(&x->server->is_draining))
		put_header(x, r, "Connection", "close");
}

/* Part of the program: nothing to copy, nothing to compress. */
static struct MHD_Response *make_asset(const struct exchange *x,
				       const struct asset *asset, bool gzip,
				       size_t *size)
{
	struct span bytes = gzip ? strbuf_span(&asset->gzip) : asset->body;

	*size = bytes.len;
	return x->server->library.create_response_from_buffer(
		bytes.len, (void *)bytes.ptr, MHD_RESPMEM_PERSISTENT);
}

static void compress_body(struct strbuf *body, struct worker *worker)
{
	struct strbuf packed = STRBUF_INIT;

	if (!worker->gzip)
		worker->gzip = gzip_new(GZIP_LEVEL);
	gzip_put(worker->gzip, &packed, strbuf_span(body));
	strbuf_release(body);
	*body = packed;
}

static struct MHD_Response *make_response(const struct exchange *x,
					  struct reply *reply,
					  struct worker *worker, size_t *size)
{
	bool gzip = gzip_is_accepted(exchange_header(x, "Accept-Encoding"));
	struct MHD_Response *r;

	if (reply->asset) {
		r = make_asset(x, reply->asset, gzip, size);
	} else {
		gzip = gzip && worker && reply->body.len > GZIP_MIN_BYTES;
		if (gzip)
			compress_body(&reply->body, worker);
		*size = reply->body.len;
		r = x->server->library.create_response_from_buffer(
			*size, strbuf_detach(&reply->body),
			MHD_RESPMEM_MUST_FREE);
	}
	if (r && gzip)
		put_header(x, r, "Content-Encoding", "gzip");
	return r;
}

enum MHD_Result respond(struct exchange *x, struct reply *reply,
			struct worker *worker)
{
	struct MHD_Response *r;
	enum MHD_Result result;

	if (reply->status == 304 || reply->status == 204) {
		strbuf_reset(&reply->body);
		reply->asset = NULL;
	}
	r = make_response(x, reply, worker, &x->bytes);
	strbuf_release(&reply->body);
	if (!r)
		return MHD_NO;
	put_headers(x, r, reply);
	x->status = reply->status;
	if (!strcmp(x->method, "HEAD"))
		x->bytes = 0;
	result = x->server->library.queue_response(x->connection,
						   (unsigned)reply->status, r);
	x->server->library.destroy_response(r);
	return result;
}
