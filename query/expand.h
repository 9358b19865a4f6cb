#ifndef QUERY_EXPAND_H
#define QUERY_EXPAND_H

/*
 * The synonyms that the owner of the site has given for words of a query,
 * and for several in a row. For query/plan.c.
 */

#include "query/pieces.h"

/* `to` stands for `from`, the pieces `first` to `last`. */
struct expansion {
	struct span from, to;
	size_t first, last;
	uint32_t stems; /* bit a: in documents of algorithm a */
	bool is_joined; /* by query/join.h, and no synonym */
};

/* No query is given more. */
#define EXPAND_MAX 32

/*
 * Find what stands for the pieces; room for EXPAND_MAX. Quoted and
 * excluded ones, and word*, are taken as they are typed. `stems` are the
 * algorithms of the index. Returns how many; what they point to lives in
 * `a` or as long as reader_synonyms().
 */
size_t expand_find(struct expansion *out, const struct piece *pieces,
		   size_t count, uint32_t stems, struct reader *r,
		   struct arena *a);

#endif
