/* Path patterns, and the lines of .gitignore made of them. */

#include "tests/unit/site_fixture.h"

#include "indexer/glob.h"
#include "indexer/ignore.h"

static void glob__matches_as_shells_do(void **state)
{
	static const struct {
		const char *pattern, *text;
		bool matches;
	} cases[] = {
		{ "a.md", "a.md", true },
		{ "a.md", "b.md", false },
		{ "*.md", "a.md", true },
		{ "*.md", "a/b.md", false },
		{ "**.md", "a/b.md", true },
		{ "a/**", "a/b/c", true },
		{ "a/**", "a", false },
		{ "a/**/c", "a/c", true },
		{ "a/**/c", "a/b/b/c", true },
		{ "a/**/c", "a/bc", false },
		{ "**/c", "c", true },
		{ "**/c", "abc", false },
		{ "**/c", "a/b/c", true },
		{ "?", "a", true },
		{ "?", "/", false },
		{ "[a-c]x", "bx", true },
		{ "[!a-c]x", "bx", false },
		{ "[^a-c]x", "dx", true },
		{ "[]]", "]", true },
		{ "[a", "[a", true },
		{ "[!a]", "/", false },
		{ "\\*", "*", true },
		{ "\\*", "a", false },
		{ "*a*b*c", "xaxbxc", true },
		{ "*a*b*c", "xaxbx", false },
		{ "a/**/b/*.md", "a/b/x/b/y.md", true },
		{ "/**/x/*y", "/a/x/b/x/zy", true },
		{ "", "", true },
		{ "", "a", false },
		{ "*", "", true },
		{ "**", "", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (glob_match(span_from(cases[i].pattern),
			       span_from(cases[i].text)) != cases[i].matches)
			fail_msg("'%s' and '%s'", cases[i].pattern,
				 cases[i].text);
}

/* Trying every star at every place would take the age of the world. */
static void glob__many_stars_end_in_time(void **state)
{
	char pattern[200], text[4000];

	(void)state;
	for (size_t i = 0; i < sizeof(pattern); i += 2)
		memcpy(pattern + i, "*a", 2);
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = 'b';
	assert_false(glob_match(span_make(pattern, sizeof(pattern)),
				span_make(text, sizeof(text))));
	for (size_t i = 0; i + 4 <= sizeof(pattern); i += 4)
		memcpy(pattern + i, "**a*", 4);
	assert_false(glob_match(span_make(pattern, sizeof(pattern) - 1),
				span_make(text + sizeof(text) - 400, 400)));
}

static void glob__braces_are_alternatives(void **state)
{
	static const struct {
		const char *pattern, *expanded;
	} cases[] = {
		{ "a", "a" },
		{ "{a,b}", "a, b" },
		{ "{a,b}/{c,d}", "a/c, a/d, b/c, b/d" },
		{ "x{a,{b,c}}y", "xay, xby, xcy" },
		{ "{a", "" },
		{ "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct span_list out = { NULL, 0, 0 };

		glob_expand(&out, span_from(cases[i].pattern), &f->arena);
		assert_string_equal(cases[i].expanded, fixture_joined(f, &out));
	}
}

static void ignore__lines_are_those_of_git(void **state)
{
	static const struct {
		const char *lines, *path;
		bool is_folder, ignored;
	} cases[] = {
		{ "a.md", "a.md", false, true },
		{ "a.md", "x/a.md", false, true },
		{ "/a.md", "x/a.md", false, false },
		{ "x/a.md", "x/a.md", false, true },
		{ "x/a.md", "y/x/a.md", false, false },
		{ "x/", "x", true, true },
		{ "x/", "x", false, false },
		{ "x/", "y/x", true, true },
		{ "*.md\n!keep.md", "keep.md", false, false },
		{ "!keep.md\n*.md", "keep.md", false, true },
		{ "# a.md", "a.md", false, false },
		{ "", "a.md", false, false },
		{ "a.md  ", "a.md", false, true },
		{ "\\#a", "#a", false, true },
		{ "/", "a", true, false },
		{ "doc/*.md", "doc/a/b.md", false, false },
		{ "doc/**/*.md", "doc/a/b.md", false, true },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct span lines = span_from(cases[i].lines), line;
		struct ignore ignore = { NULL, 0, 0 };

		while (span_next_line(&lines, &line))
			ignore_put(&ignore, line, &f->arena);
		if (ignore_matches(&ignore, span_from(cases[i].path),
				   cases[i].is_folder) != cases[i].ignored)
			fail_msg("'%s' and '%s'", cases[i].lines,
				 cases[i].path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(glob__matches_as_shells_do),
		cmocka_unit_test(glob__many_stars_end_in_time),
		fixture_test(glob__braces_are_alternatives),
		fixture_test(ignore__lines_are_those_of_git),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
