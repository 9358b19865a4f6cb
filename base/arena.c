#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	_Alignas(max_align_t) unsigned char bytes[];
};

#define BLOCK_SIZE ((size_t)64 * 1024)

static struct arena_block *block_new(size_t size, struct arena_block *next)
{
	struct arena_block *block = xmalloc(sizeof(*block) + size);

	block->next = next;
	block->used = 0;
	block->size = size;
	return block;
}

static void blocks_free(struct arena_block *block)
{
	while (block) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
}

void arena_release(struct arena *a)
{
	blocks_free(a->blocks);
	a->blocks = NULL;
}

void arena_reset(struct arena *a)
{
	struct arena_block *keep = a->blocks;

	if (!keep)
		return;
	if (keep->size > BLOCK_SIZE) { /* made for one large item */
		arena_release(a);
		return;
	}
	blocks_free(keep->next);
	keep->next = NULL;
	keep->used = 0;
}

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	struct arena_block *block = a->blocks;
	void *ptr;

	if (size > SIZE_MAX / 2)
		mem_exhausted();
	size = (size + align - 1) / align * align;
	if (!block || block->size - block->used < size) {
		block = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE,
				  a->blocks);
		a->blocks = block;
	}
	ptr = block->bytes + block->used;
	block->used += size;
	return memset(ptr, 0, size);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	return arena_alloc(a, mem_product(count, size));
}

struct span arena_copy(struct arena *a, struct span s)
{
	return span_make(arena_strdup(a, s), s.len);
}

char *arena_strdup(struct arena *a, struct span s)
{
	char *copy = arena_alloc(a, s.len + 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	return copy;
}

struct span arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		return span_make("", 0);
	text = arena_alloc(a, (size_t)len + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return span_make(text, (size_t)len);
}

void arena_list_put(struct arena *a, struct span_list *list, struct span s)
{
	if (list->count == list->alloc) {
		size_t alloc = list->alloc ? list->alloc * 2 : 8;
		struct span *items = arena_array(a, alloc, sizeof(*items));

		if (list->count)
			memcpy(items, list->items,
			       list->count * sizeof(*items));
		list->items = items;
		list->alloc = alloc;
	}
	list->items[list->count++] = s;
}
