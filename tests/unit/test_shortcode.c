#include "tests/unit/markdown_dump.h"

static const struct markdown_options hugo = { .anchors = ANCHOR_GITHUB,
					      .shortcodes = true };
static const struct markdown_options zola = { .anchors = ANCHOR_ZOLA,
					      .shortcodes = true };
static const struct markdown_options jekyll = { .anchors = ANCHOR_KRAMDOWN,
						.liquid = true };
static const struct markdown_options plain = { .anchors = ANCHOR_GITHUB_SITE };

static void hugo__tags_vanish_and_their_text_stays(void **state)
{
	static const struct markdown_case cases[] = {
		{ "a {{< x >}} b{{< y 1 z=\"2\" >}}c", "B|a bc\n" },
		{ "{{< note >}}\nInner *text*\n\n- list\n{{< /note >}}\n",
		  "B|Inner text\nB|list\n" },
		{ "{{% a %}}\n# H\n{{% b %}}in{{% /b %}}\n{{% /a %}}\n",
		  "H|H\nB|in\n" },
		{ "{{<tight>}}a{{</tight>}} {{< void />}}b", "B|a b\n" },
		{ "{{< picture\n  src=\"a.png\"\n  alt=\"b\"\n>}}\n\nc",
		  "B|c\n" },
		{ "[l]({{< ref \"x.md\" >}}) {{% ref `a>}}b` %}}c", "B|l c\n" },
		{ "a {{< x \"b >}} c\" `d >}}\n` >}} e", "B|a e\n" },
		{ "a {{< x \"b\\\" >}}\" >}} c", "B|a c\n" },
		{ "<div class=\"{{< x >}}\">t</div>", "B|t\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &hugo);
}

static void hugo__escaped_tags_are_shown(void **state)
{
	static const struct markdown_case cases[] = {
		{ "{{</* x */>}} `{{%/* y */%}}`", "B|{{< x >}} {{% y %}}\n" },
		{ "```\n{{</* x \"1\" */>}}\n```\n", "C|{{< x \"1\" >}}\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &hugo);
}

static void code__keeps_its_tags(void **state)
{
	static const struct markdown_case cases[] = {
		{ "`{{< x >}}` ``a ` {{< y >}}`` {{< z >}}",
		  "B|{{< x >}} a ` {{< y >}}\n" },
		{ "```go\n{{< x >}}\n```\n\n    {{% y %}}\n",
		  "C|{{< x >}}\nC|{{% y %}}\n" },
		{ "- a\n\n  ~~~\n  {{< x >}}\n  ~~~\n  {{< y >}}\n",
		  "B|a\nC|{{< x >}}\n" },
		{ "\\`{{< x >}}\\`", "B|``\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &hugo);
}

static void unclosed_tags__are_literal(void **state)
{
	static const struct markdown_case cases[] = {
		{ "a {{< x b", "B|a {{< x b\n" },
		{ "a {{< x \"b >}}\n c", "B|a {{< x \"b >}} c\n" },
		{ "a {{< {{< x >}} b", "B|a {{< b\n" },
		{ "a {{</* b", "B|a {{</* b\n" },
		{ "a {{ .Title }} {{ b", "B|a {{ .Title }} {{ b\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &hugo);
}

static void highlight__makes_code(void **state)
{
	static const struct markdown_case hugo_cases[] = {
		{ "a\n\n{{< highlight go \"linenos=table\" >}}\nx := 1\n\n"
		  "y~~~\n{{< /highlight >}}\nb",
		  "B|a\nC|x := 1\n\ny~~~\nB|b\n" },
		{ "- a\n\n  {{< highlight go >}}\n  x\n  {{< /highlight >}}\n"
		  "\n  b",
		  "B|a\nC|x\nB|b\n" },
	};
	static const struct markdown_case jekyll_cases[] = {
		{ "{% highlight ruby linenos %}\ndef x\n  {{ y }}\nend\n"
		  "{% endhighlight %}\na",
		  "C|def x\n  {{ y }}\nend\nB|a\n" },
	};

	(void)state;
	CHECK_BLOCKS(hugo_cases, &hugo);
	CHECK_BLOCKS(jekyll_cases, &jekyll);
}

static void figure__has_a_caption(void **state)
{
	static const struct markdown_case cases[] = {
		{ "{{< figure src=a.png alt=\"A [cat]\" title=`T \"t\"`\n"
		  "  caption=\"On *a* mat\" attr=Me width=10 >}}\n",
		  "B|A cat T \"t\" On a mat Me\n" },
		{ "{{< figure \"a.png\" />}}\n\nb", "B|b\n" },
		{ "{{< figure caption=\"\" alt= >}}\n", "" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &hugo);
}

static void zola__tags_vanish_and_their_text_stays(void **state)
{
	static const struct markdown_case cases[] = {
		{ "a {{ youtube(id=\"b)}}\", w=[1, 2]) }} c", "B|a c\n" },
		{ "{% quote(author=\"x\") %}\nInner *text*\n{% end %}\n",
		  "B|Inner text\n" },
		{ "{{/* youtube() */}} {%/* q() */%}",
		  "B|{{ youtube() }} {% q() %}\n" },
		{ "{{ config.title }} {% if %}", "B|{{ config.title }} "
						 "{% if %}\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &zola);
}

static void liquid__tags_vanish_and_their_text_stays(void **state)
{
	static const struct markdown_case cases[] = {
		{ "a {{ page.title | upcase }} b", "B|a b\n" },
		{ "{% if x %}yes{% else %}no{% endif %}", "B|yesno\n" },
		{ "{%- assign x = 1 -%}\n\na", "B|a\n" },
		{ "[l]({% post_url 2020-01-01-x %}){:target=\"_blank\"} *b*"
		  "{: .c}",
		  "B|l b\n" },
		{ "a {% comment %}\nhidden\n\n{% endcomment %}\nb", "B|a b\n" },
		{ "{% raw %}{{ a }} {% b %}{% endraw %} {{ c }}",
		  "B|{{ a }} {% b %}\n" },
		{ "```\n{% raw %}\n{{ a }}\n{% endraw %}\n{{ b }}\n```\n",
		  "C|{{ a }}\n\n{{ b }}\n" },
		{ "a {{ b", "B|a {{ b\n" },
		{ "a {% b", "B|a {% b\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &jekyll);
}

static void tags__are_text_where_no_generator_reads_them(void **state)
{
	static const struct markdown_case cases[] = {
		{ "{{< a >}} {{ b }} {% c %}", "B|{{< a >}} {{ b }} "
					       "{% c %}\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hugo__tags_vanish_and_their_text_stays),
		cmocka_unit_test(hugo__escaped_tags_are_shown),
		cmocka_unit_test(code__keeps_its_tags),
		cmocka_unit_test(unclosed_tags__are_literal),
		cmocka_unit_test(highlight__makes_code),
		cmocka_unit_test(figure__has_a_caption),
		cmocka_unit_test(zola__tags_vanish_and_their_text_stays),
		cmocka_unit_test(liquid__tags_vanish_and_their_text_stays),
		cmocka_unit_test(tags__are_text_where_no_generator_reads_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
