#ifndef QUERY_PIECES_H
#define QUERY_PIECES_H

/* How the tokenizer reads what was typed. */

#include "base/arena.h"
#include "text/tokenize.h"

/*
 * Append to `out` the pieces of `text` that belong together: words,
 * compounds such as std::vector, runs of a script without spaces.
 */
void pieces_find(struct span_list *out, struct span text,
		 struct analyzer *analyzer, struct arena *a);

/* A piece or a phrase as terms of the index. */
struct reading {
	struct span terms;     /* of consecutive positions, a space between */
	uint32_t length;       /* 0: nothing but signs */
	struct span whole;     /* the compound as one term; empty: it is none */
	struct span last_word; /* folded, not stemmed */
	bool last_is_word;     /* and no bigram */
	bool is_open;          /* one character, the beginning of a bigram */
};

/* Read `text` as a document of this stemming algorithm would be. */
void reading_make(struct reading *out, struct span text, int algorithm,
		  struct analyzer *analyzer, struct arena *a);

#endif
