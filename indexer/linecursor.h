#ifndef INDEXER_LINECURSOR_H
#define INDEXER_LINECURSOR_H

/*
 * A line of Markdown, and the signs that may stand where it has been read
 * to: those that begin blocks, by CommonMark 0.30. For indexer/linescan.c
 * alone.
 */

#include "base/span.h"

/* So many columns in front of it make a line code. */
#define CODE_INDENT 4

struct cursor {
	struct span line;
	size_t pos, column; /* read so far; tabs have columns */
	size_t content;     /* the first byte from `pos` on that is no blank */
	size_t indent;      /* columns between */
};

/* cursor_find_content() where blanks may stand before it. */
void cursor_pass_blanks(struct cursor *c);

/*
 * Set `content` and `indent`; to do before any question below. Inline, as
 * each line is asked a few times.
 */
static inline void cursor_find_content(struct cursor *c)
{
	if (c->pos == c->line.len || c->line.ptr[c->pos] <= ' ') {
		cursor_pass_blanks(c);
		return;
	}
	c->content = c->pos;
	c->indent = 0;
}

/* Read up to byte `end`. */
void cursor_read_to(struct cursor *c, size_t end);

/* Read blanks of so many columns; a part of a tab may remain. */
void cursor_read_columns(struct cursor *c, size_t count);

/* Is there nothing but blanks? */
static inline bool cursor_is_blank(const struct cursor *c)
{
	return c->content == c->line.len;
}

/* The character at the content, a newline at the end. */
static inline char cursor_char(const struct cursor *c)
{
	return cursor_is_blank(c) ? '\n' : c->line.ptr[c->content];
}

/* Does a letter stand here, or one of [\]^{|}, which begin no block? */
static inline bool cursor_is_text(const struct cursor *c)
{
	char sign = cursor_char(c);

	return sign >= 'A' && sign != '_' && sign != '`' && sign != '~';
}

/* The end of the run of `sign` at the content. */
size_t cursor_run_end(const struct cursor *c, char sign);

/* "# heading", "===" or "---" under one, "* * *". */
bool cursor_is_heading(const struct cursor *c);
bool cursor_is_underline(const struct cursor *c);
bool cursor_is_rule(const struct cursor *c);

/* The length of the fence that opens here, or 0. */
size_t cursor_fence_length(const struct cursor *c);

/*
 * The length of the list marker here, or 0. One that ends a paragraph has
 * text behind it and the number 1.
 */
size_t cursor_marker_length(const struct cursor *c, bool ends_paragraph);

/* HTML may begin here, of which a parser has to judge. */
bool cursor_may_be_html(const struct cursor *c);

/* Is there nothing but blanks in `line` from `pos` on? */
bool line_ends_at(struct span line, size_t pos);

/* Is it "[label]: address", as plain as can be? */
bool line_is_definition(struct span line);

#endif
