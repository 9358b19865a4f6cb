/*
 * Jekyll's rules. URLs in every permalink style are compared with Jekyll
 * itself by tests/oracle/jekyll.sh; here is one of each kind.
 */

#include "tests/unit/site_fixture.h"

#define FRONT(lines) "---\n" lines "---\ntext\n"

static void hidden__by_every_rule(void **state)
{
	static const struct fixture_case cases[] = {
		{ "_posts/2020-01-02-shown.md", FRONT("title: t\n"), VISIBLE },
		{ "_posts/2020-01-02-bare.md", "no front matter", VISIBLE },
		{ "_posts/no-date.md", FRONT("title: t\n"), HIDDEN_NO_PAGE },
		{ "_posts/2020-01-03-unpublished.md",
		  FRONT("published: false\n"), HIDDEN_DRAFT },
		{ "_posts/2026-05-02-future.md", FRONT("title: t\n"),
		  HIDDEN_FUTURE },
		{ "_posts/2020-01-04-dated.md", FRONT("date: 2026-05-02\n"),
		  HIDDEN_FUTURE },
		{ "_posts/2026-01-02-bad-date.md", FRONT("date: 2099-13-01\n"),
		  HIDDEN_BROKEN },
		{ "_drafts/draft.md", FRONT("title: t\n"), HIDDEN_DRAFT },
		{ "_recipes/a.md", FRONT("title: t\n"), VISIBLE },
		{ "_recipes/bare.md", "no front matter", HIDDEN_NO_PAGE },
		{ "_unseen/a.md", FRONT("title: t\n"), HIDDEN_NO_PAGE },
		{ "page.md", FRONT("title: t\n"), VISIBLE },
		{ "README.md", "no front matter", HIDDEN_NO_PAGE },
		{ "hidden.md", FRONT("searchHidden: true\n"), HIDDEN_UNLISTED },
		{ "broken.md", FRONT("published: {\n"), HIDDEN_BROKEN },
	};

	fixture_put(*state, "_config.yml",
		    "collections:\n  recipes: { output: true }\n"
		    "  unseen: { output: false }\n");
	fixture_check_cases(*state, cases, COUNT(cases));
}

static void hidden__settings_show_them(void **state)
{
	static const struct fixture_case cases[] = {
		{ "_posts/2020-01-03-unpublished.md",
		  FRONT("published: false\n"), VISIBLE },
		{ "_posts/2026-05-02-future.md", FRONT("title: t\n"), VISIBLE },
		{ "_drafts/draft.md", FRONT("title: t\n"), VISIBLE },
	};

	fixture_put(*state, "_config.yml",
		    "future: true\nunpublished: true\nshow_drafts: true\n");
	fixture_check_cases(*state, cases, COUNT(cases));
}

