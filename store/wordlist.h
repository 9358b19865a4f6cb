#ifndef STORE_WORDLIST_H
#define STORE_WORDLIST_H

/*
 * The surface words of the index that begin with one character, in memory
 * for spelling. Loaded when first asked for.
 */

#include "base/arena.h"
#include "base/error.h"

struct listed_word {
	struct span text;
	int64_t documents; /* that hold it as a surface word */
};

struct word_list {
	struct span first;         /* the character */
	struct listed_word *items; /* in byte order */
	size_t count;
};

#endif
