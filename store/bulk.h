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

#include "store/chain.h"
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

/* Of how many bytes of lists a thread makes a part of the segment. */
#define BULK_PART_SIZE ((size_t)1024 * 1024)

/* Lists are made so many at once, and stay where they are. */
#define BULK_CHUNK ((size_t)4096)

struct bulk_limits {
	size_t page_size, memory, part_size;
};

/*
 * The documents of one term, as segment_writer_put_documents() takes them. Word
 * number i has list 2 * i as a term and 2 * i + 1 as a surface word.
 */
struct bulk_list {
	struct chain bytes;
	int64_t last_id; /* of the last document in it */
};

struct bulk {
	bool is_open;
	struct database *db;
	const struct vocabulary *vocabulary;
	struct bulk_limits limits;
	int64_t last_id;           /* of the last document put */
	struct bulk_list **chunks; /* of lists, two for each word */
	size_t chunk_count, chunk_alloc;
	struct arena lists; /* the chunks */
	struct arena arena; /* what the lists hold */
	size_t size;        /* bytes of it */
	struct run *runs;
	size_t run_count, run_alloc;
};

/*
 * Empty the full-text index and begin to fill it. `b` is all zeros or has
 * ended. Words have the numbers that `v` has for them; `v` must not be reset
 * before bulk_end().
 */
int bulk_begin(struct bulk *b, struct database *db, const struct vocabulary *v,
	       const struct bulk_limits *limits, struct error *err);

/*
 * Put a document; `id` is greater than last_id and at most BULK_MAX_ID.
 * numbers[i] is that of the word terms->words[i].
 */
int bulk_put(struct bulk *b, int64_t id, const struct terms *terms,
	     const uint32_t *numbers, struct error *err);

/*
 * Write all that was put and let FTS5 go on from there. `order` is
 * vocabulary_order() as it is now, `totals` those of the documents put;
 * `jobs`: see pipeline_jobs().
 */
int bulk_end(struct bulk *b, const uint32_t *order, const struct totals *totals,
	     long jobs, struct error *err);

/* Forget what was put. */
void bulk_release(struct bulk *b);

/* For bulk.c and bulk_write.c: room for the lists of all words there are. */
void bulk_grow_lists(struct bulk *b);

static inline struct bulk_list *bulk_list(const struct bulk *b, size_t number)
{
	return &b->chunks[number / BULK_CHUNK][number % BULK_CHUNK];
}

/*
 * The number of the list that is at place `i` in the order of the terms,
 * below bulk_list_count(). Surface words are marked with a byte that is less
 * than all others.
 */
static inline size_t bulk_list_count(const struct bulk *b)
{
	return vocabulary_size(b->vocabulary) * 2;
}

static inline uint32_t bulk_list_at(const struct bulk *b, const uint32_t *order,
				    size_t i)
{
	size_t words = vocabulary_size(b->vocabulary);

	return i < words ? order[i] * 2 + 1 : order[i - words] * 2;
}

#endif
