#include "store/segment_writer.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/segment_row.h"
#include "store/varint.h"

/* A doclist has an index where it covers this many pages more. */
#define INDEX_PAGES 4

enum row_kind {
	ROW_PAGE,
	ROW_INDEX, /* of a doclist; without what is before the first number */
	ROW_FRONT  /* of search_idx */
};

struct made_row {
	enum row_kind kind;
	uint32_t page;
	uint32_t index_page; /* ROW_INDEX: on which its first number is */
	bool has_index;      /* ROW_FRONT */
	size_t end;          /* of its bytes */
};

static void begin_page(struct segment_writer *s)
{
	static const char header[FTS_HEADER_SIZE];

	strbuf_reset(&s->page);
	strbuf_put(&s->page, header, sizeof(header));
	strbuf_reset(&s->footer);
	s->page_number++;
	s->term_start = 0;
	s->has_number = false;
}

void segment_writer_init(struct segment_writer *s, size_t page_size)
{
	struct strbuf empty = STRBUF_INIT;

	*s = (struct segment_writer){ .page_size = page_size };
	s->page = s->footer = s->term = s->front = s->index = s->made = empty;
	segment_writer_reset(s, NULL);
}

void segment_writer_reset(struct segment_writer *s, const struct span *before)
{
	s->page_number = 0;
	begin_page(s);
	strbuf_reset(&s->term);
	if (before)
		strbuf_put_span(&s->term, *before);
	/* That of a segment's first page is empty. */
	strbuf_reset(&s->front);
	s->has_front = !before;
	s->front_page = s->page_number;
	strbuf_reset(&s->index);
	s->index_page = 0;
	s->whole_pages = 0;
	strbuf_reset(&s->made);
	s->row_count = 0;
}

void segment_writer_release(struct segment_writer *s)
{
	strbuf_release(&s->page);
	strbuf_release(&s->footer);
	strbuf_release(&s->term);
	strbuf_release(&s->front);
	strbuf_release(&s->index);
	strbuf_release(&s->made);
	free(s->rows);
	s->rows = NULL;
}

/* Numbers of a page's header, high byte first. */
static void put_header(struct segment_writer *s, size_t at, size_t value)
{
	s->page.buf[at] = (char)(value >> 8);
	s->page.buf[at + 1] = (char)value;
}

static size_t filled(const struct segment_writer *s)
{
	return s->page.len + s->footer.len;
}

static struct made_row *make_row(struct segment_writer *s, enum row_kind kind,
				 uint32_t page, const struct strbuf *bytes)
{
	struct made_row *row;

	ARRAY_GROW(s->rows, s->row_count + 1, s->row_alloc);
	row = &s->rows[s->row_count++];
	strbuf_put_span(&s->made, strbuf_span(bytes));
	*row = (struct made_row){ .kind = kind,
				  .page = page,
				  .end = s->made.len };
	return row;
}

/* Tell what is known of the last page on which a term began. */
static void make_front(struct segment_writer *s)
{
	bool has_index = s->index_page && s->whole_pages >= INDEX_PAGES;

	if (has_index)
		make_row(s, ROW_INDEX, s->front_page, &s->index)->index_page =
			s->index_page;
	strbuf_reset(&s->index);
	s->index_page = 0;
	s->whole_pages = 0;
	make_row(s, ROW_FRONT, s->front_page, &s->front)->has_index = has_index;
}

static void end_page(struct segment_writer *s)
{
	put_header(s, 2, s->page.len);
	if (s->footer.len) {
		strbuf_put_span(&s->page, strbuf_span(&s->footer));
	} else {
		s->whole_pages++;
		if (!s->has_number && s->index_page)
			varint_put_fts(&s->index, 0);
	}
	make_row(s, ROW_PAGE, s->page_number, &s->page);
	begin_page(s);
}

/* A term begins on a page that is not the segment's first. */
static void put_front(struct segment_writer *s, struct span front)
{
	if (s->has_front)
		make_front(s);
	strbuf_reset(&s->front);
	strbuf_put_span(&s->front, front);
	s->front_page = s->page_number;
	s->has_front = true;
}

void segment_writer_put_term(struct segment_writer *s, struct span term)
{
	size_t shared = span_shared(strbuf_span(&s->term), term);
	bool is_first;

	if (filled(s) + term.len + 2 >= s->page_size &&
	    s->page.len > FTS_HEADER_SIZE)
		end_page(s);
	is_first = s->footer.len == 0;
	if (is_first && (s->page_number > 1 || !s->has_front))
		put_front(s, span_slice(term, 0, shared + 1));
	varint_put_fts(&s->footer, s->page.len - s->term_start);
	s->term_start = s->page.len;
	if (is_first)
		shared = 0;
	else
		varint_put_fts(&s->page, shared);
	varint_put_fts(&s->page, term.len - shared);
	strbuf_put_span(&s->page, span_slice(term, shared, term.len));
	strbuf_reset(&s->term);
	strbuf_put_span(&s->term, term);
	s->has_number = true;
	s->number = 0;
}

