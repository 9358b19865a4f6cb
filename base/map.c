#include "base/map.h"

#include <stdlib.h>
#include <sys/random.h>

#include "base/mem.h"

#define FIRST_SLOTS 64

void map_release(struct map *m)
{
	struct map empty = MAP_INIT;

	free(m->entries);
	free(m->slots);
	arena_release(&m->keys);
	*m = empty;
}

void map_reset(struct map *m)
{
	/* What one large use asked for is not cleared for all the small. */
	if (m->slot_count > FIRST_SLOTS && m->count < m->slot_count / 8)
		m->slot_count /= 2;
	m->count = 0;
	arena_reset(&m->keys);
	if (m->slots)
		memset(m->slots, 0, m->slot_count * sizeof(*m->slots));
}

uint64_t hash_bytes(struct span bytes, uint64_t seed)
{
	uint64_t hash = seed ^ 14695981039346656037u;

	for (size_t i = 0; i < bytes.len; i++)
		hash = (hash ^ (unsigned char)bytes.ptr[i]) * 1099511628211u;
	return hash ^ hash >> 32;
}

static uint64_t mix(uint64_t hash, uint64_t number)
{
	hash = (hash ^ number) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 32;
}

/* Eight bytes at a time; the last eight, or the two fours, may overlap. */
uint64_t hash_word(struct span word, uint64_t seed)
{
	const char *at = word.ptr;
	size_t len = word.len;
	uint64_t hash = mix(len, seed);

	if (len < 4) {
		for (size_t i = 0; i < len; i++)
			hash = hash << 8 ^ (unsigned char)at[i];
		return mix(hash, 0);
	}
	if (len < 8)
		return mix(hash,
			   span_load(at, 4) << 32 | span_load(at + len - 4, 4));
	for (; len > 8; at += 8, len -= 8)
		hash = mix(hash, span_load(at, 8));
	/* Once more, for its last bytes have only changed the high ones. */
	return mix(mix(hash, span_load(at + len - 8, 8)), 0);
}

uint64_t hash_secret(void)
{
	uint64_t secret;

	if (getrandom(&secret, sizeof(secret), 0) < 0)
		secret = (uint64_t)(uintptr_t)&secret;
	return secret;
}

/* The slot that holds `key`, or the free one where it belongs. */
static inline size_t find_slot(const struct map *m, struct span key,
			       uint64_t hash)
{
	size_t mask = m->slot_count - 1;
	size_t slot = (size_t)hash & mask;

	while (m->slots[slot]) {
		const struct map_entry *e = &m->entries[m->slots[slot] - 1];

		if (e->hash == hash && span_same(e->key, key))
			break;
		slot = (slot + 1) & mask;
	}
	return slot;
}

static void grow_slots(struct map *m)
{
	size_t mask;

	m->slot_count = m->slot_count ? m->slot_count * 2 : FIRST_SLOTS;
	mask = m->slot_count - 1;
	free(m->slots);
	m->slots = xcalloc(m->slot_count, sizeof(*m->slots));
	for (size_t i = 0; i < m->count; i++) {
		size_t slot = (size_t)m->entries[i].hash & mask;

		while (m->slots[slot])
			slot = (slot + 1) & mask;
		m->slots[slot] = (uint32_t)i + 1;
	}
}

struct map_entry *map_find(const struct map *m, struct span key)
{
	size_t slot;

	if (m->count == 0)
		return NULL;
	slot = find_slot(m, key, hash_word(key, m->seed));
	return m->slots[slot] ? &m->entries[m->slots[slot] - 1] : NULL;
}

/* Apart from what finds a key, as most puts do. */
static __attribute__((noinline)) struct map_entry *
put_new(struct map *m, struct span key, uint64_t hash)
{
	struct map_entry *entry;

	if (m->count >= m->slot_count / 2)
		grow_slots(m);
	ARRAY_GROW(m->entries, m->count + 1, m->alloc);
	entry = &m->entries[m->count++];
	entry->key = arena_copy(&m->keys, key);
	entry->value = 0;
	entry->hash = hash;
	m->slots[find_slot(m, key, hash)] = (uint32_t)m->count;
	return entry;
}

struct map_entry *map_put(struct map *m, struct span key)
{
	uint64_t hash;
	uint32_t number;

	if (m->slot_count == 0) {
		m->seed = hash_secret();
		grow_slots(m);
	}
	hash = hash_word(key, m->seed);
	number = m->slots[find_slot(m, key, hash)];
	return number ? &m->entries[number - 1] : put_new(m, key, hash);
}
