/* The walk over a site's files, and what may be wrong with them. */

#include "tests/unit/site_fixture.h"

static void walk__sorts_by_bytes(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "b.md", "x");
	fixture_put(f, "B.md", "x");
	fixture_put(f, "a/z.md", "x");
	fixture_put(f, "a.md", "x");
	fixture_put(f, "é.md", "x");
	fixture_open(f);
	assert_string_equal("B.md\na.md\na/z.md\nb.md\né.md\n",
			    fixture_walk(f));
}

static void walk__skips_what_is_hidden_or_ignored(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "blogsearch.toml",
		    "ignore = ['secret/', '*.tmp.md', '!keep.tmp.md']\n");
	fixture_put(f, "a.md", "x");
	fixture_put(f, ".git/b.md", "x");
	fixture_put(f, ".c.md", "x");
	fixture_put(f, "sub/node_modules/d.md", "x");
	fixture_put(f, "sub/secret/e.md", "x");
	fixture_put(f, "f.tmp.md", "x");
	fixture_put(f, "keep.tmp.md", "x");
	fixture_put(f, "g.txt", "x");
	fixture_open(f);
	assert_string_equal("a.md\nkeep.tmp.md\n", fixture_walk(f));
	assert_int_equal(0, f->warnings.count);
}

static void walk__follows_links_to_files_only(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "sub/a.md", "x");
	assert_int_equal(0,
			 symlink("sub/a.md", fixture_path(f, "link.md").ptr));
	assert_int_equal(0, symlink("..", fixture_path(f, "sub/loop").ptr));
	assert_int_equal(0, symlink("self.md", fixture_path(f, "self.md").ptr));
	assert_int_equal(0, symlink("gone", fixture_path(f, "gone.txt").ptr));
	fixture_open(f);
	assert_string_equal("link.md\nsub/a.md\n", fixture_walk(f));
	assert_int_equal(1, f->warnings.count);
	assert_string_equal("self.md",
			    fixture_text(f, f->warnings.first->path));
}

static void walk__skips_names_that_cannot_be_shown(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "a.md", "x");
	fixture_put(f, "b\nc.md", "x");
	fixture_put(f, "d\xff.md", "x");
	fixture_put(f, "e\xff/f.md", "x");
	fixture_put(f, "g\n.txt", "x");
	fixture_open(f);
	assert_string_equal("a.md\n", fixture_walk(f));
	assert_int_equal(3, f->warnings.count);
}

static void walk__goes_on_past_an_unreadable_folder(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "a.md", "x");
	fixture_put(f, "closed/b.md", "x");
	chmod(fixture_path(f, "closed").ptr, 0);
	if (access(fixture_path(f, "closed/b.md").ptr, R_OK) == 0)
		return; /* root reads everything */
	fixture_open(f);
	assert_string_equal("a.md\n", fixture_walk(f));
	assert_int_equal(1, f->warnings.count);
}

static void walk__stays_in_the_site(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "secret/a.md", "x");
	fixture_put(f, "site/in.md", "x");
	assert_int_equal(0, symlink("../secret/a.md",
				    fixture_path(f, "site/out.md").ptr));
	assert_int_equal(
		0, symlink("/etc/passwd", fixture_path(f, "site/far.md").ptr));
	assert_int_equal(
		0, symlink("./in.md", fixture_path(f, "site/same.md").ptr));
	assert_int_equal(0,
			 symlink("../secret", fixture_path(f, "site/way").ptr));
	/* The site itself may be a link. */
	assert_int_equal(0, symlink("site", fixture_path(f, "link").ptr));
	strcat(f->root, "/link");
	fixture_open(f);
	assert_string_equal("in.md\nsame.md\n", fixture_walk(f));
	assert_int_equal(2, f->warnings.count);
	fixture_put(f, "blogsearch.toml", "content = ['..', 'way']\n");
	fixture_open(f);
	assert_string_equal("", fixture_walk(f));
	assert_int_equal(2, f->warnings.count);
	*strrchr(f->root, '/') = '\0';
}

static void walk__stops_at_a_depth(void **state)
{
	struct fixture *f = *state;
	struct strbuf path = STRBUF_INIT;

	for (int i = 0; i < 100; i++)
		strbuf_put_str(&path, "d/");
	strbuf_put_str(&path, "a.md");
	fixture_put(f, path.buf, "x");
	strbuf_release(&path);
	fixture_open(f);
	assert_string_equal("", fixture_walk(f));
	assert_int_equal(1, f->warnings.count);
}

static void open__needs_a_folder(void **state)
{
	struct fixture *f = *state;
	struct error err = ERROR_INIT;
	struct site *site;

	fixture_put(f, "a.md", "x");
	assert_int_equal(-1, site_open(&site, fixture_path(f, "gone").ptr,
				       &f->options, &f->warnings, &err));
	assert_int_equal(ERR_IO, err.code);
	assert_int_equal(-1, site_open(&site, fixture_path(f, "a.md").ptr,
				       &f->options, &f->warnings, &err));
}

