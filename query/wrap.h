#ifndef QUERY_WRAP_H
#define QUERY_WRAP_H

/*
 * Lines broken to the width of a terminal: between words, and beside wide
 * characters, whose scripts put no spaces between words. Runs of spaces
 * become one. Start with wrap_init(), end with wrap_release().
 */

#include "base/strbuf.h"

struct wrap {
	struct strbuf *out; /* borrowed */
	int width;          /* in columns; 0: never break */
	int indent;         /* of every line */
	int column;         /* where the next character goes */
	bool has_space;     /* one is due before the unit */
	struct strbuf unit; /* what may not be broken apart, so far */
	int unit_width;
	bool is_wide; /* it is one wide character, and its marks */
};

void wrap_init(struct wrap *w, struct strbuf *out, int width, int indent);

/* Append text that escape_terminal() has made harmless. */
void wrap_put(struct wrap *w, struct span text);

/* Append bytes that take no room: an escape sequence. */
void wrap_put_sequence(struct wrap *w, const char *sequence);

/* Write what is pending, and the end of the line. */
void wrap_end(struct wrap *w);

void wrap_release(struct wrap *w);

#endif
