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
/*
 * The first block. Each that follows has as many units as all before, so that
 * its number tells where an item is; and what malloc() has given before in
 * such large pieces, it keeps for the next query.
 */
#define FIRST_UNITS ((size_t)1 << COMPLETIONS_FIRST_BITS)

static size_t block_start(size_t block)
{
	return block ? FIRST_UNITS << (block - 1) : 0;
}

static size_t block_units(size_t block)
{
	return block ? block_start(block) : FIRST_UNITS;
}

static const struct item *find_item(const struct completions *c,
				    uint32_t number)
{
	size_t block = 0;

	if (number >= FIRST_UNITS)
		block = 32 - COMPLETIONS_FIRST_BITS -
			(size_t)__builtin_clz(number);
	return (const struct item *)&c
		->blocks[block][number - block_start(block)];
}

struct completions *completions_new(int64_t last_document)
{
	struct completions *c = xcalloc(1, sizeof(*c));

	c->word_count = (size_t)last_document / 64 + 1;
	c->present = xcalloc(c->word_count, sizeof(*c->present));
	c->documents = xmalloc(
		mem_product((size_t)last_document + 1, sizeof(*c->documents)));
	return c;
}

void completions_free(struct completions *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->block_count; i++)
		free(c->blocks[i]);
	free(c->present);
	free(c->documents);
	free(c->parts);
	free(c);
}

static void begin_block(struct completions *c, size_t block)
{
	c->left = block_units(block);
	c->at = xmalloc(c->left * UNIT);
	c->number = (uint32_t)block_start(block);
	c->blocks[block] = c->at;
	c->block_count = block + 1;
	if (c->number == 0) { /* which is no item */
		c->at++;
		c->left--;
		c->number++;
	}
}

/* Blocks that are too small for the item are left out. */
static __attribute__((noinline)) void add_block(struct completions *c,
						size_t units)
{
	size_t block = c->block_count;

	while (block < COMPLETIONS_BLOCKS && block_units(block) <= units)
		block++;
	if (block < COMPLETIONS_BLOCKS)
		begin_block(c, block);
	else
		mem_exhausted();
}

/* Most are of a few bytes, for which memcpy() takes long. */
static inline void copy(char *to, struct span from)
{
	size_t len = from.len;

	if (len > 16) {
		memcpy(to, from.ptr, len);
	} else if (len >= 8) {
		memcpy(to, from.ptr, 8);
		memcpy(to + len - 8, from.ptr + len - 8, 8);
	} else if (len >= 4) {
		memcpy(to, from.ptr, 4);
		memcpy(to + len - 4, from.ptr + len - 4, 4);
	} else {
		for (size_t i = 0; i < len; i++)
			to[i] = from.ptr[i];
	}
}

/* The number of a new item. */
static inline uint32_t make_item(struct completions *c, struct span positions,
				 uint32_t next)
{
	size_t units = (sizeof(struct item) + positions.len + UNIT - 1) / UNIT;
	struct item *item;
	uint32_t number;

	if (units > c->left)
		add_block(c, units);
	item = (struct item *)c->at;
	number = c->number;
	c->at += units;
	c->left -= units;
	c->number += (uint32_t)units;
	item->next = next;
	item->size = (uint32_t)positions.len;
	copy(item->positions, positions);
	return number;
}

static inline uint16_t add_bounded(uint16_t to, uint32_t added)
{
	return added < (uint32_t)UINT16_MAX - to ? (uint16_t)(to + added)
						 : UINT16_MAX;
}

static inline void put_limit(struct completion *d, struct span positions)
{
	struct occurrence_limit limit = positions_limit(positions);

	d->in_text = add_bounded(d->in_text, limit.in_text);
	if (limit.elsewhere)
		d->elsewhere = add_bounded(d->elsewhere, limit.elsewhere);
}

/* Where a document is told of, from its first item on. */
static inline struct completion *find_document(struct completions *c,
					       int64_t id)
{
	uint64_t *word = &c->present[id / 64], bit = (uint64_t)1 << id % 64;

	if (!(*word & bit)) {
		*word |= bit;
		memset(&c->documents[id], 0, sizeof(*c->documents));
	}
	return &c->documents[id];
}

void completions_put(struct completions *c, const struct posting *postings,
		     int count)
{
	for (const struct posting *p = postings; p < postings + count; p++) {
		struct completion *d = find_document(c, p->document);

		d->newest = make_item(c, p->positions, d->newest);
		put_limit(d, p->positions);
	}
}

int64_t completions_find(const struct completions *c, int64_t least)
{
	size_t word = (size_t)least / 64;
	uint64_t bits;

	if (word >= c->word_count)
		return INT64_MAX;
	bits = c->present[word] & UINT64_MAX << least % 64;
	while (!bits) {
		if (++word == c->word_count)
			return INT64_MAX;
		bits = c->present[word];
	}
	return (int64_t)(word * 64) + __builtin_ctzll(bits);
}

void completions_mark(const struct completions *c, int64_t from, int64_t before,
		      uint64_t *marks, uint64_t bit)
{
	for (int64_t id = completions_find(c, from); id < before;
	     id = completions_find(c, id + 1))
		marks[id - from] |= bit;
}

const struct span *completions_get(struct completions *c, int64_t document,
				   size_t *count)
{
	const struct item *item;

	*count = 0;
	for (uint32_t i = c->documents[document].newest; i; i = item->next) {
		item = find_item(c, i);
		ARRAY_GROW(c->parts, *count + 1, c->part_alloc);
		c->parts[(*count)++] = span_make(item->positions, item->size);
	}
	return c->parts;
}
