#include "text/stem.h"

#include <assert.h>
#include <libstemmer.h>
#include <stdlib.h>

#include "base/mem.h"

/*
 * The numbers are stored in indexes: append, never reorder. Several codes
 * may share an algorithm; the first row of a number names it.
 */
static const struct language {
	const char *code;
	int algorithm;
	const char *snowball;
} languages[] = {
	{ "en", 1, "english" },     { "ar", 2, "arabic" },
	{ "hy", 3, "armenian" },    { "eu", 4, "basque" },
	{ "ca", 5, "catalan" },     { "da", 6, "danish" },
	{ "nl", 7, "dutch" },       { "fi", 8, "finnish" },
	{ "fr", 9, "french" },      { "de", 10, "german" },
	{ "el", 11, "greek" },      { "hi", 12, "hindi" },
	{ "hu", 13, "hungarian" },  { "id", 14, "indonesian" },
	{ "ga", 15, "irish" },      { "it", 16, "italian" },
	{ "lt", 17, "lithuanian" }, { "ne", 18, "nepali" },
	{ "no", 19, "norwegian" },  { "nb", 19, "norwegian" },
	{ "nn", 19, "norwegian" },  { "pt", 20, "portuguese" },
	{ "ro", 21, "romanian" },   { "ru", 22, "russian" },
	{ "sr", 23, "serbian" },    { "es", 24, "spanish" },
	{ "sv", 25, "swedish" },    { "ta", 26, "tamil" },
	{ "tr", 27, "turkish" },    { "yi", 28, "yiddish" },
};

#define LANGUAGE_COUNT (sizeof(languages) / sizeof(languages[0]))

struct stemmer {
	struct sb_stemmer *snowball; /* NULL: words stay as they are */
};

int stem_algorithm(struct span lang)
{
	struct span primary = span_slice(lang, 0, span_find_char(lang, '-'));

	for (size_t i = 0; i < LANGUAGE_COUNT; i++)
		if (span_iis(primary, languages[i].code))
			return languages[i].algorithm;
	return STEM_NONE;
}

static struct sb_stemmer *snowball_new(int algorithm)
{
	for (size_t i = 0; i < LANGUAGE_COUNT; i++)
		if (languages[i].algorithm == algorithm)
			return sb_stemmer_new(languages[i].snowball, NULL);
	return NULL;
}

struct stemmer *stemmer_new(int algorithm)
{
	struct stemmer *stemmer = xcalloc(1, sizeof(*stemmer));

	assert(algorithm >= 0 && algorithm < STEM_COUNT);
	stemmer->snowball = snowball_new(algorithm);
	return stemmer;
}

void stemmer_free(struct stemmer *stemmer)
{
	if (!stemmer)
		return;
	if (stemmer->snowball)
		sb_stemmer_delete(stemmer->snowball);
	free(stemmer);
}

struct span stemmer_stem(struct stemmer *stemmer, struct span word)
{
	const sb_symbol *bytes;
	struct span stem;
	int len;

	if (!stemmer->snowball || word.len == 0)
		return word;
	bytes = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word.ptr,
				(int)word.len);
	len = sb_stemmer_length(stemmer->snowball);
	/* NULL is out of memory; an empty stem would match everything. */
	if (!bytes || len <= 0)
		return word;
	stem = span_make((const char *)bytes, (size_t)len);
	return span_eq(stem, word) ? word : stem;
}
