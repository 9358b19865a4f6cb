/* Hugo's rules but for URLs, which are in test_hugo_permalink.c. */

#include "tests/unit/site_fixture.h"

#define FRONT(lines) "---\n" lines "---\ntext\n"

static void hidden__by_every_rule(void **state)
{
	static const struct fixture_case cases[] = {
		{ "content/p/shown.md", FRONT("draft: false\n"), VISIBLE },
		{ "content/p/draft.md", FRONT("draft: true\n"), HIDDEN_DRAFT },
		{ "content/p/unpublished.md", FRONT("published: false\n"),
		  HIDDEN_DRAFT },
		{ "content/p/draft-counts.md",
		  FRONT("draft: false\npublished: false\n"), VISIBLE },
		{ "content/p/future.md", FRONT("date: 2026-05-02\n"),
		  HIDDEN_FUTURE },
		{ "content/p/due.md",
		  FRONT("date: 2026-05-02\npublishDate: 2026-04-01\n"),
		  VISIBLE },
		{ "content/p/pubdate.md", FRONT("pubdate: 2026-05-02\n"),
		  HIDDEN_FUTURE },
		{ "content/p/expired.md", FRONT("expiryDate: 2026-04-30\n"),
		  HIDDEN_EXPIRED },
		{ "content/p/unpublishdate.md",
		  FRONT("unpublishdate: 2026-04-30\n"), HIDDEN_EXPIRED },
		{ "content/p/bad-date.md", FRONT("date: 2099-13-01\n"),
		  HIDDEN_BROKEN },
		{ "content/p/bad-publish.md", FRONT("publishDate: next year\n"),
		  HIDDEN_BROKEN },
		{ "content/p/bad-expiry.md", FRONT("expiryDate: 2001-13-01\n"),
		  HIDDEN_BROKEN },
		{ "content/p/bad-lastmod.md", FRONT("lastmod: 2099-13-01\n"),
		  VISIBLE },
		{ "content/p/bad-draft.md",
		  FRONT("draft: 1\ndate: 2099-13-01\n"), HIDDEN_DRAFT },
		{ "content/p/headless/index.md", FRONT("headless: true\n"),
		  HIDDEN_UNLISTED },
		{ "content/p/not-headless.md", FRONT("headless: true\n"),
		  VISIBLE },
		{ "content/p/never.md", FRONT("build:\n  list: never\n"),
		  HIDDEN_UNLISTED },
		{ "content/p/local.md", FRONT("_build:\n  list: local\n"),
		  HIDDEN_UNLISTED },
		{ "content/p/unrendered.md",
		  FRONT("_build:\n  render: never\n"), HIDDEN_UNLISTED },
		{ "content/p/link.md", FRONT("build:\n  render: link\n"),
		  HIDDEN_UNLISTED },
		{ "content/p/false.md", FRONT("build:\n  render: false\n"),
		  HIDDEN_UNLISTED },
		{ "content/p/search.md", FRONT("searchHidden: true\n"),
		  HIDDEN_UNLISTED },
		{ "content/p/params.md",
		  FRONT("params:\n  searchHidden: true\n"), HIDDEN_UNLISTED },
		{ "content/p/_index.md", FRONT("title: t\n"), HIDDEN_NO_PAGE },
		{ "content/p/b/index.md", FRONT("title: t\n"), VISIBLE },
		{ "content/p/b/part.md", FRONT("title: t\n"), HIDDEN_NO_PAGE },
		{ "content/p/b/deep/index.md", FRONT("title: t\n"),
		  HIDDEN_NO_PAGE },
		{ "content/p/broken.md", FRONT("draft: [true\n"),
		  HIDDEN_BROKEN },
	};

	fixture_put(*state, "hugo.toml", "title = 't'\n");
	fixture_check_cases(*state, cases, COUNT(cases));
}

static void hidden__options_show_drafts_and_future(void **state)
{
	static const struct fixture_case cases[] = {
		{ "content/a.md", FRONT("draft: true\n"), VISIBLE },
		{ "content/b.md", FRONT("date: 2026-05-02\n"), VISIBLE },
		{ "content/c.md", FRONT("expiryDate: 2026-04-30\n"),
		  HIDDEN_EXPIRED },
	};
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml", "title = 't'\n");
	f->options.drafts = f->options.future = true;
	fixture_check_cases(f, cases, COUNT(cases));
}

