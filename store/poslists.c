#include "store/poslists.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/varint.h"

/* A list that is being written. */
struct cursor {
	uint32_t at; /* the byte where it goes on */
	uint32_t field, position;
};

static void put_place(struct cursor *c, uint32_t field, uint32_t position,
		      char *bytes)
{
	char *out = bytes + c->at;

	if (c->field != field) {
		*out++ = 1;
		*out++ = (char)field;
		c->field = field;
		c->position = 0;
	}
	out += varint_code_fts(out, (uint64_t)position - c->position + 2);
	c->position = position;
	c->at = (uint32_t)(out - bytes);
}

static void put_places(const struct replay fields[FIELD_COUNT],
		       struct cursor *cursors, char *bytes)
{
	for (uint32_t f = 0; f < FIELD_COUNT; f++) {
		uint32_t position = UINT32_MAX; /* before the first one */

		for (size_t i = 0; i < fields[f].count; i++) {
			uint32_t term = fields[f].terms[i];

			position += !(term & REPLAY_IS_SAME);
			put_place(&cursors[term >> REPLAY_SHIFT << 1 |
					   (term & REPLAY_IS_SURFACE)],
				  f, position, bytes);
		}
	}
}

struct poslists poslists_make(const struct replay fields[FIELD_COUNT],
			      const struct poslist_size *counted,
			      size_t word_count, struct arena *a)
{
	size_t count = word_count * 2, size = 0;
	struct cursor *cursors = xcalloc(count, sizeof(*cursors));
	uint32_t *sizes = arena_array(a, count, sizeof(*sizes));
	char *bytes;

	for (size_t i = 0; i < count; i++) {
		sizes[i] = counted[i].bytes;
		cursors[i].at = (uint32_t)size;
		size += sizes[i];
	}
	bytes = arena_bytes(a, size + POSLISTS_BEHIND);
	memset(bytes + size, 0, POSLISTS_BEHIND);
	put_places(fields, cursors, bytes);
	free(cursors);
	return (struct poslists){ sizes, bytes };
}
