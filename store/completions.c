#include "store/completions.h"

#include <stdlib.h>

#include "base/mem.h"

/* One term in one document. */
struct item {
	const char *positions;
	uint32_t size; /* of them */
	uint32_t next; /* item of the same document, from 1; 0: none */
};

struct completions {
	uint32_t *first; /* by document: its newest item, from 1; 0: none */
	int64_t last_document;
	struct item *items;
	size_t count, alloc;
	struct arena arena;
	struct span *parts;
	size_t part_alloc;
};

struct completions *completions_new(int64_t last_document)
{
	struct completions *c = xcalloc(1, sizeof(*c));
	c->first = xcalloc((size_t)last_document + 1, sizeof(*c->first));
	c->last_document = last_document;
	return c;
}

void completions_free(struct completions *c)
{
	if (!c)
		return;
	free(c->first);
	free(c->items);
	free(c->parts);
	arena_release(&c->arena);
	free(c);
}

struct arena *completions_arena(struct completions *c)
{
	return &c->arena;
}

void completions_put(struct completions *c, int64_t document,
		     struct span positions)
{
	struct item *item;

	ARRAY_GROW(c->items, c->count + 1, c->alloc);
	item = &c->items[c->count++];
	item->positions = positions.ptr;
	item->size = (uint32_t)positions.len;
	item->next = c->first[document];
	c->first[document] = (uint32_t)c->count;
}

int64_t completions_find(const struct completions *c, int64_t least)
{
	for (; least <= c->last_document; least++)
		if (c->first[least])
			return least;
	return INT64_MAX;
}

const struct span *completions_get(struct completions *c, int64_t document,
				   size_t *count)
{
	*count = 0;
	for (uint32_t i = c->first[document]; i; i = c->items[i - 1].next) {
		const struct item *item = &c->items[i - 1];

		ARRAY_GROW(c->parts, *count + 1, c->part_alloc);
		c->parts[(*count)++] = span_make(item->positions, item->size);
	}
	return c->parts;
}