static void hidden__configuration_shows_them(void **state)
{
	static const struct fixture_case cases[] = {
		{ "content/a.md", FRONT("draft: true\n"), VISIBLE },
		{ "content/b.md", FRONT("date: 2026-05-02\n"), VISIBLE },
		{ "content/c.md", FRONT("expiryDate: 2026-04-30\n"), VISIBLE },
	};

	fixture_put(*state, "hugo.toml",
		    "buildDrafts = true\nbuildFuture = true\n"
		    "buildExpired = true\n");
	fixture_check_cases(*state, cases, COUNT(cases));
}

static void hidden__disabled_languages(void **state)
{
	static const struct fixture_case cases[] = {
		{ "content/a.md", "x", VISIBLE },
		{ "content/a.fr.md", "x", HIDDEN_UNLISTED },
		{ "content/a.de.md", "x", HIDDEN_UNLISTED },
	};

	fixture_put(*state, "hugo.toml",
		    "disableLanguages = ['de']\n[languages.en]\n"
		    "[languages.fr]\ndisabled = true\n[languages.de]\n");
	fixture_check_cases(*state, cases, COUNT(cases));
}

static void changes_at__tells_when_visibility_turns(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml", "title = 't'\n");
	fixture_put(f, "content/a.md", FRONT("date: 2026-05-02\n"));
	fixture_put(f, "content/b.md", FRONT("expiryDate: 2026-05-03\n"));
	fixture_put(f, "content/c.md", FRONT("date: 2026-04-02\n"));
	fixture_open(f);
	assert_int_equal(fixture_describe(f, "content/a.md")->changes_at,
			 FIXTURE_NOW + 86400);
	assert_int_equal(fixture_describe(f, "content/b.md")->changes_at,
			 FIXTURE_NOW + 2 * 86400);
	assert_true(fixture_describe(f, "content/c.md")->changes_at ==
		    DATE_NONE);
}

static void cascade__nearest_wins_where_it_fits(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "hugo.yaml",
		    "cascade:\n"
		    "  - tags: far\n"
		    "    author: Config\n"
		    "  - target: { path: '{/p/sub/**,/none/**}' }\n"
		    "    categories: matched\n"
		    "  - _target: { kind: section }\n"
		    "    description: never\n"
		    "  - target: { lang: fr }\n"
		    "    description: never\n");
	fixture_put(f, "content/p/_index.md",
		    FRONT("cascade:\n  tags: near\n  params:\n    a: 1\n"));
	fixture_put(f, "content/p/a.md", FRONT("title: A\n"));
	fixture_put(f, "content/p/sub/b.md", FRONT("title: B\ntags: own\n"));
	fixture_put(f, "content/q.md", FRONT("title: Q\n"));
	fixture_open(f);
	fixture_describe(f, "content/p/a.md");
	assert_string_equal("near",
			    fixture_joined(f, &f->article.document->tags));
	assert_string_equal("Config",
			    fixture_joined(f, &f->article.document->authors));
	assert_int_equal(0, f->article.document->categories.count);
	assert_string_equal("text",
			    fixture_text(f, f->article.document->summary));
	fixture_describe(f, "content/p/sub/b.md");
	assert_string_equal("own",
			    fixture_joined(f, &f->article.document->tags));
	assert_string_equal(
		"matched", fixture_joined(f, &f->article.document->categories));
	fixture_describe(f, "content/q.md");
	assert_string_equal("far",
			    fixture_joined(f, &f->article.document->tags));
}

