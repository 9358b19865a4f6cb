/* For madvise(), which POSIX has not. */
#define _DEFAULT_SOURCE

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void mem_exhausted(void)
{
	fputs("blogsearch: out of memory\n", stderr);
	abort();
}

static void *checked(void *ptr)
{
	if (!ptr)
		mem_exhausted();
	return ptr;
}

void *xmalloc(size_t size)
{
	return checked(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
	return checked(calloc(count ? count : 1, size ? size : 1));
}

void *xrealloc(void *ptr, size_t size)
{
	return checked(realloc(ptr, size ? size : 1));
}

void *xmalloc_large(size_t size)
{
	size_t pages = size / MEM_LARGE_PAGE + 1;
	void *ptr;

	if (size % MEM_LARGE_PAGE == 0)
		pages--;
	size = mem_product(pages, MEM_LARGE_PAGE);
#ifdef __GLIBC__
	/*
	 * What is freed goes back to the system. glibc would keep it after the
	 * first time, cut to pieces, and have no whole pages for the next.
	 */
	mallopt(M_MMAP_THRESHOLD, (int)MEM_LARGE_PAGE);
#endif
	ptr = checked(aligned_alloc(MEM_LARGE_PAGE, size));
#ifdef MADV_HUGEPAGE
	madvise(ptr, size, MADV_HUGEPAGE); /* an advice: it may fail */
#endif
	return ptr;
}

char *xstrdup(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(xmalloc(size), s, size);
}

size_t mem_capacity(size_t alloc, size_t want)
{
	size_t grown = alloc < 16 ? 16 : alloc + alloc / 2;

	if (grown < alloc)
		mem_exhausted();
	return grown < want ? want : grown;
}
