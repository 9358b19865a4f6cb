#ifndef QUERY_RANK_H
#define QUERY_RANK_H

/*
 * How relevant a match is: BM25F (Robertson, Zaragoza, Taylor: "Simple
 * BM25 extension to multiple weighted fields", 2004). Each field has a
 * weight and a length normalisation of its own; frequencies are added up
 * over the fields before they saturate.
 */

#include "query/plan.h"
#include "query/search.h"
#include "store/match.h"

/* An occurrence is worth `weight` over `base` and `slope` a token. */
struct field_norm {
	double weight, base, slope;
};

struct ranker {
	const struct plan *plan;
	struct tuning settings;
	struct field_norm norms[FIELD_COUNT];
	struct tally *tallies; /* what the words of the plan come to */
	bool is_only;          /* the plan is one word */
	bool is_text_weighted; /* a word is a match wherever it is in a text */
	double elsewhere;      /* the most that one out of the text is worth */
};

/* Get ready to rank what matches `plan`; both live as long as `a`. */
void ranker_init(struct ranker *ranker, const struct plan *plan,
		 struct reader *r, struct arena *a);

/* What a match came to. */
struct relevance {
	double bm25f;
	double nearness; /* added to it */
	uint64_t groups; /* bit g: group g of the plan matched */
};

/* What a word gave to it. */
struct word_score {
	double score;
	double synonyms; /* the part of `score` that they gave */
};

/*
 * Score a match. `explain` gets one item a word where it is not NULL; it
 * has room for plan->word_count.
 */
struct relevance rank(const struct ranker *ranker, struct match *m,
		      const struct columns *columns,
		      struct word_score *explain);

/*
 * The same groups, and no less of the rest, without a look at every
 * occurrence in the text: enough to know that a match is not among the
 * best. It has to follow rank(), whatever that adds up.
 */
struct relevance rank_limit(const struct ranker *ranker, const struct match *m,
			    const struct columns *columns);

/*
 * From now on matches of one word, or with some of several, which have not
 * all, are of no interest where they score less than `score`. At first none
 * are. A plan of several words has no more phrases than MATCH_BITS.
 */
void ranker_set_floor(struct ranker *ranker, double score);

/*
 * The word of a match that has it alone, and scores less than the floor. It
 * is asked of every match, and looks at no more than how long its lists are;
 * NULL: that does not tell, or there are several words.
 */
const struct word *rank_find_below_floor(const struct ranker *ranker,
					 const struct match *m,
					 const struct columns *columns);

#endif
