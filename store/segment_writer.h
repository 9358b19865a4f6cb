#ifndef STORE_SEGMENT_WRITER_H
#define STORE_SEGMENT_WRITER_H

/*
 * Making one segment of the full-text index, terms in order, without FTS5:
 * see store/segment_format.h. FTS5 merges and changes it as one of its own.
 *
 * Rows are made in memory, in any thread, and stored by the one that has the
 * database. Several writers may make a part of the segment each: a part
 * begins on a page of its own, and counts pages from 1.
 */

#include "store/database.h"

struct made_row;

struct segment_writer {
	size_t page_size;

	struct strbuf page, footer;
	struct strbuf term;   /* the last one */
	uint32_t page_number; /* of `page` */
	size_t term_start;    /* of the last term on the page */
	bool has_number;      /* a document or a term begins on the page */

	struct strbuf front; /* for search_idx, of the page `front_page` */
	uint32_t front_page; /* the last one on which a term begins */
	bool has_front;      /* there is one */
	int64_t number;      /* the last document's in the doclist */

	struct strbuf index;  /* of the doclist, from the first number on */
	uint32_t index_page;  /* on which that is; 0: it has none yet */
	int64_t index_number; /* the last one in it */
	uint32_t whole_pages; /* on which no term begins, one after another */

	struct strbuf made; /* bytes of the rows */
	struct made_row *rows;
	size_t row_count, row_alloc;
};

/* `page_size` is about that of a page. Begins the first part. */
void segment_writer_init(struct segment_writer *s, size_t page_size);
void segment_writer_release(struct segment_writer *s);

/*
 * Begin another part, with the memory of the last one. `before` is the last
 * term of the part before it; NULL: it is the first one.
 */
void segment_writer_reset(struct segment_writer *s, const struct span *before);

/* The next term; its doclist is to follow. */
void segment_writer_put_term(struct segment_writer *s, struct span term);

/*
 * What comes next in the doclist: whole documents, as FTS5 codes them
 * within a page. The first number is the distance from the last one put, or
 * from 0. `ends`: nothing more follows, which is faster.
 */
void segment_writer_put_documents(struct segment_writer *s,
				  struct span documents, bool ends);

/* End: nothing more is put. Afterwards page_number is that of the last. */
void segment_writer_finish(struct segment_writer *s);

/*
 * Store the rows made so far as those of segment `id`, 1 or more, behind so
 * many `pages` of other parts; and forget them.
 */
int segment_writer_store(struct segment_writer *s, struct database *db,
			 int64_t id, uint32_t pages, struct error *err);

#endif
