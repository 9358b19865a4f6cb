#ifndef QUERY_SUGGEST_H
#define QUERY_SUGGEST_H

/* What somebody who types may be about to type: words and titles. */

#include "base/arena.h"
#include "base/error.h"
#include "store/reader.h"

enum { SUGGEST_MAX = 8 }; /* of each */

struct suggested_word {
	struct span text;  /* what was typed, its last word completed */
	int64_t documents; /* that hold the word */
};

struct suggested_title {
	int64_t id;
	struct span title, url;
};

struct suggestions {
	struct suggested_word words[SUGGEST_MAX]; /* most frequent first */
	size_t word_count;
	struct suggested_title titles[SUGGEST_MAX];
	size_t title_count;
	int64_t revision;
};

/*
 * Complete `text`: the words of articles that begin with its last word,
 * and the titles that begin with all of it, then those in which it stands
 * further on. The suggestions live in `a`. The caller has not called
 * reader_begin(). After `deadline_ms` milliseconds (0: whenever that is) what
 * was found so far is all.
 */
int suggest(struct suggestions *out, struct reader *r, struct span text,
	    double deadline_ms, struct arena *a, struct error *err);

#endif
