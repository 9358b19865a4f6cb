#ifndef SERVER_FILTERS_H
#define SERVER_FILTERS_H

/*
 * The results page's links that narrow a search, widen it again, or sort
 * it otherwise: one for each filter in force, and for the facet values that
 * most results have.
 */

#include "server/link.h"

void filters_put(struct strbuf *out, const struct search_request *request,
		 const struct results *results, struct arena *a);

#endif
