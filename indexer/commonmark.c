#include "indexer/commonmark.h"

#include <assert.h>
#include <setjmp.h>

#include "base/mem.h"

/* What stands in front of each piece of memory; keeps it aligned. */
union header {
	size_t size;
	max_align_t align;
};

/* An allocator of cmark gets no argument that could say where to. */
static _Thread_local struct {
	struct arena *arena;
	size_t left;        /* of what a parse may take */
	jmp_buf *too_large; /* NULL: nothing is being parsed */
} current;

static void *tree_alloc(size_t count, size_t size)
{
	union header *header;

	size = mem_product(count, size);
	if (current.too_large && size + sizeof(*header) > current.left)
		longjmp(*current.too_large, 1);
	current.left -= size + sizeof(*header);
	header = arena_alloc(current.arena, size + sizeof(*header));
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

/* cmark cannot be told to stop; all that it holds is in the arena. */
int commonmark_parse(struct commonmark *c, struct span text,
		     struct arena *arena)
{
	cmark_parser *parser;
	jmp_buf too_large;

	assert(!current.arena);
	c->arena = current.arena = arena;
	current.left = COMMONMARK_MAX_BYTES;
	current.too_large = &too_large;
	if (setjmp(too_large)) {
		commonmark_release(c);
		return -1;
	}
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &tree_memory);
	cmark_parser_feed(parser, text.ptr, text.len);
	c->root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	current.too_large = NULL;
	return 0;
}

void commonmark_release(struct commonmark *c)
{
	arena_reset(c->arena);
	c->root = NULL;
	current.arena = NULL;
	current.too_large = NULL;
}
