#include "store/segment_page.h"

#include "store/segment_cache.h"
#include "store/segment_row.h"
#include "store/segment_terms.h"

static size_t header_number(const struct segment_cursor *c, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)c->leaf.ptr;

	return (size_t)bytes[at] << 8 | bytes[at + 1];
}

static int read_leaf(struct segment_cursor *c, int64_t page, struct error *err)
{
	const struct segment *segment = c->segment;
	int64_t row = (segment->id << FTS_PAGE_BITS) + page;
	int found;

	if (segment->terms) {
		c->leaf = segment->terms->pages[page - segment->first_page];
		return 0;
	}
	found = segment_cache_read(c->db, row, &c->leaf, err);
	if (found)
		return found < 0 ? -1 : 0;
	if (segment_row_read(c->db, row, &c->row, err) < 0)
		return -1;
	c->leaf = strbuf_span(&c->row);
	return 0;
}

int segment_page_load(struct segment_cursor *c, int64_t page, struct error *err)
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
	if (segment_page_footer(c, err) < 0)
		return -1;
	return c->next_term < FTS_HEADER_SIZE ? database_damaged(c->db, err)
					      : 0;
}

bool segment_page_continue(struct segment_cursor *c)
{
	c->at = header_number(c, 0);
	c->end = c->next_term;
	c->base = 0;
	if (c->at >= FTS_HEADER_SIZE && c->at < c->end)
		return true;
	c->at = c->end;
	return false;
}
