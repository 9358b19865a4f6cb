#ifndef QUERY_CUT_H
#define QUERY_CUT_H

/*
 * Where a piece of text may be cut out for readers: at the edges of
 * sentences where they are near, else of words; in scripts that put no
 * spaces between words between two characters as readers see them; never
 * inside an identifier or a written-out entity like &amp;. Code is cut at
 * the ends of lines.
 */

#include <stdint.h>

#include "base/span.h"

struct cut {
	uint32_t start, end; /* bytes of the text */
	bool is_front_cut;   /* what is before it in its sentence is missing */
	bool is_back_cut;
};

/* What a cut must show, bytes [start, end), and may not go beyond. */
struct cut_limits {
	uint32_t low, start, end, high;
	uint32_t bytes; /* at most, but for what must be shown */
};

struct cut cut_prose(struct span text, const struct cut_limits *limits);

/*
 * Whole lines, from that of `start` on, or the one before where none
 * follow; where not even one line fits, the part of it around what must be
 * shown.
 */
struct cut cut_code(struct span text, const struct cut_limits *limits);

/* Lines of code that a cut has at most, but for what must be shown. */
#define CUT_MAX_LINES 3

/* How wide a text is, by so many bytes of its beginning. */
#define CUT_SCALE_BYTES 1024
struct cut_scale {
	size_t bytes, columns; /* of its beginning */
};

struct cut_scale cut_scale(struct span text);

/* The bytes that about so many columns take. */
uint32_t cut_bytes(struct cut_scale scale, uint32_t columns);

/*
 * Where the word that `at` is in begins, not before `low`. Of a very long
 * one, as a URL, it is the name within; and `at` where even that is.
 */
uint32_t cut_word_start(struct span text, uint32_t low, uint32_t at);

/* The line that `at` is in: its beginning, not before `low`. */
uint32_t cut_line_start(struct span text, uint32_t low, uint32_t at);

/* Its end, before the newline, not behind `high`. */
uint32_t cut_line_end(struct span text, uint32_t at, uint32_t high);

#endif
