#ifndef INDEXER_WALK_H
#define INDEXER_WALK_H

/*
 * The walk of the Markdown tree: the second half of markdown_parse(). It
 * takes clean text in which indexer/marks.h stands for what cmark does not
 * know.
 */

#include "indexer/footnote.h"
#include "indexer/markdown.h"

/*
 * Fill in `out` but for the summaries' choice of words. `notes` are the
 * footnotes that `source` refers to; `is_cjk` chooses how words are
 * counted.
 */
void walk_markdown(struct markdown *out, struct span source,
		   struct footnotes *notes, bool is_cjk,
		   const struct markdown_options *options, struct arena *a);

#endif
