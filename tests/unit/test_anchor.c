#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/markdown.h"

enum { STYLES = ANCHOR_ZOLA + 1 };

/*
 * What generators make of a heading, in the order of enum anchor_style:
 * Hugo 0.111 (github, github-ascii, blackfriday), GitHub, Jekyll 4.3,
 * Zola. Hugo's and Jekyll's were taken from pages that they made.
 * NULL: Zola transliterates this, and we do not.
 */
static const struct {
	const char *heading;
	const char *anchors[STYLES];
} observed[] = {
	{ "Hello World",
	  { "hello-world", "hello-world", "hello-world", "hello-world",
	    "hello-world", "hello-world" } },
	{ "C++", { "c", "c", "c", "c", "c", "c" } },
	{ "`std::vector<T>`",
	  { "stdvectort", "stdvectort", "std-vector-t", "stdvectort",
	    "stdvectort", "std-vector-t" } },
	{ "A [link](http://x.y/z \"t\") here",
	  { "a-linkhttpxyz-t-here", "a-linkhttpxyz-t-here",
	    "a-link-http-x-y-z-t-here", "a-link-here", "a-link-here",
	    "a-link-here" } },
	{ "Tom & Jerry &amp; Co &copy; x",
	  { "tom--jerry-amp-co-copy-x", "tom--jerry-amp-co-copy-x",
	    "tom-jerry-amp-co-copy-x", "tom--jerry--co--x", "tom--jerry--co--x",
	    "tom-jerry-co-x" } },
	{ "It's \"quoted\" -- and... 'x'",
	  { "its-quoted----and-x", "its-quoted----and-x", "it-s-quoted-and-x",
	    "its-quoted----and-x", "its-quoted--and-x", "it-s-quoted-and-x" } },
	{ "日本語の見出し",
	  { "日本語の見出し", "heading", "日本語の見出し", "日本語の見出し",
	    "日本語の見出し", NULL } },
	{ "Café Ünïcödé ÀÉ",
	  { "café-ünïcödé-àé", "cafe-unicode-ae", "café-ünïcödé-àé",
	    "café-ünïcödé-àé", "café-ünïcödé-àé", "cafe-unicode-ae" } },
	{ "😄 real", { "-real", "-real", "real", "-real", "-real", "real" } },
	{ "_emph_ **strong** ~~del~~",
	  { "_emph_-strong-del", "_emph_-strong-del", "emph-strong-del",
	    "emph-strong-del", "emph-strong-del", "emph-strong-del" } },
	{ "a_b_c", { "a_b_c", "a_b_c", "a-b-c", "a_b_c", "a_b_c", "a-b-c" } },
	{ "Explicit {#my-id}",
	  { "my-id", "my-id", "my-id", "my-id", "my-id", "my-id" } },
	{ "Both {#my-id2 .cls key=\"v x\"}",
	  { "my-id2", "my-id2", "my-id2", "my-id2", "both-my-id2-cls-keyv-x",
	    "my-id2" } },
	{ "Class {.cls}",
	  { "class", "class", "class", "class", "class-cls", "class" } },
	{ "Trailing hashes ##",
	  { "trailing-hashes", "trailing-hashes", "trailing-hashes",
	    "trailing-hashes", "trailing-hashes", "trailing-hashes" } },
	{ "!!!", { "heading", "heading", "heading", "", "", "" } },
	{ "1. Numbered 2.0",
	  { "1-numbered-20", "1-numbered-20", "1-numbered-2-0", "1-numbered-20",
	    "1-numbered-20", "1-numbered-2-0" } },
	{ "![alt text](img.png) image",
	  { "alt-textimgpng-image", "alt-textimgpng-image",
	    "alt-text-img-png-image", "image", "-image", "image" } },
	{ "Image <b>html</b> <!-- c -->",
	  { "image-bhtmlb----c---", "image-bhtmlb----c---", "image-b-html-b-c",
	    "image-html", "image-html-", "image-html" } },
	{ "foo {bar}",
	  { "foo-bar", "foo-bar", "foo-bar", "foo-bar", "foo-bar",
	    "foo-bar" } },
	{ "foo \\{#bar\\}",
	  { "foo-bar", "foo-bar", "foo-bar", "foo-bar", "foo-bar",
	    "foo-bar" } },
	{ "a\ttab", { "atab", "atab", "a-tab", "atab", "a-tab", "a-tab" } },
	{ "spaces   inside",
	  { "spaces---inside", "spaces---inside", "spaces-inside",
	    "spaces---inside", "spaces---inside", "spaces-inside" } },
	{ "½ ² Ⅷ ٣ x",
	  { "---٣-x", "----x", "½-²-ⅷ-٣-x", "--ⅷ-٣-x", "--ⅷ-٣-x", "x" } },
	{ "under_score-dash",
	  { "under_score-dash", "under_score-dash", "under-score-dash",
	    "under_score-dash", "under_score-dash", "under-score-dash" } },
	{ "Straße Łódź",
	  { "straße-łódź", "strae-odz", "straße-łódź", "straße-łódź",
	    "straße-łódź", "strasse-lodz" } },
	{ "Ελληνικά Привет",
	  { "ελληνικά-привет", "-", "ελληνικά-привет", "ελληνικά-привет",
	    "ελληνικά-привет", NULL } },
	{ "don’t — stop",
	  { "dont--stop", "dont--stop", "don-t-stop", "dont--stop",
	    "dont--stop", "don-t-stop" } },
	{ "a/b.c#d", { "abcd", "abcd", "a-b-c-d", "abcd", "abcd", "a-b-c-d" } },
	{ "--- dashes --",
	  { "----dashes---", "----dashes---", "dashes", "----dashes---",
	    "-dashes-", "dashes" } },
	{ "x<sub>2</sub>",
	  { "xsub2sub", "xsub2sub", "x-sub-2-sub", "x2", "x2", "x2" } },
};

