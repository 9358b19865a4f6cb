#ifndef QUERY_RELATED_H
#define QUERY_RELATED_H

/*
 * What to read next: the articles that hold the terms which mark an article
 * out, those that stand in it often and in others seldom (tf-idf). Its title
 * and tags count several times. Only articles of its language are related.
 */

#include "query/search.h"

struct related_options {
	size_t limit;       /* as of struct search_options */
	double deadline_ms; /* likewise */
};

/*
 * Find what is related to the article `name`: its path in the site, its URL
 * or that URL's path. The results live in `a`; they hold neither snippets
 * nor sections, and their scores only tell which is nearer. Returns 1, 0
 * where there is no such article, or -1. The caller has not called
 * reader_begin().
 */
int related(struct results *out, struct reader *r, struct span name,
	    const struct related_options *options, struct arena *a,
	    struct error *err);

#endif
