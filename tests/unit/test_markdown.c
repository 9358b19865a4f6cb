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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
