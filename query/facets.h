#ifndef QUERY_FACETS_H
#define QUERY_FACETS_H

/* How the matches spread over tags, categories, authors, years, languages. */

#include "query/idset.h"
#include "query/search.h"

/* Count the facets of the documents in `matches` into `out`. */
int facets_count(struct results *out, const struct idset *matches,
		 struct reader *r, struct arena *a, struct error *err);

#endif
