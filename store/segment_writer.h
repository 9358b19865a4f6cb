#ifndef STORE_SEGMENT_WRITER_H
#define STORE_SEGMENT_WRITER_H

/*
 * Writing one segment of the full-text index, terms in order, without FTS5:
 * see store/segment_format.h. FTS5 merges and changes it as one of its own.
 */

#include "store/database.h"

struct segment_writer {
	struct database *db;
	int64_t id;
	size_t page_size;

	struct strbuf page, footer;
	struct strbuf term;   /* the last one */
	uint32_t page_number; /* of `page` */
	size_t term_start;    /* of the last term on the page */
	bool has_number;      /* a document or a term begins on the page */

	struct strbuf front; /* for search_idx, of the page `front_page` */
	uint32_t front_page; /* the last one on which a term begins */
	int64_t number;      /* the last document's in the doclist */

	struct strbuf index;  /* of the doclist */
	int64_t index_number; /* the last one in it */
	uint32_t whole_pages; /* on which no term begins, one after another */
};

/* Begin segment `id`, 1 or more; `page_size` is about that of a page. */
void segment_writer_init(struct segment_writer *s, struct database *db,
			 int64_t id, size_t page_size);
void segment_writer_release(struct segment_writer *s);

/* The next term; its doclist is to follow. */
int segment_writer_put_term(struct segment_writer *s, struct span term,
			    struct error *err);

/*
 * What comes next in the doclist: whole documents, as FTS5 codes them
 * within a page. The first number is the distance from the last one put, or
 * from 0.
 */
int segment_writer_put_documents(struct segment_writer *s,
				 struct span documents, struct error *err);

/* End: nothing more is put. Afterwards page_number is that of the last. */
int segment_writer_finish(struct segment_writer *s, struct error *err);

#endif
