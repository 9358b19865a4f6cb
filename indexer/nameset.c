#include "indexer/nameset.h"

struct nameset_entry {
	struct span name;
	uint64_t hash;
	uint32_t number;
};

/* FNV-1a, <http://www.isthe.com/chongo/tech/comp/fnv/>. */
static uint64_t hash_of(struct span name)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.ptr[i]) * 1099511628211u;
	return hash ^ hash >> 32;
}

/* The slot that holds `name`, or the free one where it belongs. */
static size_t slot_of(const struct nameset *set, struct span name,
		      uint64_t hash)
{
	size_t slot = (size_t)hash & (set->alloc - 1);

	while (set->slots[slot] && (set->slots[slot]->hash != hash ||
				    !span_eq(set->slots[slot]->name, name)))
		slot = (slot + 1) & (set->alloc - 1);
	return slot;
}

/* Twice the slots; the old ones are left to the arena. */
static void grow(struct nameset *set)
{
	struct nameset_entry **old = set->slots;
	size_t count = set->alloc;

	set->alloc = count ? count * 2 : 16;
	set->slots = arena_array(set->arena, set->alloc, sizeof(*set->slots));
	for (size_t i = 0; i < count; i++)
		if (old[i])
			set->slots[slot_of(set, old[i]->name, old[i]->hash)] =
				old[i];
}

uint32_t *nameset_find(const struct nameset *set, struct span name)
{
	struct nameset_entry *entry;

	if (set->count == 0)
		return NULL;
	entry = set->slots[slot_of(set, name, hash_of(name))];
	return entry ? &entry->number : NULL;
}

uint32_t *nameset_put(struct nameset *set, struct span name)
{
	uint64_t hash = hash_of(name);
	size_t slot;

	if (set->count * 2 >= set->alloc)
		grow(set);
	slot = slot_of(set, name, hash);
	if (!set->slots[slot]) {
		struct nameset_entry *entry =
			arena_alloc(set->arena, sizeof(*entry));

		entry->name = arena_copy(set->arena, name);
		entry->hash = hash;
		set->slots[slot] = entry;
		set->count++;
	}
	return &set->slots[slot]->number;
}
