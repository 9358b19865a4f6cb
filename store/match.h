#ifndef STORE_MATCH_H
#define STORE_MATCH_H

/* What is looked for in the index, and one document that matches. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/columns.h"
#include "store/positions.h"

/* Terms at consecutive positions. */
struct match_phrase {
	struct span terms;  /* with a space between, see store/replay.h */
	bool is_prefix;     /* the last term may go on */
	size_t most_terms;  /* and is only so many of these; 0: all */
	bool is_title_only; /* found in the title */
	int group;          /* any phrase of a group will do; MATCH_EXCLUDED */
};

/* A group: none of these phrases may be there. */
#define MATCH_EXCLUDED (-1)

/* Phrases are numbered by their place in here. */
struct match_query {
	const struct match_phrase *phrases;
	size_t count;
	int group_count; /* groups from 0 on, each of which has a phrase */
	bool needs_all;  /* a phrase of every group; or else of any */
};

/* Where a phrase stands. */
struct match_place {
	int64_t document; /* not before the match's; INT64_MAX: no more */
	/*
	 * Lists of positions (store/positions.h) that hold all its occurrences
	 * in there, in no order, and some more than once: what is cheap to
	 * have. For others than the match's document they mean nothing. NULL:
	 * match_place() is to read them, who have no more occurrences than
	 * `limit` says.
	 */
	const struct span *parts;
	size_t part_count;
	struct occurrence_limit limit;
};

#define MATCH_BITS 64

/* Read it through the functions below; they are asked of every match. */
struct match {
	int64_t document;
	uint64_t present; /* bit i: it has phrase i; of the first MATCH_BITS */
	struct match_place *places;    /* by phrase */
	struct phrase *phrases;        /* store/match_walk.c's */
	const struct columns *columns; /* by document, those of the reader */
};

/*
 * A document that may match is met: have its columns fetched, which a walk of
 * few of many documents would wait for. It need not be there: an address is
 * all that is made of it.
 */
static inline void match_expect(const struct match *m, int64_t document)
{
	uintptr_t offset = (uintptr_t)document * sizeof(*m->columns);

	__builtin_prefetch((const void *)((uintptr_t)m->columns + offset));
}

/* Return nonzero to end the walk early. */
typedef int (*match_fn)(struct match *m, void *arg);

static inline int64_t match_document(const struct match *m)
{
	return m->document;
}

/* The first phrase from `from` up to `end` that the document has; or `end`. */
static inline int match_next_phrase(const struct match *m, int from, int end)
{
	if (from < MATCH_BITS) {
		uint64_t rest = m->present >> from;

		from = rest ? from + __builtin_ctzll(rest) : MATCH_BITS;
	}
	while (from < end && m->places[from].document != m->document)
		from++;
	return from < end ? from : end;
}

/* For match_place() itself. */
void match_read_parts(const struct match *m, int phrase);

/* The parts of a phrase that match_next_phrase() told. */
static inline const struct match_place *match_place(const struct match *m,
						    int phrase)
{
	if (!m->places[phrase].parts)
		match_read_parts(m, phrase);
	return &m->places[phrase];
}

/* How many occurrences that phrase may have; parts are not read for it. */
static inline struct occurrence_limit match_limit(const struct match *m,
						  int phrase)
{
	const struct match_place *place = &m->places[phrase];

	return place->parts && place->part_count == 1
		       ? positions_limit(*place->parts)
		       : place->limit;
}

/*
 * All occurrences of a phrase, those of its first term, as one list in order;
 * empty: the document does not have it. Valid until the next call for that
 * phrase.
 */
struct span match_positions(struct match *m, int phrase);

/* The first one of them, if any. More of them with positions_next(). */
static inline bool match_first(struct match *m, int phrase,
			       struct occurrence *o)
{
	return positions_first(match_positions(m, phrase), o);
}

#endif
