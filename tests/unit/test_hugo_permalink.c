/* URLs as hugo 0.111.3 makes them: each was compared with its output. */

#include "tests/unit/site_fixture.h"

#define FRONT(lines) "---\n" lines "---\ntext\n"

static void url__follows_the_files_place(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/posts/One Two.md", "x",
		  "https://ex.org/b/posts/one-two/" },
		{ "content/posts/c++ & c#.md", "x",
		  "https://ex.org/b/posts/c++-c%23/" },
		{ "content/posts/Émile Çà.md", "x",
		  "https://ex.org/b/posts/%C3%A9mile-%C3%A7%C3%A0/" },
		{ "content/posts/%41b.md", "x",
		  "https://ex.org/b/posts/%41b/" },
		{ "content/posts/a?b#c.md", "x",
		  "https://ex.org/b/posts/ab%23c/" },
		{ "content/posts/a.b.c.md", "x",
		  "https://ex.org/b/posts/a.b.c/" },
		{ "content/posts/x--y - z_.md", "x",
		  "https://ex.org/b/posts/x--y-z_/" },
		{ "content/posts/日本.md", "x",
		  "https://ex.org/b/posts/%E6%97%A5%E6%9C%AC/" },
		{ "content/root.md", "x", "https://ex.org/b/root/" },
		{ "content/Mixed Case/Sub/X.md", "x",
		  "https://ex.org/b/mixed-case/sub/x/" },
		{ "content/posts/bundle/index.md", "x",
		  "https://ex.org/b/posts/bundle/" },
		{ "content/top/index.md", "x", "https://ex.org/b/top/" },
	};

	fixture_put(*state, "hugo.toml", "baseURL = 'https://ex.org/b/'\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void url__ends_with_the_slug(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/p/a.md", FRONT("slug: -A b-\n"), "/p/a-b/" },
		{ "content/p/b.md", FRONT("slug: a/b\n"), "/p/a/b/" },
		{ "content/p/e.md", FRONT("slug: 'a#b?c'\n"), "/p/a%23bc/" },
		{ "content/p/c/index.md", FRONT("slug: Sl\n"), "/p/sl/" },
		{ "content/p/2020-01-02-d.md", "x", "/p/2020-01-02-d/" },
	};

	fixture_put(*state, "hugo.toml", "title = 't'\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void url__of_the_front_matter_is_taken_as_it_is(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/a.md", FRONT("url: foo/bar\n"), "/foo/bar/" },
		{ "content/b.md", FRONT("url: /foo/Bar Baz.html\n"),
		  "/foo/Bar%20Baz.html" },
		{ "content/c.md", FRONT("url: /x.y/z\n"), "/x.y/z" },
		{ "content/j.md", FRONT("url: '/x/#y?z'\n"), "/x/#y?z/" },
		{ "content/k.md", FRONT("url: 'javascript:alert(1)'\n"),
		  "/javascript:alert(1)/" },
		{ "content/l.md", FRONT("url: '//evil.example/x'\n"),
		  "/evil.example/x" },
		{ "content/d.fr.md", FRONT("url: /foo/\n"), "/foo/" },
		{ "content/e.fr.md", FRONT("url: foo/d\n"), "/fr/foo/d/" },
		{ "content/f.md", FRONT("url: /é/\n"), "/%C3%A9/" },
		{ "content/g.md", FRONT("url: https://a.org/x\n"),
		  "https://a.org/x" },
		{ "content/h.md",
		  FRONT("url: /:year/:slug\nslug: s\ndate: 2020-01-02\n"),
		  "/2020/s/" },
	};

	fixture_put(*state, "hugo.toml", "[languages.en]\n[languages.fr]\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

#define PERMALINKS                                                             \
	"p = '/p/:year/:month/:day/:slug/'\n"                                  \
	"f = '/:sections/:slugorfilename/'\n"                                  \
	"s = '/x/:sections[1:]/:filename/"                                     \
	":monthname-:weekday-:weekdayname-:yearday'\n"                         \
	"l = '/:section/:sections[last]/:sections[:1]/:title'\n"               \
	"n = '/:contentbasename/:slugorcontentbasename/:nothing'\n"

static const struct fixture_url permalinks[] = {
	{ "content/p/a.md",
	  FRONT("title: 'C++ & Rust: a #1 100% guide?'\n"
		"date: 2020-01-02T23:30:00Z\n"),
	  "/p/2020/01/02/c-rust-a-%231-100-guide/" },
	{ "content/p/c.md", FRONT("slug: My Slug + x\ndate: 2020-01-02\n"),
	  "/p/2020/01/02/my-slug--x/" },
	{ "content/p/d.md", FRONT("title: no date\n"), "/p/1/01/01/no-date/" },
	{ "content/p/e.md", FRONT("date: 2020-01-02\n"), "/p/2020/01/02/" },
	{ "content/f/sub/File Name.md", "x", "/f/file-name/" },
	{ "content/f/sec/_index.md", "x", "/f/sec/" },
	{ "content/f/sec/File Name.md", "x", "/f/sec/file-name/" },
	{ "content/f/sec/bundle/index.md", "x", "/f/sec/bundle/" },
	{ "content/s/a/_index.md", "x", "/s/a/" },
	{ "content/s/a/b/_index.md", "x", "/s/a/b/" },
	{ "content/s/a/b/f.md", FRONT("date: 2021-03-04\n"),
	  "/x/a/b/f/march-4-thursday-63/" },
	{ "content/s/a/c/f.md", "x", "/x/a/f/january-1-monday-1/" },
	{ "content/l/a/_index.md", "x", "/l/a/" },
	{ "content/l/a/f.md", FRONT("title: T\n"), "/l/a/l/t/" },
	{ "content/n/f.md", FRONT("slug: sl\n"), "/f/sl/nothing/" },
};

static void permalinks__expand_their_tokens(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "hugo.toml", "[permalinks]\n" PERMALINKS);
	for (size_t i = 0; i < COUNT(permalinks); i++)
		fixture_put(f, permalinks[i].path, permalinks[i].text);
	fixture_open(f);
	for (size_t i = 0; i < COUNT(permalinks); i++) {
		struct article *got = fixture_describe(f, permalinks[i].path);

		if (got->visibility == VISIBLE)
			assert_string_equal(fixture_text(f, got->document->url),
					    permalinks[i].url);
	}
}

