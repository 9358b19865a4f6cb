#include "indexer/commonmark.h"

#include <assert.h>

#include "base/mem.h"

/* What stands in front of each piece of memory; keeps it aligned. */
union header {
	size_t size;
	max_align_t align;
};

/* An allocator of cmark gets no argument that could say where to. */
static _Thread_local struct arena *current;

static void *tree_alloc(size_t count, size_t size)
{
	union header *header;

	size = mem_product(count, size);
	header = arena_alloc(current, size + sizeof(*header));
	header->size = size;
	return header + 1;
}

static void *tree_realloc(void *old, size_t size)
{
	size_t old_size = old ? ((union header *)old)[-1].size : 0;
	void *bytes;

	if (size <= old_size)
		return old;
	bytes = tree_alloc(1, size);
	if (old_size)
		memcpy(bytes, old, old_size);
	return bytes;
}

/* It goes with the arena. */
static void tree_free(void *bytes)
{
	(void)bytes;
}

static cmark_mem tree_memory = { tree_alloc, tree_realloc, tree_free };

void commonmark_parse(struct commonmark *c, struct span text)
{
	const struct arena empty = ARENA_INIT;
	cmark_parser *parser;

	assert(!current);
	c->arena = empty;
	current = &c->arena;
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &tree_memory);
	cmark_parser_feed(parser, text.ptr, text.len);
	c->root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
}

void commonmark_release(struct commonmark *c)
{
	arena_release(&c->arena);
	c->root = NULL;
	current = NULL;
}
