/* Synonyms, from the owner's files to the answer. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/answer_fixture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void put_synonyms(struct fixture *f, const char *text)
{
	put_file(f, "site/synonyms.txt", text);
}

static void put_articles(struct fixture *f)
{
	static const struct {
		const char *title, *body;
	} articles[] = {
		{ "Kube", "Kubernetes in production." },
		{ "Short", "Our k8s is fast." },
		{ "Build", "The CI runner." },
		{ "Long", "Continuous integration pays." },
		{ "Apart", "Integration of continuous things." },
		{ "Base", "One database or two databases." },
		{ "Dot", "All of .NET runs." },
		{ "Fish", "The net of a fisher." },
		{ "Infra", "We do IaC since." },
		{ "Script", "Infrastructure as code is code." },
		{ "French", "Une base de données." },
	};
	char path[64], front[64];

	for (size_t i = 0; i < COUNT(articles); i++) {
		snprintf(path, sizeof(path), "site/content/%02zu%s.md", i,
			 i + 1 == COUNT(articles) ? ".fr" : "");
		snprintf(front, sizeof(front), "title = '%s'",
			 articles[i].title);
		put_article(f, path, front, articles[i].body);
	}
	put_file(f, "site/hugo.toml",
		 "baseURL = 'https://example.org/'\n"
		 "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n");
}

static void synonyms__find_what_they_stand_for(void **state)
{
	static const struct {
		const char *rules, *query, *titles;
	} cases[] = {
		{ "", "k8s", "Short" },
		/* Mutual, and the word that was typed counts more. */
		{ "k8s = kubernetes", "k8s", "Short Kube" },
		{ "k8s = kubernetes", "kubernetes", "Kube Short" },
		{ "k8s, kubernetes", "K8S", "Short Kube" },
		{ "x, k8s, y, kubernetes", "kubernetes", "Kube Short" },
		/* One way. */
		{ "k8s => kubernetes", "k8s", "Short Kube" },
		{ "k8s => kubernetes", "kubernetes", "Kube" },
		{ "x, k8s => kubernetes, ci", "x", "Build Kube" },
		/* A word that no article has is still no mistake. */
		{ "orchestration => kubernetes", "orchestration", "Kube" },
		/* Several words on either side. */
		{ "ci = continuous integration", "ci", "Build Long" },
		{ "ci = continuous integration", "continuous integration",
		  "Long Apart Build" },
		{ "ci = continuous integration", "integration", "Long Apart" },
		{ "ci = continuous integration", "integration continuous",
		  "Long Apart" },
		{ "ci = continuous integration", "continuous OR integration",
		  "Long Apart" },
		{ "ci = continuous integration", "the ci runner",
		  "Build Long" },
		{ "builds on push = ci", "builds on push", "Build" },
		{ "iac = infrastructure as code", "infrastructure as code",
		  "Script Infra" },
		{ "iac = infrastructure as code", "iac", "Infra Script" },
		/* In all their forms. */
		{ "database => kubernetes", "databases", "Base Kube" },
		{ "store => kubernetes", "stores", "Kube" },
		/* By the language of the article. */
		{ "bd = base de données", "bd", "French" },
		/* Signs that belong to a name count. */
		{ "core = .NET", "core", "Dot Fish" },
		{ ".net = k8s", "net", "Dot Fish" },
		{ ".net = k8s", ".net", "Dot Fish Short" },
		/* What is quoted or left out is meant as it is. */
		{ "k8s = kubernetes", "\"k8s\"", "Short" },
		{ "k8s = kubernetes", "production -k8s", "Kube" },
		{ "k8s = kubernetes", "title:k8s", "" },
		{ "k8s = kube", "title:k8s", "Kube" },
		/* What a synonym stands for is not followed further. */
		{ "k8s = x\nx = kubernetes", "k8s", "Short" },
	};
	struct fixture *f = *state;

	put_articles(f);
	for (size_t i = 0; i < COUNT(cases); i++) {
		put_synonyms(f, cases[i].rules);
		assert_int_equal(run_index(f), 0);
		assert_string_equal(f->warnings.buf, "");
		expect_answer(f, cases[i].query, cases[i].titles);
	}
}

