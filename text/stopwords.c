#include "text/stopwords.h"

#include <stdlib.h>
#include <string.h>

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

/* Only where they are equal so far is the listed word's length asked for. */
static int compare(struct span word, const char *listed)
{
	int order = word.len ? strncmp(word.ptr, listed, word.len) : 0;

	return order ? order : span_cmp(word, span_from(listed));
}

static int compare_list(const void *key, const void *item)
{
	const struct stopword_list *list = item;

	return compare(*(const struct span *)key, list->language);
}

static int compare_word(const void *key, const void *item)
{
	return compare(*(const struct span *)key, *(const char *const *)item);
}

bool stopwords_has(const char *lang, struct span word)
{
	struct span language = primary_language(lang);
	const struct stopword_list *list =
		bsearch(&language, stopword_lists, stopword_list_count,
			sizeof(stopword_lists[0]), compare_list);

	return list && bsearch(&word, list->words, list->count,
			       sizeof(list->words[0]), compare_word);
}
