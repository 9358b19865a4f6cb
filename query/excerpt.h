#ifndef QUERY_EXCERPT_H
#define QUERY_EXCERPT_H

/* What is shown of a document: the marked title, a snippet, sections. */

#include "query/marks.h"
#include "query/search.h"

/*
 * Fill in title, snippet and sections of `hit`, whose document is there.
 * The snippet is the window of the text that holds most of the query's
 * words; the summary where only other fields matched.
 */
void excerpt_make(struct hit *hit, const struct plan *plan,
		  const struct document_marks *marks,
		  const struct content *content, struct arena *a);

#endif
