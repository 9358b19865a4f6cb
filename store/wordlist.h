#ifndef STORE_WORDLIST_H
#define STORE_WORDLIST_H

/*
 * The surface words of the index that begin with one character, in memory
 * for spelling. Loaded when first asked for.
 */

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

/* Tells at a look that two words are far apart. */
struct word_shape {
	uint32_t letters; /* bit (c & 31) for each letter c */
	uint32_t count;   /* of letters */
};

struct word_shape word_shape(struct span word);

struct listed_word {
	struct span text;
	struct word_shape shape;
	int64_t documents; /* that hold it as a surface word */
};

struct word_list {
	struct span first;         /* the character */
	struct listed_word *items; /* in byte order */
	size_t count;
};

/* Those loaded; for store/ itself. Begin with all zero. */
struct word_lists {
	struct word_list **items; /* by character */
	size_t count, alloc;
	struct arena arena; /* the lists and the words */
};

struct database;

/* The list, loaded where need be; NULL on error. */
const struct word_list *word_lists_find(struct word_lists *lists,
					struct database *db, struct span first,
					struct error *err);

/* Forget them all. */
void word_lists_reset(struct word_lists *lists);
void word_lists_release(struct word_lists *lists);

#endif
