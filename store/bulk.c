#include "store/bulk.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/varint.h"

/* How many lists are fetched before one is used, and as many before that. */
#define AHEAD ((size_t)8)

int bulk_begin(struct bulk *b, struct database *db, const struct vocabulary *v,
	       const struct bulk_limits *limits, struct error *err)
{
	*b = (struct bulk){ .db = db, .vocabulary = v, .limits = *limits };
	b->lists.is_large = b->arena.is_large = true;
	/* FTS5 reads the structure anew after this. */
	if (database_run(db,
			 "INSERT INTO search (search) VALUES ('delete-all')",
			 err) < 0)
		return -1;
	b->is_open = true;
	return 0;
}

void bulk_release(struct bulk *b)
{
	for (size_t i = 0; i < b->run_count; i++)
		run_close(&b->runs[i]);
	free(b->runs);
	free(b->chunks);
	arena_release(&b->lists);
	arena_release(&b->arena);
	*b = (struct bulk){ .is_open = false };
}

static void put_document(struct bulk *b, struct bulk_list *list, int64_t id,
			 const char *bytes, size_t size)
{
	char code[CHAIN_SHORT];
	size_t len = varint_code_fts(code, (uint64_t)(id - list->last_id));

	_Static_assert(2 * VARINT_FTS_MAX + POSLISTS_BEHIND <= sizeof(code),
		       "numbers and list");
	len += varint_code_fts(code + len, (uint64_t)size * 2);
	list->last_id = id;
	if (size <= POSLISTS_BEHIND) { /* most */
		memcpy(code + len, bytes, POSLISTS_BEHIND);
		b->size += chain_put_short(&list->bytes, &b->arena, code,
					   len + size);
		return;
	}
	b->size += chain_put(&list->bytes, &b->arena, code, len);
	b->size += chain_put(&list->bytes, &b->arena, bytes, size);
}

void bulk_grow_lists(struct bulk *b)
{
	while (b->chunk_count * BULK_CHUNK < bulk_list_count(b) + 2) {
		ARRAY_GROW(b->chunks, b->chunk_count + 1, b->chunk_alloc);
		b->chunks[b->chunk_count++] = arena_lines(
			&b->lists, BULK_CHUNK, sizeof(struct bulk_list));
	}
}

/* Forget what the lists hold, but not how far they have come. */
static void empty_lists(struct bulk *b)
{
	for (size_t i = 0; i < b->chunk_count * BULK_CHUNK; i++)
		bulk_list(b, i)->bytes = (struct chain){ .first = NULL };
	arena_release(&b->arena);
	b->size = 0;
}

static int set_aside(struct bulk *b, const uint32_t *order, struct run *run,
		     struct error *err)
{
	struct strbuf bytes = STRBUF_INIT;
	int ret = 0;

	for (size_t i = 0; i < bulk_list_count(b) && ret == 0; i++) {
		uint32_t number = bulk_list_at(b, order, i);

		strbuf_reset(&bytes);
		chain_copy(&bulk_list(b, number)->bytes, &bytes);
		if (bytes.len)
			ret = run_put(run, number, strbuf_span(&bytes), err);
	}
	strbuf_release(&bytes);
	return ret;
}

static int set_all_aside(struct bulk *b, struct error *err)
{
	uint32_t *order = vocabulary_order(b->vocabulary);
	struct run *run;
	int ret;

	ARRAY_GROW(b->runs, b->run_count + 1, b->run_alloc);
	run = &b->runs[b->run_count++];
	ret = run_open(run, b->db->path, err);
	if (ret == 0)
		ret = set_aside(b, order, run, err);
	if (ret == 0)
		ret = run_rewind(run, err);
	empty_lists(b);
	free(order);
	return ret;
}

static struct bulk_list *find_list(const struct bulk *b,
				   const struct poslist *item,
				   const uint32_t *numbers)
{
	return bulk_list(b,
			 (size_t)numbers[item->list / 2] * 2 + item->list % 2);
}

/*
 * Together the lists do not fit the caches: they are asked for, then where
 * they go on, before they are used.
 */
static void put_lists(struct bulk *b, int64_t id, const struct poslists *p,
		      const uint32_t *numbers)
{
	struct bulk_list *lists[AHEAD * 2];

	for (size_t i = 0; i < p->count + AHEAD * 2; i++) {
		if (i >= AHEAD * 2) {
			const struct poslist *item = &p->items[i - AHEAD * 2];

			put_document(b, lists[i % (AHEAD * 2)], id,
				     p->bytes + item->start, item->size);
		}
		if (i >= AHEAD && i < p->count + AHEAD)
			__builtin_prefetch(
				lists[(i - AHEAD) % (AHEAD * 2)]->bytes.at);
		if (i < p->count) {
			lists[i % (AHEAD * 2)] =
				find_list(b, &p->items[i], numbers);
			__builtin_prefetch(lists[i % (AHEAD * 2)]);
		}
	}
}

int bulk_put(struct bulk *b, int64_t id, const struct terms *terms,
	     const uint32_t *numbers, struct error *err)
{
	bulk_grow_lists(b);
	put_lists(b, id, &terms->poslists, numbers);
	b->last_id = id;
	return b->size > b->limits.memory ? set_all_aside(b, err) : 0;
}
