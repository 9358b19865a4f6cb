#ifndef BASE_MAP_H
#define BASE_MAP_H

/*
 * A hash map from bytes to a number. Keys are copied into the map's own
 * arena and stay valid until it is reset or released. Start with
 * MAP_INIT.
 */

#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

struct map_entry {
	struct span key;
	uint64_t value;
	uint64_t hash;
};

struct map {
	struct map_entry *entries; /* in the order they were put */
	size_t count, alloc;
	uint32_t *slots;   /* entry number + 1; 0: free */
	size_t slot_count; /* a power of two, or 0 */
	uint64_t seed;     /* of the keys' hashes, once there are slots */
	struct arena keys;
};

#define MAP_INIT                                                               \
	{                                                                      \
		NULL, 0, 0, NULL, 0, 0, ARENA_INIT                             \
	}

void map_release(struct map *m);
void map_reset(struct map *m);

/*
 * FNV-1a over the bytes, started from `seed` (0 to begin). Indexes store
 * what it gives.
 */
uint64_t hash_bytes(struct span bytes, uint64_t seed);

/*
 * Faster, for words in memory, and for files, from `seed` 0: it may change
 * from one version to the next, and then files that were touched count as
 * changed.
 */
uint64_t hash_word(struct span word, uint64_t seed);

/*
 * A seed that nobody knows who writes an article: of words that all hash to
 * one number, a table would take time that grows with their square.
 */
uint64_t hash_secret(void);

/* The entry of `key`, or NULL. Valid until the next map_put(). */
struct map_entry *map_find(const struct map *m, struct span key);

/* The entry of `key`, made with value 0 where there was none. */
struct map_entry *map_put(struct map *m, struct span key);

#endif
