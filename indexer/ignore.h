#ifndef INDEXER_IGNORE_H
#define INDEXER_IGNORE_H

/*
 * Lines in the format of .gitignore (gitignore(5)): the last one that
 * matches a path decides, "!" takes it back in, a slash at the front or
 * inside ties the pattern to the root, one at the end means folders only.
 * A folder that is left out is not looked into.
 */

#include "base/arena.h"
#include "base/span.h"

struct ignore_rule {
	struct span pattern;
	bool takes_back; /* "!" */
	bool folder_only;
	bool anchored; /* against the whole path, not just the name */
};

struct ignore {
	struct ignore_rule *rules;
	size_t count, alloc;
};

/* Add one line; comments and empty lines add nothing. */
void ignore_put(struct ignore *ignore, struct span line, struct arena *a);

/* What is wrong with a line that matches nothing by mistake, or NULL. */
const char *ignore_find_mistake(struct span line);

bool ignore_matches(const struct ignore *ignore, struct span path,
		    bool is_folder);

#endif
