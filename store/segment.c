#include "store/segment_page.h"
#include "store/segment_terms.h"

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

	if (!c->is_first_term &&
	    segment_page_number(c, &at, c->size, &kept, err) < 0)
		return -1;
	if (segment_page_number(c, &at, c->size, &added, err) < 0)
		return -1;
	if (kept > length || added > c->size - at)
		return database_damaged(c->db, err);
	out->kept = (size_t)kept;
	out->added = span_make(c->leaf.ptr + at, (size_t)added);
	c->at = at + (size_t)added;
	c->is_first_term = false;
	if (segment_page_footer(c, err) < 0)
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
		if (segment_page_load(c, c->page + 1, err) < 0)
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

	if (find_page(c, wanted, &page, err) < 0 ||
	    segment_page_load(c, page, err) < 0)
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

	if (segment_page_load(c, c->segment->first_page + item->page, err) < 0)
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
