#ifndef INDEXER_YAML_H
#define INDEXER_YAML_H

/* For frontmatter.c's search for mistakes; yaml_parse() is in value.h. */

#include "indexer/value.h"

/*
 * Follow the syntax of `text`, which must be a map or nothing at all,
 * without making values of it. Aliases of anchors that are not in `text`
 * are no mistake. Returns 0, or -1 with the first problem.
 */
int yaml_check(struct span text, struct parse_problem *problem);

#endif
