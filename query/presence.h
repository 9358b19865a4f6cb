#ifndef QUERY_PRESENCE_H
#define QUERY_PRESENCE_H

/* Whether anything is found by a word. */

#include "query/filter.h"
#include "query/plan.h"

/*
 * 1: a document that passes the filter, in a language for which one of the
 * word's alternatives is meant, has that alternative; 0: none has; or -1.
 * A bonus does not count.
 */
int presence_find(const struct word *word, struct reader *r,
		  const struct filter *filter, struct error *err);

#endif
