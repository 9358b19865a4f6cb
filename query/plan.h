#ifndef QUERY_PLAN_H
#define QUERY_PLAN_H

/*
 * What is looked up for a query: every word with the terms that stand for
 * it in the index, and what each is worth.
 *
 * A site may hold several languages, and a word has another stem in each.
 * So a word has alternatives, each for the documents of some stemming
 * algorithms.
 */

#include "base/error.h"
#include "base/strbuf.h"
#include "query/expand.h"
#include "store/reader.h"
#include "text/tokenize.h"

/* Terms at consecutive positions. */
struct alternative {
	struct span terms; /* with a space between, see store/replay.h */
	uint32_t length;   /* in terms */
	bool is_prefix;    /* the last term may go on */
	bool is_bonus;     /* adds to the score, but is no match by itself */
	uint32_t stems;    /* bit a: for documents of algorithm a */
	double worth;      /* of an occurrence; below 1 for synonyms,
			      and for prefixes of a whole word */
	int synonym;       /* number in the plan's expansions, from 1; or 0 */
};

struct word {
	struct span text;      /* as typed */
	struct span corrected; /* what was looked for instead, or empty */
	struct alternative *alternatives;
	size_t alternative_count; /* 0: not in the index */
	size_t alternative_room;
	int first_phrase; /* of the alternatives, in the matching; or -1 */
	int group;        /* words of one group stand for each other */
	int times;        /* the query has it */
	bool is_title_only;
	bool is_excluded;
	double idf;
};

struct plan {
	struct word *words;
	size_t word_count;
	int group_count;              /* groups that have words in the index */
	struct span_list unknown;     /* words that no document has */
	struct expansion *expansions; /* synonyms, whether the index has them
					 or not, and joined words */
	size_t expansion_count;
	bool is_cut; /* not all that a prefix stands for is looked for */
};

struct filter;

/*
 * Make the plan. Stop words are left out unless they are quoted or nothing
 * else is there. Words that the index does not have are looked for in
 * another spelling (also where it has them, but in nothing that passes the
 * filter and in no article's own language), compounds as their parts, unless
 * they are quoted.
 *
 * A synonym of a word is an alternative of it. One of several words in a
 * row is an alternative of each: (a OR x) AND (b OR x) is (a AND b) OR x.
 * So are words that the site writes as one.
 */
struct plan_options {
	bool prefix;                 /* the last word may be unfinished */
	bool literal;                /* correct nothing, and no synonyms */
	const struct filter *filter; /* what is found must pass it */
};

int plan_make(struct plan *out, const struct query *query,
	      struct plan_options options, struct reader *r,
	      struct analyzer *analyzer, struct arena *a, struct error *err);

/*
 * What to match: documents with all groups of words, or any, and none of the
 * excluded words. Numbers the phrases anew. It lives in `a`, and as long as
 * the plan.
 */
struct match_query plan_matching(struct plan *plan, bool needs_all,
				 struct arena *a);

/* One alternative alone, in `phrase`. */
struct match_query
plan_matching_alternative(const struct alternative *alternative,
			  struct match_phrase *phrase);

/* The excluded words alone, whatever else is looked for. */
struct match_query plan_matching_excluded(struct plan *plan, struct arena *a);

#endif
