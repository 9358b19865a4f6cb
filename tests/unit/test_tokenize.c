/* Text in, terms by position out. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "text/key.h"
#include "text/stem.h"
#include "text/tokenize.h"

struct listing {
	struct strbuf out;
	uint32_t next;
};

/* "term" or "term=word", " " before a new position, "|" within one. */
static int list_token(const struct token *tok, void *arg)
{
	struct listing *l = arg;

	if (l->out.len)
		strbuf_put_char(&l->out, tok->position == l->next ? ' ' : '|');
	l->next = tok->position + 1;
	strbuf_put_span(&l->out, tok->term);
	if (!span_eq(tok->term, tok->word)) {
		strbuf_put_char(&l->out, '=');
		strbuf_put_span(&l->out, tok->word);
	}
	return 0;
}

struct token_case {
	const char *text, *terms;
};

static void check(const struct token_case *cases, size_t count,
		  const char *lang)
{
	struct analyzer *analyzer = analyzer_new();
	int algorithm = stem_algorithm(span_from(lang));

	for (size_t i = 0; i < count; i++) {
		struct listing l = { STRBUF_INIT, 0 };
		uint32_t position = 0;

		tokenize(analyzer, algorithm, span_from(cases[i].text),
			 &position, list_token, &l);
		assert_int_equal(l.out.len ? l.next : 0, position);
		assert_string_equal(l.out.buf, cases[i].terms);
		strbuf_release(&l.out);
	}
	analyzer_free(analyzer);
}

#define CHECK(cases, lang) check(cases, sizeof(cases) / sizeof(*cases), lang)

static void tokenize__splits_at_what_is_no_letter(void **state)
{
	static const struct token_case cases[] = {
		{ "", "" },
		{ "  \t\n", "" },
		{ "one two", "one two" },
		{ "One, two; (three)!", "one two three" },
		{ "a\xff"
		  "b",
		  "a b" },
		{ "caf\xc3", "caf" },
		{ "2024 k8s utf8", "2024 k8s utf8" },
	};

	(void)state;
	CHECK(cases, "");
}

static void tokenize__folds_what_readers_take_for_the_same(void **state)
{
	static const struct token_case cases[] = {
		{ "CAFÉ café cafe\u0301", "cafe cafe cafe" },
		{ "Straße STRASSE", "strasse strasse" },
		{ "ﬁle", "file" },
		{ "Ａｓｙｎｃ", "async" },
		{ "ёлка", "елка" },
		{ "йод", "йод" },
		{ "Ἀθῆναι Αθηναι", "αθηναι αθηναι" },
		{ "co\u00adoperate", "cooperate" },
		{ "İstanbul", "istanbul" },
		{ "हिन्दी", "हिन्दी" },
		/* Found by tests/fuzz/fuzz_tokenize.c: "صلى الله" in one. */
		{ "\ufdfa", "صلىاللهعليهوسلم" },
		{ "и\u034b\u00ad\u033a", "и\u033a\u034b" },
	};

	(void)state;
	CHECK(cases, "");
}

static void tokenize__gives_stem_and_word(void **state)
{
	static const struct token_case english[] = {
		{ "experiments", "experi=experiments" },
		{ "test", "test" },
		{ "Debugging", "debug=debugging" },
	};
	static const struct token_case russian[] = {
		{ "сертификаты", "сертификат=сертификаты" },
	};
	static const struct token_case none[] = {
		{ "experiments", "experiments" },
	};

	(void)state;
	CHECK(english, "en-us");
	CHECK(russian, "ru");
	CHECK(none, "xx");
}

static void tokenize__gives_compounds_whole_and_in_parts(void **state)
{
	static const struct token_case cases[] = {
		{ "asyncio.TaskGroup",
		  "asyncio|asyncio.taskgroup task|taskgroup group" },
		{ "snake_case", "snake|snake_case case" },
		{ "camelCase", "camel|camelcase case" },
		{ "HTTPServer", "http|httpserver server" },
		{ "kebab-case", "kebab|kebab-case case" },
		{ "std::vector", "std|std::vector vector" },
		{ "/etc/hosts", "etc|/etc/hosts hosts" },
		{ "Node.js", "node|node.js js" },
		{ "3.12", "3|3.12 12" },
		{ "UTF-8", "utf|utf-8 8" },
		{ "it's it\u2019s", "it|it's s it|it's s" },
		{ "l'article", "l|l'article article" },
		{ "end.Start. Then", "end|end.start start then" },
	};

	(void)state;
	CHECK(cases, "");
}

