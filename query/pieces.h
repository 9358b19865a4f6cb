#ifndef QUERY_PIECES_H
#define QUERY_PIECES_H

/* What was typed, piece by piece, and how the tokenizer reads it. */

#include "query/parse.h"
#include "store/reader.h"

/*
 * What belongs together: a quoted phrase, a word, a compound such as
 * std::vector, a run of a script without spaces.
 */
struct piece {
	const struct clause *clause;
	struct span text;
	int group;
	bool is_prefix; /* it may be unfinished */
	bool is_stop;   /* not looked for, but part of what stands around it */
};

struct pieces {
	struct piece *items;
	size_t count;
};

enum {
	PIECES_MAX = 2 * QUERY_MAX_CLAUSES, /* more are not read */
	PIECES_MAX_GROUPS = QUERY_MAX_CLAUSES + 1 + PIECES_MAX,
};

/*
 * Cut up the clauses of a query; `prefix`: the last word may be
 * unfinished. A word that was joined to others by signs (foo,bar) is
 * several, and so is a compound that no article has, or a run of a script
 * without spaces. Each of them must be found: they take groups of their own,
 * all below PIECES_MAX_GROUPS. Lives in `a`.
 */
int pieces_make(struct pieces *out, const struct query *query, bool prefix,
		struct reader *r, struct analyzer *analyzer, struct arena *a,
		struct error *err);

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