static void fingerprint__knows_bundles_that_hold_articles(void **state)
{
	struct fixture *f = *state;
	uint64_t before;

	fixture_put(f, "hugo.toml", "title = 't'\n");
	fixture_put(f, "content/p/a.md", "x");
	before = site_fingerprint(fixture_open(f));
	fixture_put(f, "content/p/b.md", "x");
	fixture_put(f, "content/p/new/index.md", "x");
	fixture_put(f, "content/p/new/image.jpg", "x");
	assert_true(before == site_fingerprint(fixture_open(f)));
	fixture_put(f, "content/p/new/deep/index.md", "x");
	assert_true(before != site_fingerprint(fixture_open(f)));
	before = site_fingerprint(f->site);
	fixture_put(f, "content/p/index.md", "x");
	assert_true(before != site_fingerprint(fixture_open(f)));
}

static void hidden__where_a_section_may_have_said_so(void **state)
{
	static const struct fixture_case cases[] = {
		{ "content/a.md", "x", VISIBLE },
		{ "content/s/_index.md", "---\ncascade: @\n---\n",
		  HIDDEN_NO_PAGE },
		{ "content/s/a.md", "x", HIDDEN_BROKEN },
		{ "content/s/t/a.md", "x", HIDDEN_BROKEN },
	};
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml", "");
	fixture_check_cases(f, cases, COUNT(cases));
	fixture_open(f);
	assert_int_equal(f->warnings.count, 1);
}

static void fingerprint__knows_sections_that_hand_down(void **state)
{
	struct fixture *f = *state;
	uint64_t before;

	fixture_put(f, "hugo.toml", "title = 't'\n");
	fixture_put(f, "content/p/_index.md", FRONT("title: a\n"));
	before = site_fingerprint(fixture_open(f));
	fixture_put(f, "content/p/_index.md", FRONT("title: b\n"));
	assert_true(before == site_fingerprint(fixture_open(f)));
	fixture_put(f, "content/p/_index.md",
		    FRONT("cascade:\n  draft: true\n"));
	assert_true(before != site_fingerprint(fixture_open(f)));
}

struct date_case {
	const char *path, *text, *date, *lastmod;
};

static void check_dates(struct fixture *f, const struct date_case *cases,
			size_t count)
{
	for (size_t i = 0; i < count; i++)
		fixture_put(f, cases[i].path, cases[i].text);
	fixture_open(f);
	for (size_t i = 0; i < count; i++) {
		const struct document *got =
			fixture_describe(f, cases[i].path)->document;

		assert_string_equal(fixture_date(got->date), cases[i].date);
		assert_string_equal(fixture_date(got->lastmod),
				    cases[i].lastmod);
	}
}

static void dates__fall_back_on_each_other(void **state)
{
	static const struct date_case cases[] = {
		{ "content/a.md", FRONT("date: 2020-01-02\n"), "2020-01-02",
		  "2020-01-02" },
		{ "content/b.md", FRONT("publishDate: 2020-01-02\n"),
		  "2020-01-02", "2020-01-02" },
		{ "content/c.md", FRONT("modified: 2020-01-02\n"), "2020-01-02",
		  "2020-01-02" },
		{ "content/d.md",
		  FRONT("date: 2020-01-02\nlastmod: 2021-02-03\n"),
		  "2020-01-02", "2021-02-03" },
		{ "content/e.md",
		  "+++\ndate = 2020-01-02T10:00:00+02:00\n+++\nx",
		  "2020-01-02T10:00:00+02:00", "2020-01-02T10:00:00+02:00" },
		{ "content/2020-01-02-f.md", "x", "", "" },
	};

	fixture_put(*state, "hugo.toml", "title = 't'\n");
	check_dates(*state, cases, COUNT(cases));
}

static void dates__come_from_where_the_site_says(void **state)
{
	static const struct date_case cases[] = {
		{ "content/2020-01-02-a.md", FRONT("date: 2019-01-01\n"),
		  "2020-01-02", "2020-09-13T12:26:40Z" },
		{ "content/2020-01-02-b/index.md", "x", "2020-01-02",
		  "2020-09-13T12:26:40Z" },
		{ "content/c.md", FRONT("mine: 2019-01-01\n"), "2019-01-01",
		  "2020-09-13T12:26:40Z" },
		{ "content/d.md", FRONT("publishdate: 2018-01-01\n"),
		  "2018-01-01", "2020-09-13T12:26:40Z" },
	};

	fixture_put(*state, "hugo.toml",
		    "[frontmatter]\ndate = [':filename', 'mine', ':default']\n"
		    "lastmod = [':git', ':fileModTime']\n");
	check_dates(*state, cases, COUNT(cases));
}

