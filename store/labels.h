#ifndef STORE_LABELS_H
#define STORE_LABELS_H

/*
 * The labels of documents in memory, for counting them. Loaded where they
 * are asked for, those of neighbouring documents together.
 */

#include <stdint.h>

#include "base/error.h"
#include "base/map.h"
#include "base/strbuf.h"
#include "store/label.h"

/* A label as some article spells it. */
struct label {
	struct span key, name;
	enum label_kind kind;
	uint32_t first; /* number of the first label of this kind and key */
	uint64_t seen;  /* for loading, see store/labels.c */
};

/* The labels of one document, by number; of one kind and key the first. */
struct label_numbers {
	const uint32_t *items;
	size_t count;
};

/* Those loaded; for store/ itself. Begin with all zero. */
struct labels {
	struct label *items; /* by number */
	size_t count, alloc;
	struct map by_name, by_key; /* value: number + 1 */
	struct label_chunk **chunks;
	size_t chunk_count;
	uint64_t documents;  /* that were loaded */
	struct arena arena;  /* chunks, and what is in them */
	struct strbuf spelt; /* what is being looked up */
};

struct database;

/* Returns 0, or -1; valid until labels_reset(). */
int labels_find(struct labels *l, struct database *db, int64_t document,
		struct label_numbers *out, struct error *err);

/* Forget them all. */
void labels_reset(struct labels *l);
void labels_release(struct labels *l);

#endif
