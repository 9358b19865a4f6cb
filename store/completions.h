#ifndef STORE_COMPLETIONS_H
#define STORE_COMPLETIONS_H

/*
 * The postings of all terms that begin with a prefix, gathered in memory by
 * document; for store/postings.c.
 */

#include "store/positions.h"
#include "store/segment.h"

struct completions;

/* For documents up to `last_document`. */
struct completions *completions_new(int64_t last_document);
void completions_free(struct completions *c);

/* Add where a term stands in a document. */
void completions_put(struct completions *c, int64_t document,
		     struct span positions);

/*
 * The first document from `least` on; INT64_MAX: there is none. `*limit`: it
 * has no more occurrences.
 */
int64_t completions_find(const struct completions *c, int64_t least,
			 struct occurrence_limit *limit);

/*
 * The lists of positions that were put for the document. Valid until the
 * next call.
 */
const struct span *completions_get(struct completions *c, int64_t document,
				   size_t *count);

#endif