static void expect_stored(struct fixture *f, const char *text)
{
	expect_rows(f,
		    "SELECT replace(coalesce((SELECT value FROM meta WHERE"
		    " key = 'synonyms'), ''), char(9), '>')",
		    text);
}

static void synonyms__are_read_from_both_files(void **state)
{
	struct fixture *f = *state;

	put_article(f, "site/content/a.md", "title = 'A'", "One.");
	assert_int_equal(run_index(f), 0);
	expect_stored(f, "\n");
	put_synonyms(f, "\xef\xbb\xbf# comment\r\n\r\n  k8s=kubernetes \r\n"
			"c# => c sharp\n");
	put_settings(f, "[synonyms]\n"
			"db = 'database'\n"
			"'merge request' = ['pr', 'mr']\n"
			"[synonyms.one_way]\n"
			"js = 'javascript, ecma\tscript'\n");
	expect_run(f, "0 0 1 0 0");
	assert_string_equal(f->warnings.buf, "");
	expect_stored(f, "k8s>kubernetes\nkubernetes>k8s\nc#>c sharp\n"
			 "db>database\ndatabase>db\n"
			 "merge request>pr\nmerge request>mr\n"
			 "pr>merge request\nmr>merge request\npr>mr\nmr>pr\n"
			 "js>javascript\njs>ecma script\n\n");
}

static void synonyms__of_the_field_are_there_when_asked_for(void **state)
{
	struct fixture *f = *state;

	put_articles(f);
	assert_int_equal(run_index(f), 0);
	expect_answer(f, "k8s", "Short");
	put_settings(f, "[synonyms]\ndefaults = true\n");
	assert_int_equal(run_index(f), 0);
	assert_string_equal(f->warnings.buf, "");
	expect_answer(f, "k8s", "Short Kube");
	expect_answer(f, "continuous integration", "Long Apart Build");
	put_settings(f, "[synonyms]\ndefaults = false\n");
	assert_int_equal(run_index(f), 0);
	expect_stored(f, "\n");
}

static void synonyms__that_are_none_are_told_with_their_line(void **state)
{
	static const struct {
		const char *rules, *settings, *warning;
	} cases[] = {
		{ "\nalone\n", "",
		  "synonyms.txt:2: a rule is 'a = b', 'a, b, c' or 'a => b'" },
		{ "a,,b\n", "", "synonyms.txt:1: a word is missing" },
		{ "a =>\n", "", "synonyms.txt:1: a word is missing" },
		{ "=> a\n", "", "synonyms.txt:1: a word is missing" },
		{ "=\n", "", "synonyms.txt:1: a word is missing" },
		{ "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\n", "",
		  "synonyms.txt:1: a rule has more than 16 words" },
		{ "", "[synonyms]\na = 3\n",
		  "blogsearch.toml:2: synonyms are a string or a list of "
		  "strings" },
		{ "", "[synonyms]\n\na = ['b', 3]\n",
		  "blogsearch.toml:3: synonyms are a string or a list of "
		  "strings" },
		{ "", "[synonyms]\na = ''\n",
		  "blogsearch.toml:2: a word is missing" },
		{ "", "synonyms = 'a'\n",
		  "blogsearch.toml:1: 'synonyms' is to be a table" },
	};
	struct fixture *f = *state;

	put_article(f, "site/content/a.md", "title = 'A'", "One.");
	for (size_t i = 0; i < COUNT(cases); i++) {
		char wanted[160];

		put_synonyms(f, cases[i].rules);
		put_settings(f, cases[i].settings);
		assert_int_equal(run_index(f), 0);
		snprintf(wanted, sizeof(wanted), "site/%s\n", cases[i].warning);
		assert_string_equal(f->warnings.buf, wanted);
		expect_stored(f, "\n");
	}
}

