/* Zola's rules. */

#include "tests/unit/site_fixture.h"

#define FRONT(lines) "+++\n" lines "+++\ntext\n"
#define CONFIG "base_url = 'https://ex.org/b'\n"

static void hidden__by_every_rule(void **state)
{
	static const struct fixture_case cases[] = {
		{ "content/a.md", FRONT("title = 't'\n"), VISIBLE },
		{ "content/future.md", FRONT("date = 2027-01-01\n"), VISIBLE },
		{ "content/draft.md", FRONT("draft = true\n"), HIDDEN_DRAFT },
		{ "content/search.md", FRONT("in_search_index = false\n"),
		  HIDDEN_UNLISTED },
		{ "content/render.md", FRONT("render = false\n"),
		  HIDDEN_UNLISTED },
		{ "content/_index.md", FRONT("title = 't'\n"), HIDDEN_NO_PAGE },
		{ "content/_index.fr.md", FRONT("title = 't'\n"),
		  HIDDEN_NO_PAGE },
		{ "content/b/index.md", FRONT("title = 't'\n"), VISIBLE },
		{ "content/b/beside.md", FRONT("title = 't'\n"), VISIBLE },
		{ "content/broken.md", FRONT("draft = \n"), HIDDEN_BROKEN },
	};

	fixture_put(*state, "config.toml", CONFIG "[languages.fr]\n");
	fixture_check_cases(*state, cases, COUNT(cases));
}

static void hidden__by_sections(void **state)
{
	static const struct fixture_case cases[] = {
		{ "content/_index.md", FRONT(""), HIDDEN_NO_PAGE },
		{ "content/a.md", "x", VISIBLE },
		{ "content/d/_index.md", FRONT("draft = true\n"),
		  HIDDEN_NO_PAGE },
		{ "content/d/a.md", "x", HIDDEN_DRAFT },
		{ "content/d/a.fr.md", "x", HIDDEN_DRAFT },
		{ "content/d/e/f/index.md", "x", HIDDEN_DRAFT },
		{ "content/de/a.md", "x", VISIBLE },
		{ "content/fr/_index.fr.md", FRONT("draft = true\n"),
		  HIDDEN_NO_PAGE },
		{ "content/fr/a.md", "x", HIDDEN_DRAFT },
		/* Search leaves out what is the section's own. */
		{ "content/s/_index.md", FRONT("in_search_index = false\n"),
		  HIDDEN_NO_PAGE },
		{ "content/s/a.md", "x", HIDDEN_UNLISTED },
		{ "content/s/a.fr.md", "x", VISIBLE },
		{ "content/s/b/index.md", "x", HIDDEN_UNLISTED },
		{ "content/s/t/a.md", "x", VISIBLE },
		{ "content/r/_index.md", FRONT("render = false\n"),
		  HIDDEN_NO_PAGE },
		{ "content/r/a.md", "x", VISIBLE },
		{ "content/u/_index.md", FRONT("draft = ja\n"),
		  HIDDEN_NO_PAGE },
		{ "content/u/a.md", "x", HIDDEN_BROKEN },
	};
	struct fixture *f = *state;

	fixture_put(f, "config.toml", CONFIG "[languages.fr]\n");
	fixture_check_cases(f, cases, COUNT(cases));
	f->options.drafts = true;
	fixture_open(f);
	assert_int_equal(fixture_describe(f, "content/d/a.md")->visibility,
			 VISIBLE);
}

static void fingerprint__knows_sections_that_hide(void **state)
{
	struct fixture *f = *state;
	uint64_t before;

	fixture_put(f, "config.toml", CONFIG);
	fixture_put(f, "content/d/_index.md", FRONT("title = 't'\n"));
	before = site_fingerprint(fixture_open(f));
	fixture_put(f, "content/d/_index.md", FRONT("title = 'u'\n"));
	assert_true(before == site_fingerprint(fixture_open(f)));
	fixture_put(f, "content/d/_index.md", FRONT("draft = true\n"));
	assert_true(before != site_fingerprint(fixture_open(f)));
}

