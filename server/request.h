#ifndef SERVER_REQUEST_H
#define SERVER_REQUEST_H

/*
 * What a client asks for, read from the target of its request line. Knows
 * no sockets. Unknown parameters are passed over; a known one with a bad
 * value is an error that the client is told of (ERR_USAGE, ERR_PARSE).
 */

#include "base/arena.h"
#include "base/error.h"
#include "query/search.h"

enum {
	REQUEST_MAX_PARAMETERS = 64,
	REQUEST_MAX_VALUE = 256, /* bytes, of all parameters but q */
	REQUEST_MAX_FILTERS = 8, /* of one kind */
	REQUEST_MAX_LIMIT = 100,
};

struct parameter {
	struct span name, value;
};

struct target {
	struct span path; /* as sent, not decoded: ours need no decoding */
	struct parameter *parameters;
	size_t count;
};

/*
 * Take "/path?name=value&..." apart and decode its parameters (WHATWG URL
 * Standard, application/x-www-form-urlencoded, but strictly): values are
 * UTF-8 without NUL, a percent sign stands before two hexadecimal digits.
 */
int target_parse(struct target *out, struct span uri, struct arena *a,
		 struct error *err);

/* The value of a parameter that may be given once; empty: it is not there. */
int target_get(const struct target *target, const char *name, struct span *out,
	       struct error *err);

/* `*out` stays where no limit is given. */
int target_get_limit(const struct target *target, size_t *out,
		     struct error *err);

struct search_request {
	struct span text;
	struct search_options options;
};

/*
 * Read q, limit, offset, sort, tag, category, author, lang, prefer, section,
 * after, before, facets, literal and prefix. `out` holds what is not given.
 * Whether a date is one is for search() to say.
 */
int search_request_parse(struct search_request *out,
			 const struct target *target, struct arena *a,
			 struct error *err);

#endif
