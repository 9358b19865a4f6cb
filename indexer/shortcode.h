#ifndef INDEXER_SHORTCODE_H
#define INDEXER_SHORTCODE_H

/*
 * Take the tags of template languages out of Markdown and leave the text
 * between them. What they would put in their place is not known here; an
 * escaped tag is shown, "highlight" makes a block of code, "comment"
 * hides what it holds. Code is left alone.
 */

#include "base/strbuf.h"
#include "indexer/markdown.h"

bool shortcode_may_be_in(struct span text,
			 const struct markdown_options *options);

/* Append `text` without tags. `a` is for scratch. */
void shortcode_rewrite(struct strbuf *out, struct span text,
		       const struct markdown_options *options, struct arena *a);

#endif