static void tokenize__keeps_signs_that_belong_to_a_name(void **state)
{
	static const struct token_case cases[] = {
		{ "C++ C# F#", "c++ c# f#" },
		{ "(C++)", "c++" },
		{ "C++20", "c++|c++20 20" },
		{ "C++/CLI", "c++|c++/cli cli" },
		{ "clang++", "clang|clang++" },
		{ "C", "c" },
		{ ".NET", "net|.net" },
		{ "--flag -x", "flag|--flag x|-x" },
		{ "__declspec(x)", "declspec|__declspec x" },
		{ "@media $HOME #define", "media|@media home|$home "
					  "define|#define" },
		{ "a+++b", "a b" },
		{ "wait... what", "wait what" },
		{ "a -- b", "a b" },
	};

	(void)state;
	CHECK(cases, "");
}

static void tokenize__gives_bigrams_where_no_spaces_are(void **state)
{
	static const struct token_case cases[] = {
		{ "証明書", "証明 明書 書" },       { "書", "書" },
		{ "Python入門", "python 入門 門" }, { "が", "が" },
		{ "한국어", "한국 국어 어" },       { "ไทย", "ไท ทย ย" },
	};

	(void)state;
	CHECK(cases, "ja");
}

static void tokenize__cuts_long_words_off(void **state)
{
	struct analyzer *analyzer = analyzer_new();
	struct listing l = { STRBUF_INIT, 0 };
	struct strbuf text = STRBUF_INIT;
	uint32_t position = 0;

	(void)state;
	for (int i = 0; i < 100000; i++)
		strbuf_put_char(&text, 'x');
	tokenize(analyzer, STEM_NONE, strbuf_span(&text), &position, list_token,
		 &l);
	assert_int_equal(1, position);
	assert_int_equal(TOKEN_MAX_BYTES, l.out.len);
	strbuf_release(&text);
	strbuf_release(&l.out);
	analyzer_free(analyzer);
}

static int stop_at_second(const struct token *tok, void *arg)
{
	(void)arg;
	return tok->position == 1 ? 7 : 0;
}

static void tokenize__stops_when_told(void **state)
{
	struct analyzer *analyzer = analyzer_new();
	uint32_t position = 0;

	(void)state;
	assert_int_equal(7, tokenize(analyzer, STEM_NONE,
				     span_from("one two three"), &position,
				     stop_at_second, NULL));
	analyzer_free(analyzer);
}

/* The last word alone is wanted: those before it are only counted. */
static void tokenize_from__counts_as_tokenize_does(void **state)
{
	static const char *const texts[] = {
		"one two  three",
		"asyncio.TaskGroup HTTPServer ABC AbC aBC 1A A1 x",
		"C++ x++y C# --flag __init -- ... a_b__c /etc/hosts x",
		"a.b.c.d.e.f.g.h x",
		"a.b.c.d.e.f.g.h.i.j x",
		"a.bCdEfGhIjKlMnOpQrSt.u x",
		"(one)(two) caf\xc3\xa9s it\xe2\x80\x99s a\xffz "
		"\xe8\xa8\xbc\xe6\x98\x8e\xe6\x9b\xb8 x",
		"one\ntwo\tthree\rfour\vfive x",
	};
	struct analyzer *analyzer = analyzer_new();

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct span text = span_from(texts[i]);
		struct listing all = { STRBUF_INIT, 0 };
		struct listing last = { STRBUF_INIT, 0 };
		uint32_t count = 0, position = 0, from;

		tokenize(analyzer, STEM_NONE, text, &count, list_token, &all);
		from = count - 1;
		tokenize_from(analyzer, STEM_NONE, text, &position, &from,
			      list_token, &last);
		assert_int_equal(count, position);
		assert_string_equal(strrchr(all.out.buf, ' ') + 1,
				    last.out.buf);
		strbuf_release(&all.out);
		strbuf_release(&last.out);
	}
	analyzer_free(analyzer);
}

static void key__ignores_case_accents_and_signs(void **state)
{
	static const struct {
		const char *text, *key;
	} cases[] = {
		{ "Café -- Review!", "cafe review" },
		{ "  C++20: modules ", "c++ 20 modules" },
		{ "asyncio.TaskGroup", "asyncio task group" },
		{ "???", "" },
	};
	struct analyzer *analyzer = analyzer_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct strbuf key = STRBUF_INIT;

		key_put(&key, analyzer, span_from(cases[i].text));
		assert_string_equal(cases[i].key, key.buf);
		strbuf_release(&key);
	}
	analyzer_free(analyzer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokenize__splits_at_what_is_no_letter),
		cmocka_unit_test(
			tokenize__folds_what_readers_take_for_the_same),
		cmocka_unit_test(tokenize__gives_stem_and_word),
		cmocka_unit_test(tokenize__gives_compounds_whole_and_in_parts),
		cmocka_unit_test(tokenize__keeps_signs_that_belong_to_a_name),
		cmocka_unit_test(tokenize__gives_bigrams_where_no_spaces_are),
		cmocka_unit_test(tokenize__cuts_long_words_off),
		cmocka_unit_test(tokenize__stops_when_told),
		cmocka_unit_test(tokenize_from__counts_as_tokenize_does),
		cmocka_unit_test(key__ignores_case_accents_and_signs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