/* Note the document whose number is the first on the page. */
static void put_index(struct segment_writer *s)
{
	if (s->index_page == 0) {
		s->index_page = s->page_number;
		s->index_number = 0;
	}
	varint_put_fts(&s->index, (uint64_t)(s->number - s->index_number));
	s->index_number = s->number;
}

/* As many bytes of a list as there is room for, but at least one varint. */
static size_t front_length(struct span list, size_t room)
{
	size_t len = 0;

	for (size_t end = 0; end < list.len && (len == 0 || end < room);) {
		while (list.ptr[end] & 0x80)
			end++;
		end++;
		if (len == 0 || end <= room)
			len = end;
	}
	return len;
}

/* A list of positions behind its size, cut where the page is full. */
static void put_list(struct segment_writer *s, struct span list)
{
	if (filled(s) + list.len <= s->page_size) {
		strbuf_put_span(&s->page, list);
		return;
	}
	while (list.len) {
		size_t room =
			filled(s) < s->page_size ? s->page_size - filled(s) : 0;
		size_t len = front_length(list, room);

		strbuf_put_span(&s->page, span_slice(list, 0, len));
		list = span_slice(list, len, list.len);
		if (filled(s) >= s->page_size)
			end_page(s);
	}
}

static void put_number(struct segment_writer *s, uint64_t distance)
{
	s->number += (int64_t)distance;
	if (s->has_number) {
		varint_put_fts(&s->page, distance);
		return;
	}
	put_header(s, 0, s->page.len);
	varint_put_fts(&s->page, (uint64_t)s->number);
	s->has_number = true;
	put_index(s);
}

void segment_writer_put_documents(struct segment_writer *s,
				  struct span documents, bool ends)
{
	const unsigned char *at = (const unsigned char *)documents.ptr;
	const unsigned char *end = at + documents.len;

	/* As most doclists do, all fits on the page. */
	if (ends && s->has_number && filled(s) + documents.len < s->page_size) {
		strbuf_put_span(&s->page, documents);
		return;
	}
	while (at < end) {
		uint64_t distance = 0, size = 0;
		const unsigned char *list = varint_get_fts(at, end, &distance);
		const unsigned char *bytes = varint_get_fts(list, end, &size);

		at = bytes + size / 2;
		put_number(s, distance);
		put_list(s, span_make((const char *)list, (size_t)(at - list)));
	}
}

void segment_writer_finish(struct segment_writer *s)
{
	if (s->page.len > FTS_HEADER_SIZE)
		end_page(s);
	s->page_number--;
	/* FTS5 puts a row of its own for the first page of a segment. */
	if (s->page_number)
		make_front(s);
}

static int store_index(const struct made_row *row, struct database *db,
		       int64_t id, uint32_t pages, struct span bytes,
		       struct error *err)
{
	struct strbuf whole = STRBUF_INIT;
	int ret;

	varint_put_fts(&whole, 0);
	varint_put_fts(&whole, pages + row->index_page);
	strbuf_put_span(&whole, bytes);
	ret = segment_row_write(
		db, (id << FTS_PAGE_BITS) + FTS_INDEX_BIT + pages + row->page,
		strbuf_span(&whole), err);
	strbuf_release(&whole);
	return ret;
}

static int store_front(const struct made_row *row, struct database *db,
		       int64_t id, uint32_t pages, struct span bytes,
		       struct error *err)
{
	sqlite3_stmt *st =
		database_statement(db, STATEMENT_SEARCH_IDX_PUT, err);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	bind_blob(st, 2, bytes);
	sqlite3_bind_int64(st, 3,
			   (int64_t)(pages + row->page) << 1 | row->has_index);
	return database_finish(db, st, err);
}

static int store_row(const struct made_row *row, struct database *db,
		     int64_t id, uint32_t pages, struct span bytes,
		     struct error *err)
{
	switch (row->kind) {
	case ROW_INDEX:
		return store_index(row, db, id, pages, bytes, err);
	case ROW_FRONT:
		return store_front(row, db, id, pages, bytes, err);
	case ROW_PAGE:
		break;
	}
	return segment_row_write(db, (id << FTS_PAGE_BITS) + pages + row->page,
				 bytes, err);
}

int segment_writer_store(struct segment_writer *s, struct database *db,
			 int64_t id, uint32_t pages, struct error *err)
{
	struct span made = strbuf_span(&s->made);
	size_t start = 0;

	for (size_t i = 0; i < s->row_count; i++) {
		const struct made_row *row = &s->rows[i];

		if (store_row(row, db, id, pages,
			      span_slice(made, start, row->end), err) < 0)
			return -1;
		start = row->end;
	}
	s->row_count = 0;
	strbuf_reset(&s->made);
	return 0;
}
