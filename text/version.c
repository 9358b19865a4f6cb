#include "text/version.h"

#include <inttypes.h>
#include <utf8proc.h>

#include "base/map.h"
#include "text/stem.h"

/*
 * Words whose stems are likely to change with an algorithm; an apostrophe
 * or a vowel too many is what releases differ in.
 */
static const struct {
	const char *lang, *words;
} samples[] = {
	{ "en", "running happiness generously skies nationally dying's "
		"universities evening earring communism bed's intern" },
	{ "ar", "والكتابة المدرسة يكتبون مكتبات سيارتهم" },
	{ "hy", "գրքերը ուսանողներ երեխաների" },
	{ "eu", "etxearen liburuak ikasleentzat" },
	{ "ca", "biblioteques cantàvem nacional l'home" },
	{ "da", "bøgerne undervisningen venlighed" },
	{ "nl", "boeken lichamelijkheid geven kinderen opgave" },
	{ "fi", "kirjastoissa taloissamme opiskelijoiden" },
	{ "fr", "continuellement l'amitié nationaux généreuses évidemment" },
	{ "de", "häuser aufeinanderfolgenden lehrerinnen freundlichkeit" },
	{ "el", "βιβλία ανθρώπων μαθήματα" },
	{ "hi", "किताबें लड़कियों पढ़ाई" },
	{ "hu", "könyvekben házainkat barátságos" },
	{ "id", "mempelajari perbukuan makanannya" },
	{ "ga", "leabharlanna bhfear daoine" },
	{ "it", "libri parlandogliene nazionalità velocemente" },
	{ "lt", "knygomis mokytojams gražiausias" },
	{ "ne", "किताबहरू केटाहरूले गर्छन्" },
	{ "no", "bøkene undervisningen vennligheten" },
	{ "pt", "livrarias nacionalidade falávamos rapidamente" },
	{ "ro", "cărțile frumusețe naționalități" },
	{ "ru", "книгами красивейшая читавшими национальность" },
	{ "sr", "knjigama čitaocima lijepoga" },
	{ "es", "librerías nacionalidades hablándonos rápidamente" },
	{ "sv", "böckerna undervisningen vänligheten" },
	{ "ta", "புத்தகங்கள் படித்தான் வீடுகளில்" },
	{ "tr", "kitaplarımızdan öğretmenlerin güzelliği" },
	{ "yi", "ביכער קינדערלעך געשריבן" },
};

static uint64_t hash_stems(uint64_t hash, const char *lang, const char *words)
{
	struct stemmer *stemmer = stemmer_new(stem_algorithm(span_from(lang)));
	struct span rest = span_from(words), word;

	while (span_next_piece(&rest, ' ', &word)) {
		hash = hash_bytes(stemmer_stem(stemmer, word), hash);
		hash = hash_bytes(span_from(" "), hash);
	}
	stemmer_free(stemmer);
	return hash;
}

void version_put(struct strbuf *out)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		hash = hash_stems(hash, samples[i].lang, samples[i].words);
	strbuf_printf(out,
		      "tokenizer %d, utf8proc %s, Unicode %s, stems %" PRIx64,
		      TOKENIZER_VERSION, utf8proc_version(),
		      utf8proc_unicode_version(), hash);
}
