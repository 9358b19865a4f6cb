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

/*
 * Of word number i, list 2 * i is that of the term and 2 * i + 1 that of
 * the surface word. The lists stand in this order; an empty one is that of
 * a term that the document does not have.
 */
struct poslists {
	const uint32_t *sizes; /* in bytes */
	const char *bytes;
};

/* Make the lists of the document whose `fields` are given. They live in `a`. */
struct poslists poslists_make(const struct replay fields[FIELD_COUNT],
			      size_t word_count, struct arena *a);

#endif
