#ifndef STORE_NAME_H
#define STORE_NAME_H

/* The keys under which a document is found exactly. */

#include "base/arena.h"
#include "text/tokenize.h"

/*
 * What a name is to a document. Titles stand there by their key, and as
 * they are written, signs and all (text/key.h): where both are the same,
 * both bits are set. The numbers are stored.
 */
enum name_kind {
	NAME_OTHER = 0, /* a file name, slug or old URL */
	NAME_TITLE = 1,
	NAME_WRITTEN = 2
};

struct name {
	struct span key;
	unsigned kind; /* see enum name_kind */
};

/* Those of a title, in `a`; the same for the same title. Returns how many. */
enum { NAMES_OF_TITLE = 2 };
size_t names_of_title(struct name names[NAMES_OF_TITLE],
		      struct analyzer *analyzer, struct span title,
		      struct arena *a);

#endif
