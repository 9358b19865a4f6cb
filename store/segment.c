#include "store/segment.h"

#include "store/segment_row.h"
#include "store/segment_terms.h"
#include "store/varint.h"

void segment_cursor_init(struct segment_cursor *c, struct database *db,
			 const struct segment *segment)
{
	struct strbuf empty = STRBUF_INIT;

	memset(c, 0, sizeof(*c));
	c->db = db;
	c->segment = segment;
	c->row = c->term = c->joined = empty;
}

void segment_cursor_release(struct segment_cursor *c)
{
	strbuf_release(&c->row);
	strbuf_release(&c->term);
	strbuf_release(&c->joined);
}

static size_t header_number(const struct segment_cursor *c, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)c->leaf.ptr;

	return (size_t)bytes[at] << 8 | bytes[at + 1];
}

/* Read a number between `*at` and `end` of the page, and go behind it. */
static inline int read_number(struct segment_cursor *c, size_t *at, size_t end,
			      uint64_t *out, struct error *err)
{
	const unsigned char *bytes = (const unsigned char *)c->leaf.ptr;
	const unsigned char *next =
		varint_get_fts(bytes + *at, bytes + end, out);

	if (!next)
		return database_damaged(c->db, err);
	*at = (size_t)(next - bytes);
	return 0;
}

/* Read from the footer where the next term is. */
static inline int read_footer(struct segment_cursor *c, struct error *err)
{
	uint64_t distance = 0;
	size_t from = c->is_first_term ? 0 : c->next_term;

	if (c->footer == c->leaf.len) {
		c->next_term = c->size;
		return 0;
	}
	if (read_number(c, &c->footer, c->leaf.len, &distance, err) < 0)
		return -1;
	if (distance == 0 || distance >= c->size - from)
		return database_damaged(c->db, err);
	c->next_term = from + (size_t)distance;
	return 0;
}

/* What was read, for as long as the caller needs it. */
static struct span keep(struct segment_cursor *c, const struct strbuf *bytes)
{
	struct span s = strbuf_span(bytes);

	return c->kept ? arena_copy(c->kept, s) : s;
}

static int read_leaf(struct segment_cursor *c, int64_t page, struct error *err)
{
	const struct segment *segment = c->segment;

	if (segment->terms) {
		c->leaf = segment->terms->pages[page - segment->first_page];
		return 0;
	}
	if (segment_row_read(c->db, (segment->id << FTS_PAGE_BITS) + page,
			     &c->row, err) < 0)
		return -1;
	c->leaf = keep(c, &c->row);
	return 0;
}

static int load_page(struct segment_cursor *c, int64_t page, struct error *err)
{
	if (read_leaf(c, page, err) < 0)
		return -1;
	c->page = page;
	if (c->leaf.len < FTS_HEADER_SIZE)
		return database_damaged(c->db, err);
	c->size = header_number(c, 2);
	if (c->size < FTS_HEADER_SIZE || c->size > c->leaf.len)
		return database_damaged(c->db, err);
	c->footer = c->size;
	c->is_first_term = true;
	if (read_footer(c, err) < 0)
		return -1;
	return c->next_term < FTS_HEADER_SIZE ? database_damaged(c->db, err)
					      : 0;
}

/* Where the doclist of the page before goes on; false: it does not. */
static bool find_continuation(struct segment_cursor *c)
{
	c->at = header_number(c, 0);
	c->end = c->next_term;
	c->base = 0;
	if (c->at >= FTS_HEADER_SIZE && c->at < c->end)
		return true;
	c->at = c->end;
	return false;
}

/* Whether what stands on this page may go on on the next. */
static bool has_next_page(const struct segment_cursor *c)
{
	return c->next_term == c->size && c->page < c->segment->last_page;
}

/* A term on its page: how much it keeps of the one before, and the rest. */
struct term_tail {
	size_t kept;
	struct span added;
};

/* Read the term that is next on this page, behind one of `length` bytes. */
static inline int read_tail(struct segment_cursor *c, size_t length,
			    struct term_tail *out, struct error *err)
{
	size_t at = c->next_term;
	uint64_t kept = 0, added = 0;

	if (!c->is_first_term && read_number(c, &at, c->size, &kept, err) < 0)
		return -1;
	if (read_number(c, &at, c->size, &added, err) < 0)
		return -1;
	if (kept > length || added > c->size - at)
		return database_damaged(c->db, err);
	out->kept = (size_t)kept;
	out->added = span_make(c->leaf.ptr + at, (size_t)added);
	c->at = at + (size_t)added;
	c->is_first_term = false;
	if (read_footer(c, err) < 0)
		return -1;
	return c->at > c->next_term ? database_damaged(c->db, err) : 0;
}

/* Stand before the documents of a term; what it keeps is in `c->term`. */
static void stand_on(struct segment_cursor *c, const struct term_tail *tail)
{
	strbuf_truncate(&c->term, tail->kept);
	strbuf_put_span(&c->term, tail->added);
	c->end = c->next_term;
	c->document = -1;
	c->base = 0;
}

static int read_term(struct segment_cursor *c, struct error *err)
{
	struct term_tail tail = { 0, { NULL, 0 } };

	if (read_tail(c, c->term.len, &tail, err) < 0)
		return -1;
	stand_on(c, &tail);
	return 1;
}

