/* Hugo's configuration: files, languages, mounts, what is content. */

#include "tests/unit/site_fixture.h"

static void languages__come_from_file_and_folder(void **state)
{
	static const struct {
		const char *path, *lang, *url;
	} cases[] = {
		{ "content/english/a.md", "en", "/a/" },
		{ "content/english/a.pt-br.md", "pt-br", "/pt-br/a/" },
		{ "content/fr/a.md", "fr", "/fr/a/" },
	};
	struct fixture *f = *state;

	fixture_put(f, "config/_default/hugo.toml",
		    "defaultContentLanguage = 'en'\n");
	fixture_put(f, "config/_default/languages.en.toml",
		    "contentDir = 'content/english'\n");
	fixture_put(f, "config/_default/languages.toml",
		    "[fr]\ncontentDir = 'content/fr'\n"
		    "[pt-BR]\ncontentDir = 'content/english'\n");
	for (size_t i = 0; i < COUNT(cases); i++)
		fixture_put(f, cases[i].path, "x");
	fixture_open(f);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct document *d =
			fixture_describe(f, cases[i].path)->document;

		assert_string_equal(cases[i].lang, fixture_text(f, d->lang));
		assert_string_equal(cases[i].url, fixture_text(f, d->url));
	}
}

static void languages__of_one_language_is_its_code(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "hugo.json", "{\"languageCode\": \"fr-FR\"}");
	fixture_put(f, "content/a.md", "x");
	fixture_open(f);
	assert_string_equal("fr-fr",
			    fixture_text(f, fixture_describe(f, "content/a.md")
						    ->document->lang));
}

static void mounts__say_where_content_is(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml",
		    "[languages.en]\n[languages.fr]\n"
		    "[[module.mounts]]\nsource='articles'\ntarget='content'\n"
		    "[[module.mounts]]\nsource='docs/fr'\n"
		    "target='content/manual'\nlang='fr'\n"
		    "[[module.mounts]]\nsource='../secret'\ntarget='content'\n"
		    "[[module.mounts]]\nsource='art'\ntarget='assets'\n");
	fixture_put(f, "articles/a.md", "x");
	fixture_put(f, "docs/fr/b.md", "x");
	fixture_put(f, "content/no.md", "x");
	fixture_put(f, "README.md", "x");
	fixture_open(f);
	assert_string_equal("articles/a.md\ndocs/fr/b.md\n", fixture_walk(f));
	assert_string_equal(
		"/fr/manual/b/",
		fixture_text(
			f, fixture_describe(f, "docs/fr/b.md")->document->url));
}

static void configuration__merges_its_files(void **state)
{
	struct fixture *f = *state;
	const struct article *got;

	fixture_put(f, "config/_default/config.yaml",
		    "baseURL: https://default.org\nenableEmoji: true\n");
	fixture_put(f, "config/production/hugo.yaml",
		    "baseURL: https://production.org\n");
	fixture_put(f, "config/_default/markup.toml",
		    "[goldmark.renderer]\nunsafe = true\n"
		    "[goldmark.parser]\nautoHeadingIDType = 'blackfriday'\n");
	fixture_put(f, "config/_default/permalinks.toml",
		    "[permalinks]\np = '/x/:filename/'\n");
	fixture_put(f, "content/p/a.md", "x");
	fixture_open(f);
	got = fixture_describe(f, "content/p/a.md");
	assert_string_equal("https://production.org/x/a/",
			    fixture_text(f, got->document->url));
	assert_true(got->markdown.raw_html);
	assert_true(got->markdown.emoji);
	assert_int_equal(ANCHOR_BLACKFRIDAY, got->markdown.anchors);
	assert_int_equal(0, f->warnings.count);
}

static void configuration__mistakes_are_warnings(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml", "baseURL = 'https://a.org'\nx = [\n");
	fixture_put(f, "content/a.md", "x");
	fixture_open(f);
	assert_int_equal(1, f->warnings.count);
	assert_string_equal(
		"https://a.org/a/",
		fixture_text(
			f, fixture_describe(f, "content/a.md")->document->url));
}

static void walk__finds_what_hugo_reads(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml",
		    "ignoreFiles = ['\\.tmp\\.md$', 'skipped/']\n");
	fixture_put(f, "content/a.md", "x");
	fixture_put(f, "content/b.markdown", "x");
	fixture_put(f, "content/c.mdown", "x");
	fixture_put(f, "content/build/d.md", "x");
	fixture_put(f, "content/public/e.md", "x");
	fixture_put(f, "content/f.html", "x");
	fixture_put(f, "content/g.tmp.md", "x");
	fixture_put(f, "content/skipped/h.md", "x");
	fixture_put(f, "content/.hidden.md", "x");
	fixture_put(f, "content/#i.md", "x");
	fixture_put(f, "content/node_modules/j.md", "x");
	fixture_put(f, "themes/t/content/k.md", "x");
	fixture_put(f, "public/l.md", "x");
	fixture_open(f);
	assert_string_equal("content/a.md\ncontent/b.markdown\n"
			    "content/build/d.md\ncontent/c.mdown\n"
			    "content/public/e.md\n",
			    fixture_walk(f));
}

static void recognised__by_its_files(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "config.toml", "title = 't'\n");
	assert_string_equal("plain", site_generator(fixture_open(f)));
	fixture_put(f, "content/a.md", "x");
	assert_string_equal("hugo", site_generator(fixture_open(f)));
	fixture_put(f, "blogsearch.toml", "generator = 'plain'\n");
	assert_string_equal("plain", site_generator(fixture_open(f)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(languages__come_from_file_and_folder),
		fixture_test(languages__of_one_language_is_its_code),
		fixture_test(mounts__say_where_content_is),
		fixture_test(configuration__merges_its_files),
		fixture_test(configuration__mistakes_are_warnings),
		fixture_test(walk__finds_what_hugo_reads),
		fixture_test(recognised__by_its_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
