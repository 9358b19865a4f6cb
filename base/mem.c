#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What most processors fetch at once. */
#define LINE_SIZE ((size_t)64)

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

void *xcalloc_lines(size_t count, size_t size)
{
	size_t whole = mem_product(count, size) / LINE_SIZE * LINE_SIZE;

	if (whole > SIZE_MAX - LINE_SIZE)
		mem_exhausted();
	whole += LINE_SIZE;
	return memset(checked(aligned_alloc(LINE_SIZE, whole)), 0, whole);
}

void *xrealloc(void *ptr, size_t size)
{
	return checked(realloc(ptr, size ? size : 1));
}

char *xstrdup(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(xmalloc(size), s, size);
}

size_t mem_product(size_t a, size_t b)
{
	if (b && a > SIZE_MAX / b)
		mem_exhausted();
	return a * b;
}

size_t mem_capacity(size_t alloc, size_t want)
{
	size_t grown = alloc < 16 ? 16 : alloc + alloc / 2;

	if (grown < alloc)
		mem_exhausted();
	return grown < want ? want : grown;
}
