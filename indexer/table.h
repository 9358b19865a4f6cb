#ifndef INDEXER_TABLE_H
#define INDEXER_TABLE_H

/*
 * Pipe tables, <https://github.github.com/gfm/#tables-extension->, which
 * cmark takes for paragraphs.
 */

#include <stdbool.h>

#include "base/span.h"
#include "base/strbuf.h"

/* Is there a line that may stand between a table's head and its rows? */
bool table_may_be_in(struct span text);

/*
 * Append `text` with each cell of its tables as a paragraph of its own,
 * which begins with MARK_ROW or MARK_CELL.
 */
void table_rewrite(struct strbuf *out, struct span text);

#endif
