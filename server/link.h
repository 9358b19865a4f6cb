#ifndef SERVER_LINK_H
#define SERVER_LINK_H

/* Searches as URLs, for the results page's links. */

#include "base/strbuf.h"
#include "server/request.h"

/*
 * Append "search?q=..." with all that differs from a plain search; the
 * inverse of search_request_parse(). Not escaped for HTML yet.
 */
void link_put(struct strbuf *out, const struct search_request *request);

/* The same but for q: <input type="hidden"> for a form. */
void link_put_inputs(struct strbuf *out, const struct search_request *request);

/* <a href=...>, with further `attributes` ("" or " rel=..."). */
void link_open(struct strbuf *out, const struct search_request *request,
	       const char *attributes);

/* `list` without `value`, in `a`; and with it. */
struct span_list list_without(const struct span_list *list, struct span value,
			      struct arena *a);
struct span_list list_with(const struct span_list *list, struct span value,
			   struct arena *a);
bool list_has(const struct span_list *list, struct span value);

#endif
