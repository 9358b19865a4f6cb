#ifndef INDEXER_MDX_H
#define INDEXER_MDX_H

/*
 * MDX, <https://mdxjs.com/docs/what-is-mdx/>: Markdown with import and
 * export lines, JSX tags and {expressions}. They are taken out and the
 * text between tags is left, for it is Markdown. Code is left alone.
 */

#include "base/span.h"
#include "base/strbuf.h"

void mdx_rewrite(struct strbuf *out, struct span text);

#endif
