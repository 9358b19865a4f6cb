#include "store/bulk.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/segment_row.h"
#include "store/segment_writer.h"
#include "store/varint.h"

/*
 * A list is a chain of chunks, each twice as large as the one before, up to
 * a page: most words are rare.
 */
struct chunk {
	struct chunk *next;
	uint32_t size; /* of the bytes; in the last chunk not all are used */
	char bytes[];
};

#define FIRST_CHUNK 32 /* with its head */
#define LAST_CHUNK 4096

/*
 * The documents of one term, as segment_writer_put_documents() takes them. Word
 * number i has list 2 * i as a term and 2 * i + 1 as a surface word.
 */
struct bulk_list {
	struct chunk *first;
	char *at;        /* where the last chunk goes on */
	uint32_t room;   /* how far it goes */
	uint32_t size;   /* of its bytes */
	int64_t last_id; /* of the last document in it */
};

int bulk_begin(struct bulk *b, struct database *db, const struct vocabulary *v,
	       size_t page_size, size_t memory, struct error *err)
{
	*b = (struct bulk){ .db = db,
			    .vocabulary = v,
			    .page_size = page_size,
			    .memory = memory };
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

static struct chunk *last_chunk(const struct bulk_list *list)
{
	return (void *)(list->at + list->room - list->size -
			offsetof(struct chunk, bytes));
}

static void add_chunk(struct bulk *b, struct bulk_list *list)
{
	size_t head = offsetof(struct chunk, bytes), size = FIRST_CHUNK;
	struct chunk *chunk;

	if (list->first && (list->size + head) * 2 <= LAST_CHUNK)
		size = (list->size + head) * 2;
	else if (list->first)
		size = LAST_CHUNK;
	chunk = arena_alloc(&b->arena, size);
	chunk->size = (uint32_t)(size - head);
	b->size += size;
	if (list->first)
		last_chunk(list)->next = chunk;
	else
		list->first = chunk;
	list->at = chunk->bytes;
	list->room = list->size = chunk->size;
}

static void put_bytes(struct bulk *b, struct bulk_list *list, const char *bytes,
		      size_t len)
{
	while (len) {
		size_t some;

		if (list->room == 0)
			add_chunk(b, list);
		some = len < list->room ? len : list->room;
		memcpy(list->at, bytes, some);
		list->at += some;
		list->room -= (uint32_t)some;
		bytes += some;
		len -= some;
	}
}

static void put_document(struct bulk *b, struct bulk_list *list, int64_t id,
			 const char *bytes, size_t size)
{
	char head[2 * VARINT_FTS_MAX];
	size_t len = varint_code_fts(head, (uint64_t)(id - list->last_id));

	len += varint_code_fts(head + len, (uint64_t)size * 2);
	list->last_id = id;
	put_bytes(b, list, head, len);
	put_bytes(b, list, bytes, size);
}

/* Room for the lists of all words that there are. */
static void grow_lists(struct bulk *b)
{
	size_t count = b->vocabulary->changes.count * 2;

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
		__builtin_prefetch(b->lists[(size_t)numbers[i] * 2].at);
}

/* All bytes of a list, in one piece. */
static void put_list(struct strbuf *out, const struct bulk_list *list)
{
	for (const struct chunk *c = list->first; c; c = c->next)
		strbuf_put(out, c->bytes,
			   c->next ? c->size : list->size - list->room);
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

/* A function for each list in the order of the terms; -1 ends it. */
typedef int (*list_fn)(struct bulk *b, uint32_t number, void *arg,
		       struct error *err);

/* Surface words are marked with a byte that is less than all others. */
static int each_list(struct bulk *b, const uint32_t *order, list_fn fn,
		     void *arg, struct error *err)
{
	for (uint32_t surface = 2; surface-- > 0;)
		for (size_t i = 0; i < b->vocabulary->changes.count; i++)
			if (fn(b, order[i] * 2 + surface, arg, err) < 0)
				return -1;
	return 0;
}

static int set_aside(struct bulk *b, uint32_t number, void *arg,
		     struct error *err)
{
	struct strbuf *bytes = arg;

	strbuf_reset(bytes);
	put_list(bytes, &b->lists[number]);
	if (bytes->len == 0)
		return 0;
	return run_put(&b->runs[b->run_count - 1], number, strbuf_span(bytes),
		       err);
}

static int set_all_aside(struct bulk *b, struct error *err)
{
	uint32_t *order = vocabulary_order(b->vocabulary);
	struct strbuf bytes = STRBUF_INIT;
	struct run *run;
	int ret;

	ARRAY_GROW(b->runs, b->run_count + 1, b->run_alloc);
	run = &b->runs[b->run_count++];
	ret = run_open(run, b->db->path, err);
	if (ret == 0)
		ret = each_list(b, order, set_aside, &bytes, err);
	if (ret == 0)
		ret = run_rewind(run, err);
	empty_lists(b);
	strbuf_release(&bytes);
	free(order);
	return ret;
}

int bulk_put(struct bulk *b, int64_t id, const struct terms *terms,
	     const uint32_t *numbers, struct error *err)
{
	const uint32_t *sizes = terms->poslists.sizes;
	const char *bytes = terms->poslists.bytes;

	grow_lists(b);
	prefetch(b, numbers, terms->word_count);
	for (size_t i = 0; i < terms->word_count * 2; i++) {
		if (sizes[i] == 0)
			continue;
		put_document(b, &b->lists[(size_t)numbers[i / 2] * 2 + i % 2],
			     id, bytes, sizes[i]);
		bytes += sizes[i];
	}
	b->last_id = id;
	return b->size > b->memory ? set_all_aside(b, err) : 0;
}

/* What the lists are written with. */
struct output {
	struct segment_writer segment;
	struct strbuf term, bytes;
	bool has_term; /* the segment has that of the list */
};

static int write_term(struct bulk *b, uint32_t number, struct output *o,
		      struct error *err)
{
	struct span word = b->vocabulary->changes.entries[number / 2].key;

	strbuf_reset(&o->term);
	strbuf_put_char(&o->term, FTS_MAIN_INDEX);
	if (number % 2)
		strbuf_put_char(&o->term, REPLAY_SURFACE);
	strbuf_put_span(&o->term, word);
	o->has_term = true;
	return segment_writer_put_term(&o->segment, strbuf_span(&o->term), err);
}

/* Write what is in `bytes`, a piece of a list. */
static int write_bytes(struct bulk *b, uint32_t number, struct output *o,
		       struct error *err)
{
	if (o->bytes.len == 0)
		return 0;
	if (!o->has_term && write_term(b, number, o, err) < 0)
		return -1;
	if (segment_writer_put_documents(&o->segment, strbuf_span(&o->bytes),
					 err) < 0)
		return -1;
	strbuf_reset(&o->bytes);
	return 0;
}

static int write_list(struct bulk *b, uint32_t number, void *arg,
		      struct error *err)
{
	struct output *o = arg;

	o->has_term = false;
	for (size_t i = 0; i < b->run_count; i++) {
		struct run *run = &b->runs[i];

		if (run->has_more && run->head.list == number &&
		    (run_read(run, &o->bytes, err) < 0 ||
		     write_bytes(b, number, o, err) < 0))
			return -1;
	}
	put_list(&o->bytes, &b->lists[number]);
	return write_bytes(b, number, o, err);
}

/* `*pages`: the number of those written. */
static int write_segment(struct bulk *b, const uint32_t *order, uint32_t *pages,
			 struct error *err)
{
	struct output o = { .term = STRBUF_INIT, .bytes = STRBUF_INIT };
	int ret;

	grow_lists(b);
	segment_writer_init(&o.segment, b->db, 1, b->page_size);
	ret = each_list(b, order, write_list, &o, err);
	if (ret == 0)
		ret = segment_writer_finish(&o.segment, err);
	*pages = o.segment.page_number;
	segment_writer_release(&o.segment);
	strbuf_release(&o.term);
	strbuf_release(&o.bytes);
	return ret;
}

/* One level with one segment, of this many pages. The cookie is kept. */
static int write_structure(struct bulk *b, uint32_t pages, struct error *err)
{
	const uint64_t numbers[] = { 1, 1, pages, 0, 1, 1, 1, pages };
	struct strbuf row = STRBUF_INIT;
	int ret = segment_row_read(b->db, FTS_STRUCTURE_ROW, &row, err);

	if (ret == 0 && row.len < FTS_COOKIE_SIZE)
		ret = database_damaged(b->db, err);
	if (ret == 0) {
		strbuf_truncate(&row, FTS_COOKIE_SIZE);
		for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]);
		     i++)
			varint_put_fts(&row, numbers[i]);
		ret = segment_row_write(b->db, FTS_STRUCTURE_ROW,
					strbuf_span(&row), err);
	}
	strbuf_release(&row);
	return ret;
}

static int write_averages(struct bulk *b, const struct totals *totals,
			  struct error *err)
{
	struct strbuf row = STRBUF_INIT;
	int ret;

	varint_put_fts(&row, (uint64_t)totals->documents);
	for (int f = 0; f < FIELD_COUNT; f++)
		varint_put_fts(&row, (uint64_t)totals->tokens[f]);
	ret = segment_row_write(b->db, FTS_AVERAGES_ROW, strbuf_span(&row),
				err);
	strbuf_release(&row);
	return ret;
}

int bulk_end(struct bulk *b, const uint32_t *order, const struct totals *totals,
	     struct error *err)
{
	uint32_t pages;
	int ret = write_segment(b, order, &pages, err);

	if (ret == 0 && pages)
		ret = write_structure(b, pages, err);
	if (ret == 0)
		ret = write_averages(b, totals, err);
	bulk_release(b);
	return ret;
}
