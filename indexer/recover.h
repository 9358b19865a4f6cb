#ifndef INDEXER_RECOVER_H
#define INDEXER_RECOVER_H

/* What can still be read of front matter with a mistake in it. */

#include "indexer/frontmatter.h"

/*
 * Set out->map to what can be read of `text`, front matter in the format
 * out->format that does not parse as a whole, and out->visibility_unknown
 * where a part that cannot be read may say whether the article is shown.
 * The line numbers of `text` are those of the file `path`. `text` is
 * changed: dropped parts are overwritten. `first` is the
 * problem found in the whole.
 */
void frontmatter_recover(struct frontmatter *out, char *text, size_t len,
			 const struct parse_problem *first, struct span path,
			 struct arena *a, struct warnings *w);

#endif
