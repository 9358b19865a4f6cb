#include "text/stem.h"

#include <assert.h>
#include <libstemmer.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/map.h"
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

/*
 * Words longer than this are rare; they are stemmed anew each time. A slot
 * fills less than a line of the processor's cache.
 */
#define CACHED_WORD 15
#define CACHE_SLOTS 16384 /* a power of two */

/* Stemmed before there is a cache: a query's few words need none. */
#define FIRST_WORDS 256

struct slot {
	uint64_t word_hash, stem_hash;
	uint8_t word_len, stem_len; /* 0: empty, the stem is the word */
	char word[CACHED_WORD], stem[CACHED_WORD];
};

struct stemmer {
	struct sb_stemmer *snowball; /* NULL: words stay as they are */
	struct slot *cache;          /* NULL: none yet */
	int words;                   /* stemmed without it */
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
	free(stemmer->cache);
	free(stemmer);
}

static struct span stem_anew(struct stemmer *stemmer, struct span word,
			     uint64_t *hash)
{
	const sb_symbol *bytes = sb_stemmer_stem(
		stemmer->snowball, (const sb_symbol *)word.ptr, (int)word.len);
	int len = sb_stemmer_length(stemmer->snowball);
	struct span stem;

	/* NULL is out of memory; an empty stem would match everything. */
	if (!bytes || len <= 0)
		return word;
	stem = span_make((const char *)bytes, (size_t)len);
	if (span_eq(stem, word))
		return word;
	*hash = hash_word(stem);
	return stem;
}

static void slot_fill(struct slot *slot, struct span word, uint64_t word_hash,
		      struct span stem, uint64_t stem_hash)
{
	slot->word_hash = word_hash;
	slot->word_len = (uint8_t)word.len;
	memcpy(slot->word, word.ptr, word.len);
	slot->stem_hash = stem_hash;
	slot->stem_len = stem.ptr == word.ptr ? 0 : (uint8_t)stem.len;
	memcpy(slot->stem, stem.ptr, slot->stem_len);
}

struct span stemmer_stem(struct stemmer *stemmer, struct span word,
			 uint64_t *hash)
{
	uint64_t word_hash = *hash;
	struct span stem;
	struct slot *slot;

	if (!stemmer->snowball || word.len == 0)
		return word;
	if (word.len > CACHED_WORD)
		return stem_anew(stemmer, word, hash);
	if (!stemmer->cache) {
		if (stemmer->words++ < FIRST_WORDS)
			return stem_anew(stemmer, word, hash);
		stemmer->cache = xcalloc(CACHE_SLOTS, sizeof(struct slot));
	}
	slot = &stemmer->cache[word_hash & (CACHE_SLOTS - 1)];
	if (slot->word_hash == word_hash &&
	    span_same(span_make(slot->word, slot->word_len), word)) {
		*hash = slot->stem_hash;
		return slot->stem_len ? span_make(slot->stem, slot->stem_len)
				      : word;
	}
	stem = stem_anew(stemmer, word, hash);
	if (stem.len <= CACHED_WORD)
		slot_fill(slot, word, word_hash, stem, *hash);
	return stem;
}
