#ifndef INDEXER_EXTENSION_H
#define INDEXER_EXTENSION_H

/*
 * Blocks that generators know and cmark does not, rewritten line by line:
 *
 *	[^1]: A footnote		a list item that begins with MARK_NOTE
 *	: A definition			a list item
 *	{.class #id} {: .class}		a blank line
 *	::: note, ::: moniker range	a blank line, or the title it gives
 *	[!INCLUDE[name](file)]		nothing
 *
 * Footnotes and definitions hold what is indented behind them, as list
 * items do, so that cmark finds the blocks in them.
 */

#include "base/strbuf.h"
#include "indexer/footnote.h"
#include "indexer/markdown.h"

/* Is there a line that could begin any of these? */
bool extension_may_be_in(struct span text,
			 const struct markdown_options *options);

void extension_rewrite(struct strbuf *out, struct footnotes *notes,
		       struct span text,
		       const struct markdown_options *options);

#endif
