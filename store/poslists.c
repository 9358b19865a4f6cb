#include "store/poslists.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/varint.h"

/* How far a list has come. */
struct cursor {
	uint32_t size; /* bytes so far */
	uint32_t field, position;
};

/* The longest code of a place: a column's mark, and a varint of 32 bits. */
#define CODE_MAX 8

/* The code of the next place in a list. Returns its length. */
static size_t put_place(struct cursor *c, uint32_t field, uint32_t position,
			char *out)
{
	size_t len = 0;

	if (c->field != field) {
		out[len++] = 1;
		out[len++] = (char)field;
		c->field = field;
		c->position = 0;
	}
	len += varint_code_fts(out + len, (uint64_t)position - c->position + 2);
	c->position = position;
	return len;
}

/*
 * Go through all terms. Where `bytes` is not NULL, cursors[i].size is where
 * list i goes on in it.
 */
static void walk(const struct replay fields[FIELD_COUNT],
		 struct cursor *cursors, char *bytes)
{
	char code[CODE_MAX] = { 0 };

	for (uint32_t f = 0; f < FIELD_COUNT; f++) {
		uint32_t position = UINT32_MAX; /* before the first one */

		for (size_t i = 0; i < fields[f].count; i++) {
			uint32_t term = fields[f].terms[i];
			struct cursor *c = &cursors[term >> REPLAY_SHIFT << 1 |
						    (term & REPLAY_IS_SURFACE)];
			char *out = bytes ? bytes + c->size : code;

			position += !(term & REPLAY_IS_SAME);
			c->size += (uint32_t)put_place(c, f, position, out);
		}
	}
}

struct poslists poslists_make(const struct replay fields[FIELD_COUNT],
			      size_t word_count, struct arena *a)
{
	size_t count = word_count * 2, size = 0;
	struct cursor *cursors = xcalloc(count, sizeof(*cursors));
	uint32_t *sizes = arena_array(a, count, sizeof(*sizes));
	char *bytes;

	walk(fields, cursors, NULL);
	for (size_t i = 0; i < count; i++) {
		sizes[i] = cursors[i].size;
		cursors[i] = (struct cursor){ .size = (uint32_t)size };
		size += sizes[i];
	}
	bytes = arena_alloc(a, size);
	walk(fields, cursors, bytes);
	free(cursors);
	return (struct poslists){ sizes, bytes };
}
