#include "indexer/warning.h"

#include <stdarg.h>
#include <stdio.h>

void warnings_put(struct warnings *w, struct span path, int line, int column,
		  const char *format, ...)
{
	struct warning *warning = arena_alloc(w->arena, sizeof(*warning));
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	warning->path = arena_copy(w->arena, path);
	warning->line = line;
	warning->column = column;
	warning->text = arena_copy(w->arena, span_from(text));
	if (w->last)
		w->last->next = warning;
	else
		w->first = warning;
	w->last = warning;
	w->count++;
}
