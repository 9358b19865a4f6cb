#ifndef QUERY_FACETS_H
#define QUERY_FACETS_H

/* How the matches spread over tags, categories, authors, years, languages. */

#include "query/search_state.h"

/*
 * Count the facets of s->matches into `out`; those that were counted when
 * time is up.
 */
int facets_count(struct results *out, struct search *s);

#endif
