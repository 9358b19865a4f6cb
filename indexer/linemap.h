#ifndef INDEXER_LINEMAP_H
#define INDEXER_LINEMAP_H

/*
 * What each line of a Markdown text belongs to, by cmark's own judgement.
 * The rewriting before the final parse asks it what is code and what is a
 * paragraph, so that it need not know about quotes, lists and fences.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/strbuf.h"

enum line_kind {
	LINE_OTHER, /* blank, a rule, a link's definition */
	LINE_PARAGRAPH,
	LINE_HEADING,
	LINE_CODE, /* its fences too */
	LINE_HTML,
};

struct line {
	uint8_t kind;    /* an enum line_kind */
	bool begins;     /* the first line of its block */
	uint16_t column; /* where the block's content begins on it */
};

struct linemap {
	struct line *lines;
	size_t count;
};

void linemap_init(struct linemap *map, struct span text);
void linemap_release(struct linemap *map);

/*
 * Where content begins behind the spaces and quote signs of a line of
 * which nothing better is known.
 */
size_t line_content(struct span line);

/*
 * Append the first `len` bytes of `line`, the containers that a block
 * begins behind, as a later line of the block repeats them: with spaces
 * for list markers.
 */
void line_put_prefix(struct strbuf *out, struct span line, size_t len);

#endif