static void dates__of_the_file_name_leave_the_slug(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml", "[frontmatter]\ndate = [':filename']\n");
	fixture_put(f, "content/2020-01-02-a-title.md", "x");
	fixture_open(f);
	assert_string_equal(
		"/a-title/",
		fixture_text(
			f, fixture_describe(f, "content/2020-01-02-a-title.md")
				   ->document->url));
}

static void dates__without_a_zone_are_in_the_sites(void **state)
{
	static const struct date_case cases[] = {
		{ "content/a.md", FRONT("date: 2020-07-02T10:00:00\n"),
		  "2020-07-02T10:00:00+02:00", "2020-07-02T10:00:00+02:00" },
		{ "content/b.md", FRONT("date: 2020-07-02T10:00:00Z\n"),
		  "2020-07-02T10:00:00Z", "2020-07-02T10:00:00Z" },
	};

	fixture_put(*state, "hugo.toml", "timeZone = 'Europe/Oslo'\n");
	check_dates(*state, cases, COUNT(cases));
}

static void dates__that_are_none_are_warned_of(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml", "title = 't'\n");
	fixture_put(f, "content/a.md", FRONT("title: T\ndate: soon\n"));
	fixture_open(f);
	fixture_describe(f, "content/a.md");
	assert_int_equal(1, f->warnings.count);
	assert_int_equal(3, f->warnings.first->line);
}

static void dates__may_count_seconds(void **state)
{
	static const struct {
		const char *text, *date;
		enum visibility visibility;
	} cases[] = {
		{ FRONT("date: 1600000000\n"), "2020-09-13T12:26:40Z",
		  VISIBLE },
		{ FRONT("date: 4000000000\n"), "2096-10-02T07:06:40Z",
		  HIDDEN_FUTURE },
		{ FRONT("expiryDate: 1000000000\n"), "", HIDDEN_EXPIRED },
		{ FRONT("date: '1600000000'\n"), "", HIDDEN_BROKEN },
		{ FRONT("date: 99999999999999\n"), "", HIDDEN_BROKEN },
		{ FRONT("date: [2020-01-01]\n"), "", HIDDEN_BROKEN },
	};
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml", "title = 't'\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct article *got;

		fixture_put(f, "content/a.md", cases[i].text);
		fixture_open(f);
		got = fixture_describe(f, "content/a.md");
		assert_string_equal(cases[i].date,
				    fixture_date(got->document->date));
		assert_int_equal(cases[i].visibility, got->visibility);
		assert_int_equal(f->warnings.count, i > 2);
	}
}

static void labels__are_read_in_every_form(void **state)
{
	struct fixture *f = *state;
	const struct document *d;

	fixture_put(f, "hugo.toml", "[params.author]\nname = 'Site Owner'\n");
	fixture_put(f, "content/posts/my-post.md",
		    FRONT("title: ' A  title '\ntags: [b, a, b]\n"
			  "categories: x, y z\n"
			  "authors:\n  - name: One\n  - Two\n"
			  "aliases: [/old/]\nslug: s\n"));
	fixture_put(f, "content/posts/b.md", FRONT("title: B\n"));
	fixture_open(f);
	d = fixture_describe(f, "content/posts/my-post.md")->document;
	assert_string_equal("A title", fixture_text(f, d->title));
	assert_string_equal("b, a", fixture_joined(f, &d->tags));
	assert_string_equal("x, y z", fixture_joined(f, &d->categories));
	assert_string_equal("One, Two", fixture_joined(f, &d->authors));
	assert_string_equal("my-post, s, /old/",
			    fixture_joined(f, &d->aliases));
	assert_string_equal("posts", fixture_text(f, d->section));
	d = fixture_describe(f, "content/posts/b.md")->document;
	assert_string_equal("Site Owner", fixture_joined(f, &d->authors));
}

