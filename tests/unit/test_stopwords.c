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
	return stopwords_has(lang, span_from(word));
}

static void lists__are_sorted_and_hold_each_word_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < stopword_list_count; i++) {
		const struct stopword_list *list = &stopword_lists[i];

		assert_true(list->count >= 60);
		for (size_t j = 1; j < list->count; j++)
			if (strcmp(list->words[j - 1], list->words[j]) >= 0)
				fail_msg("%s: '%s' before '%s'", list->language,
					 list->words[j - 1], list->words[j]);
	}
}

static void lists__hold_words_as_fold_put_makes_them(void **state)
{
	struct strbuf folded = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < stopword_list_count; i++) {
		const struct stopword_list *list = &stopword_lists[i];

		for (size_t j = 0; j < list->count; j++) {
			strbuf_reset(&folded);
			fold_put(&folded, span_from(list->words[j]));
			assert_string_equal(folded.buf, list->words[j]);
		}
	}
	strbuf_release(&folded);
}

static void has__finds_every_word_of_every_list(void **state)
{
	(void)state;
	for (size_t i = 0; i < stopword_list_count; i++) {
		const struct stopword_list *list = &stopword_lists[i];

		for (size_t j = 0; j < list->count; j++)
			assert_true(has(list->language, list->words[j]));
	}
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
		if (stopwords_has(lang, strbuf_span(&folded)) != expected)
			fail_msg("%s: '%s' is %sa stop word", lang, folded.buf,
				 expected ? "not " : "");
	}
	strbuf_release(&folded);
}

static void has__keeps_topics_apart_in_every_language(void **state)
{
	const size_t count = sizeof(facts) / sizeof(facts[0]);

	(void)state;
	assert_int_equal(count, stopword_list_count);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(facts[i].lang, stopword_lists[i].language);
		assert_all(facts[i].lang, facts[i].stops, true);
		assert_all(facts[i].lang, facts[i].topics, false);
	}
}

static void has__goes_by_the_primary_language(void **state)
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

static void has__finds_nothing_in_an_unknown_language(void **state)
{
	(void)state;
	assert_false(has("ja", "the"));
	assert_false(has("tlh", "the"));
	assert_false(has("", "the"));
	assert_false(has(NULL, "the"));
}

static void has__compares_whole_words(void **state)
{
	(void)state;
	assert_false(has("en", ""));
	assert_false(has("en", "th"));
	assert_false(has("en", "thee"));
	assert_true(stopwords_has("en", span_make("theory", 3)));
	assert_false(stopwords_has("en", span_make("the\0", 4)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists__are_sorted_and_hold_each_word_once),
		cmocka_unit_test(lists__hold_words_as_fold_put_makes_them),
		cmocka_unit_test(has__finds_every_word_of_every_list),
		cmocka_unit_test(has__keeps_topics_apart_in_every_language),
		cmocka_unit_test(has__goes_by_the_primary_language),
		cmocka_unit_test(has__finds_nothing_in_an_unknown_language),
		cmocka_unit_test(has__compares_whole_words),
	};

	return cmocka_run_group_tests_name("stopwords", tests, NULL, NULL);
}
