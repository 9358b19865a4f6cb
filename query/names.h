#ifndef QUERY_NAMES_H
#define QUERY_NAMES_H

/* The documents that what was typed is the name of. */

#include "query/idset.h"
#include "query/plan.h"

struct names {
	struct idset written;     /* it is the title, sign by sign */
	struct idset titles;      /* it is the title's words, or was meant to */
	struct idset others;      /* a file name, slug or old URL */
	struct idset beginnings;  /* the title begins with it */
	struct idset whole_words; /* and its last word ends there as well */
};

struct names_options {
	struct span text; /* as typed */
	bool prefix;      /* it may be unfinished: look for beginnings */
};

/*
 * Look for `text`, and for what `query` and `plan` made of it: without
 * filters, and with words in the spelling that was meant. A query that
 * leaves something out is no name by its words.
 */
int names_find(struct names *out, struct names_options options,
	       const struct query *query, const struct plan *plan,
	       struct reader *r, struct arena *a, struct error *err);

/* Whether there is a document in any of the sets: mostly not. */
static inline bool names_are_found(const struct names *names)
{
	return names->written.count + names->titles.count +
		       names->others.count + names->beginnings.count >
	       0;
}

/* Whether the document is in any of the sets. */
static inline bool names_have(const struct names *names, int64_t id)
{
	return idset_has(&names->written, id) ||
	       idset_has(&names->titles, id) || idset_has(&names->others, id) ||
	       idset_has(&names->beginnings, id);
}

#endif
