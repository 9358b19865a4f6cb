#ifndef QUERY_WINDOW_H
#define QUERY_WINDOW_H

/*
 * Which part of a document's text to show: the one that holds most of the
 * query's words, by their weight, and of several the one where they stand
 * nearest together. Called by query/excerpt.c.
 */

#include "query/cut.h"
#include "query/marks.h"

/* What was found in a document, and where. */
struct view {
	const struct plan *plan;
	const struct marks *marks; /* of content->text */
	const struct content *content;
};

struct window {
	/*
	 * The bytes of the first to the last mark, and how far a cut may
	 * grow: over neighbouring blocks of one kind, prose or code.
	 */
	struct cut_limits limits;
	bool is_code;
	uint64_t words; /* of the plan */
	double worth;
};

/*
 * The best window over marks of `wanted` words within [low, high) of the
 * text, at most `bytes` long. Headings are in none. Returns false where
 * there is none.
 */
bool window_find(struct window *out, const struct view *view, uint32_t low,
		 uint32_t high, uint32_t bytes, uint64_t wanted);

/*
 * Do two windows say more than one: do they not overlap, and have words
 * that are worth more?
 */
bool window_are_more(const struct plan *plan, const struct window two[2],
		     const struct window *one);

/* The beginning of the first prose in [low, high), or of any text. */
bool window_open(struct window *out, const struct content *content,
		 uint32_t low, uint32_t high, uint32_t bytes);

/* What the words of a set are worth together. */
double words_worth(const struct plan *plan, uint64_t words);

/* The words of the marks in [low, high) of the text. */
uint64_t words_between(const struct marks *marks, uint32_t low, uint32_t high);

#endif