static void url__of_posts_collections_and_pages(void **state)
{
	static const struct fixture_url cases[] = {
		{ "_posts/2020-01-02-My-Post.md",
		  FRONT("categories: [News, Big Deal]\n"),
		  "https://ex.org/b/news/big%20deal/2020/01/02/My-Post/" },
		{ "es/_posts/2020-01-02-a.md", FRONT("slug: b c\n"),
		  "https://ex.org/b/es/2020/01/02/b-c/" },
		{ "_recipes/soups/Leek.md", FRONT("title: t\n"),
		  "https://ex.org/b/recipes/soups/Leek/" },
		{ "_people/Ada.md", FRONT("title: t\n"),
		  "https://ex.org/b/who/ada.html" },
		{ "sub/index.md", FRONT("title: t\n"),
		  "https://ex.org/b/sub/" },
		{ "sub/page.md", FRONT("title: t\n"),
		  "https://ex.org/b/sub/page/" },
		{ "a.md", FRONT("permalink: /x/y.html\n"),
		  "https://ex.org/b/x/y.html" },
	};

	fixture_put(*state, "_config.yml",
		    "url: https://ex.org\nbaseurl: /b\npermalink: pretty\n"
		    "collections:\n  recipes: { output: true }\n  people:\n"
		    "    output: true\n"
		    "    permalink: /who/:name:output_ext\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void url__tokens_know_the_iso_week(void **state)
{
	static const struct fixture_url cases[] = {
		{ "_posts/2020-12-31-a.md", FRONT("title: t\n"),
		  "/2020-53-4-Thu-366-Dec-20/a" },
		{ "_posts/2021-01-03-a.md", FRONT("title: t\n"),
		  "/2020-53-7-Sun-003-Jan-21/a" },
		{ "_posts/2018-12-31-a.md", FRONT("title: t\n"),
		  "/2019-01-1-Mon-365-Dec-18/a" },
	};

	fixture_put(*state, "_config.yml",
		    "permalink: /:w_year-:week-:w_day-:short_day-:y_day-"
		    ":short_month-:short_year/:title\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void dates__are_in_the_sites_zone(void **state)
{
	static const struct {
		const char *date, *expected;
	} cases[] = {
		{ "2021-05-06", "2021-05-06" },
		{ "2021-05-06 23:30:45 +0200", "2021-05-06T17:30:45-04:00" },
		{ "2021-05-06 02:30:45", "2021-05-05T22:30:45-04:00" },
		{ "2021-05-06 23:30", "2021-05-06T23:30:00-04:00" },
		{ "2021-01-06 12:00:00 Z", "2021-01-06T07:00:00-05:00" },
	};
	struct fixture *f = *state;

	fixture_put(f, "_config.yml", "timezone: America/New_York\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[80];

		snprintf(text, sizeof(text), "---\ndate: %s\n---\nx",
			 cases[i].date);
		fixture_put(f, "_posts/2020-01-02-a.md", text);
		fixture_open(f);
		assert_string_equal(
			cases[i].expected,
			fixture_date(
				fixture_describe(f, "_posts/2020-01-02-a.md")
					->document->date));
	}
}

static void dates__of_drafts_are_the_files(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "_config.yml", "title: t\n");
	fixture_put(f, "_drafts/a.md", FRONT("title: t\n"));
	fixture_open(f);
	assert_string_equal(
		"2020-09-13T12:26:40Z",
		fixture_date(
			fixture_describe(f, "_drafts/a.md")->document->date));
}

static void defaults__longest_path_wins(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "_config.yml",
		    "defaults:\n"
		    "  - scope: { path: es/_posts, type: posts }\n"
		    "    values: { author: Near, lang: es }\n"
		    "  - scope: { path: '' }\n"
		    "    values: { author: Far, tags: [all] }\n"
		    "  - scope: { path: '', type: pages }\n"
		    "    values: { author: Page }\n"
		    "  - scope: { path: 'x/*/y' }\n"
		    "    values: { author: Star }\n");
	fixture_put(f, "es/_posts/2020-01-02-a.md", FRONT("title: t\n"));
	fixture_put(f, "_posts/2020-01-02-a.md", FRONT("title: t\n"));
	fixture_put(f, "page.md", FRONT("title: t\n"));
	fixture_put(f, "x/z/y/page.md", FRONT("title: t\n"));
	fixture_open(f);
	fixture_describe(f, "es/_posts/2020-01-02-a.md");
	assert_string_equal("Near",
			    fixture_joined(f, &f->article.document->authors));
	assert_string_equal("all",
			    fixture_joined(f, &f->article.document->tags));
	assert_string_equal("es", fixture_text(f, f->article.document->lang));
	fixture_describe(f, "_posts/2020-01-02-a.md");
	assert_string_equal("Far",
			    fixture_joined(f, &f->article.document->authors));
	fixture_describe(f, "page.md");
	assert_string_equal("Page",
			    fixture_joined(f, &f->article.document->authors));
	fixture_describe(f, "x/z/y/page.md");
	assert_string_equal("Star",
			    fixture_joined(f, &f->article.document->authors));
}

static void labels__are_read_in_every_form(void **state)
{
	struct fixture *f = *state;
	const struct document *d;

	fixture_put(f, "_config.yml", "author: { name: Owner }\nlang: en_GB\n");
	fixture_put(f, "_data/authors.yml", "ada:\n  name: Ada Lovelace\n");
	fixture_put(f, "en/_posts/2020-01-02-my-first-post.md",
		    FRONT("tags: a b\ncategories: c d\ncategory: e f\n"
			  "author: ada\n"));
	fixture_put(f, "page.md", FRONT("tags: 'x, y z'\n"));
	fixture_open(f);
	d = fixture_describe(f, "en/_posts/2020-01-02-my-first-post.md")
		    ->document;
	assert_string_equal("My First Post", fixture_text(f, d->title));
	assert_string_equal("a, b", fixture_joined(f, &d->tags));
	assert_string_equal("en, c, d, e f", fixture_joined(f, &d->categories));
	assert_string_equal("Ada Lovelace", fixture_joined(f, &d->authors));
	assert_string_equal("posts", fixture_text(f, d->section));
	assert_string_equal("en-gb", fixture_text(f, d->lang));
	d = fixture_describe(f, "page.md")->document;
	assert_string_equal("x, y z", fixture_joined(f, &d->tags));
	assert_string_equal("Owner", fixture_joined(f, &d->authors));
}

static void excerpt__has_an_order(void **state)
{
	static const struct {
		const char *text, *summary;
		bool is_excerpt;
	} cases[] = {
		{ "---\nexcerpt: E\n---\none\n\n<!--more-->\n\ntwo", "E",
		  false },
		{ "---\ndescription: D\n---\none\n\n<!--more-->\n\ntwo", "one",
		  true },
		{ "---\ndescription: D\n---\none\n\ntwo", "D", false },
		{ "---\ntitle: t\n---\none\n\ntwo", "one", true },
		{ "---\nexcerpt_separator: '<!--cut-->'\n---\n"
		  "one\n\ntwo\n\n<!--cut-->\n\nthree",
		  "one two", true },
	};
	struct fixture *f = *state;
	const struct document *d;

	fixture_put(f, "_config.yml", "excerpt_separator: <!--more-->\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		fixture_put(f, "a.md", cases[i].text);
		fixture_open(f);
		d = fixture_describe(f, "a.md")->document;
		assert_string_equal(cases[i].summary,
				    fixture_text(f, d->summary));
		assert_int_equal(cases[i].is_excerpt, d->summary_is_excerpt);
	}
}

static void walk__finds_what_jekyll_reads(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "_config.yml",
		    "exclude: [left, '*.tmp.md']\ninclude: [_pages]\n"
		    "collections: [recipes]\n");
	fixture_put(f, "a.md", "x");
	fixture_put(f, "b.mkd", "x");
	fixture_put(f, "_posts/2020-01-02-a.md", "x");
	fixture_put(f, "sub/_posts/2020-01-02-a.md", "x");
	fixture_put(f, "_recipes/a.md", "x");
	fixture_put(f, "_pages/a.md", "x");
	fixture_put(f, "_layouts/a.md", "x");
	fixture_put(f, "_site/a.md", "x");
	fixture_put(f, "left/a.md", "x");
	fixture_put(f, "left-over.md", "x");
	fixture_put(f, "sub/c.tmp.md", "x");
	fixture_put(f, "sub/_d.md", "x");
	fixture_put(f, "vendor/bundle/a.md", "x");
	fixture_put(f, "vendor/a.md", "x");
	fixture_open(f);
	assert_string_equal("_pages/a.md\n_posts/2020-01-02-a.md\n"
			    "_recipes/a.md\na.md\nb.mkd\n"
			    "sub/_posts/2020-01-02-a.md\nvendor/a.md\n",
			    fixture_walk(f));
}

static void source__may_be_a_folder(void **state)
{
	static const struct fixture_url cases[] = {
		{ "src/sub/a.md", FRONT("title: t\n"), "/sub/a.html" },
		{ "src/sets/_recipes/a.md", FRONT("title: t\n"),
		  "/recipes/a.html" },
	};
	struct fixture *f = *state;

	fixture_put(f, "_config.yml",
		    "source: ./src\ncollections_dir: sets\n"
		    "collections:\n  recipes: { output: true }\n");
	fixture_put(f, "outside.md", "x");
	fixture_check_urls(f, cases, COUNT(cases));
	assert_string_equal("src/sets/_recipes/a.md\nsrc/sub/a.md\n",
			    fixture_walk(f));
}

static void recognised__but_not_for_hexo(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "_config.yml", "title: t\n");
	assert_string_equal("jekyll", site_generator(fixture_open(f)));
	fixture_put(f, "scaffolds/post.md", "x");
	fixture_put(f, "source/_posts/a.md", "x");
	assert_string_equal("plain", site_generator(fixture_open(f)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(hidden__by_every_rule),
		fixture_test(hidden__settings_show_them),
		fixture_test(url__of_posts_collections_and_pages),
		fixture_test(url__tokens_know_the_iso_week),
		fixture_test(dates__are_in_the_sites_zone),
		fixture_test(dates__of_drafts_are_the_files),
		fixture_test(defaults__longest_path_wins),
		fixture_test(labels__are_read_in_every_form),
		fixture_test(excerpt__has_an_order),
		fixture_test(walk__finds_what_jekyll_reads),
		fixture_test(source__may_be_a_folder),
		fixture_test(recognised__but_not_for_hexo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
