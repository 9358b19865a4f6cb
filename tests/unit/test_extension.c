#include "tests/unit/markdown_dump.h"

static const struct markdown_options hugo = { .anchors = ANCHOR_GITHUB,
					      .definition_lists = true };
static const struct markdown_options jekyll = { .anchors = ANCHOR_KRAMDOWN,
						.definition_lists = true };
static const struct markdown_options plain = { .anchors = ANCHOR_GITHUB_SITE };

static void tables__become_rows_of_cells(void **state)
{
	static const struct markdown_case cases[] = {
		{ "| a | *b* |\n|---|:-:|\n| c `d` | e |\n",
		  "B|a b\nB|c d e\n" },
		{ "a | b\n-|-\nc | d\ne\nf | g | h\n\ni",
		  "B|a b\nB|c d\nB|e\nB|f g\nB|i\n" },
		{ "a|b\n:--|--:\n`c \\| d`|e \\| f\n",
		  "B|a b\nB|c | d e | f\n" },
		{ "| `a | b` |\n|---|---|\n| *c | d* |\n",
		  "B|`a b`\nB|*c d*\n" },
		{ "text\nmore\na|b\n-|-\nc|d\n",
		  "B|text more\nB|a b\nB|c d\n" },
		{ "| [x][r] | <b>y</b> |\n|-|-|\n\n[r]: http://z\n",
		  "B|x y\n" },
		{ "- | a | b |\n  |---|---|\n  | c | d |\n\n  e",
		  "B|a b\nB|c d\nB|e\n" },
		{ "> a | b\n> --- | ---\n> c | # d\n", "B|a b\nB|c # d\n" },
		{ "|a|\n|-|\n||\n|b|\n", "B|a\nB|b\n" },
		{ "|a|b|\n|-|-|\n||c|\n# H\n", "B|a b\nB|c\nH|H\n" },
		/* No tables: too few columns, no delimiter row, code. */
		{ "a|b|c\n-|-\n", "B|a|b|c -|-\n" },
		{ "a|b\n=|=\n", "B|a|b =|=\n" },
		{ "```\na|b\n-|-\n```\n", "C|a|b\n-|-\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &plain);
}

static void footnotes__stand_where_they_are_defined(void **state)
{
	static const struct markdown_case cases[] = {
		{ "One[^1], two[^long name].\n\n[^1]: The *note*\n"
		  "goes on\n\n    second\n\n        code\n"
		  "[^long name]: word\n\nAfter\n",
		  "B|One, two.\nB|The note goes on\nB|second\nC|code\n"
		  "B|word\nB|After\n" },
		{ "[^1]: http://x.y\n\na[^1]", "B|http://x.y\nB|a\n" },
		{ "a[^none] `[^1]`\n\n[^1]: b", "B|a[^none] [^1]\nB|b\n" },
		{ "[^1]:\n    - a\n    - b\n", "B|a\nB|b\n" },
		{ "> a[^1]\n>\n> [^1]: b\n", "B|a\nB|b\n" },
		{ "    [^1]: code\n", "C|[^1]: code\n" },
		{ "[^]: a [^\n]: b", "B|[^]: a [^ ]: b\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &plain);
}

static void definition_lists__lose_their_colons(void **state)
{
	static const struct markdown_case cases[] = {
		{ "Term\n: One\n: Two\n\n  more\n\nOther\n\n:   Three\n",
		  "B|Term\nB|One\nB|Two\nB|more\nB|Other\nB|Three\n" },
		{ "# H\n: not a definition\n", "H|H\nB|: not a definition\n" },
		{ "a\n:b\n", "B|a :b\n" },
	};
	static const struct markdown_case without[] = {
		{ "Term\n: One\n", "B|Term : One\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &hugo);
	CHECK_BLOCKS(without, &plain);
}

static void attributes__vanish(void **state)
{
	static const struct markdown_case hugo_cases[] = {
		{ "text\n{.class #id}\n\n{: data-x=\"y z\"}\nmore\n",
		  "B|text\nB|more\n" },
		{ "a\n{not one}\n{}\n", "B|a {not one} {}\n" },
		{ "# H {.x}\n# {.y} I\n", "H|H\nH|{.y} I\n" },
	};
	static const struct markdown_case jekyll_cases[] = {
		{ "* TOC\n{:toc}\n\n[a](b){:target=\"_blank\"} `c`{:.d}\n"
		  "{: .e}\n",
		  "B|TOC\nB|a c\n" },
	};

	(void)state;
	CHECK_BLOCKS(hugo_cases, &hugo);
	CHECK_BLOCKS(jekyll_cases, &jekyll);
}

static void directives__leave_their_titles(void **state)
{
	static const struct markdown_case cases[] = {
		{ "::: moniker range=\">=x\"\ntext\n::: moniker-end\n",
		  "B|text\n" },
		{ ":::note My title\ntext\n:::\n", "B|My title\nB|text\n" },
		{ ":::tip[Hot *tip*]\n:::\n:::warning\nx\n:::\n",
		  "B|Hot tip\nB|x\n" },
		{ ":::image source=\"a.png\" alt-text=\"A cat\":::\n"
		  ":::row:::\n",
		  "B|A cat\n" },
		{ "```\n::: a\n```\n", "C|::: a\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &plain);
}

static void alerts_and_includes__vanish(void **state)
{
	static const struct markdown_case cases[] = {
		{ "> [!NOTE]\n> text\n", "B|text\n" },
		{ "> [!div class=\"checklist\"]\n> - text\n", "B|text\n" },
		{ "a [!INCLUDE[b](c.md)] d [!INCLUDE [e] (f)]",
		  "B|a d [!INCLUDE [e] (f)]\n" },
		{ "[!code-cpp[A#1](../b_1.cpp)]\n", "" },
		{ "`[!INCLUDE` [!x", "B|[!INCLUDE [!x\n" },
		{ "[!NOTE] text", "B|[!NOTE] text\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables__become_rows_of_cells),
		cmocka_unit_test(footnotes__stand_where_they_are_defined),
		cmocka_unit_test(definition_lists__lose_their_colons),
		cmocka_unit_test(attributes__vanish),
		cmocka_unit_test(directives__leave_their_titles),
		cmocka_unit_test(alerts_and_includes__vanish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
