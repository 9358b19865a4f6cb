/* Plain folders and Astro. */

#include "tests/unit/site_fixture.h"

#define FRONT(lines) "---\n" lines "---\ntext\n"

static void hidden__by_every_rule(void **state)
{
	static const struct fixture_case cases[] = {
		{ "a.md", "x", VISIBLE },
		{ "draft.md", FRONT("draft: true\n"), HIDDEN_DRAFT },
		{ "published.md", FRONT("published: false\n"), HIDDEN_DRAFT },
		{ "when.md", FRONT("published: 2020-01-02\n"), VISIBLE },
		{ "unlisted.md", FRONT("unlisted: true\n"), HIDDEN_UNLISTED },
		{ "search.md", FRONT("searchHidden: true\n"), HIDDEN_UNLISTED },
		{ "noindex.md", FRONT("noindex: true\n"), HIDDEN_UNLISTED },
		{ "broken.md", FRONT("draft: {\n"), HIDDEN_BROKEN },
	};

	fixture_check_cases(*state, cases, COUNT(cases));
}

static void url__is_the_files_place(void **state)
{
	static const struct fixture_url cases[] = {
		{ "README.md", "x", "/" },
		{ "notes/README.md", "x", "/notes/" },
		{ "notes/index.md", "x", "/notes/" },
		{ "notes/A b.md", "x", "/notes/A%20b/" },
		{ "notes/é.mdx", "x", "/notes/%C3%A9/" },
	};

	fixture_check_urls(*state, cases, COUNT(cases));
}

static void url__follows_the_pattern(void **state)
{
	static const struct fixture_url cases[] = {
		{ "a/b/c.md", FRONT("date: 2020-01-02\nslug: s\n"),
		  "https://ex.org/x/2020/01/02/s/c/a/b/a/b/c/:else.html" },
		{ "d.md", "x", "https://ex.org/x/d/d/d/:else.html" },
	};

	fixture_put(*state, "blogsearch.toml",
		    "base_url = 'https://ex.org/x/'\n"
		    "url = '/:year/:month/:day/:slug/:stem/:dir/:path/"
		    ":else.html'\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void dates__are_found_by_many_names(void **state)
{
	static const struct {
		const char *front, *date, *lastmod;
	} cases[] = {
		{ "date: 2020-01-02", "2020-01-02", "" },
		{ "pubDate: Jan 2, 2020", "2020-01-02", "" },
		{ "ms.date: 01/02/2020", "2020-01-02", "" },
		{ "ms.date: \"11/04/2016\"", "2016-11-04", "" },
		{ "published: 2020-01-02", "2020-01-02", "" },
		{ "published: true", "", "" },
		{ "created: 2020-01-02\nupdated: 2020-01-03", "2020-01-02",
		  "2020-01-03" },
		{ "date:\npublishDate: 2020-01-02\nlastmod: 2021-01-01",
		  "2020-01-02", "2021-01-01" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct document *d;
		char text[120];

		snprintf(text, sizeof(text), "---\n%s\n---\nx", cases[i].front);
		fixture_put(f, "a.md", text);
		fixture_open(f);
		d = fixture_describe(f, "a.md")->document;
		assert_string_equal(cases[i].date, fixture_date(d->date));
		assert_string_equal(cases[i].lastmod, fixture_date(d->lastmod));
		assert_int_equal(0, f->warnings.count);
	}
}

static void labels__are_read_in_every_form(void **state)
{
	struct fixture *f = *state;
	const struct document *d;

	fixture_put(f, "blogsearch.toml", "lang = 'EN'\n");
	fixture_put(f, "a/b/c.md",
		    FRONT("title: T\ntags: a, b\ncategory: c\nlang: pt_BR\n"
			  "author:\n  name: One\nexcerpt: E\n"));
	fixture_put(f, "d.md", "# A *heading*\n\nFirst.\n\nSecond.\n");
	fixture_open(f);
	d = fixture_describe(f, "a/b/c.md")->document;
	assert_string_equal("a, b", fixture_joined(f, &d->tags));
	assert_string_equal("c", fixture_joined(f, &d->categories));
	assert_string_equal("One", fixture_joined(f, &d->authors));
	assert_string_equal("E", fixture_text(f, d->summary));
	assert_string_equal("pt-br", fixture_text(f, d->lang));
	assert_string_equal("a", fixture_text(f, d->section));
	d = fixture_describe(f, "d.md")->document;
	assert_string_equal("A heading", fixture_text(f, d->title));
	assert_string_equal("First.", fixture_text(f, d->summary));
	assert_string_equal("en", fixture_text(f, d->lang));
	assert_string_equal("", fixture_text(f, d->section));
}

/* Without a language words have no stems, and much is not found. */
static void language__is_english_where_nothing_tells(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "a.md", "text");
	fixture_open(f);
	assert_string_equal(
		"en",
		fixture_text(f, fixture_describe(f, "a.md")->document->lang));
}

static void walk__leaves_out_output_where_its_tool_is(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "a.md", "x");
	fixture_put(f, "build/b.md", "x");
	fixture_put(f, "target/c.md", "x");
	fixture_put(f, "sub/target/d.md", "x");
	fixture_put(f, "_site/e.md", "x");
	fixture_open(f);
	assert_string_equal("a.md\nbuild/b.md\nsub/target/d.md\n"
			    "target/c.md\n",
			    fixture_walk(f));
	fixture_put(f, "Cargo.toml", "");
	fixture_put(f, "package.json", "{}");
	fixture_open(f);
	assert_string_equal("a.md\nsub/target/d.md\n", fixture_walk(f));
}

static void walk__takes_docs_where_it_is_a_site(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "README.md", "x");
	fixture_put(f, "docs/a.md", "x");
	fixture_open(f);
	assert_string_equal("README.md\ndocs/a.md\n", fixture_walk(f));
	fixture_put(f, "docs/index.yml", "");
	fixture_open(f);
	assert_string_equal("docs/a.md\n", fixture_walk(f));
	assert_string_equal(
		"/a/",
		fixture_text(f,
			     fixture_describe(f, "docs/a.md")->document->url));
}

