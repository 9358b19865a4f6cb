#ifndef QUERY_EXCERPT_H
#define QUERY_EXCERPT_H

/* What is shown of a document: the marked title, a snippet, sections. */

#include "query/choose.h"
#include "query/search.h"

/*
 * Of what was chosen by guesses, whose words are located by now. Fill in title,
 * snippet and sections of `hit`, whose document is there. The snippet is the
 * part of the text that holds most of the query's words; two parts where one
 * cannot hold them; the summary where only other fields matched. Where it shows
 * code, its lines stay lines, with a newline between. Sections come with what
 * they hold of the query, or with how they begin.
 */
void excerpt_make(struct hit *hit, const struct plan *plan,
		  const struct document_marks *marks,
		  const struct choice *choice, const struct content *content,
		  struct arena *a);

#endif
