#ifndef QUERY_PARSE_H
#define QUERY_PARSE_H

/*
 * The query language. Anything typed is a valid query: what is no operator
 * is text to be found.
 *
 *	word            "a phrase"      -word           -"a phrase"
 *	a OR b          word*           title:word      title:"a phrase"
 *	tag:x           author:x        category:x      section:x   lang:x
 *	after:2026-01   before:2026-05-01               year:2026
 *
 * `after` includes its day, `before` leaves it out. A minus sign before a
 * field but `year` excludes as well. An unclosed quote, a lone operator, an
 * unknown field or a date that is none is literal text. The quote marks of
 * print (“”„«») are quotes as well.
 */

#include "base/arena.h"
#include "store/document.h"

/* A word or a phrase to be found. Words are not tokenized yet. */
struct clause {
	struct span text;
	bool is_quoted;
	bool is_excluded;
	bool is_prefix;     /* word* */
	bool is_title_only; /* title: */
	int group;          /* clauses of one group stand for each other: OR */
};

/* What a condition looks at. */
enum condition_kind {
	CONDITION_TAG,
	CONDITION_CATEGORY,
	CONDITION_AUTHOR,
	CONDITION_SECTION,
	CONDITION_LANG,
	CONDITION_AFTER,  /* not before this instant */
	CONDITION_BEFORE, /* before this instant */
};

struct condition {
	enum condition_kind kind;
	struct span value; /* of all but dates */
	int64_t seconds;   /* of dates, as the article's own clock has it */
	bool is_excluded;
};

struct query {
	struct clause *clauses;
	size_t clause_count;
	struct condition *conditions;
	size_t condition_count;
};

/* What is typed beyond these is not read. */
enum { QUERY_MAX_CLAUSES = 64, QUERY_MAX_CONDITIONS = 32 };

/* An empty query, in `a`. */
void query_init(struct query *query, struct arena *a);

/* Parse `text` and add what it asks for, which points into `text`. */
void query_parse(struct query *query, struct span text);

/*
 * Add the condition or conditions of a field. Returns 0, or -1 where
 * `field` is none, `value` does not fit it, or there is no more room.
 */
int query_put_condition(struct query *query, struct span field,
			struct span value, bool is_excluded);

#endif