static void synonyms__are_bounded(void **state)
{
	struct fixture *f = *state;
	struct strbuf rules = STRBUF_INIT;

	put_articles(f);
	for (int i = 0; i < 5000; i++)
		strbuf_printf(&rules, "k8s => word%d\n", i);
	strbuf_put_str(&rules, "a => ");
	for (int i = 0; i < 1000; i++)
		strbuf_put_str(&rules, "aaaaaaaaa ");
	put_synonyms(f, rules.buf);
	assert_int_equal(run_index(f), 0);
	assert_string_equal(f->warnings.buf,
			    "site/synonyms.txt:4097: there are more than 4096 "
			    "synonyms; from here on they are left out\n"
			    "site/synonyms.txt:5001: a word has more than 100 "
			    "bytes\n");
	expect_answer(f, "k8s", "Short");
	/* Every word has eight, a query 32 of them. */
	strbuf_reset(&rules);
	for (int i = 0; i < 64; i++)
		for (int k = 0; k < 20; k++)
			strbuf_printf(&rules, "w%d => kubernetes v%d\n", i, k);
	put_synonyms(f, rules.buf);
	assert_int_equal(run_index(f), 0);
	strbuf_reset(&rules);
	for (int i = 0; i < 64; i++)
		strbuf_printf(&rules, "w%d ", i);
	expect_answer(f, rules.buf, "");
	strbuf_release(&rules);
}

static void synonyms__that_are_damaged_are_passed_over(void **state)
{
	struct analyzer *analyzer = analyzer_new();
	struct arena a = ARENA_INIT;
	struct synonyms s;
	size_t count;

	(void)state;
	synonyms_read(&s, span_from("no tab\n\t\n\tx\n!\ty\na\tb\n\n"), 3,
		      analyzer, &a);
	assert_int_equal(2, s.count); /* for each algorithm */
	assert_int_equal(1, s.longest);
	assert_true(span_is(
		synonyms_find(&s, span_from("A"), 1, analyzer, &count)->to,
		"b"));
	assert_int_equal(1, count);
	synonyms_find(&s, span_from("a"), 2, analyzer, &count);
	assert_int_equal(0, count);
	synonyms_find(&s, span_from("!"), 0, analyzer, &count);
	assert_int_equal(0, count);
	arena_release(&a);
	analyzer_free(analyzer);
}

static void synonyms__are_told_explained_marked_and_can_be_undone(void **state)
{
	struct fixture *f = *state;
	struct search_options options = search_defaults();
	struct strbuf explained = STRBUF_INIT;
	struct arena a = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct results results;
	struct reader *r;

	put_articles(f);
	put_synonyms(f, "runner = continuous integration, buildbot\n");
	assert_int_equal(run_index(f), 0);
	assert_int_equal(reader_open(&r, f->db, &err), 0);
	assert_int_equal(search(&results, r, span_from("k8s runner"), &options,
				&a, &err),
			 0);
	/* What no article has is not told. */
	assert_int_equal(results.synonym_count, 1);
	assert_true(span_is(results.synonyms[0].from, "runner"));
	assert_true(span_is(results.synonyms[0].to, "continuous integration"));
	assert_int_equal(results.hit_count, 3);
	assert_string_equal(results.hits[2].snippet.ptr,
			    "\x01"
			    "Continuous\x02 \x01integration\x02 pays.");
	options.literal = true;
	assert_int_equal(
		search(&results, r, span_from("runner"), &options, &a, &err),
		0);
	assert_int_equal(results.synonym_count, 0);
	assert_int_equal(results.hit_count, 1);
	reader_close(r);
	assert_string_equal(ask(f, "runner", &explained, &a), "Build Long");
	assert_non_null(strstr(explained.buf, "runner (synonyms)="));
	strbuf_release(&explained);
	arena_release(&a);
}

#define fixture_test(f)                                                        \
	cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(synonyms__find_what_they_stand_for),
		fixture_test(synonyms__are_read_from_both_files),
		fixture_test(synonyms__of_the_field_are_there_when_asked_for),
		fixture_test(synonyms__that_are_none_are_told_with_their_line),
		fixture_test(synonyms__are_bounded),
		cmocka_unit_test(synonyms__that_are_damaged_are_passed_over),
		fixture_test(
			synonyms__are_told_explained_marked_and_can_be_undone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
