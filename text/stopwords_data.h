#ifndef TEXT_STOPWORDS_DATA_H
#define TEXT_STOPWORDS_DATA_H

/*
 * The tables that text/stopwords.awk makes of text/stopwords/LANG.txt at
 * build time. For stopwords.c and its test alone.
 */

#include <stddef.h>

struct stopword_list {
	const char *language;     /* ISO 639-1 */
	const char *const *words; /* folded, sorted by bytes, each once */
	size_t count;
};

extern const struct stopword_list stopword_lists[]; /* by language */
extern const size_t stopword_list_count;

#endif
