/* For anonymous mappings and madvise(), which POSIX has not. */
#define _DEFAULT_SOURCE

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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

/* Whole large pages that hold `size` bytes, in bytes. */
static size_t large_pages(size_t size)
{
	size_t pages = size / MEM_LARGE_PAGE + (size % MEM_LARGE_PAGE != 0);

	return mem_product(pages, MEM_LARGE_PAGE);
}

/*
 * A page more is mapped, and what lies before and behind whole pages given
 * back. Not malloc()'s: it keeps what is freed, cut to pieces, and has no
 * whole pages for the next.
 */
void *mem_large_new(size_t size)
{
	size_t whole = large_pages(size);
	size_t before;
	char *map;

	if (whole > SIZE_MAX - MEM_LARGE_PAGE)
		mem_exhausted();
	map = mmap(NULL, whole + MEM_LARGE_PAGE, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (map == MAP_FAILED)
		mem_exhausted();
	before = MEM_LARGE_PAGE - (uintptr_t)map % MEM_LARGE_PAGE;
	munmap(map, before);
	if (before < MEM_LARGE_PAGE)
		munmap(map + before + whole, MEM_LARGE_PAGE - before);
	map += before;
#ifdef MADV_HUGEPAGE
	madvise(map, whole, MADV_HUGEPAGE); /* an advice: it may fail */
#endif
	return map;
}

void mem_large_free(void *ptr, size_t size)
{
	if (ptr)
		munmap(ptr, large_pages(size));
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
