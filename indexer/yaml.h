#ifndef INDEXER_YAML_H
#define INDEXER_YAML_H

/* The parts of YAML's parser; yaml_parse() is in value.h. */

#include <stdbool.h>

#include "indexer/value.h"

/*
 * yaml_parse() is the first of these where it can tell, and else the
 * second, which can always.
 *
 * Read text of plain lines into `map`, which is empty. Returns false, with
 * anything in the map, where there is more to it.
 */
bool yaml_lines_parse(struct value *map, struct span text, struct arena *a);
int yaml_full_parse(struct value **out, struct span text, struct arena *a,
		    struct parse_problem *problem);

/*
 * The core schema of YAML 1.2, section 10.3.2: what the plain scalar is
 * whose text `v` has. A number that is too large stays a string.
 */
void yaml_resolve(struct value *v);

/*
 * For frontmatter.c's search for mistakes.
 *
 * Follow the syntax of `text`, which must be a map or nothing at all,
 * without making values of it. Aliases of anchors that are not in `text`
 * are no mistake. Returns 0, or -1 with the first problem.
 */
int yaml_check(struct span text, struct parse_problem *problem);

#endif
