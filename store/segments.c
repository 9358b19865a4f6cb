/* The structure of the index: which segments it has. */

#include "store/segment.h"

#include "store/segment_row.h"
#include "store/varint.h"

/* FTS5 itself has no more. */
#define MAX_SEGMENTS 2000

/* Numbers of the structure, none of them large. */
struct numbers {
	const unsigned char *at, *end;
	bool is_bad;
};

static int64_t next_number(struct numbers *n, int64_t most)
{
	uint64_t value = 0;
	const unsigned char *next = varint_get_fts(n->at, n->end, &value);

	if (!next || value > (uint64_t)most) {
		n->is_bad = true;
		return 0;
	}
	n->at = next;
	return (int64_t)value;
}

/* Put the segments of one level behind those there are. */
static void read_level(struct segments *out, struct numbers *n, int64_t count)
{
	size_t first = out->count;

	for (int64_t i = 0; i < count && !n->is_bad; i++) {
		struct segment s = { .terms = NULL };

		s.id = next_number(n, 0xffff);
		s.first_page = next_number(n, INT32_MAX);
		s.last_page = next_number(n, INT32_MAX);
		/* A merge that is under way has used it up. */
		if (s.first_page == 0)
			continue;
		if (s.last_page < s.first_page)
			n->is_bad = true;
		else
			out->items[out->count++] = s;
	}
	for (size_t i = first, j = out->count; i + 1 < j; i++) {
		struct segment s = out->items[i];

		out->items[i] = out->items[--j];
		out->items[j] = s;
	}
}

static bool read_structure(struct segments *out, const struct strbuf *row,
			   struct arena *a)
{
	const unsigned char *bytes = (const unsigned char *)row->buf;
	struct numbers n = { bytes, bytes + row->len, false };
	int64_t levels, left;

	if (row->len < FTS_COOKIE_SIZE)
		return false;
	n.at += FTS_COOKIE_SIZE;
	levels = next_number(&n, MAX_SEGMENTS);
	left = next_number(&n, MAX_SEGMENTS);
	next_number(&n, INT64_MAX);
	out->items = arena_array(a, (size_t)left, sizeof(*out->items));
	out->count = 0;
	while (levels-- && !n.is_bad) {
		int64_t count;

		next_number(&n, MAX_SEGMENTS);
		count = next_number(&n, left);
		left -= count;
		read_level(out, &n, count);
	}
	return !n.is_bad;
}

int segments_load(struct segments *out, struct database *db, struct arena *a,
		  struct error *err)
{
	struct strbuf row = STRBUF_INIT;
	int ret = segment_row_read(db, FTS_STRUCTURE_ROW, &row, err);

	if (ret == 0 && !read_structure(out, &row, a))
		ret = database_damaged(db, err);
	strbuf_release(&row);
	return ret;
}
