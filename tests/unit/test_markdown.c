#include "tests/unit/markdown_dump.h"

static const struct markdown_options plain = { .anchors = ANCHOR_GITHUB,
					       .summary_divider = "<!--more-->",
					       .summary_words = 5 };

static void blocks__know_their_field(void **state)
{
	static const struct markdown_case cases[] = {
		{ "# A *fine*\n  heading\n\nSome\nprose  here.\n",
		  "H|A fine\nB|heading\nB|Some prose here.\n" },
		{ "Setext\n======\n\nOther\n---\n", "H|Setext\nH|Other\n" },
		{ "```c\nint x;\n\n\treturn x;\n```\n",
		  "C|int x;\n\n return x;\n" },
		{ "    indented\n      code\n", "C|indented\n  code\n" },
		{ "A `code span` is prose.\n", "B|A code span is prose.\n" },
		{ "- one\n- two\n  - three\n\n    four\n",
		  "B|one\nB|two\nB|three\nB|four\n" },
		{ "> quoted\n> > twice\n", "B|quoted\nB|twice\n" },
		{ "- [ ] open\n- [x] done\n", "B|open\nB|done\n" },
		{ "~~gone~~ but ~here~\n", "B|gone but ~here~\n" },
		{ "a\n***\nb\n", "B|a\nB|b\n" },
		{ "#\n\n\n", "" },
		{ "", "" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &plain);
}

static void links__leave_their_text(void **state)
{
	static const struct markdown_case cases[] = {
		{ "a [link *to*](http://x.y \"title\") b", "B|a link to b\n" },
		{ "a [link][1]\n\n[1]: http://x.y\n", "B|a link\n" },
		{ "<https://x.y/z> and https://a.b",
		  "B|https://x.y/z and https://a.b\n" },
		{ "see ![a *cat*](cat.png)here", "B|see a cat here\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &plain);
}

static void html__leaves_its_text(void **state)
{
	static const struct markdown_case cases[] = {
		{ "<div>one &amp; <b>t</b>wo<br>three</div>\n",
		  "B|one & two three\n" },
		{ "<script>var x = '<b>';</script>\n\na\n", "B|a\n" },
		{ "<style>\n\np > a {}\n</style>\nb\n", "B|b\n" },
		{ "<!-- a\n\nb -->\nc\n", "B|c\n" },
		{ "H<sub>2</sub>O<!-- water -->!\n", "B|H2O!\n" },
		{ "a<br/>b <script>c</script> d\n", "B|a b d\n" },
		{ "<p title=\"a > b\">x</p>\n", "B|x\n" },
		{ "<div>1 < 2 &copy; &#x41; &bogus; *x*</div>\n",
		  "B|1 < 2 \xc2\xa9 A &bogus; *x*\n" },
		{ "&lt;b&gt; &nbsp;&eacute;\n", "B|<b> \xc2\xa0\xc3\xa9\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &plain);
}

static void control_characters__never_survive(void **state)
{
	static const struct markdown_case cases[] = {
		{ "a\x01\x02\x7f\xc2\x85z&#1;&#x202e;y\n", "B|azy\n" },
		{ "```\na\x0c\x1b[1mz\r\nb\rc\n```\n", "C|a[1mz\nb\nc\n" },
		{ "a\xe2\x80\xaez\xe2\x81\xa6\n", "B|az\n" },
		{ "a\xff\xfez \xed\xa0\x80\n",
		  "B|a\xef\xbf\xbd\xef\xbf\xbdz "
		  "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n" },
		{ "\xef\xbb\xbf# Heading\n", "H|Heading\n" },
		/* Nor do they pass for our own marks. */
		{ "&#3;\nz\n", "B|z\n" },
		{ "&#3;0 z\n\ny[^a]\n\n[^a]: x\n", "B|0 z\nB|y\nB|x\n" },
		{ "- &#3;0 *z*\n\n[^a]: x\n", "B|0 z\nB|x\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &plain);
}

static void nul__is_dropped(void **state)
{
	struct arena a = ARENA_INIT;
	struct markdown m;

	(void)state;
	markdown_parse(&m, span_make("a\0b", 3), &plain, &a);
	assert_true(span_is(m.text, "ab"));
	arena_release(&a);
}

/* Found by tests/fuzz/fuzz_markdown.c: it held the NUL behind the text. */
static void summary__before_an_empty_block_ends_with_the_text(void **state)
{
	struct markdown_options options = plain;
	struct arena a = ARENA_INIT;
	struct markdown m;

	(void)state;
	options.summary_divider = "\n\n";
	markdown_parse(&m, span_from("a\n\n"), &options, &a);
	assert_true(span_is(m.divided_summary, "a"));
	arena_release(&a);
}

static void sections__begin_at_their_headings(void **state)
{
	static const struct markdown_case cases[] = {
		{ "intro\n\n# A `b` [c](d)\n\ntext\n\n### E {#own}\n",
		  "B|intro\nH|A b c\nB|text\nH|E\n"
		  "h1 #a-b-cd\nh3 #own\n" },
		{ "# Same\n# Same\n", "H|Same\nH|Same\nh1 #same\n"
				      "h1 #same-1\n" },
		{ "a\n\n##\n", "B|a\nh2 #heading\n" },
		{ "##\n\na\n", "B|a\nh2 #heading\n" },
	};

	(void)state;
	CHECK_SECTIONS(cases, &plain);
}

/* What else is found in an article, or the empty string. */
static const struct {
	const char *markdown, *first_heading, *first_paragraph, *divided,
		*automatic;
	bool starts_with_heading;
} findings[] = {
	{ "# T\n\n![i](j)\n\n[![b](c)](d)\n\nOne *two*\nthree.\n", "T",
	  "One two three.", "", "T One two three.", true },
	{ "Intro.\n\n## A\n\n# B\n", "B", "Intro.", "", "Intro. A B", false },
	{ "## A\n\n### B\n", "A", "", "", "A B", true },
	{ "- a\n\n> b\n", "", "a", "", "a b", false },
	{ "> b\n\nc\n", "", "c", "", "b c", false },
	{ "<script>a</script>\n\nx<!-- y -->\n", "", "x", "", "x", false },
	{ "a **b**\n\n- c\n\n<!--more-->\n\nd\n", "", "a b", "a b c", "a b c d",
	  false },
	{ "a\n<!-- more -->\nb\n", "", "a", "a", "a b", false },
	{ "a b<!--more-->c\n", "", "a b", "a b", "a b c", false },
	{ "<!--more-->a\n", "", "a", "", "a", false },
	/* Five words, then on to the end of the sentence or paragraph. */
	{ "one two three. four five six! seven eight.\n", "",
	  "one two three. four five six! seven eight.", "",
	  "one two three. four five six!", false },
	{ "one two three four five six\n\nseven\n", "",
	  "one two three four five six", "", "one two three four five six",
	  false },
	{ "one two three four five... six \"seven\" eight? nine\n", "",
	  "one two three four five... six \"seven\" eight? nine", "",
	  "one two three four five... six \"seven\" eight?", false },
};

static void findings__are_plain_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(findings) / sizeof(*findings); i++) {
		struct arena a = ARENA_INIT;
		struct markdown m;

		markdown_parse(&m, span_from(findings[i].markdown), &plain, &a);
		if (!span_is(m.first_paragraph, findings[i].first_paragraph) ||
		    !span_is(m.automatic_summary, findings[i].automatic))
			print_error("%s\n", findings[i].markdown);
		assert_true(
			span_is(m.first_heading, findings[i].first_heading));
		assert_true(span_is(m.first_paragraph,
				    findings[i].first_paragraph));
		assert_true(span_is(m.divided_summary, findings[i].divided));
		assert_true(
			span_is(m.automatic_summary, findings[i].automatic));
		assert_int_equal(m.starts_with_heading,
				 findings[i].starts_with_heading);
		arena_release(&a);
	}
}

static void divider__may_be_a_blank_line(void **state)
{
	struct markdown_options options = plain;
	struct arena a = ARENA_INIT;
	struct markdown m;

	(void)state;
	options.summary_divider = "\n\n"; /* Jekyll's default */
	markdown_parse(&m, span_from("\n\n# One\ntwo\n\nthree\n"), &options,
		       &a);
	assert_true(span_is(m.divided_summary, "One two"));
	assert_true(span_is(m.text, "One\ntwo\nthree"));
	arena_release(&a);
}

static void automatic_summary__counts_characters_of_cjk(void **state)
{
	struct markdown_options options = plain;
	struct arena a = ARENA_INIT;
	struct markdown m;

	(void)state;
	options.cjk_words = true;
	markdown_parse(&m, span_from("# 日本 web\n\n語の文章\n"), &options, &a);
	assert_true(span_is(m.automatic_summary, "日本 web 語の"));
	arena_release(&a);
}

/*
 * Patterns that a careless parser takes quadratic time or a deep stack
 * for, each repeated for a hundred kilobytes.
 */
static const char *const patterns[] = {
	">",
	"> ",
	"- ",
	"1. ",
	"*a ",
	"**a",
	"*a_ ",
	"[",
	"![",
	"[a](",
	"[a][",
	"`",
	"`a``b",
	"<",
	"<a x=\"",
	"<!--",
	"<script>",
	"&copy;",
	"# a\n",
	"#\n",
	"|",
	"|a",
	"|-",
	"[^",
	"[^a]: b\n",
	"[^a]",
	": a\n",
	"{.a",
	"{.a}\n",
	":::a [",
	"[!a[b](",
	"{{<",
	"{{< \"",
	"{{<\\\"",
	"{{< `",
	"{{% a ",
	"{{</* ",
	"{{< /a >}}",
	"{{ f(",
	"{% f(\"",
	"{{",
	"{% raw %}",
	"{% x ",
	"{% comment %}",
	"{{< highlight >}}",
	"{",
	"{\"",
	"{`${",
	"<A b={",
	"</A",
	"\n",
	" ",
	"\t",
	"```\n",
	"- a\n\n",
	":a:",
	"~~",
	"\xff",
	"\xe6\x97\xa5\"",
};

static void hostile_patterns__end_soon(void **state)
{
	static const struct markdown_options all = { .anchors = ANCHOR_KRAMDOWN,
						     .shortcodes = true,
						     .liquid = true,
						     .mdx = true,
						     .raw_html = true,
						     .emoji = true,
						     .definition_lists = true,
						     .cjk_words = true,
						     .summary_divider =
							     "<!--more-->",
						     .summary_words = 70 };

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		struct strbuf text = STRBUF_INIT;
		struct arena a = ARENA_INIT;
		struct markdown m;

		while (text.len < 100000)
			strbuf_put_str(&text, patterns[i]);
		markdown_parse(&m, strbuf_span(&text), &plain, &a);
		markdown_parse(&m, strbuf_span(&text), &all, &a);
		assert_true(m.text.len < 8 * text.len);
		arena_release(&a);
		strbuf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks__know_their_field),
		cmocka_unit_test(links__leave_their_text),
		cmocka_unit_test(html__leaves_its_text),
		cmocka_unit_test(control_characters__never_survive),
		cmocka_unit_test(nul__is_dropped),
		cmocka_unit_test(
			summary__before_an_empty_block_ends_with_the_text),
		cmocka_unit_test(sections__begin_at_their_headings),
		cmocka_unit_test(findings__are_plain_text),
		cmocka_unit_test(divider__may_be_a_blank_line),
		cmocka_unit_test(automatic_summary__counts_characters_of_cjk),
		cmocka_unit_test(hostile_patterns__end_soon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
