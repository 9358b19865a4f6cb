#ifndef INDEXER_FRONTMATTER_SPLIT_H
#define INDEXER_FRONTMATTER_SPLIT_H

/* Where front matter begins and ends. Called by frontmatter.c. */

#include "indexer/frontmatter.h"

/*
 * Tell front matter from body: set out->format, out->body and
 * out->body_line. Returns whether there is any; `*inner` is what to parse
 * then, and `*line` the line that it begins on. What begins like front
 * matter, but is none, is a warning, and where it may say whether the
 * article is to be shown out->visibility_unknown is set.
 */
bool frontmatter_split(struct frontmatter *out, struct span *inner, int *line,
		       struct span text, struct span path, struct warnings *w);

/* The first lines, about as many as front matter has. */
struct span frontmatter_head(struct span text);

#endif