/* The anchors of `markdown`, a line each. */
static struct span anchors_of(const char *markdown,
			      const struct markdown_options *options,
			      struct arena *a)
{
	struct span all = span_make("", 0);
	struct markdown m;

	markdown_parse(&m, span_from(markdown), options, a);
	for (size_t i = 0; i < m.section_count; i++)
		all = arena_printf(a, "%.*s%.*s\n", (int)all.len, all.ptr,
				   (int)m.sections[i].anchor.len,
				   m.sections[i].anchor.ptr);
	return all;
}

static void check(const char *markdown, const char *expected,
		  const struct markdown_options *options)
{
	struct arena a = ARENA_INIT;

	assert_string_equal(anchors_of(markdown, options, &a).ptr, expected);
	arena_release(&a);
}

static void anchors__are_what_generators_make(void **state)
{
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(observed) / sizeof(*observed); i++) {
		for (int style = 0; style < STYLES; style++) {
			struct markdown_options options = {
				.anchors = (enum anchor_style)style
			};
			const char *expected = observed[i].anchors[style];
			struct span markdown = arena_printf(
				&a, "## %s\n", observed[i].heading);

			if (!expected)
				continue;
			check(markdown.ptr,
			      arena_printf(&a, "%s\n", expected).ptr, &options);
		}
	}
	arena_release(&a);
}

static void duplicates__get_the_next_free_number(void **state)
{
	static const char repeated[] = "# Hello World\n## Hello-World\n"
				       "## hello world\n# Hello World-1\n"
				       "## Hello World\n";
	struct markdown_options options = { .anchors = ANCHOR_GITHUB };

	(void)state;
	check(repeated,
	      "hello-world\nhello-world-1\nhello-world-2\n"
	      "hello-world-1-1\nhello-world-3\n",
	      &options);
	/* kramdown does not look whether the number is free. */
	options.anchors = ANCHOR_KRAMDOWN;
	check(repeated,
	      "hello-world\nhello-world-1\nhello-world-2\n"
	      "hello-world-1\nhello-world-3\n",
	      &options);
}

static void explicit_ids__are_avoided(void **state)
{
	struct markdown_options options = { .anchors = ANCHOR_GITHUB };

	(void)state;
	check("# One {#two}\n# Two\n# Two {#two}\n", "two\ntwo-1\ntwo\n",
	      &options);
}

static void headings_without_letters__have_a_name_in_hugo(void **state)
{
	struct markdown_options options = { .anchors = ANCHOR_GITHUB };

	(void)state;
	check("# !!!\n#\n# ???\n", "heading\nheading-1\nheading-2\n", &options);
}

static void emoji_names__leave_no_letters(void **state)
{
	struct markdown_options options = { .anchors = ANCHOR_GITHUB,
					    .emoji = true };

	(void)state;
	check("## :smile: emoji :tada:\n", "-emoji-\n", &options);
}

static void headings__have_ids_wherever_they_stand(void **state)
{
	struct markdown_options options = { .anchors = ANCHOR_GITHUB };

	(void)state;
	check("> ## In quote\n\n- ## In list\n\n  Under\n  ===\n\n"
	      "> Setext\n> lines\n> ---\n",
	      "in-quote\nin-list\nunder\nlines\n", &options);
}

static void kramdown__takes_the_id_on_the_next_line(void **state)
{
	struct markdown_options options = { .anchors = ANCHOR_KRAMDOWN };

	(void)state;
	check("# One\n{: #first .x}\n\n# Two {#second}\n", "first\nsecond\n",
	      &options);
}

/* Found by tests/fuzz/fuzz_markdown.c: a null pointer was followed. */
static void kramdown__takes_no_id_from_an_empty_list(void **state)
{
	struct markdown_options options = { .anchors = ANCHOR_KRAMDOWN };

	(void)state;
	check("# One {:}\n# Two { }\n", "one-\ntwo--\n", &options);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(anchors__are_what_generators_make),
		cmocka_unit_test(duplicates__get_the_next_free_number),
		cmocka_unit_test(explicit_ids__are_avoided),
		cmocka_unit_test(headings_without_letters__have_a_name_in_hugo),
		cmocka_unit_test(emoji_names__leave_no_letters),
		cmocka_unit_test(headings__have_ids_wherever_they_stand),
		cmocka_unit_test(kramdown__takes_the_id_on_the_next_line),
		cmocka_unit_test(kramdown__takes_no_id_from_an_empty_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
