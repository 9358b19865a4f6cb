#ifndef QUERY_LANGUAGE_H
#define QUERY_LANGUAGE_H

/*
 * Which language's articles come first where others match as well: the
 * one that was asked for, or the site's own.
 */

#include "store/reader.h"

/* "pt" stands for "pt-br" too, but not the other way round. */
bool language_matches(struct span language, struct span wanted);

struct preference {
	bool *languages; /* by number, whether preferred; NULL: none is */
	size_t count;
};

/*
 * Prefer `wanted`; empty: the site's own language. `allowed` tells by
 * number which languages may be in the answer; NULL: all. There is no
 * preference where it has no such language, or no other.
 */
void preference_make(struct preference *out, struct span wanted,
		     const bool *allowed, const struct reader *r,
		     struct arena *a);

/*
 * Not more than this, so that an article about the words comes before one
 * in the preferred language that mentions them.
 */
#define PREFERENCE_OTHER 0.5

/* What the score of a document in the language of that number is worth. */
static inline double preference_factor(const struct preference *p,
				       unsigned language)
{
	if (!p->languages || language >= p->count || p->languages[language])
		return 1;
	return PREFERENCE_OTHER;
}

#endif