static void permalinks__may_be_those_of_pages(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/p/e.md", FRONT("title: T\ndate: 2020-01-02\n"),
		  "/p/2020/01/02/t/" },
	};

	fixture_put(*state, "hugo.toml",
		    "[permalinks.page]\n" PERMALINKS
		    "[permalinks.section]\np = '/other/'\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void permalinks__show_the_clock_of_the_date(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/p/a.md",
		  FRONT("title: T\ndate: 2020-01-01T23:30:00-05:00\n"),
		  "/p/2020/01/01/t/" },
	};

	fixture_put(*state, "hugo.toml",
		    "timeZone = 'Asia/Tokyo'\n[permalinks]\n" PERMALINKS);
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void ugly_urls__end_with_html(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/p/a.md", "x", "/p/a.html" },
		{ "content/p/b/index.md", "x", "/p/b.html" },
		{ "content/top.md", "x", "/top.html" },
		{ "content/p/c.md", FRONT("url: /c/\n"), "/c/" },
	};

	fixture_put(*state, "hugo.toml", "uglyURLs = true\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void ugly_urls__may_be_those_of_a_section(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/p/a.md", "x", "/p/a.html" },
		{ "content/q/a.md", "x", "/q/a/" },
	};

	fixture_put(*state, "hugo.toml", "[uglyURLs]\np = true\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void paths__keep_case_and_lose_accents_as_configured(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/p/Émile Çàøß łİ 한.md", "x",
		  "/p/Emile-Ca%C3%B8%C3%9F-%C5%82I-%ED%95%9C/" },
	};

	fixture_put(*state, "hugo.toml",
		    "disablePathToLower = true\nremovePathAccents = true\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void languages__have_their_folders(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/a.md", "x", "https://ex.org/de/a/" },
		{ "content/a.fr.md", "x", "https://ex.org/fr/a/" },
		{ "content/b/index.pt-br.md", "x", "https://ex.org/pt-br/b/" },
		{ "content/a.FR.md", "x", "https://ex.org/de/a.fr/" },
	};

	fixture_put(*state, "config.toml",
		    "baseURL = 'https://ex.org'\n"
		    "defaultContentLanguage = 'de'\n"
		    "defaultContentLanguageInSubdir = true\n"
		    "[languages.de]\n[languages.fr]\n[languages.pt-BR]\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void languages__may_have_their_hosts(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/a.md", "x", "https://en.org/a/" },
		{ "content/a.fr.md", "x", "https://fr.org/x/a/" },
	};

	fixture_put(*state, "config.toml",
		    "[languages.en]\nbaseURL = 'https://en.org'\n"
		    "[languages.fr]\nbaseURL = 'https://fr.org/x'\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

static void base_url__of_the_settings_comes_first(void **state)
{
	static const struct fixture_url cases[] = {
		{ "content/a.md", "x", "https://mine.org/sub/a/" },
	};

	fixture_put(*state, "hugo.toml", "baseURL = 'https://ex.org'\n");
	fixture_put(*state, "blogsearch.toml",
		    "base_url = 'https://mine.org/sub'\n");
	fixture_check_urls(*state, cases, COUNT(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(url__follows_the_files_place),
		fixture_test(url__ends_with_the_slug),
		fixture_test(url__of_the_front_matter_is_taken_as_it_is),
		fixture_test(permalinks__expand_their_tokens),
		fixture_test(permalinks__may_be_those_of_pages),
		fixture_test(permalinks__show_the_clock_of_the_date),
		fixture_test(ugly_urls__end_with_html),
		fixture_test(ugly_urls__may_be_those_of_a_section),
		fixture_test(paths__keep_case_and_lose_accents_as_configured),
		fixture_test(languages__have_their_folders),
		fixture_test(languages__may_have_their_hosts),
		fixture_test(base_url__of_the_settings_comes_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