static void settings__mistakes_are_warnings(void **state)
{
	struct fixture *f = *state;

	fixture_put(f, "blogsearch.toml",
		    "base_url = 'https://ex.org'\n"
		    "basurl = 'x'\n"
		    "lang = 3\n"
		    "words_per_minute = 0\n"
		    "max_file_size = 'huge'\n"
		    "ignore = [1]\n"
		    "generator = 'gatsby'\n"
		    "[ranking]\n[synonyms]\n[spelling]\n");
	fixture_put(f, "a.md", "x");
	fixture_open(f);
	assert_int_equal(6, f->warnings.count);
	assert_int_equal(2, f->warnings.first->line);
	assert_int_equal(213, fixture_describe(f, "a.md")->words_per_minute);
	assert_string_equal("https://ex.org/a/",
			    fixture_text(f, f->article.document->url));
	assert_int_equal(16 << 20, site_max_file_size(f->site));
	assert_non_null(value_get(site_settings(f->site), "ranking"));
}

static void url__is_one_of_the_web(void **state)
{
	static const struct {
		const char *file, *text, *url;
	} cases[] = {
		{ "blogsearch.toml", "base_url = 'javascript:alert(1)//'\n",
		  "/a/" },
		{ "blogsearch.toml", "base_url = '/blog'\n", "/blog/a/" },
		{ "blogsearch.toml", "base_url = 'HTTPS://ex.org'\n",
		  "HTTPS://ex.org/a/" },
		{ "blogsearch.toml", "", "/a/" },
		{ "_config.yml", "url: 'javascript:alert(1)//'\n", "/a" },
	};
	struct fixture *f = *state;

	fixture_put(f, "a.md", "---\ntitle: A\n---\nx");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct article *got;

		fixture_put(f, cases[i].file, cases[i].text);
		fixture_open(f);
		got = fixture_describe(f, "a.md");
		assert_string_equal(cases[i].url,
				    fixture_text(f, got->document->url));
		assert_int_equal(f->warnings.count, i == 0 || i == 4);
	}
}

static void labels__have_a_limit(void **state)
{
	struct fixture *f = *state;
	struct strbuf text = STRBUF_INIT;

	strbuf_put_str(&text, "---\ntags:\n");
	for (int i = 0; i < 1000; i++)
		strbuf_printf(&text, "- t%d\n", i);
	for (int more = 0; more < 2; more++) {
		size_t len = text.len;

		strbuf_put_str(&text, "---\n");
		fixture_put(f, "a.md", text.buf);
		fixture_open(f);
		assert_int_equal(
			1000,
			fixture_describe(f, "a.md")->document->tags.count);
		assert_int_equal(more, f->warnings.count);
		strbuf_truncate(&text, len);
		strbuf_put_str(&text, "- one\n- two\n");
	}
	strbuf_release(&text);
}

static void settings__sizes_have_units(void **state)
{
	static const struct {
		const char *line;
		uint64_t size;
	} cases[] = {
		{ "max_file_size = 1000", 1000 },
		{ "max_file_size = '2 MiB'", 2 << 20 },
		{ "max_file_size = '3k'", 3 << 10 },
		{ "max_file_size = '64 MiB'", 64 << 20 },
		{ "max_file_size = '65 MiB'", 16 << 20 },
		{ "max_file_size = '1GB'", 16 << 20 },
		{ "max_file_size = '99999999999999999999'", 16 << 20 },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		fixture_put(f, "blogsearch.toml", cases[i].line);
		fixture_open(f);
		assert_int_equal(cases[i].size, site_max_file_size(f->site));
	}
}

static void fingerprint__knows_settings_and_options(void **state)
{
	struct fixture *f = *state;
	uint64_t before = site_fingerprint(fixture_open(f));

	f->options.now += 1000;
	assert_true(before == site_fingerprint(fixture_open(f)));
	f->options.drafts = true;
	assert_true(before != site_fingerprint(fixture_open(f)));
	before = site_fingerprint(f->site);
	fixture_put(f, "blogsearch.toml", "lang = 'en'\n");
	assert_true(before != site_fingerprint(fixture_open(f)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(walk__sorts_by_bytes),
		fixture_test(walk__skips_what_is_hidden_or_ignored),
		fixture_test(walk__follows_links_to_files_only),
		fixture_test(walk__skips_names_that_cannot_be_shown),
		fixture_test(walk__goes_on_past_an_unreadable_folder),
		fixture_test(walk__stays_in_the_site),
		fixture_test(walk__stops_at_a_depth),
		fixture_test(open__needs_a_folder),
		fixture_test(settings__mistakes_are_warnings),
		fixture_test(url__is_one_of_the_web),
		fixture_test(labels__have_a_limit),
		fixture_test(settings__sizes_have_units),
		fixture_test(fingerprint__knows_settings_and_options),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
