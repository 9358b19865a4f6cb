#ifndef STORE_SEGMENT_H
#define STORE_SEGMENT_H

/*
 * Reading the segments of the full-text index. FTS5 writes them; a query
 * that asks FTS5 itself pays ten times what its posting lists cost to read.
 *
 * A segment is a run of pages with terms in order, each with its doclist, see
 * store/segment_format.h. Nothing that is read here is trusted: what breaks a
 * rule is ERR_CORRUPT.
 */

#include "base/arena.h"
#include "store/database.h"

struct segment_terms;

struct segment {
	int64_t id, first_page, last_page;
	const struct segment_terms *terms; /* NULL: they are on its pages */
};

/* Newest first: what a newer one says of a document and term holds. */
struct segments {
	struct segment *items;
	size_t count;
};

/* The segments of the index as it is now; they live in `a`. */
int segments_load(struct segments *out, struct database *db, struct arena *a,
		  struct error *err);

/*
 * Stands on a term of one segment, and on one document of those that have
 * it. Start with segment_cursor_init().
 */
struct segment_cursor {
	struct database *db;
	const struct segment *segment;
	int64_t page;
	struct span leaf;      /* that page */
	struct strbuf row;     /* the last that was read */
	size_t size;           /* of its content, footer left out */
	size_t footer;         /* where the footer is read next */
	size_t next_term;      /* where the next term is, or `size` */
	bool is_first_term;    /* of this page: it is written in full */
	size_t at, end;        /* what is left of the doclist on this page */
	int64_t base;          /* what the next document's number adds to */
	struct strbuf term;    /* as FTS5 keeps it: '0' before ours */
	int64_t document;      /* -1: none yet */
	struct span positions; /* in it; see store/positions.h. Empty: the
				  document is no longer there */
	struct strbuf joined;  /* positions from several pages */
};

void segment_cursor_init(struct segment_cursor *c, struct database *db,
			 const struct segment *segment);
void segment_cursor_release(struct segment_cursor *c);

/*
 * Go to the first term that is not less than `term`. These return 1, or 0
 * where there is none, or -1.
 */
int segment_cursor_seek(struct segment_cursor *c, struct span term,
			struct error *err);

/*
 * Go to this very term. Where it is not there, this does not read to the next
 * one, which may be behind all documents of the one before.
 */
int segment_cursor_find(struct segment_cursor *c, struct span term,
			struct error *err);

/* Go to the next term. */
int segment_cursor_next_term(struct segment_cursor *c, struct error *err);

/*
 * Go to the next document of the term that is `least` or more, which is behind
 * the one it stands on.
 */
int segment_cursor_next(struct segment_cursor *c, int64_t least,
			struct error *err);

/* A document that has a term, and where; see store/positions.h. */
struct posting {
	int64_t document;
	struct span positions; /* some */
};

/*
 * Go over the documents of the term that come next and stand on this page,
 * as far as they are less than `before`, `most` at the most, and put those
 * that are still there. They are valid as long as `c->positions`. Returns how
 * many: with 0, segment_cursor_next() knows more. -1 on error.
 */
int segment_cursor_read(struct segment_cursor *c, int64_t before,
			struct posting *out, int most, struct error *err);

#endif
