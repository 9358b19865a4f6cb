#include "store/segment_page.h"

/* Gather positions of `left` bytes that go on on later pages. */
static int join_positions(struct segment_cursor *c, size_t left,
			  struct error *err)
{
	strbuf_reset(&c->joined);
	for (;;) {
		size_t here = c->end - c->at;

		if (here > left)
			here = left;
		strbuf_put(&c->joined, c->leaf.ptr + c->at, here);
		left -= here;
		c->at += here;
		if (left == 0)
			break;
		if (!segment_page_has_next(c))
			return database_damaged(c->db, err);
		if (segment_page_load(c, c->page + 1, err) < 0)
			return -1;
		c->at = FTS_HEADER_SIZE;
		c->end = c->next_term;
	}
	c->positions = strbuf_span(&c->joined);
	segment_page_continue(c);
	return 1;
}

/* Go to the page where the doclist may go on. */
static int next_page(struct segment_cursor *c, struct error *err)
{
	if (!segment_page_has_next(c))
		return 0;
	if (segment_page_load(c, c->page + 1, err) < 0)
		return -1;
	return segment_page_continue(c);
}

/* The doclist of this page, and where a cursor is in it, in registers. */
struct doclist {
	const unsigned char *at, *end;
	int64_t document, base;
};

static inline struct doclist doclist_begin(const struct segment_cursor *c)
{
	const unsigned char *bytes = (const unsigned char *)c->leaf.ptr;

	return (struct doclist){ bytes + c->at, bytes + c->end, c->document,
				 c->base };
}

static inline void doclist_end(const struct doclist *d,
			       struct segment_cursor *c)
{
	c->at = (size_t)(d->at - (const unsigned char *)c->leaf.ptr);
	c->document = d->document;
	c->base = d->base;
}

/*
 * What comes next. 0: nothing on this page, or its positions go on on the
 * next one. There are many, so these are few instructions.
 */
static inline int doclist_peek(const struct doclist *d, struct posting *out,
			       struct database *db, struct error *err)
{
	const unsigned char *at = d->at;
	uint64_t number = 0, size = 0;

	if (at == d->end)
		return 0;
	at = varint_get_fts(at, d->end, &number);
	if (at)
		at = varint_get_fts(at, d->end, &size);
	number += (uint64_t)d->base;
	if (!at || number > INT32_MAX || (int64_t)number <= d->document)
		return database_damaged(db, err);
	size >>= 1; /* the lowest bit: an older one is gone */
	if (size > (uint64_t)(d->end - at))
		return 0;
	out->document = (int64_t)number;
	out->positions = span_make((const char *)at, (size_t)size);
	return 1;
}

/* Go behind what doclist_peek() told. */
static inline void doclist_pass(struct doclist *d, const struct posting *p)
{
	d->at = (const unsigned char *)p->positions.ptr + p->positions.len;
	d->document = d->base = p->document;
}

/*
 * Read documents of this page until one is `least` or more; 0: none is, as
 * far as doclist_peek() goes.
 */
static int read_page(struct segment_cursor *c, int64_t least, struct error *err)
{
	struct doclist d = doclist_begin(c);
	struct posting posting = { -1, { NULL, 0 } };
	int found;

	do {
		found = doclist_peek(&d, &posting, c->db, err);
		if (found == 1)
			doclist_pass(&d, &posting);
	} while (found == 1 && posting.document < least);
	doclist_end(&d, c);
	c->positions = posting.positions;
	return found;
}

int segment_cursor_read(struct segment_cursor *c, int64_t before,
			struct posting *out, int most, struct error *err)
{
	struct doclist d = doclist_begin(c);
	int count = 0, found = 1;

	while (count < most) {
		found = doclist_peek(&d, &out[count], c->db, err);
		if (found < 1 || out[count].document >= before)
			break;
		doclist_pass(&d, &out[count]);
		if (out[count].positions.len)
			count++;
	}
	doclist_end(&d, c);
	if (count)
		c->positions = out[count - 1].positions;
	return found < 0 ? -1 : count;
}

/* Read the document that read_page() left, with all its positions. */
static int read_cut(struct segment_cursor *c, struct error *err)
{
	uint64_t number = 0, size = 0;

	if (segment_page_number(c, &c->at, c->end, &number, err) < 0 ||
	    segment_page_number(c, &c->at, c->end, &size, err) < 0)
		return -1;
	if (size > INT32_MAX)
		return database_damaged(c->db, err);
	c->document = c->base + (int64_t)number;
	return join_positions(c, (size_t)size >> 1, err);
}

/* The same as segment_cursor_next(), over several pages. */
static __attribute__((noinline)) int next_far(struct segment_cursor *c,
					      int64_t least, struct error *err)
{
	for (;;) {
		int found =
			c->at < c->end ? read_cut(c, err) : next_page(c, err);

		if (found < 1)
			return found;
		if (c->document >= least)
			return 1;
		found = read_page(c, least, err);
		if (found)
			return found;
	}
}

int segment_cursor_next(struct segment_cursor *c, int64_t least,
			struct error *err)
{
	int found = read_page(c, least, err);

	return found ? found : next_far(c, least, err);
}
