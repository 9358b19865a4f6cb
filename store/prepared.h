#ifndef STORE_PREPARED_H
#define STORE_PREPARED_H

/* The inside of struct prepared; for store/ itself. */

#include "base/arena.h"
#include "store/analysis.h"
#include "store/columns.h"
#include "store/label.h"
#include "store/name.h"

/* What it points to lives in its arena. */
struct prepared {
	const struct document *doc;
	struct terms terms;
	struct span text, layout; /* as stored, see store/content.h */
	struct columns columns;   /* but for the language, */
	struct details details;   /* and the section: the writer has those */
	struct name titles[NAMES_OF_TITLE];
	size_t title_count;
	struct span names; /* keys of the others, with '\n' between */
	struct span_list label_keys[LABEL_KIND_COUNT];
	struct arena arena;
};

#endif
