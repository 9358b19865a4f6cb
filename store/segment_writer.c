#include "store/segment_writer.h"

#include "store/segment_row.h"
#include "store/varint.h"

/* A doclist has an index where it covers this many pages more. */
#define INDEX_PAGES 4

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

void segment_writer_init(struct segment_writer *s, struct database *db,
			 int64_t id, size_t page_size)
{
	struct strbuf empty = STRBUF_INIT;

	*s = (struct segment_writer){ .db = db,
				      .id = id,
				      .page_size = page_size };
	s->page = s->footer = s->term = s->front = s->index = empty;
	begin_page(s);
	s->front_page = s->page_number; /* with an empty front */
}

void segment_writer_release(struct segment_writer *s)
{
	strbuf_release(&s->page);
	strbuf_release(&s->footer);
	strbuf_release(&s->term);
	strbuf_release(&s->front);
	strbuf_release(&s->index);
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

static int write_row(struct segment_writer *s, int64_t number,
		     const struct strbuf *bytes, struct error *err)
{
	return segment_row_write(s->db, (s->id << FTS_PAGE_BITS) + number,
				 strbuf_span(bytes), err);
}

/* Store what is known of the last page on which a term began. */
static int write_front(struct segment_writer *s, struct error *err)
{
	bool has_index = s->index.len && s->whole_pages >= INDEX_PAGES;
	sqlite3_stmt *st;

	if (has_index &&
	    write_row(s, FTS_INDEX_BIT | s->front_page, &s->index, err) < 0)
		return -1;
	strbuf_reset(&s->index);
	s->whole_pages = 0;
	st = database_statement(s->db, STATEMENT_SEARCH_IDX_PUT, err);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, s->id);
	bind_blob(st, 2, strbuf_span(&s->front));
	sqlite3_bind_int64(st, 3, (int64_t)s->front_page << 1 | has_index);
	return database_finish(s->db, st, err);
}

static int end_page(struct segment_writer *s, struct error *err)
{
	put_header(s, 2, s->page.len);
	if (s->footer.len) {
		strbuf_put_span(&s->page, strbuf_span(&s->footer));
	} else {
		s->whole_pages++;
		if (!s->has_number && s->index.len)
			varint_put_fts(&s->index, 0);
	}
	if (write_row(s, s->page_number, &s->page, err) < 0)
		return -1;
	begin_page(s);
	return 0;
}

/* A term begins on a page that is not the first one. */
static int put_front(struct segment_writer *s, struct span front,
		     struct error *err)
{
	if (write_front(s, err) < 0)
		return -1;
	strbuf_reset(&s->front);
	strbuf_put_span(&s->front, front);
	s->front_page = s->page_number;
	return 0;
}

int segment_writer_put_term(struct segment_writer *s, struct span term,
			    struct error *err)
{
	size_t shared = span_shared(strbuf_span(&s->term), term);
	bool is_first;

	if (filled(s) + term.len + 2 >= s->page_size &&
	    s->page.len > FTS_HEADER_SIZE && end_page(s, err) < 0)
		return -1;
	is_first = s->footer.len == 0;
	if (is_first && s->page_number > 1 &&
	    put_front(s, span_slice(term, 0, shared + 1), err) < 0)
		return -1;
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
	return 0;
}

/* Note the document whose number is the first on the page. */
static void put_index(struct segment_writer *s)
{
	if (s->index.len == 0) {
		varint_put_fts(&s->index, 0);
		varint_put_fts(&s->index, s->page_number);
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
static int put_list(struct segment_writer *s, struct span list,
		    struct error *err)
{
	if (filled(s) + list.len <= s->page_size) {
		strbuf_put_span(&s->page, list);
		return 0;
	}
	while (list.len) {
		size_t room =
			filled(s) < s->page_size ? s->page_size - filled(s) : 0;
		size_t len = front_length(list, room);

		strbuf_put_span(&s->page, span_slice(list, 0, len));
		list = span_slice(list, len, list.len);
		if (filled(s) >= s->page_size && end_page(s, err) < 0)
			return -1;
	}
	return 0;
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

int segment_writer_put_documents(struct segment_writer *s,
				 struct span documents, struct error *err)
{
	const unsigned char *at = (const unsigned char *)documents.ptr;
	const unsigned char *end = at + documents.len;

	while (at < end) {
		uint64_t distance = 0, size = 0;
		const unsigned char *list = varint_get_fts(at, end, &distance);
		const unsigned char *bytes = varint_get_fts(list, end, &size);

		at = bytes + size / 2;
		put_number(s, distance);
		if (put_list(s,
			     span_make((const char *)list, (size_t)(at - list)),
			     err) < 0)
			return -1;
	}
	return 0;
}

int segment_writer_finish(struct segment_writer *s, struct error *err)
{
	if (s->page.len > FTS_HEADER_SIZE && end_page(s, err) < 0)
		return -1;
	s->page_number--;
	/* FTS5 puts a row of its own for the first page of a segment. */
	return s->page_number ? write_front(s, err) : 0;
}
