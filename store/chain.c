#include "store/chain.h"

/* Each is twice as large as the one before, up to a page: most are short. */
struct chunk {
	struct chunk *next;
	uint32_t size; /* of the bytes; in the last chunk not all are used */
	char bytes[];
};

#define FIRST_CHUNK 32 /* with its head */
#define LAST_CHUNK 4096

static struct chunk *last_chunk(const struct chain *c)
{
	return (void *)(c->at + c->room - c->size -
			offsetof(struct chunk, bytes));
}

static size_t add_chunk(struct chain *c, struct arena *a)
{
	size_t head = offsetof(struct chunk, bytes), size = FIRST_CHUNK;
	struct chunk *chunk;

	if (c->first && (c->size + head) * 2 <= LAST_CHUNK)
		size = (c->size + head) * 2;
	else if (c->first)
		size = LAST_CHUNK;
	chunk = arena_alloc(a, size);
	chunk->size = (uint32_t)(size - head);
	if (c->first)
		last_chunk(c)->next = chunk;
	else
		c->first = chunk;
	c->at = chunk->bytes;
	c->room = c->size = chunk->size;
	return size;
}

size_t chain_put(struct chain *c, struct arena *a, const char *bytes,
		 size_t len)
{
	size_t taken = 0;

	while (len) {
		size_t some;

		if (c->room == 0)
			taken += add_chunk(c, a);
		some = len < c->room ? len : c->room;
		memcpy(c->at, bytes, some);
		c->at += some;
		c->room -= (uint32_t)some;
		bytes += some;
		len -= some;
	}
	return taken;
}

void chain_copy(const struct chain *c, struct strbuf *out)
{
	for (const struct chunk *k = c->first; k; k = k->next)
		strbuf_put(out, k->bytes,
			   k->next ? k->size : c->size - c->room);
}
