#ifndef STORE_POSLISTS_H
#define STORE_POSLISTS_H

/*
 * Where each term stands in one document: the position lists that FTS5
 * stores, made by the threads that read, so that whoever writes a first
 * index only has to put one behind the other.
 *
 * A list, as the comments at the head of SQLite's ext/fts5/fts5_index.c have
 * it: for each column in which the term stands, in order, the byte 1 and the
 * column's number, left out for column 0, and for each place its distance
 * from the last one in the column, or from 0, plus 2. Numbers are varints of
 * SQLite's kind, see store/varint.h.
 */

#include "base/arena.h"
#include "store/document.h"
#include "store/replay.h"
#include "store/varint.h"

/*
 * Of word number i, list 2 * i is that of the term and 2 * i + 1 that of
 * the surface word. The lists stand in this order; an empty one is that of
 * a term that the document does not have.
 */
struct poslists {
	const uint32_t *sizes; /* in bytes */
	const char *bytes;     /* POSLISTS_BEHIND more may be read */
};

#define POSLISTS_BEHIND 16

/*
 * What a list is going to take, while places are met: those of a field in
 * order, but one field's between another's. All zeros to begin with.
 */
struct poslist_size {
	uint32_t bytes;
	uint32_t next[FIELD_COUNT]; /* behind the last place; 0: none yet */
};

static inline void poslist_count(struct poslist_size *size, uint32_t field,
				 uint32_t position)
{
	uint32_t next = size->next[field];

	if (next == 0 && field)
		size->bytes += 2;
	if (next)
		next--;
	size->bytes += (uint32_t)varint_size_fts((uint64_t)position - next + 2);
	size->next[field] = position + 1;
}

/*
 * Make the lists of the document whose `fields` are given; they take what
 * has been counted in `counted`, and live in `a`.
 */
struct poslists poslists_make(const struct replay fields[FIELD_COUNT],
			      const struct poslist_size *counted,
			      size_t word_count, struct arena *a);

#endif