static void summary__has_an_order(void **state)
{
	static const struct {
		const char *text, *summary;
		bool is_excerpt;
	} cases[] = {
		{ FRONT("summary: S\ndescription: D\n") "x", "S", false },
		{ FRONT("summary: '*S* &amp; `c`'\n") "x", "S & c", false },
		{ FRONT("description: D\n") "x", "D", false },
		{ "---\nsummary: S\n---\nabove\n\n<!--more-->\n\nbelow",
		  "above", true },
		{ "---\ntitle: T\n---\nFirst paragraph.\n\nSecond one.",
		  "First paragraph. Second one.", true },
	};
	struct fixture *f = *state;
	const struct document *d;

	fixture_put(f, "hugo.toml", "title = 't'\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		fixture_put(f, "content/a.md", cases[i].text);
		fixture_open(f);
		d = fixture_describe(f, "content/a.md")->document;
		assert_string_equal(cases[i].summary,
				    fixture_text(f, d->summary));
		assert_int_equal(cases[i].is_excerpt, d->summary_is_excerpt);
	}
}

static void title__falls_back_on_heading_and_file_name(void **state)
{
	static const struct {
		const char *path, *text, *title;
	} cases[] = {
		{ "content/a.md", FRONT("title: T\n") "# H\n", "T" },
		{ "content/a.md", "# H\n\ntext", "H" },
		{ "content/a.md", "text\n\n# H\n", "H" },
		{ "content/my-first_post.md", "text\n\n## Part\n",
		  "My first post" },
		{ "content/a-bundle/index.md", "text", "A bundle" },
		/* Nothing can be found in it, by no name. */
		{ "content/a-placeholder.md", FRONT("slug: x\n"), "" },
	};
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml", "title = 't'\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *text = cases[i].text;

		if (cases[i].title[0] == '\0')
			text = "---\nslug: x\n---\n";
		fixture_put(f, cases[i].path, text);
		fixture_open(f);
		assert_string_equal(
			cases[i].title,
			fixture_text(f, fixture_describe(f, cases[i].path)
						->document->title));
	}
}

static void minutes__follow_the_reading_speed(void **state)
{
	struct fixture *f = *state;
	struct strbuf text = STRBUF_INIT;

	for (int i = 0; i < 214; i++)
		strbuf_put_str(&text, "word ");
	fixture_put(f, "content/a.md", text.buf);
	fixture_put(f, "content/b.md", "---\ntitle: b\n---\n");
	fixture_put(f, "content/c.md", "---\nisCJKLanguage: true\n---\nword");
	strbuf_release(&text);
	fixture_put(f, "hugo.toml", "title = 't'\n");
	fixture_open(f);
	assert_int_equal(
		2, fixture_describe(f, "content/a.md")->document->minutes);
	assert_int_equal(
		0, fixture_describe(f, "content/b.md")->document->minutes);
	assert_int_equal(501,
			 fixture_describe(f, "content/c.md")->words_per_minute);
	fixture_put(f, "blogsearch.toml", "words_per_minute = 100\n");
	fixture_open(f);
	assert_int_equal(
		3, fixture_describe(f, "content/a.md")->document->minutes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(hidden__by_every_rule),
		fixture_test(hidden__options_show_drafts_and_future),
		fixture_test(hidden__configuration_shows_them),
		fixture_test(hidden__disabled_languages),
		fixture_test(changes_at__tells_when_visibility_turns),
		fixture_test(cascade__nearest_wins_where_it_fits),
		fixture_test(fingerprint__knows_bundles_that_hold_articles),
		fixture_test(hidden__where_a_section_may_have_said_so),
		fixture_test(fingerprint__knows_sections_that_hand_down),
		fixture_test(dates__fall_back_on_each_other),
		fixture_test(dates__come_from_where_the_site_says),
		fixture_test(dates__of_the_file_name_leave_the_slug),
		fixture_test(dates__without_a_zone_are_in_the_sites),
		fixture_test(dates__that_are_none_are_warned_of),
		fixture_test(dates__may_count_seconds),
		fixture_test(labels__are_read_in_every_form),
		fixture_test(summary__has_an_order),
		fixture_test(title__falls_back_on_heading_and_file_name),
		fixture_test(minutes__follow_the_reading_speed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
