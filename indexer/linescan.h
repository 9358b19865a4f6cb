#ifndef INDEXER_LINESCAN_H
#define INDEXER_LINESCAN_H

/*
 * What each line of a Markdown text belongs to, told without a parser: its
 * inline half, more than half of the work, is not needed for that. For
 * indexer/linemap.c alone.
 */

#include "indexer/linemap.h"

/*
 * Fill in `map`, whose lines are all zero, as cmark 0.30 would have it.
 * Returns false where that takes a parser: at HTML, at definitions of links
 * that are not plain, at containers that are too deep. What stands in
 * the map is then of no use.
 */
bool linescan(struct linemap *map, struct span text);

/* The same by cmark, for every text; a test compares the two. */
void linemap_parse(struct linemap *map, struct span text);

#endif
