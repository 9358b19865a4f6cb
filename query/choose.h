#ifndef QUERY_CHOOSE_H
#define QUERY_CHOOSE_H

/*
 * Which parts of a text are shown, by guesses of where the words stand.
 * Called before query/excerpt.h cuts them out.
 */

#include "query/locate.h"
#include "query/sections.h"

/*
 * A part that is shown. The words for which it was chosen begin in
 * [low, high) of the text, and what is shown with them in [from, to).
 */
struct range {
	uint32_t low, high, from, to;
};

/*
 * The parts of the snippet, the one that holds most first; then of each
 * section its heading and the rest, which is empty where the heading alone
 * has words.
 */
struct choice {
	struct range ranges[2 + 2 * SECTIONS_MAX];
	size_t snippet_count;
	size_t sections[SECTIONS_MAX]; /* by number, the best first */
	size_t section_count;
	uint32_t snippet_bytes, section_bytes; /* that they may have */
};

static inline size_t choice_range_count(const struct choice *c)
{
	return c->snippet_count + 2 * c->section_count;
}

/*
 * `title` is the document's. Of the text, what is chosen is unpacked then,
 * see content_need().
 */
void choose(struct choice *out, const struct view *guesses, struct span title);

#endif
