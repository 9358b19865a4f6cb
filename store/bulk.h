#ifndef STORE_BULK_H
#define STORE_BULK_H

/*
 * Filling a full-text index that is empty. FTS5 looks up each token in a
 * table; here the threads that read deliver whole position lists
 * (store/poslists.h), one for each term of a document, and the vocabulary
 * has looked up its word already. What is left is to put them one behind the
 * other, and at the end, in the order of the terms, into one segment
 * (store/segment_writer.h). Where they take too much memory they are put aside
 * on disk (store/run.h).
 *
 * From bulk_begin() to bulk_end() no statement may touch the table "search":
 * FTS5 reads its structure once.
 */

#include "base/arena.h"
#include "store/database.h"
#include "store/load.h"
#include "store/run.h"
#include "store/vocabulary.h"

/* What FTS5 makes its pages of, where it is told nothing else. */
#define BULK_PAGE_SIZE 4050

/* What lists may take before they are put aside, in bytes. */
#define BULK_MEMORY ((size_t)64 * 1024 * 1024)

/* Numbers of documents that can be put; FTS5 itself takes more. */
#define BULK_MAX_ID ((int64_t)1 << 55)

struct bulk_list;

struct bulk {
	bool is_open;
	struct database *db;
	const struct vocabulary *vocabulary;
	size_t page_size, memory;
	int64_t last_id;         /* of the last document put */
	struct bulk_list *lists; /* two for each word, see bulk.c */
	size_t count, alloc;     /* of lists */
	struct arena arena;      /* what the lists hold */
	size_t size;             /* bytes of it */
	struct run *runs;
	size_t run_count, run_alloc;
};

/*
 * Empty the full-text index and begin to fill it. `b` is all zeros or has
 * ended. Words have the numbers that `v` has for them; `v` must not be reset
 * before bulk_end().
 */
int bulk_begin(struct bulk *b, struct database *db, const struct vocabulary *v,
	       size_t page_size, size_t memory, struct error *err);

/*
 * Put a document; `id` is greater than last_id and at most BULK_MAX_ID.
 * numbers[i] is that of the word terms->words[i].
 */
int bulk_put(struct bulk *b, int64_t id, const struct terms *terms,
	     const uint32_t *numbers, struct error *err);

/*
 * Write all that was put and let FTS5 go on from there. `order` is
 * vocabulary_order() as it is now, `totals` those of the documents put.
 */
int bulk_end(struct bulk *b, const uint32_t *order, const struct totals *totals,
	     struct error *err);

/* Forget what was put. */
void bulk_release(struct bulk *b);

#endif
