#include "text/stopwords.h"

#include <stdlib.h>
#include <string.h>

#include "text/stopwords_data.h"

/* Only where they are equal so far is the listed word's length asked for. */
static int compare(const void *key, const void *listed)
{
	const struct span *word = key;
	int order = word->len ? strncmp(word->ptr, listed, word->len) : 0;

	return order ? order : span_cmp(*word, span_from(listed));
}

uint64_t stopwords_find_language(struct span lang)
{
	struct span primary = span_slice(lang, 0, span_find_char(lang, '-'));
	const char(*found)[4];

	/* Both standards of Norwegian share one list, as one stemmer. */
	if (span_is(primary, "nb") || span_is(primary, "nn"))
		primary = span_from("no");
	found = bsearch(&primary, stopword_languages, stopword_language_count,
			sizeof(stopword_languages[0]), compare);
	return found ? UINT64_C(1) << (found - stopword_languages) : 0;
}

uint64_t stopwords_find(struct span word)
{
	const struct stopword *found = bsearch(&word, stopwords, stopword_count,
					       sizeof(stopwords[0]), compare);

	return found ? found->languages : 0;
}
