#include "store/bulk.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/pipeline.h"
#include "store/segment_row.h"
#include "store/segment_writer.h"
#include "store/varint.h"

/* The only segment. */
#define SEGMENT 1

/* How many lists are fetched before one is used, and as many before that. */
#define AHEAD 8

/* Bytes of rows that are made before they are stored, about. */
#define STORED_AT_ONCE ((size_t)1024 * 1024)

/* As FTS5 has the term of a list. */
static struct span make_term(const struct bulk *b, uint32_t number,
			     struct strbuf *term)
{
	strbuf_reset(term);
	strbuf_put_char(term, FTS_MAIN_INDEX);
	if (number % 2)
		strbuf_put_char(term, REPLAY_SURFACE);
	strbuf_put_span(term, lexeme_text(lexicon_item(b->vocabulary->words,
						       number / 2)));
	return strbuf_span(term);
}

/* What the lists are written with, where some were put aside. */
struct merge {
	struct segment_writer segment;
	struct strbuf term, bytes;
};

/* The pieces that the runs have of a list, then that in memory. */
static int merge_list(struct bulk *b, uint32_t number, struct merge *m,
		      struct error *err)
{
	bool has_term = false;

	for (size_t i = 0; i <= b->run_count; i++) {
		struct run *run = i < b->run_count ? &b->runs[i] : NULL;

		strbuf_reset(&m->bytes);
		if (!run)
			chain_copy(&bulk_list(b, number)->bytes, &m->bytes);
		else if (run->has_more && run->head.list == number &&
			 run_read(run, &m->bytes, err) < 0)
			return -1;
		if (m->bytes.len == 0)
			continue;
		if (!has_term)
			segment_writer_put_term(&m->segment,
						make_term(b, number, &m->term));
		has_term = true;
		segment_writer_put_documents(&m->segment,
					     strbuf_span(&m->bytes), !run);
	}
	return 0;
}

/* The runs are read from front to end, which is work for one thread. */
static int write_merged(struct bulk *b, const uint32_t *order, uint32_t *pages,
			struct error *err)
{
	struct merge m = { .term = STRBUF_INIT, .bytes = STRBUF_INIT };
	struct segment_writer *s = &m.segment;
	int ret = 0;

	segment_writer_init(s, b->limits.page_size);
	for (size_t i = 0; i < bulk_list_count(b) && ret == 0; i++) {
		ret = merge_list(b, bulk_list_at(b, order, i), &m, err);
		if (ret == 0 && s->made.len > STORED_AT_ONCE)
			ret = segment_writer_store(s, b->db, SEGMENT, 0, err);
	}
	segment_writer_finish(s);
	if (ret == 0)
		ret = segment_writer_store(s, b->db, SEGMENT, 0, err);
	*pages = s->page_number;
	segment_writer_release(s);
	strbuf_release(&m.term);
	strbuf_release(&m.bytes);
	return ret;
}

/* Parts of the segment, made by several threads and stored in order. */
struct parts {
	struct bulk *bulk;
	const uint32_t *order;
	size_t count;
	struct segment_writer *writers; /* by slot */
	uint32_t pages;                 /* stored so far */
	struct error *err;
};

/* Where part number `n` begins among the lists. */
static size_t part_start(const struct parts *p, size_t n)
{
	return (size_t)((uint64_t)bulk_list_count(p->bulk) * n / p->count);
}

/* The term before `place`, if there is one. */
static bool term_before(const struct parts *p, size_t place,
			struct strbuf *term)
{
	const struct bulk *b = p->bulk;

	while (place-- > 0) {
		uint32_t number = bulk_list_at(b, p->order, place);

		if (bulk_list(b, number)->bytes.first) {
			make_term(b, number, term);
			return true;
		}
	}
	return false;
}

/* The functions below are those of the pipeline. */

static uint64_t weigh(size_t part, void *arg)
{
	(void)part;
	(void)arg;
	return 1;
}

static struct bulk_list *list_at(const struct parts *p, size_t place)
{
	return bulk_list(p->bulk, bulk_list_at(p->bulk, p->order, place));
}

static void make_part(size_t part, size_t slot, int worker, void *arg)
{
	const struct parts *p = arg;
	const struct bulk *b = p->bulk;
	struct segment_writer *s = &p->writers[slot];
	struct strbuf term = STRBUF_INIT, bytes = STRBUF_INIT;
	struct span before;
	size_t from = part_start(p, part), to = part_start(p, part + 1);
	bool is_first = !term_before(p, from, &term);

	(void)worker;
	before = strbuf_span(&term);
	segment_writer_reset(s, is_first ? NULL : &before);
	for (size_t i = from; i < to; i++) {
		uint32_t number = bulk_list_at(b, p->order, i);

		/* Here: GCC drops calls of a function that only does this. */
		if (i + AHEAD * 2 < to)
			__builtin_prefetch(list_at(p, i + AHEAD * 2));
		if (i + AHEAD < to)
			__builtin_prefetch(list_at(p, i + AHEAD)->bytes.first);
		strbuf_reset(&bytes);
		chain_copy(&bulk_list(b, number)->bytes, &bytes);
		if (bytes.len == 0)
			continue;
		segment_writer_put_term(s, make_term(b, number, &term));
		segment_writer_put_documents(s, strbuf_span(&bytes), true);
	}
	segment_writer_finish(s);
	strbuf_release(&term);
	strbuf_release(&bytes);
}

static int store_part(size_t part, size_t slot, void *arg)
{
	struct parts *p = arg;
	struct segment_writer *s = &p->writers[slot];
	int ret =
		segment_writer_store(s, p->bulk->db, SEGMENT, p->pages, p->err);

	(void)part;
	p->pages += s->page_number;
	return ret;
}

static int go_on(void *arg)
{
	(void)arg;
	return 0;
}

static int write_parts(struct bulk *b, const uint32_t *order, long wanted,
		       uint32_t *pages, struct error *err)
{
	struct parts p = { .bulk = b,
			   .order = order,
			   .count = b->size / b->limits.part_size + 1,
			   .err = err };
	int jobs = pipeline_jobs(wanted, p.count);
	struct pipeline pipeline = { .count = p.count,
				     .jobs = jobs,
				     .slots = (size_t)jobs + 2,
				     .max_weight = UINT64_MAX,
				     .weigh = weigh,
				     .work = make_part,
				     .take = store_part,
				     .wait = go_on,
				     .arg = &p };
	int ret;

	p.writers = xcalloc(pipeline.slots, sizeof(*p.writers));
	for (size_t i = 0; i < pipeline.slots; i++)
		segment_writer_init(&p.writers[i], b->limits.page_size);
	ret = pipeline_run(&pipeline, err);
	for (size_t i = 0; i < pipeline.slots; i++)
		segment_writer_release(&p.writers[i]);
	free(p.writers);
	*pages = p.pages;
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
	     long jobs, struct error *err)
{
	uint32_t pages;
	int ret;

	bulk_grow_lists(b);
	ret = b->run_count ? write_merged(b, order, &pages, err)
			   : write_parts(b, order, jobs, &pages, err);
	if (ret == 0 && pages)
		ret = write_structure(b, pages, err);
	if (ret == 0)
		ret = write_averages(b, totals, err);
	bulk_release(b);
	return ret;
}
