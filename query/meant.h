#ifndef QUERY_MEANT_H
#define QUERY_MEANT_H

/* What a word or a compound of a query was meant to be. */

#include "store/reader.h"
#include "text/tokenize.h"

/* What words are mended with. */
struct mender {
	struct reader *reader;
	struct analyzer *analyzer;
	struct arena *arena;
	int *left; /* words that may still be looked for */
	struct error *err;
};

/*
 * As spell_find(), for `text` as it was typed: a compound is mended as a
 * whole before part by part. Returns 1 with what it was meant to be, 0
 * where nothing is near, or -1.
 */
int meant_find(struct span *out, struct span text, const struct mender *m);

#endif
