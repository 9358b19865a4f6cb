#include "store/bulk.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/varint.h"

int bulk_begin(struct bulk *b, struct database *db, const struct vocabulary *v,
	       const struct bulk_limits *limits, struct error *err)
{
	*b = (struct bulk){ .db = db, .vocabulary = v, .limits = *limits };
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
	free(b->lists);
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
	size_t count = bulk_list_count(b);

	if (count == b->count)
		return;
	ARRAY_GROW(b->lists, count, b->alloc);
	memset(b->lists + b->count, 0, (count - b->count) * sizeof(*b->lists));
	b->count = count;
}

/* Together they do not fit the caches: ask for all before the first is used. */
static void prefetch(const struct bulk *b, const uint32_t *numbers,
		     size_t count)
{
	for (size_t i = 0; i < count; i++)
		__builtin_prefetch(&b->lists[(size_t)numbers[i] * 2]);
	for (size_t i = 0; i < count; i++)
		__builtin_prefetch(b->lists[(size_t)numbers[i] * 2].bytes.at);
}

/* Forget what the lists hold, but not how far they have come. */
static void empty_lists(struct bulk *b)
{
	for (size_t i = 0; i < b->count; i++)
		b->lists[i] =
			(struct bulk_list){ .last_id = b->lists[i].last_id };
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
		chain_copy(&b->lists[number].bytes, &bytes);
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

int bulk_put(struct bulk *b, int64_t id, const struct terms *terms,
	     const uint32_t *numbers, struct error *err)
{
	const uint32_t *sizes = terms->poslists.sizes;
	const char *bytes = terms->poslists.bytes;

	bulk_grow_lists(b);
	prefetch(b, numbers, terms->word_count);
	for (size_t i = 0; i < terms->word_count * 2; i++) {
		if (sizes[i] == 0)
			continue;
		put_document(b, &b->lists[(size_t)numbers[i / 2] * 2 + i % 2],
			     id, bytes, sizes[i]);
		bytes += sizes[i];
	}
	b->last_id = id;
	return b->size > b->limits.memory ? set_all_aside(b, err) : 0;
}
