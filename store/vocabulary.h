#ifndef STORE_VOCABULARY_H
#define STORE_VOCABULARY_H

/*
 * The words of the index and how many documents hold each, counted while
 * documents are written and stored at the end.
 */

#include "base/map.h"
#include "store/analysis.h"
#include "store/database.h"

struct vocabulary {
	struct map changes; /* value: two counts, see vocabulary.c */
};

void vocabulary_init(struct vocabulary *v);
void vocabulary_reset(struct vocabulary *v);
void vocabulary_release(struct vocabulary *v);

/*
 * Count the words of one document: `sign` 1 when it is added, -1 when it is
 * removed.
 */
void vocabulary_count(struct vocabulary *v, const struct terms *terms,
		      int sign);

/* Store the changes, in the order of the words. */
int vocabulary_write(struct vocabulary *v, struct database *db,
		     struct error *err);

#endif
