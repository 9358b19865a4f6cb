#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

struct arena_block {
	struct arena_block *next;
	size_t size;
	_Alignas(max_align_t) unsigned char bytes[];
};

#define BLOCK_SIZE ((size_t)64 * 1024)

/* Zeroed at once, ahead of what is asked for. */
#define CLEAR_SIZE ((size_t)2048)

static void begin_block(struct arena *a, struct arena_block *block)
{
	a->blocks = block;
	a->next = block->bytes;
	a->ready = 0;
}

/* What a block holds that is not made for one large item. */
static size_t block_size(const struct arena *a)
{
	return a->is_large ? MEM_LARGE_PAGE - sizeof(struct arena_block)
			   : BLOCK_SIZE;
}

/* Put a block of `size` bytes before the others. */
static void add_block(struct arena *a, size_t size)
{
	size_t whole = sizeof(struct arena_block) + size;
	struct arena_block *block =
		a->is_large ? mem_large_new(whole) : xmalloc(whole);

	block->next = a->blocks;
	block->size = size;
	begin_block(a, block);
	if (a->is_large)
		a->ready = size;
}

/* Free `block` and those behind it. */
static void blocks_free(const struct arena *a, struct arena_block *block)
{
	while (block) {
		struct arena_block *next = block->next;

		if (a->is_large)
			mem_large_free(block, sizeof(*block) + block->size);
		else
			free(block);
		block = next;
	}
}

void arena_release(struct arena *a)
{
	const struct arena empty = { .is_large = a->is_large };

	blocks_free(a, a->blocks);
	*a = empty;
}

void arena_reset(struct arena *a)
{
	struct arena_block *keep = a->blocks;

	if (!keep)
		return;
	if (keep->size > block_size(a)) { /* made for one large item */
		arena_release(a);
		return;
	}
	blocks_free(a, keep->next);
	keep->next = NULL;
	begin_block(a, keep);
}

/* The bytes from a->next on that the newest block has. */
static size_t room(const struct arena *a)
{
	if (!a->blocks)
		return 0;
	return a->blocks->size - (size_t)(a->next - a->blocks->bytes);
}

size_t arena_size(const struct arena *a)
{
	size_t size = 0;

	for (const struct arena_block *i = a->blocks; i; i = i->next)
		size += i->size;
	return size - room(a);
}

/* `size` as it is handed out, for which there is room then. */
static size_t make_room(struct arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);

	if (size > SIZE_MAX / 2)
		mem_exhausted();
	size = (size + align - 1) / align * align;
	if (!a->blocks || room(a) < size)
		add_block(a, size > block_size(a) ? size : block_size(a));
	return size;
}

void *arena_bytes(struct arena *a, size_t size)
{
	unsigned char *bytes;

	size = make_room(a, size);
	bytes = a->next;
	a->next += size;
	a->ready = a->ready > size ? a->ready - size : 0;
	return bytes;
}

void *arena_alloc_more(struct arena *a, size_t size)
{
	unsigned char *bytes;
	size_t clear;

	size = make_room(a, size);
	clear = size > CLEAR_SIZE ? size : CLEAR_SIZE;
	clear = clear < room(a) ? clear : room(a);
	if (clear > a->ready) {
		memset(a->next + a->ready, 0, clear - a->ready);
		a->ready = clear;
	}
	bytes = a->next;
	a->next += size;
	a->ready -= size;
	return bytes;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	return arena_alloc(a, mem_product(count, size));
}

void *arena_lines(struct arena *a, size_t count, size_t size)
{
	size_t bytes = mem_product(count, size);
	unsigned char *start;

	if (bytes > SIZE_MAX - ARENA_LINE)
		mem_exhausted();
	start = arena_alloc(a, bytes + ARENA_LINE);
	return start +
	       (ARENA_LINE - (uintptr_t)start % ARENA_LINE) % ARENA_LINE;
}

void *arena_room(struct arena *a, size_t count, size_t size)
{
	return arena_bytes(a, mem_product(count, size));
}

struct span arena_copy(struct arena *a, struct span s)
{
	return span_make(arena_strdup(a, s), s.len);
}

char *arena_strdup(struct arena *a, struct span s)
{
	char *copy = arena_bytes(a, s.len + 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return copy;
}

struct span arena_printf(struct arena *a, const char *format, ...)
{
	char most[256]; /* fit in here, and are made once */
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(most, sizeof(most), format, args);
	va_end(args);
	if (len < 0)
		return span_make("", 0);
	if ((size_t)len < sizeof(most))
		return arena_copy(a, span_make(most, (size_t)len));
	text = arena_bytes(a, (size_t)len + 1);
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
