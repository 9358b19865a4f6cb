#ifndef STORE_COMPLETIONS_H
#define STORE_COMPLETIONS_H

/*
 * The postings of all terms that begin with a prefix, gathered in memory by
 * document; for store/postings.c.
 */

#include "store/positions.h"
#include "store/segment.h"

/* Of a document. */
struct completion {
	uint32_t newest;             /* item; 0: there is none */
	uint16_t in_text, elsewhere; /* limits; UINT16_MAX: there may be more */
};

/* Blocks of items in units of 4 bytes, which have numbers of 32 bits. */
enum { COMPLETIONS_FIRST_BITS = 14, COMPLETIONS_BLOCKS = 19 };

/* Others than completions.c read `documents` through completions_limit(). */
struct completions {
	uint64_t *present; /* a bit for each document that is there */
	size_t word_count; /* of those */
	/*
	 * By number, of those that are there. Most are only counted, and then
	 * their items, which fit no cache, are not read.
	 */
	struct completion *documents;
	uint32_t *blocks[COMPLETIONS_BLOCKS]; /* of items; NULL: none */
	size_t block_count;
	uint32_t *at; /* where the next item goes, if this has `left` units */
	size_t left;
	uint32_t number; /* of that item */
	struct span *parts;
	size_t part_alloc;
};

/* For documents up to `last_document`. */
struct completions *completions_new(int64_t last_document);
void completions_free(struct completions *c);

/* Add where a term stands in documents. */
void completions_put(struct completions *c, const struct posting *postings,
		     int count);

/* The first document from `least` on; INT64_MAX: there is none. */
int64_t completions_find(const struct completions *c, int64_t least);

static inline uint32_t completions_widen(uint16_t limit)
{
	return limit < UINT16_MAX ? limit : UINT32_MAX;
}

/* The document has no more occurrences. */
static inline struct occurrence_limit
completions_limit(const struct completions *c, int64_t document)
{
	const struct completion *d = &c->documents[document];

	return (struct occurrence_limit){ completions_widen(d->in_text),
					  completions_widen(d->elsewhere) };
}

/*
 * Set `bit` in the mark of each document from `from` on that comes before
 * `before`; marks[0] is that of `from`.
 */
void completions_mark(const struct completions *c, int64_t from, int64_t before,
		      uint64_t *marks, uint64_t bit);

/*
 * The lists of positions that were put for the document. Valid until the
 * next call.
 */
const struct span *completions_get(struct completions *c, int64_t document,
				   size_t *count);

#endif
