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

struct poslist {
	uint32_t list;        /* word number * 2, and 1 of a surface word */
	uint32_t start, size; /* its bytes; several may have the same */
};

struct poslists {
	const struct poslist *items;
	size_t count;
	const char *bytes; /* POSLISTS_BEHIND more may be read */
};

#define POSLISTS_BEHIND 16

/* How often a document has a word. */
struct word_count {
	uint32_t plain;   /* as the surface of its stem, or itself the stem */
	uint32_t literal; /* as a term without a stem */
	uint32_t forms;   /* of how many plain words it is the stem */
};

/*
 * Make the lists of the document whose `fields` are given; they live in `a`.
 * What is made meanwhile lives in `scratch`.
 */
struct poslists poslists_make(const struct replay fields[FIELD_COUNT],
			      const struct term_word *words,
			      const struct word_count *counts,
			      size_t word_count, struct arena *a,
			      struct arena *scratch);

#endif
