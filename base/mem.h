#ifndef BASE_MEM_H
#define BASE_MEM_H

/*
 * Memory that is always there: running out ends the process with a
 * message, so no signature mentions it. Freed with free(), unless said
 * otherwise.
 */

#include <stddef.h>
#include <stdint.h>

/* Report that memory has run out and end the process. */
_Noreturn void mem_exhausted(void);

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *ptr, size_t size);

/*
 * Zeroed bytes for what is looked up all over the place: in large pages,
 * where the system has them. In small ones a look-up waits for the address
 * of its page and then for the memory. Takes whole MEM_LARGE_PAGEs, and
 * gives them back to the system when freed, with the `size` they were made
 * with.
 */
#define MEM_LARGE_PAGE ((size_t)2 * 1024 * 1024)

void *mem_large_new(size_t size);
void mem_large_free(void *ptr, size_t size);

char *xstrdup(const char *s);

/* a * b, or the end of the process where that overflows. */
static inline size_t mem_product(size_t a, size_t b)
{
	if (b && a > SIZE_MAX / b)
		mem_exhausted();
	return a * b;
}

/* The capacity to grow to when `want` items must fit and `alloc` do. */
size_t mem_capacity(size_t alloc, size_t want);

/*
 * Make room for at least `want` items in the array `items`, of which
 * `alloc` fit now. Both are changed in place.
 */
#define ARRAY_GROW(items, want, alloc)                                         \
	do {                                                                   \
		if ((want) > (alloc)) {                                        \
			(alloc) = mem_capacity((alloc), (want));               \
			(items) = xrealloc(                                    \
				(items),                                       \
				mem_product((alloc), sizeof(*(items))));       \
		}                                                              \
	} while (0)

#endif