static void url__follows_path_slug_and_place(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/blog/Hello World.md", "x",
		  "https://ex.org/b/blog/hello-world/" },
		{ "content/blog/Été à la plage.md", "x",
		  "https://ex.org/b/blog/ete-a-la-plage/" },
		{ "content/blog/2020-01-02-a.md", "x",
		  "https://ex.org/b/blog/a/" },
		{ "content/blog/2020-01-02_b/index.md", "x",
		  "https://ex.org/b/blog/b/" },
		{ "content/blog/2020-01-02.md", "x",
		  "https://ex.org/b/blog/2020-01-02/" },
		{ "content/blog/c.md", FRONT("slug = 'My Slug'\n"),
		  "https://ex.org/b/blog/my-slug/" },
		{ "content/blog/d.md", FRONT("path = 'any/Where'\n"),
		  "https://ex.org/b/any/Where/" },
		{ "content/blog/e.fr.md", "x", "https://ex.org/b/fr/blog/e/" },
		{ "content/blog/f.xx.md", "x", "https://ex.org/b/blog/f-xx/" },
		{ "content/index.md", "x", "https://ex.org/b/" },
	};

	fixture_put(*state, "config.toml", CONFIG "[languages.fr]\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void url__is_not_slugified_where_that_is_off(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/2020-01-02-Hello World.md", "x",
		  "https://ex.org/b/2020-01-02-Hello%20World/" },
	};

	fixture_put(*state, "zola.toml",
		    CONFIG "[slugify]\npaths = 'off'\n"
			   "paths_keep_dates = true\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void dates__come_from_name_and_path(void **state)
{
	static const struct {
		const char *path, *text, *date;
	} cases[] = {
		{ "content/2020-01-02-a.md", "x", "2020-01-02" },
		{ "content/2020-01-02-b.md", FRONT("date = 2019-01-01\n"),
		  "2019-01-01" },
		{ "content/c.md", FRONT("path = '2022/10/28/c'\n"),
		  "2022-10-28" },
		{ "content/d.md", FRONT("path = 'inside/2022/10/28/d'\n"),
		  "2022-10-28" },
		{ "content/e.md", FRONT("path = '2022/13/28/e'\n"), "" },
	};
	struct fixture *f = *state;

	fixture_put(f, "config.toml", CONFIG);
	for (size_t i = 0; i < COUNT(cases); i++) {
		fixture_put(f, cases[i].path, cases[i].text);
		fixture_open(f);
		assert_string_equal(
			cases[i].date,
			fixture_date(fixture_describe(f, cases[i].path)
					     ->document->date));
	}
}

static void labels__come_from_taxonomies(void **state)
{
	struct fixture *f = *state;
	const struct document *d;

	fixture_put(f, "config.toml",
		    CONFIG "default_language = 'nl'\n"
			   "[extra]\nauthor = 'Owner'\n");
	fixture_put(f, "content/blog/a.md",
		    FRONT("title = 'T'\ndescription = 'D'\n"
			  "updated = 2021-01-01\nauthors = ['One']\n"
			  "aliases = ['old']\n"
			  "[taxonomies]\ntags = ['a', 'b']\n"
			  "categories = ['c']\nauthors = ['Two']\n"));
	fixture_put(f, "content/b.md", FRONT("title = 'B'\n"));
	fixture_open(f);
	d = fixture_describe(f, "content/blog/a.md")->document;
	assert_string_equal("a, b", fixture_joined(f, &d->tags));
	assert_string_equal("c", fixture_joined(f, &d->categories));
	assert_string_equal("One, Two", fixture_joined(f, &d->authors));
	assert_string_equal("a, old", fixture_joined(f, &d->aliases));
	assert_string_equal("D", fixture_text(f, d->summary));
	assert_string_equal("blog", fixture_text(f, d->section));
	assert_string_equal("nl", fixture_text(f, d->lang));
	assert_string_equal("2021-01-01", fixture_date(d->lastmod));
	d = fixture_describe(f, "content/b.md")->document;
	assert_string_equal("Owner", fixture_joined(f, &d->authors));
}

static void walk__ignores_what_the_site_ignores(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "config.toml",
		    CONFIG "ignored_content = ['*.{tmp,bak}.md', 'old/**']\n");
	fixture_put(f, "content/a.md", "x");
	fixture_put(f, "content/b/c.tmp.md", "x");
	fixture_put(f, "content/old/d/e.md", "x");
	fixture_put(f, "README.md", "x");
	fixture_open(f);
	assert_string_equal("content/a.md\n", fixture_walk(f));
}

static void recognised__by_its_base_url(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "content/a.md", "x");
	fixture_put(f, "config.toml", CONFIG);
	assert_string_equal("zola", site_generator(fixture_open(f)));
	fixture_put(f, "config.toml", "baseURL = 'https://ex.org'\n");
	assert_string_equal("hugo", site_generator(fixture_open(f)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(hidden__by_every_rule),
		fixture_test(hidden__by_sections),
		fixture_test(fingerprint__knows_sections_that_hide),
		fixture_test(url__follows_path_slug_and_place),
		fixture_test(url__is_not_slugified_where_that_is_off),
		fixture_test(dates__come_from_name_and_path),
		fixture_test(labels__come_from_taxonomies),
		fixture_test(walk__ignores_what_the_site_ignores),
		fixture_test(recognised__by_its_base_url),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
