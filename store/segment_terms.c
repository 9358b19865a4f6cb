#include "store/segment_terms.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/segment_row.h"

/*
 * Pages of the segments that are kept, and bytes of their terms and of what
 * is known of these; a page of FTS5 is 4 kB. Segments of a few changes have a
 * tenth of it, and what is read at once has to cost less than a query.
 */
#define MOST_PAGES 16
#define MOST_BYTES ((size_t)512 * 1024)

/* What is made of the segments so far. */
struct loading {
	struct database *db;
	struct arena *arena;
	struct strbuf row;
	struct segment_term *items; /* of this one */
	size_t count, alloc;
	size_t bytes; /* of all */
};

static bool has_room(struct loading *l, size_t bytes)
{
	l->bytes += bytes;
	return l->bytes <= MOST_BYTES;
}

static bool read_pages(struct loading *l, const struct segment *segment,
		       struct span *pages, size_t count)
{
	struct error ignored;
	int64_t first = (segment->id << FTS_PAGE_BITS) + segment->first_page;

	for (size_t i = 0; i < count; i++) {
		if (segment_row_read(l->db, first + (int64_t)i, &l->row,
				     &ignored) < 0 ||
		    !has_room(l, l->row.len))
			return false;
		pages[i] = arena_copy(l->arena, strbuf_span(&l->row));
	}
	return true;
}

static bool read_terms(struct loading *l, const struct segment *segment)
{
	struct segment_cursor c;
	struct error ignored;
	int found;

	l->count = 0;
	segment_cursor_init(&c, l->db, segment);
	c.page = segment->first_page - 1;
	while ((found = segment_cursor_next_term(&c, &ignored)) == 1) {
		if (!has_room(l, sizeof(*l->items) + c.term.len)) {
			found = -1;
			break;
		}
		ARRAY_GROW(l->items, l->count + 1, l->alloc);
		l->items[l->count++] = (struct segment_term){
			.text = arena_copy(l->arena, strbuf_span(&c.term)),
			.page = (uint32_t)(c.page - segment->first_page),
			.at = (uint32_t)c.at,
			.footer = (uint32_t)c.footer,
			.next_term = (uint32_t)c.next_term
		};
	}
	segment_cursor_release(&c);
	return found == 0;
}

/* Keep the terms of a segment of `pages`, if there is room for them. */
static void load_segment(struct loading *l, struct segment *segment,
			 size_t pages)
{
	struct segment_terms *t = arena_alloc(l->arena, sizeof(*t));

	t->pages = arena_array(l->arena, pages, sizeof(*t->pages));
	if (!read_pages(l, segment, t->pages, pages))
		return;
	segment->terms = t;
	if (!read_terms(l, segment)) {
		segment->terms = NULL;
		return;
	}
	t->items = arena_room(l->arena, l->count, sizeof(*t->items));
	t->count = l->count;
	if (l->count)
		memcpy(t->items, l->items, l->count * sizeof(*t->items));
}

void segment_terms_load(struct segments *segments, struct database *db,
			struct arena *a)
{
	struct loading l = { .db = db, .arena = a, .row = STRBUF_INIT };
	int64_t left = MOST_PAGES;

	for (size_t i = 0; i < segments->count; i++) {
		struct segment *s = &segments->items[i];
		int64_t pages = s->last_page - s->first_page + 1;

		if (pages > left)
			continue;
		left -= pages;
		load_segment(&l, s, (size_t)pages);
	}
	free(l.items);
	strbuf_release(&l.row);
}

size_t segment_terms_find(const struct segment_terms *t, struct span term)
{
	size_t first = 0, end = t->count;

	while (first < end) {
		size_t middle = first + (end - first) / 2;

		if (span_cmp(t->items[middle].text, term) < 0)
			first = middle + 1;
		else
			end = middle;
	}
	return first;
}
