#include "store/completions.h"

#include <stdlib.h>

#include "base/mem.h"

/*
 * One term in one document, with its positions. These stand one behind the
 * other in blocks, and are numbered by units of 4 bytes.
 */
struct item {
	uint32_t next; /* item of the same document; 0: none */
	uint32_t size; /* of the positions */
	char positions[];
};

#define UNIT sizeof(uint32_t)
#define BLOCK_UNITS ((size_t)1 << 14)

/*
 * By document. Most are only counted, and then their items, which fit no
 * cache, are not read.
 */
struct entry {
	uint32_t newest;             /* item; 0: there is none */
	uint16_t in_text, elsewhere; /* limits; UINT16_MAX: there may be more */
};

struct completions {
	struct entry *entries;
	int64_t last_document;
	uint32_t **blocks;
	size_t block_count, block_alloc;
	size_t used; /* units of the last block */
	struct span *parts;
	size_t part_alloc;
};

struct completions *completions_new(int64_t last_document)
{
	struct completions *c = xcalloc(1, sizeof(*c));

	c->entries = xcalloc((size_t)last_document + 1, sizeof(*c->entries));
	c->last_document = last_document;
	c->used = BLOCK_UNITS;
	return c;
}

void completions_free(struct completions *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->block_count; i++)
		free(c->blocks[i]);
	free(c->blocks);
	free(c->entries);
	free(c->parts);
	free(c);
}

static struct item *find_item(const struct completions *c, uint32_t number)
{
	return (struct item *)&c
		->blocks[number / BLOCK_UNITS][number % BLOCK_UNITS];
}

/* One that is longer than a block has its own. */
static __attribute__((noinline)) void add_block(struct completions *c,
						size_t units)
{
	if (c->block_count == UINT32_MAX / BLOCK_UNITS)
		mem_exhausted();
	ARRAY_GROW(c->blocks, c->block_count + 1, c->block_alloc);
	c->blocks[c->block_count] =
		xmalloc((units > BLOCK_UNITS ? units : BLOCK_UNITS) * UNIT);
	c->used = c->block_count++ == 0; /* 0 is no number of an item */
}

/* The number of a new item. */
static uint32_t make_item(struct completions *c, struct span positions,
			  uint32_t next)
{
	size_t units = (sizeof(struct item) + positions.len + UNIT - 1) / UNIT;
	struct item *item;
	uint32_t number;

	if (c->used + units > BLOCK_UNITS)
		add_block(c, units + 1);
	number = (uint32_t)((c->block_count - 1) * BLOCK_UNITS + c->used);
	c->used += units;
	item = find_item(c, number);
	item->next = next;
	item->size = (uint32_t)positions.len;
	memcpy(item->positions, positions.ptr, positions.len);
	return number;
}

static inline uint16_t add_bounded(uint16_t to, uint32_t added)
{
	return added < (uint32_t)UINT16_MAX - to ? (uint16_t)(to + added)
						 : UINT16_MAX;
}

static inline uint32_t widen(uint16_t limit)
{
	return limit < UINT16_MAX ? limit : UINT32_MAX;
}

void completions_put(struct completions *c, int64_t document,
		     struct span positions)
{
	struct occurrence_limit limit = positions_limit(positions);
	struct entry *entry = &c->entries[document];

	entry->newest = make_item(c, positions, entry->newest);
	entry->in_text = add_bounded(entry->in_text, limit.in_text);
	entry->elsewhere = add_bounded(entry->elsewhere, limit.elsewhere);
}

int64_t completions_find(const struct completions *c, int64_t least,
			 struct occurrence_limit *limit)
{
	for (; least <= c->last_document; least++) {
		const struct entry *entry = &c->entries[least];

		if (entry->newest) {
			limit->in_text = widen(entry->in_text);
			limit->elsewhere = widen(entry->elsewhere);
			return least;
		}
	}
	return INT64_MAX;
}

const struct span *completions_get(struct completions *c, int64_t document,
				   size_t *count)
{
	const struct item *item;

	*count = 0;
	for (uint32_t i = c->entries[document].newest; i; i = item->next) {
		item = find_item(c, i);
		ARRAY_GROW(c->parts, *count + 1, c->part_alloc);
		c->parts[(*count)++] = span_make(item->positions, item->size);
	}
	return c->parts;
}
