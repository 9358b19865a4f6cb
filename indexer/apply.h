#ifndef INDEXER_APPLY_H
#define INDEXER_APPLY_H

/*
 * Carry out a list of work: threads read the articles, the calling thread
 * writes what comes of them. Called by indexer/index.c.
 */

#include "indexer/index.h"
#include "indexer/worklist.h"
#include "indexer/roots.h"

/* Results of apply_worklist() besides 0 and -1. */
enum {
	APPLY_ENDED = 1, /* by `progress` */
	APPLY_LOCKED = 2 /* only after `is_cleared`: a document is lost whose
			    article cannot be read now */
};

struct apply {
	const struct index_options *options;
	const struct roots *roots;
	const struct worklist *list;
	bool is_cleared; /* the index is empty; the list starts over */
	int64_t settled; /* worklist_settled() of this run */
	struct writer *writer;
	struct warnings *warnings;
	struct index_report *report; /* counts are added */
	bool has_changed;            /* set when there is something to save */
};

/*
 * Removals first, then updates, then additions, in the list's order, so
 * that what is written does not depend on which thread is faster.
 */
int apply_worklist(struct apply *apply, struct error *err);

#endif
