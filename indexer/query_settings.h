#ifndef INDEXER_QUERY_SETTINGS_H
#define INDEXER_QUERY_SETTINGS_H

/*
 * The sections of blogsearch.toml that only queries heed. No article is
 * read again when they change; they are stored in the index.
 */

#include "indexer/value.h"
#include "indexer/warning.h"
#include "store/tuning.h"

/*
 * Set what `table`, the section `name` ("ranking", "spelling"), says; see
 * store/tuning.h. Unknown keys and values that are out of bounds are
 * warnings, and change nothing.
 */
void query_settings_read(struct tuning *out, const char *name,
			 const struct value *table, struct warnings *w);

#endif
