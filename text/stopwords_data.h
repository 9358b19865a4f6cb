#ifndef TEXT_STOPWORDS_DATA_H
#define TEXT_STOPWORDS_DATA_H

/*
 * The tables that text/stopwords.awk makes of text/stopwords/LANG.txt at
 * build time. For stopwords.c and its test alone. They hold letters, not
 * pointers, which would have to be set each time the program is loaded.
 */

#include <stddef.h>
#include <stdint.h>

struct stopword {
	char word[40];      /* folded */
	uint64_t languages; /* a bit for each, by its place in the table */
};

extern const char stopword_languages[][4]; /* ISO 639-1, sorted */
extern const size_t stopword_language_count;

extern const struct stopword stopwords[]; /* sorted by bytes, each once */
extern const size_t stopword_count;

#endif
