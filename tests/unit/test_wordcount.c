#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/markdown.h"

enum mode {
	SAFE, /* HTML in Markdown is left out, Hugo's default */
	RAW,  /* markup.goldmark.renderer.unsafe */
	CJK,  /* the same, and hasCJKLanguage */
};

/*
 * .WordCount as Hugo 0.111 gave it for each of these pages. The
 * shortcodes "pair" and "mpair" show what they hold, "void" nothing.
 */
static const struct {
	const char *markdown;
	enum mode mode;
	uint32_t words;
} observed[] = {
	{ "one two  three\n"
	  "four\n",
	  SAFE, 4 },
	{ "one<br>two **three**four `five six`\n", SAFE, 4 },
	{ "one<br>two<br/>three <b>four</b><span title=\"a > b\">x</span>\n",
	  RAW, 3 },
	{ "<div>one <b>two</b></div>\n"
	  "\n"
	  "three\n",
	  SAFE, 1 },
	{ "<div>one <b>two</b>\n"
	  "<script>var x = 1;</script>\n"
	  "<style>\n"
	  "p { }\n"
	  "</style>\n"
	  "<!-- not this -->\n"
	  "</div>\n"
	  "\n"
	  "three\n",
	  RAW, 3 },
	{ "<p>one</p><p>two</p><p>a < b</p>\n", RAW, 5 },
	{ "one&nbsp;two&emsp;three &amp; four\n", SAFE, 5 },
	{ "# One *two* {#id .cls}\n"
	  "\n"
	  "Three\n"
	  "=====\n"
	  "\n"
	  "## Four ##\n",
	  SAFE, 4 },
	{ "one ![two three](x.png \"four\") five\n", SAFE, 2 },
	{ "[one two](http://x.y \"three\") <https://four.five> "
	  "http://six.seven\n",
	  SAFE, 4 },
	{ "one|two\n"
	  ":-:|---\n"
	  "three `a \\| b`|four\n"
	  "five\n"
	  "six|seven|eight\n",
	  SAFE, 10 },
	{ "a|b c\n"
	  ":--|:--|:--\n"
	  "d|e|f\n",
	  SAFE, 6 },
	{ "- one\n"
	  "- [ ] two\n"
	  "- [x] three\n"
	  "  1. four\n"
	  "\n"
	  "     five\n",
	  SAFE, 5 },
	{ "Term one\n"
	  ": two three\n"
	  ": four\n"
	  "\n"
	  "  five\n"
	  "\n"
	  "not : this\n",
	  SAFE, 9 },
	{ "One[^1] two [^2] three [^none].\n"
	  "\n"
	  "[^1]: Note of four\n"
	  "[^2]: Note\n"
	  "\n"
	  "    of two paragraphs\n"
	  "\n"
	  "    ```\n"
	  "    code here\n"
	  "    ```\n"
	  "[^unused]: never counted here\n",
	  SAFE, 15 },
	{ "```go\n"
	  "func main() {\n"
	  "\tx := \"a b\"\n"
	  "}\n"
	  "```\n"
	  "\n"
	  "    indented code\n",
	  SAFE, 10 },
	{ "one\n"
	  "\n"
	  "***\n"
	  "\n"
	  "two\n",
	  SAFE, 2 },
	{ "~~one two~~ three\n", SAFE, 3 },
	{ "It's \"quoted\" -- one... two --- three\n", SAFE, 7 },
	{ "> one\n"
	  "> two\n"
	  ">\n"
	  "> > three\n",
	  SAFE, 3 },
	{ "> [!NOTE]\n"
	  "> one two\n",
	  SAFE, 3 },
	{ "$x + y$ one \\(z\\)\n", SAFE, 5 },
	{ ":smile: one:tada: two\n", SAFE, 3 },
	{ "one {{< void >}} two{{< void >}}three\n"
	  "\n"
	  "{{< void >}}\n"
	  "\n"
	  "four\n",
	  SAFE, 3 },
	{ "one\n"
	  "\n"
	  "{{< pair >}}\n"
	  "two *three*\n"
	  "\n"
	  "- four\n"
	  "{{< /pair >}}\n"
	  "\n"
	  "{{% mpair %}}\n"
	  "# five\n"
	  "{{% /mpair %}} six\n",
	  SAFE, 6 },
	{ "`{{</* x */>}}` and {{%/* y z */%}}\n", SAFE, 8 },
	{ "one two\n"
	  "<!--more-->\n"
	  "three\n",
	  SAFE, 3 },
	{ "one <!-- two --> three\n"
	  "\n"
	  "<!-- four -->\n",
	  SAFE, 2 },
	{ "日本語のテキスト and English words, 漢字A。\n", CJK, 15 },
	{ "Let's Encryptの証明書は、Let's Encryptです \"引用\" 字\"字\" -- "
	  "の...\n",
	  CJK, 74 },
	{ "안녕하세요 여러분 hello\n", CJK, 9 },
	{ "plain English 123\n", CJK, 3 },
	{ "漢字&amp;字 <b>漢</b> `a<b漢`\n", CJK, 16 },
};

static struct markdown_options options_for(enum mode mode)
{
	struct markdown_options options = { .shortcodes = true,
					    .emoji = true,
					    .definition_lists = true,
					    .raw_html = mode != SAFE,
					    .cjk_words = mode == CJK,
					    .summary_divider = "<!--more-->" };

	return options;
}

static void words__are_counted_as_hugo_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(observed) / sizeof(*observed); i++) {
		struct markdown_options options = options_for(observed[i].mode);
		struct arena a = ARENA_INIT;
		struct markdown m;

		markdown_parse(&m, span_from(observed[i].markdown), &options,
			       &a);
		if (m.words != observed[i].words)
			print_error("%s\n", observed[i].markdown);
		assert_int_equal(m.words, observed[i].words);
		arena_release(&a);
	}
}

static void cjk__is_told_only_where_it_is_asked_for(void **state)
{
	struct markdown_options options = options_for(SAFE);
	struct arena a = ARENA_INIT;
	struct markdown m;

	(void)state;
	markdown_parse(&m, span_from("\xe6\x97\xa5\xe6\x9c\xac"), &options, &a);
	assert_false(m.is_cjk);
	assert_int_equal(m.words, 1);
	options = options_for(CJK);
	markdown_parse(&m, span_from("\xe6\x97\xa5\xe6\x9c\xac"), &options, &a);
	assert_true(m.is_cjk);
	assert_int_equal(m.words, 2);
	markdown_parse(&m, span_from("plain"), &options, &a);
	assert_false(m.is_cjk);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words__are_counted_as_hugo_does),
		cmocka_unit_test(cjk__is_told_only_where_it_is_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
