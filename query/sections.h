#ifndef QUERY_SECTIONS_H
#define QUERY_SECTIONS_H

/* Which sections of a document an answer names. */

#include "query/window.h"

/* Sections that an answer names of one article. */
#define SECTIONS_MAX 3

/*
 * Put the best sections of the text into `best`, in order, by number in
 * content->sections; those that have much less than the first are left
 * out. `title` is the document's. Returns how many.
 */
size_t sections_find(size_t best[SECTIONS_MAX], const struct view *view,
		     struct span title);

/* Where the section ends: at the next heading or the end of the text. */
uint32_t section_end(const struct content *content, size_t section);

#endif