static void walk__takes_the_folders_of_the_settings(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "blogsearch.toml",
		    "content = ['./posts/', 'posts/deep', 'pages', 'gone']\n");
	fixture_put(f, "a.md", "x");
	fixture_put(f, "posts/deep/b.md", "x");
	fixture_put(f, "pages/c.md", "x");
	fixture_open(f);
	assert_string_equal("pages/c.md\nposts/deep/b.md\n", fixture_walk(f));
	assert_int_equal(1, f->warnings.count); /* "gone" */
}

static void astro__has_collections_and_pages(void **state)
{
	static const struct fixture_url cases[] = {
		{ "src/content/blog/a/b.mdx", "x", "/blog/a/b/" },
		{ "src/content/blog/c/index.md", "x", "/blog/c/" },
		{ "src/content/blog/d/e.md", FRONT("slug: my/slug\n"),
		  "/blog/my/slug/" },
		{ "src/content/docs/guide/f.md", "x", "/guide/f/" },
		{ "src/pages/about.md", "x", "/about/" },
	};
	struct fixture *f = *state;

	fixture_put(f, "astro.config.mjs", "");
	fixture_put(f, "README.md", "x");
	fixture_put(f, "src/content/blog/_partial.md", "x");
	fixture_put(f, "src/content/_drafts/g.md", "x");
	fixture_check_urls(f, cases, COUNT(cases));
	assert_string_equal("astro", site_generator(f->site));
	assert_true(
		fixture_describe(f, "src/content/blog/a/b.mdx")->markdown.mdx);
	assert_string_equal("src/content/blog/a/b.mdx\n"
			    "src/content/blog/c/index.md\n"
			    "src/content/blog/d/e.md\n"
			    "src/content/docs/guide/f.md\n"
			    "src/pages/about.md\n",
			    fixture_walk(f));
}

static void title__of_an_empty_file_is_its_name(void **state)
{
	struct fixture *f = *state;
	const struct document *d;

	fixture_put(f, "my-notes.md", "");
	fixture_put(f, "b.md", "---\ntags: x\n---\n");
	fixture_open(f);
	d = fixture_describe(f, "my-notes.md")->document;
	assert_string_equal("My notes", fixture_text(f, d->title));
	d = fixture_describe(f, "b.md")->document;
	assert_string_equal("B", fixture_text(f, d->title));
}

static void summary__is_shown_without_marks(void **state)
{
	static const struct {
		const char *front, *shown;
	} cases[] = {
		{ "Learn more about: `__declspec`",
		  "Learn more about: __declspec" },
		{ "`` a`b `` and **strong** words", "a`b and strong words" },
		{ "An `open mark", "An `open mark" },
		{ "int *p, **q and 2 ** 3", "int *p, **q and 2 ** 3" },
		{ "a `**` b", "a ** b" },
		{ "operator* and *em*", "operator* and *em*" },
		{ "**All of `this`** is", "All of this is" },
		{ "```", "```" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf text = STRBUF_INIT;

		strbuf_printf(&text, "---\ntitle: '`T`'\nsummary: '%s'\n---\n",
			      cases[i].front);
		fixture_put(f, "a.md", text.buf);
		strbuf_release(&text);
		fixture_open(f);
		fixture_describe(f, "a.md");
		assert_string_equal(
			cases[i].shown,
			fixture_text(f, f->article.document->summary));
		assert_string_equal(
			"`T`", fixture_text(f, f->article.document->title));
	}
}

static void settings__patterns_are_checked(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "blogsearch.toml",
		    "url = '/:year/:slug/:name/'\n"
		    "ignore = ['[ab]x', '[]]', '[ab', 'a\\']\n");
	fixture_open(f);
	assert_int_equal(f->warnings.count, 3);
	assert_string_equal("'[ab' has a '[' without its ']'",
			    fixture_text(f, f->warnings.first->text));
	assert_int_equal(f->warnings.first->line, 2);
	assert_string_equal("'url' has no token ':name'",
			    fixture_text(f, f->warnings.last->text));
	assert_int_equal(f->warnings.last->line, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(summary__is_shown_without_marks),
		fixture_test(settings__patterns_are_checked),
		fixture_test(title__of_an_empty_file_is_its_name),
		fixture_test(hidden__by_every_rule),
		fixture_test(url__is_the_files_place),
		fixture_test(url__follows_the_pattern),
		fixture_test(dates__are_found_by_many_names),
		fixture_test(labels__are_read_in_every_form),
		fixture_test(language__is_english_where_nothing_tells),
		fixture_test(walk__leaves_out_output_where_its_tool_is),
		fixture_test(walk__takes_docs_where_it_is_a_site),
		fixture_test(walk__takes_the_folders_of_the_settings),
		fixture_test(astro__has_collections_and_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
