#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/*
 * Memory with one lifetime: one article, one query, one request. What
 * it hands out stays valid until arena_reset() or arena_release().
 * Start with ARENA_INIT. Not for use by two threads at once.
 */

#include <stdarg.h>
#include <stddef.h>

#include "base/span.h"

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	unsigned char *next;        /* what is handed out next, in the newest */
	size_t ready;               /* bytes from there on that are zero */
	bool is_large; /* set before use: its memory is mem_large_new()'s */
};

#define ARENA_INIT                                                             \
	{                                                                      \
		NULL, NULL, 0, false                                           \
	}

void arena_release(struct arena *a);

/* Forget everything handed out; keep one block for what comes next. */
void arena_reset(struct arena *a);

/* About how many bytes it has handed out. */
size_t arena_size(const struct arena *a);

/* arena_alloc() where what is ready does not suffice. */
void *arena_alloc_more(struct arena *a, size_t size);

/*
 * `size` zeroed bytes, aligned for any type. Inline because a tree is made
 * of thousands of small pieces.
 */
static inline void *arena_alloc(struct arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	size_t whole = (size + align - 1) / align * align;
	unsigned char *bytes = a->next;

	if (size >= a->ready || whole >= a->ready)
		return arena_alloc_more(a, size);
	a->next += whole;
	a->ready -= whole;
	return bytes;
}

/* `count` zeroed items of `size` bytes. */
void *arena_array(struct arena *a, size_t count, size_t size);

/*
 * The same, from the start of a line of the processor's caches on: items
 * whose size divides ARENA_LINE are in one line each.
 */
#define ARENA_LINE ((size_t)64)

void *arena_lines(struct arena *a, size_t count, size_t size);

/* `size` bytes of any content, for who fills them all at once. */
void *arena_bytes(struct arena *a, size_t size);

/* Room for `count` items of `size` bytes, likewise. */
void *arena_room(struct arena *a, size_t count, size_t size);

/* A copy, with a NUL behind it. */
struct span arena_copy(struct arena *a, struct span s);
char *arena_strdup(struct arena *a, struct span s);
struct span arena_printf(struct arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Append `s` to `list`, whose items are kept in the arena. */
void arena_list_put(struct arena *a, struct span_list *list, struct span s);

#endif