int segment_cursor_next_term(struct segment_cursor *c, struct error *err)
{
	while (c->next_term == c->size) {
		if (c->page >= c->segment->last_page)
			return 0;
		if (load_page(c, c->page + 1, err) < 0)
			return -1;
	}
	return read_term(c, err);
}

/* The page on which `term` is, if the segment has it. */
static int find_page(struct segment_cursor *c, struct span term, int64_t *page,
		     struct error *err)
{
	sqlite3_stmt *st;
	int found;

	*page = c->segment->first_page;
	if (c->segment->last_page == *page)
		return 0; /* as after small changes of a site */
	st = database_statement(c->db, STATEMENT_SEARCH_FIND, err);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, c->segment->id);
	bind_blob(st, 2, term);
	found = database_step(c->db, st, err);
	/* The lowest bit tells of an index of a long doclist. */
	if (found == 1)
		*page = sqlite3_column_int64(st, 0) >> 1;
	sqlite3_reset(st);
	/* What a merge has used up is no longer there. */
	if (*page < c->segment->first_page)
		*page = c->segment->first_page;
	if (found >= 0 && *page > c->segment->last_page)
		found = database_damaged(c->db, err);
	return found < 0 ? -1 : 0;
}

/*
 * Whether a term is not less than `wanted`. `*same`: as many of its bytes
 * has the term before, which is less. A term that keeps more than those of it
 * is less as well, and one that keeps fewer is not: few are compared.
 */
static bool is_reached(const struct term_tail *tail, struct span wanted,
		       size_t *same)
{
	size_t at = *same, i = 0;

	if (tail->kept != at)
		return tail->kept < at;
	while (i < tail->added.len && at < wanted.len &&
	       tail->added.ptr[i] == wanted.ptr[at]) {
		i++;
		at++;
	}
	*same = at;
	return at == wanted.len ||
	       (i < tail->added.len && (unsigned char)tail->added.ptr[i] >
					       (unsigned char)wanted.ptr[at]);
}

/*
 * Go to the first term that is not less than `wanted`, if it is on the page
 * on which that is where the segment has it. Returns 0 where it is not.
 */
static int seek_on_page(struct segment_cursor *c, struct span wanted,
			struct error *err)
{
	size_t same = 0, length = 0;
	struct term_tail tail = { 0, { NULL, 0 } };
	int64_t page;

	if (find_page(c, wanted, &page, err) < 0 || load_page(c, page, err) < 0)
		return -1;
	do {
		if (c->next_term == c->size)
			return 0;
		if (read_tail(c, length, &tail, err) < 0)
			return -1;
		length = tail.kept + tail.added.len;
	} while (!is_reached(&tail, wanted, &same));
	strbuf_reset(&c->term);
	strbuf_put(&c->term, wanted.ptr, tail.kept);
	stand_on(c, &tail);
	return 1;
}

/* Stand on a term of those in memory. */
static int stand_on_item(struct segment_cursor *c,
			 const struct segment_term *item, struct error *err)
{
	const struct term_tail whole = { 0, item->text };

	if (load_page(c, c->segment->first_page + item->page, err) < 0)
		return -1;
	c->at = item->at;
	c->footer = item->footer;
	c->next_term = item->next_term;
	c->is_first_term = false;
	stand_on(c, &whole);
	return 1;
}

/* Go to the term that is there, or, if `or_next`, to the one behind it. */
static int find_item(struct segment_cursor *c, struct span term, bool or_next,
		     struct error *err)
{
	const struct segment_terms *terms = c->segment->terms;
	size_t i = segment_terms_find(terms, term);

	if (i == terms->count ||
	    (!or_next && !span_eq(terms->items[i].text, term)))
		return 0;
	return stand_on_item(c, &terms->items[i], err);
}

int segment_cursor_find(struct segment_cursor *c, struct span term,
			struct error *err)
{
	int found;

	if (c->segment->terms)
		return find_item(c, term, false, err);
	found = seek_on_page(c, term, err);
	return found == 1 ? span_eq(strbuf_span(&c->term), term) : found;
}

int segment_cursor_seek(struct segment_cursor *c, struct span term,
			struct error *err)
{
	int found;

	if (c->segment->terms)
		return find_item(c, term, true, err);
	found = seek_on_page(c, term, err);
	while (found == 0) {
		found = segment_cursor_next_term(c, err);
		if (found < 1)
			return found;
		found = span_cmp(strbuf_span(&c->term), term) >= 0;
	}
	return found;
}

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
		if (!has_next_page(c))
			return database_damaged(c->db, err);
		if (load_page(c, c->page + 1, err) < 0)
			return -1;
		c->at = FTS_HEADER_SIZE;
		c->end = c->next_term;
	}
	c->positions = keep(c, &c->joined);
	find_continuation(c);
	return 1;
}

/* Go to the page where the doclist may go on. */
static int next_page(struct segment_cursor *c, struct error *err)
{
	if (!has_next_page(c))
		return 0;
	if (load_page(c, c->page + 1, err) < 0)
		return -1;
	return find_continuation(c);
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

	if (read_number(c, &c->at, c->end, &number, err) < 0 ||
	    read_number(c, &c->at, c->end, &size, err) < 0)
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
