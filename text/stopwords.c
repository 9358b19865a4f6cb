#include "text/stopwords.h"

#include <stdlib.h>

#include "text/stopwords_data.h"

/* Both written standards of Norwegian share one list, as one stemmer. */
static struct span primary_language(const char *tag)
{
	struct span whole = span_from(tag);
	struct span lang = span_slice(whole, 0, span_find_char(whole, '-'));

	if (span_is(lang, "nb") || span_is(lang, "nn"))
		return span_from("no");
	return lang;
}

static const struct stopword_list *find_list(struct span lang)
{
	for (size_t i = 0; i < stopword_list_count; i++)
		if (span_is(lang, stopword_lists[i].language))
			return &stopword_lists[i];
	return NULL;
}

static int compare_word(const void *key, const void *item)
{
	const struct span *word = key;
	const char *const *listed = item;

	return span_cmp(*word, span_from(*listed));
}

bool stopwords_has(const char *lang, struct span word)
{
	const struct stopword_list *list = find_list(primary_language(lang));

	return list && bsearch(&word, list->words, list->count,
			       sizeof(list->words[0]), compare_word);
}
