#ifndef INDEXER_WARNING_H
#define INDEXER_WARNING_H

/*
 * What is wrong with one article or settings file, kept until whoever
 * asked for it prints it. Lives in the arena of that article.
 */

#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"

struct warning {
	struct warning *next;
	struct span path;
	int line, column; /* from 1; 0: not known */
	struct span text; /* lowercase, one line, no full stop */
};

struct warnings {
	struct arena *arena;
	struct warning *first, *last;
	size_t count;
};

void warnings_put(struct warnings *w, struct span path, int line, int column,
		  const char *format, ...)
	__attribute__((format(printf, 5, 6)));

#endif
