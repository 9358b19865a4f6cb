#ifndef STORE_SEGMENT_PAGE_H
#define STORE_SEGMENT_PAGE_H

/*
 * The page that a segment_cursor stands on. Only for what reads terms and
 * documents of it: store/segment.c and store/doclist.c.
 */

#include "store/segment.h"
#include "store/segment_format.h"
#include "store/varint.h"

/* Go to the beginning of another page of the segment. 0, or -1. */
int segment_page_load(struct segment_cursor *c, int64_t page,
		      struct error *err);

/* Where the doclist of the page before goes on here; false: it does not. */
bool segment_page_continue(struct segment_cursor *c);

/* Whether what stands on this page may go on on the next. */
static inline bool segment_page_has_next(const struct segment_cursor *c)
{
	return c->next_term == c->size && c->page < c->segment->last_page;
}

/*
 * Read a number between `*at` and `end` of the page, and go behind it.
 * 0, or -1.
 */
static inline int segment_page_number(struct segment_cursor *c, size_t *at,
				      size_t end, uint64_t *out,
				      struct error *err)
{
	const unsigned char *bytes = (const unsigned char *)c->leaf.ptr;
	const unsigned char *next =
		varint_get_fts(bytes + *at, bytes + end, out);

	if (!next)
		return database_damaged(c->db, err);
	*at = (size_t)(next - bytes);
	return 0;
}

/* Read from the footer where the next term is. 0, or -1. */
static inline int segment_page_footer(struct segment_cursor *c,
				      struct error *err)
{
	uint64_t distance = 0;
	size_t from = c->is_first_term ? 0 : c->next_term;

	if (c->footer == c->leaf.len) {
		c->next_term = c->size;
		return 0;
	}
	if (segment_page_number(c, &c->footer, c->leaf.len, &distance, err) < 0)
		return -1;
	if (distance == 0 || distance >= c->size - from)
		return database_damaged(c->db, err);
	c->next_term = from + (size_t)distance;
	return 0;
}

#endif
