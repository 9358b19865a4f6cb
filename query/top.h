#ifndef QUERY_TOP_H
#define QUERY_TOP_H

/* The best matches seen so far: a heap with the worst of them on top. */

#include "query/search.h"
#include "store/columns.h"

/* How well a document fits, before the score decides. Higher comes first. */
enum tier {
	TIER_SOME_WORDS,
	TIER_ALL_WORDS,
	TIER_BEGINNING, /* its title begins with the query, being typed */
	TIER_NAME,      /* the query is its file name, slug or alias */
	TIER_TITLE,     /* the query is its title's words */
	TIER_WRITTEN,   /* the query is its title, sign by sign */
};

struct candidate {
	int64_t id;
	enum tier tier;
	double score; /* within the tier */
	int64_t date;
	unsigned lang;             /* as in struct columns */
	uint64_t title_key;        /* ties are broken by these two, so that */
	uint32_t path_hash;        /* the order does not hang on numbers */
	struct evidence *evidence; /* the caller's; NULL where it has none */
};

struct top {
	struct candidate *items;
	size_t count, capacity;
	enum search_sort sort;
};

/* `capacity` items, in `a`. */
void top_init(struct top *top, size_t capacity, enum search_sort sort,
	      struct arena *a);

/*
 * Whether a document of that tier and score is not kept, whatever else is
 * known of it. Most matches go no further: few instructions tell it.
 */
static inline bool top_is_above(const struct top *top, enum tier tier,
				double score)
{
	const struct candidate *worst = top->items;

	return top->count == top->capacity && top->capacity > 0 &&
	       top->sort == SORT_RELEVANCE &&
	       (tier < worst->tier ||
		(tier == worst->tier && score < worst->score));
}

/* Would `c` be kept? */
bool top_takes(const struct top *top, const struct candidate *c);

/* Keep `c` if it is among the best. */
void top_put(struct top *top, const struct candidate *c);

/* Put the items in order, best first. The heap is gone then. */
void top_sort(struct top *top);

#endif
