#ifndef QUERY_MARKS_H
#define QUERY_MARKS_H

/* Where the words of a query stand in one document that matches. */

#include "query/plan.h"
#include "store/content.h"

/* A found word: bytes [start, end) of a text. */
struct mark {
	uint32_t start, end;
	int word; /* of the plan; where marks were joined, the first one's */
};

struct marks {
	struct mark *items; /* by start; none overlap */
	size_t count;
};

struct document_marks {
	struct marks title;   /* of document->title */
	struct marks summary; /* of document->summary */
	struct marks text;    /* of content->text */
};

/*
 * Find the marks of document `id`, which matches `expression` with the
 * phrases of `plan`. They live in `a`.
 */
int marks_find(struct document_marks *out, struct reader *r,
	       const struct plan *plan, const char *expression, int64_t id,
	       const struct document *doc, const struct content *content,
	       struct analyzer *analyzer, struct arena *a, struct error *err);

/*
 * The bytes [start, end) of `text` with MARK_START and MARK_END around
 * what is marked, and newlines as spaces. Lives in `a`.
 */
struct span marks_apply(const struct marks *marks, struct span text,
			size_t start, size_t end, struct arena *a);

#endif
