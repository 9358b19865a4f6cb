#ifndef INDEXER_ATTRIBUTES_H
#define INDEXER_ATTRIBUTES_H

/*
 * Attribute lists, "{#id .class key=value}", as goldmark and kramdown read
 * them at the end of a heading or on a line of their own.
 */

#include <stdbool.h>

#include "base/span.h"

/*
 * Look for a list at the end of a heading as written. Returns the offset
 * of its "{", or heading.len where there is none. `*id` is empty where it
 * names no id. kramdown takes "{#id}" alone.
 */
size_t attributes_find(struct span heading, bool kramdown, struct span *id);

/*
 * Is all of `line` one list that says something, "{.class}" or kramdown's
 * "{: .class}"? `*id` as above.
 */
bool attributes_fill_line(struct span line, struct span *id);

#endif
