#include "store/labels.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/database.h"

/* Documents loaded together. */
enum { CHUNK = 32 };

struct label_chunk {
	uint32_t *numbers;
	uint32_t ends[CHUNK]; /* where those of each document end */
};

void labels_reset(struct labels *l)
{
	map_reset(&l->by_name);
	map_reset(&l->by_key);
	arena_reset(&l->arena);
	free(l->chunks);
	l->chunks = NULL;
	l->chunk_count = l->count = 0;
}

void labels_release(struct labels *l)
{
	map_release(&l->by_name);
	map_release(&l->by_key);
	arena_release(&l->arena);
	strbuf_release(&l->spelt);
	free(l->chunks);
	free(l->items);
	memset(l, 0, sizeof(*l));
}

/* The entry of what is spelt so among labels of this kind. */
static struct map_entry *look_up(struct labels *l, struct map *map,
				 enum label_kind kind, struct span text)
{
	strbuf_reset(&l->spelt);
	strbuf_put_char(&l->spelt, (char)('0' + kind));
	strbuf_put_span(&l->spelt, text);
	return map_put(map, strbuf_span(&l->spelt));
}

/* What a key stands for, without the kind before it. */
static struct span text_of(const struct map_entry *entry)
{
	return span_slice(entry->key, 1, entry->key.len);
}

/* The number of a label; made where it is new. A name has one key. */
static uint32_t number_of(struct labels *l, enum label_kind kind,
			  struct span key, struct span name)
{
	struct map_entry *spelling = look_up(l, &l->by_name, kind, name), *same;
	struct label *label;

	if (spelling->value)
		return (uint32_t)spelling->value - 1;
	ARRAY_GROW(l->items, l->count + 1, l->alloc);
	label = &l->items[l->count++];
	spelling->value = l->count;
	same = look_up(l, &l->by_key, kind, key);
	if (same->value == 0)
		same->value = l->count;
	label->kind = kind;
	label->key = text_of(same);
	label->name = text_of(spelling);
	label->first = (uint32_t)same->value - 1;
	label->seen = 0;
	return (uint32_t)l->count - 1;
}

/* What is being loaded. */
struct loading {
	struct label_chunk *chunk;
	uint32_t *numbers;
	size_t count, alloc;
	size_t place; /* of the document in the chunk */
};

/* The documents up to that of place `end` have all their labels. */
static void end_documents(struct labels *l, struct loading *to, size_t end)
{
	for (; to->place < end; to->place++)
		to->chunk->ends[to->place] = (uint32_t)to->count;
	l->documents++;
}

/* A document that has two spellings of a label has it once. */
static void put_label(struct labels *l, struct loading *to, uint32_t number)
{
	struct label *first = &l->items[l->items[number].first];

	if (first->seen == l->documents)
		return;
	first->seen = l->documents;
	ARRAY_GROW(to->numbers, to->count + 1, to->alloc);
	to->numbers[to->count++] = number;
}

static int read_labels(struct labels *l, struct loading *to,
		       struct database *db, size_t number, struct error *err)
{
	sqlite3_stmt *st = database_statement(db, STATEMENT_LABEL_RANGE, err);
	int64_t first = (int64_t)number * CHUNK;
	int more;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, first);
	sqlite3_bind_int64(st, 2, first + CHUNK);
	end_documents(l, to, 0);
	while ((more = database_step(db, st, err)) == 1) {
		size_t place = (size_t)(sqlite3_column_int64(st, 0) - first);
		int kind = sqlite3_column_int(st, 1);
		struct span key = column_span(st, 2);

		if (place > to->place)
			end_documents(l, to, place);
		if (key.len && kind >= 0 && kind < LABEL_KIND_COUNT)
			put_label(l, to,
				  number_of(l, (enum label_kind)kind, key,
					    column_span(st, 3)));
	}
	end_documents(l, to, CHUNK);
	return more;
}

static struct label_chunk *load_chunk(struct labels *l, struct database *db,
				      size_t number, struct error *err)
{
	struct loading to = { NULL, NULL, 0, 0, 0 };
	int ret;

	to.chunk = arena_alloc(&l->arena, sizeof(*to.chunk));
	ret = read_labels(l, &to, db, number, err);
	to.chunk->numbers =
		arena_array(&l->arena, to.count, sizeof(*to.numbers));
	if (to.count)
		memcpy(to.chunk->numbers, to.numbers,
		       to.count * sizeof(*to.numbers));
	free(to.numbers);
	return ret < 0 ? NULL : to.chunk;
}

int labels_find(struct labels *l, struct database *db, int64_t document,
		struct label_numbers *out, struct error *err)
{
	size_t number = (size_t)document / CHUNK;
	size_t place = (size_t)document % CHUNK, start;
	struct label_chunk *chunk;

	if (number >= l->chunk_count) {
		size_t old = l->chunk_count;

		ARRAY_GROW(l->chunks, number + 1, l->chunk_count);
		memset(l->chunks + old, 0,
		       (l->chunk_count - old) * sizeof(*l->chunks));
	}
	if (!l->chunks[number])
		l->chunks[number] = load_chunk(l, db, number, err);
	chunk = l->chunks[number];
	if (!chunk)
		return -1;
	start = place > 0 ? chunk->ends[place - 1] : 0;
	out->items = chunk->numbers + start;
	out->count = chunk->ends[place] - start;
	return 0;
}
