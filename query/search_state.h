#ifndef QUERY_SEARCH_STATE_H
#define QUERY_SEARCH_STATE_H

/*
 * One search under way: query/search.c reads the question, query/gather.c
 * walks the matches and keeps the best, query/results.c makes them hits.
 */

#include "query/deadline.h"
#include "query/filter.h"
#include "query/idset.h"
#include "query/language.h"
#include "query/marks.h"
#include "query/names.h"
#include "query/plan.h"
#include "query/rank.h"
#include "query/search.h"
#include "query/top.h"

struct search {
	const struct search_options *options;
	struct reader *reader;
	struct analyzer *analyzer;
	struct arena *arena;
	struct error *err;
	struct query query;
	struct plan plan;
	struct filter filter;
	struct preference preference; /* of a language */
	struct ranker ranker;
	struct names names;    /* that the query is */
	struct idset named;    /* those of all these that were put */
	struct idset excluded; /* when all others are listed */
	struct idset matches;  /* kept for facets */
	struct top top;
	struct arena evidence; /* of those, and of some that were among them */
	size_t evidence_count;
	int64_t total;
	uint64_t all_groups;
	uint64_t missing; /* groups that not every match has */
	bool needs_all;   /* some of the words are not enough */
	/*
	 * By relevance, one word or some of several: matches may be low by
	 * what rank_find_below_floor() tells.
	 */
	bool is_plain;
	struct found_list found;    /* of the hit being made */
	struct word_score *factors; /* of the match, one a word */
	struct deadline deadline;
	double kept_time; /* of it, see walk_all() in query/gather.c */
	unsigned steps;
};

/* What a match showed when it was among the best. */
struct evidence {
	struct relevance relevance;
	struct word_score *factors; /* one a word of the plan */
	struct kept_marks *marks;   /* where its words stand */
};

/*
 * What the date of an article multiplies its score by. Its age is that at
 * the last change of the index, so that the same index gives the same answer.
 */
double search_recency(const struct search *s, int64_t date);

/* Whether time is up. */
bool search_is_late(struct search *s);

/* Documents between two looks at the clock; a power of two. */
#define SEARCH_DEADLINE_STEP 256

/* The same, asked once in a while, for loops over many documents. */
static inline bool search_is_step_late(struct search *s)
{
	if ((++s->steps & (SEARCH_DEADLINE_STEP - 1)) == 0)
		return search_is_late(s);
	return s->deadline.is_late;
}

/* Find the best matches of the plan, or of all documents without one. */
int search_gather(struct search *s);

/* Find the best matches of any words of the plan, wherever they stand. */
int search_gather_any(struct search *s);

/* Turn the best matches into hits. */
int search_make_results(struct search *s, struct results *out);

/*
 * What was begun by reader_begin() at `start`, of clock_ms(), ends. Nothing
 * is left of the search but what the results hold.
 */
void search_end(struct search *s, struct results *out, double start);

#endif
