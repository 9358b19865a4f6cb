#include "store/segment_cache.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/segment_row.h"

/*
 * Rows that follow each other, as those of a long doclist, are in sets that
 * do; a set has room for a few. FTS5 makes pages of 4 kB: in all it is 4 MB.
 */
enum { SETS = 256, WAYS = 4 };

/* A page that FTS5 makes has less than 64 kB, and a footer of less. */
#define MOST_BYTES ((size_t)128 * 1024)

struct slot {
	int64_t row;
	uint64_t query; /* the last that read it; 0: there is none */
	struct strbuf bytes;
};

struct segment_cache {
	uint64_t query; /* counted from 1 */
	struct slot slots[SETS * WAYS];
};

void segment_cache_make(struct database *db)
{
	struct strbuf empty = STRBUF_INIT;

	segment_cache_drop(db);
	db->pages = xcalloc(1, sizeof(*db->pages));
	for (int i = 0; i < SETS * WAYS; i++)
		db->pages->slots[i].bytes = empty;
}

void segment_cache_drop(struct database *db)
{
	for (int i = 0; db->pages && i < SETS * WAYS; i++)
		strbuf_release(&db->pages->slots[i].bytes);
	free(db->pages);
	db->pages = NULL;
}

void segment_cache_begin(struct database *db)
{
	if (db->pages)
		db->pages->query++;
}

/* The slot that has the row, or else the one that was not read for longest. */
static struct slot *find_slot(struct segment_cache *cache, int64_t row)
{
	struct slot *set = cache->slots + (uint64_t)row % SETS * WAYS;
	struct slot *oldest = set;

	for (int i = 0; i < WAYS; i++) {
		if (set[i].row == row && set[i].query)
			return &set[i];
		if (set[i].query < oldest->query)
			oldest = &set[i];
	}
	return oldest;
}

int segment_cache_read(struct database *db, int64_t row, struct span *out,
		       struct error *err)
{
	struct segment_cache *cache = db->pages;
	struct slot *slot = cache ? find_slot(cache, row) : NULL;

	if (!slot || (slot->row != row && slot->query == cache->query))
		return 0;
	if (slot->row != row || slot->query == 0) {
		slot->query = 0;
		if (segment_row_read(db, row, &slot->bytes, err) < 0)
			return -1;
		if (slot->bytes.len > MOST_BYTES) {
			strbuf_release(&slot->bytes);
			return database_damaged(db, err);
		}
		slot->row = row;
	} else if (db->watch && db->watch(db->watch_arg)) {
		/* No step of SQLite's asks, see reader_watch(). */
		return error_set(err, ERR_LATE, "time is up");
	}
	slot->query = cache->query;
	*out = strbuf_span(&slot->bytes);
	return 1;
}
