#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "text/fold.h"
#include "text/stopwords.h"
#include "text/stopwords_data.h"

static bool has(const char *lang, const char *word)
{
	return stopwords_find(span_from(word)) &
	       stopwords_find_language(span_from(lang));
}

static void words__are_sorted_and_stand_once(void **state)
{
	(void)state;
	for (size_t i = 1; i < stopword_count; i++)
		if (strcmp(stopwords[i - 1].word, stopwords[i].word) >= 0)
			fail_msg("'%s' before '%s'", stopwords[i - 1].word,
				 stopwords[i].word);
}

static void words__are_as_fold_put_makes_them(void **state)
{
	struct strbuf folded = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < stopword_count; i++) {
		strbuf_reset(&folded);
		fold_put(&folded, span_from(stopwords[i].word));
		assert_string_equal(folded.buf, stopwords[i].word);
	}
	strbuf_release(&folded);
}

static void languages__have_a_bit_each_and_sixty_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < stopword_language_count; i++) {
		uint64_t bit = UINT64_C(1) << i;
		size_t count = 0;

		assert_int_equal(stopwords_find_language(
					 span_from(stopword_languages[i])),
				 bit);
		for (size_t j = 0; j < stopword_count; j++)
			count += (stopwords[j].languages & bit) != 0;
		assert_true(count >= 60);
	}
}

static void find__knows_every_word_in_all_its_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < stopword_count; i++) {
		assert_int_equal(stopwords_find(span_from(stopwords[i].word)),
				 stopwords[i].languages);
		assert_int_not_equal(stopwords[i].languages, 0);
	}
	assert_true(has("de", "in") && has("en", "in") && has("nl", "in"));
	assert_false(has("fr", "in"));
}

/* Words as people write them. */
static const struct {
	const char *lang, *stops, *topics;
} facts[] = {
	{ "ar", "في من التي إلى", "خادم برنامج" },
	{ "ca", "el perquè amb", "servidor fitxer" },
	{ "cs", "který proč nebo", "chyba soubor" },
	{ "da", "hvordan på ikke", "fejl netværk" },
	{ "de", "wie über dass daß weil", "fehler datei neu" },
	{ "el", "και πώς της", "σφάλμα αρχείο" },
	{ "en", "the how don isn ll ve re s t between however",
	  "new time get set use class system go error while else none id "
	  "based" },
	{ "es", "como que el para es", "clase archivo error" },
	{ "et", "kuidas ja see", "viga fail" },
	{ "eu", "eta nola da", "errore fitxategi" },
	{ "fi", "miten ja on", "virhe tiedosto" },
	{ "fr", "comment est être qu l d", "point classe erreur c" },
	{ "ga", "agus conas an", "earráid comhad" },
	{ "he", "של איך זה", "שגיאה קובץ" },
	{ "hi", "का कैसे है", "त्रुटि फ़ाइल" },
	{ "hu", "hogyan és a az", "hiba fájl" },
	{ "hy", "և ինչպես է", "սխալ ֆայլ" },
	{ "id", "yang bagaimana di", "berkas galat" },
	{ "it", "come perché della", "errore classe" },
	{ "lt", "kaip ir kodėl", "klaida failas" },
	{ "ne", "कसरी र छ", "त्रुटि फाइल" },
	{ "nl", "hoe het waarom", "fout bestand" },
	{ "no", "hvordan ikke og", "feil fil" },
	{ "pl", "jak dlaczego się", "błąd plik klasa" },
	{ "pt", "como não você", "erro classe arquivo" },
	{ "ro", "cum și nu este", "eroare clasă" },
	{ "ru", "как что ещё мой", "ошибка класс имя" },
	{ "sr", "kako što како што", "greška класа" },
	{ "sv", "hur och är inte", "fel klass" },
	{ "ta", "எப்படி மற்றும் இது", "பிழை கோப்பு" },
	{ "tr", "nasıl için ve", "hata dosya zaman" },
	{ "uk", "як що її чи", "помилка клас" },
	{ "vi", "là của nhưng được", "mã dữ máy từ mới ảnh" },
	{ "yi", "און ווי װי איז", "טעות" },
};

static void assert_all(const char *lang, const char *words, bool expected)
{
	struct span rest = span_from(words), word;
	struct strbuf folded = STRBUF_INIT;

	while (span_next_piece(&rest, ' ', &word)) {
		strbuf_reset(&folded);
		fold_put(&folded, word);
		if (has(lang, folded.buf) != expected)
			fail_msg("%s: '%s' is %sa stop word", lang, folded.buf,
				 expected ? "not " : "");
	}
	strbuf_release(&folded);
}

static void find__keeps_topics_apart_in_every_language(void **state)
{
	const size_t count = sizeof(facts) / sizeof(facts[0]);

	(void)state;
	assert_int_equal(count, stopword_language_count);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(facts[i].lang, stopword_languages[i]);
		assert_all(facts[i].lang, facts[i].stops, true);
		assert_all(facts[i].lang, facts[i].topics, false);
	}
}

static void find__goes_by_the_primary_language(void **state)
{
	(void)state;
	assert_true(has("pt-br", "para"));
	assert_true(has("en-us", "the"));
	assert_true(has("nb", "ikke"));
	assert_true(has("nn-no", "ikkje"));
	assert_false(has("pt-br", "the"));
	assert_false(has("e", "the"));
	assert_false(has("eng", "the"));
}

static void find__finds_nothing_in_an_unknown_language(void **state)
{
	(void)state;
	assert_false(has("ja", "the"));
	assert_false(has("tlh", "the"));
	assert_false(has("", "the"));
	assert_false(has(NULL, "the"));
}

static void find__compares_whole_words(void **state)
{
	(void)state;
	assert_false(has("en", ""));
	assert_false(has("en", "th"));
	assert_false(has("en", "thee"));
	assert_true(stopwords_find(span_make("theory", 3)));
	assert_false(stopwords_find(span_make("the\0", 4)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words__are_sorted_and_stand_once),
		cmocka_unit_test(words__are_as_fold_put_makes_them),
		cmocka_unit_test(languages__have_a_bit_each_and_sixty_words),
		cmocka_unit_test(find__knows_every_word_in_all_its_languages),
		cmocka_unit_test(find__keeps_topics_apart_in_every_language),
		cmocka_unit_test(find__goes_by_the_primary_language),
		cmocka_unit_test(find__finds_nothing_in_an_unknown_language),
		cmocka_unit_test(find__compares_whole_words),
	};

	return cmocka_run_group_tests_name("stopwords", tests, NULL, NULL);
}
