#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "indexer/frontmatter.h"
#include "tests/unit/value_text.h"

/* An article, and what is to be made of it. */
struct front_case {
	const char *text;
	const char *tree;
	const char *body;
	int body_line;
	bool visibility_unknown;
	const char *warnings; /* "LINE:COLUMN REASON\n" each */
};

static void put_warnings(struct strbuf *out, const struct warnings *w)
{
	for (const struct warning *it = w->first; it; it = it->next)
		strbuf_printf(out, "%d:%d %.*s\n", it->line, it->column,
			      (int)it->text.len, it->text.ptr);
}

static bool front_case_holds(const struct front_case *c)
{
	struct strbuf tree = STRBUF_INIT, warnings = STRBUF_INIT;
	struct arena a = ARENA_INIT;
	struct warnings w = { &a, NULL, NULL, 0 };
	struct frontmatter front;
	bool holds;

	frontmatter_parse(&front, span_from(c->text), span_from("a.md"), &a,
			  &w);
	value_put_text(&tree, front.map);
	put_warnings(&warnings, &w);
	holds = !strcmp(tree.buf, c->tree) && span_is(front.body, c->body) &&
		front.body_line == c->body_line &&
		front.visibility_unknown == c->visibility_unknown &&
		!strcmp(warnings.buf, c->warnings);
	if (!holds)
		print_message("<<%s>>\ngives line %d, unknown %d, %s\n%s"
			      "body <<%.*s>>\n",
			      c->text, front.body_line,
			      front.visibility_unknown, tree.buf, warnings.buf,
			      (int)front.body.len, front.body.ptr);
	strbuf_release(&tree);
	strbuf_release(&warnings);
	arena_release(&a);
	return holds;
}

static void assert_fronts(const struct front_case *cases, size_t count)
{
	bool all = true;

	for (size_t i = 0; i < count; i++)
		all = front_case_holds(&cases[i]) && all;
	assert_true(all);
}

#define ASSERT_FRONTS(cases)                                                   \
	assert_fronts(cases, sizeof(cases) / sizeof((cases)[0]))

static void split__by_the_first_line(void **state)
{
	static const struct front_case cases[] = {
		{ "---\na: 1\n---\nbody\n", "{a: 1}", "body\n", 4, false, "" },
		{ "---\na: 1\n...\nbody", "{a: 1}", "body", 4, false, "" },
		{ "--- \t\na: 1\n---  \nbody", "{a: 1}", "body", 4, false, "" },
		{ "---\r\na: 1\r\n---\r\nbody\r\n", "{a: 1}", "body\r\n", 4,
		  false, "" },
		{ "\xef\xbb\xbf---\na: 1\n---\nbody", "{a: 1}", "body", 4,
		  false, "" },
		{ "---\na: 1\n---", "{a: 1}", "", 4, false, "" },
		{ "---\n---\nbody", "{}", "body", 3, false, "" },
		{ "---\n# none\n\n---\nbody", "{}", "body", 5, false, "" },
		{ "---\n\n# c\n\na: 1\n---\nbody", "{a: 1}", "body", 7, false,
		  "" },
		{ "---\na: |\n  ---\n  x\n---\nbody", "{a: \"---\nx\n\"}",
		  "body", 6, false, "" },
		{ "---\na: 1\n---\nb\n---\nc: 2\n---\n", "{a: 1}",
		  "b\n---\nc: 2\n---\n", 4, false, "" },
		{ "+++\na = 1\n+++\nbody", "{a: 1}", "body", 4, false, "" },
		{ "+++\r\na = 1\r\n+++\r\nbody", "{a: 1}", "body", 4, false,
		  "" },
		{ "+++\n+++\nbody", "{}", "body", 3, false, "" },
		{ "{\"a\": 1}\nbody", "{a: 1}", "body", 2, false, "" },
		{ "{\n \"a\": {\"b\": \"}\\\"\"}\n}\n\nbody",
		  "{a: {b: \"}\"\"}}", "\nbody", 4, false, "" },
		{ "{}\nbody", "{}", "body", 2, false, "" },
		{ "{\"a\": 1} body", "{a: 1}", " body", 1, false, "" },
		{ "", "{}", "", 1, false, "" },
		{ "body", "{}", "body", 1, false, "" },
		{ "\xef\xbb\xbf# body", "{}", "# body", 1, false, "" },
		{ "{% include x %}", "{}", "{% include x %}", 1, false, "" },
		{ "{{< x >}}", "{}", "{{< x >}}", 1, false, "" },
	};

	(void)state;
	ASSERT_FRONTS(cases);
}

/* Hugo takes white space before it, and the ends of lines of old Macs. */
static void split__as_loosely_as_any_generator(void **state)
{
	static const struct front_case cases[] = {
		{ "\n---\na: 1\n---\nbody", "{a: 1}", "body", 5, false, "" },
		{ "\t\n  ---\na: 1\n---\nbody", "{a: 1}", "body", 5, false,
		  "" },
		{ "\xef\xbb\xbf\n---\na: 1\n---\n", "{a: 1}", "", 5, false,
		  "" },
		{ "\xef\xbb\xbf\xef\xbb\xbf---\na: 1\n---\n", "{a: 1}", "", 4,
		  false, "" },
		{ "\xc2\xa0\x0c---\na: 1\n---\n", "{a: 1}", "", 4, false, "" },
		{ "\n+++\na = 1\n+++\nbody", "{a: 1}", "body", 5, false, "" },
		{ "\n {\"a\": 1}\nbody", "{a: 1}", "body", 3, false, "" },
		{ "---\ra: 1\r---\rbody\rtext", "{a: 1}", "body\ntext", 4,
		  false, "" },
		{ "+++\ra = 1\r+++\rbody", "{a: 1}", "body", 4, false, "" },
		{ "---\na: 1\n---yes\nbody", "{a: 1}", "body", 4, false, "" },
		{ "+++\na = 1\n+++yes\nbody", "{a: 1}", "body", 4, false, "" },
		{ "\n\n---\na: b: c\n---\n", "{}", "", 6, false,
		  "4:5 mapping values are not allowed in this context; 'a' is "
		  "left out\n" },
		{ "\n\n{\"a\": b}\n", "{}", "", 4, false,
		  "3:7 invalid token near 'b'; 'a' is left out\n" },
		/* Thematic breaks. */
		{ "\n---\n\n---\nbody", "{}", "\n---\n\n---\nbody", 1, false,
		  "" },
		{ "\n---\nprose\n", "{}", "\n---\nprose\n", 1, false, "" },
	};

	(void)state;
	ASSERT_FRONTS(cases);
}

/* What begins like front matter and is none may have said "draft". */
static void split__doubts_what_only_looks_like_it(void **state)
{
	static const struct {
		const char *text;
		int line; /* of the warning; 0: there is none */
		bool unknown;
	} cases[] = {
		{ "---yaml\ntitle: x\ndraft: true\n---\n", 1, true },
		{ "---yaml\ntitle: x\n---\n", 1, false },
		{ "----\ntitle: x\ndraft: true\n----\n", 1, true },
		{ "\n----\ntitle: x\n----\n", 2, false },
		{ "+++toml\ndraft = true\n+++\n", 1, true },
		{ "<!-- c -->\n\n---\ndraft: true\n---\n", 3, true },
		{ "<!-- c -->\n{\"draft\": true}\n", 2, true },
		{ "<!-- c -->\n---\ntitle: x\n---\n", 2, false },
		{ "{'title': 'x', 'draft': true}\n", 1, true },
		{ "{title:\"x\", draft:true}\n", 1, true },
		{ "{\n// comment\n\"draft\":true}\n", 1, true },
		{ "{\n/* comment */\n\"draft\":true}\n", 1, true },
		{ "{title: \"x\"}\n", 1, false },
		{ "#+title: x\n#+draft: true\n", 1, true },
		{ "----\n\ndraft: true\n", 1, true },
		{ "-----\nprose\n\n-----\n", 0, false },
		{ "---- \n\nNo draft, no date.\n", 0, false },
		{ "<!-- c -->\n# Title\n\ndraft: true\n", 0, false },
		{ "<!-- c -->\n\n---\n\nprose\n", 0, false },
		{ "<!-- never ends\ndraft: true\n", 0, false },
		{ "{% include draft.html %}\ndraft: true\n", 0, false },
		{ "{/* draft: true */}\n", 0, false },
		{ "{{< list draft=true >}}\n", 0, false },
		{ "{: .class }\n", 0, false },
		{ "#+1 for this\n", 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = ARENA_INIT;
		struct warnings w = { &a, NULL, NULL, 0 };
		struct frontmatter front;

		frontmatter_parse(&front, span_from(cases[i].text),
				  span_from("a.md"), &a, &w);
		if ((w.first ? w.first->line : 0) != cases[i].line ||
		    front.visibility_unknown != cases[i].unknown)
			fail_msg("'%s' gives a warning at %d, unknown %d",
				 cases[i].text, w.first ? w.first->line : 0,
				 front.visibility_unknown);
		arena_release(&a);
	}
}

static void split__without_an_end(void **state)
{
	static const struct front_case cases[] = {
		{ "---\ntitle: x\nbody", "{}", "---\ntitle: x\nbody", 1, true,
		  "1:1 front matter never ends\n" },
		{ "+++\ntitle = 1\n", "{}", "+++\ntitle = 1\n", 1, true,
		  "1:1 front matter never ends\n" },
		{ "{\"title\": \"x\",\nbody", "{}", "{\"title\": \"x\",\nbody",
		  1, true, "1:1 front matter never ends\n" },
		/* A thematic break. */
		{ "---\nprose\n", "{}", "---\nprose\n", 1, false, "" },
		{ "---\n\nprose\n\nnote: x\n", "{}",
		  "---\n\nprose\n\nnote: x\n", 1, false, "" },
		{ "---\nsee https://example.org\n", "{}",
		  "---\nsee https://example.org\n", 1, false, "" },
		{ "---\nhttps://example.org\n", "{}",
		  "---\nhttps://example.org\n", 1, false, "" },
		{ "---", "{}", "---", 1, false, "" },
		{ "---\n\n", "{}", "---\n\n", 1, false, "" },
		/* Two of them. */
		{ "---\nprose\n\n---\nmore", "{}", "---\nprose\n\n---\nmore", 1,
		  false, "" },
	};

	(void)state;
	ASSERT_FRONTS(cases);
}

static void yaml__mistakes_cost_their_entry(void **state)
{
	static const struct front_case cases[] = {
		{ "---\ntitle: foo: bar\ntags: [a]\n---\nbody",
		  "{tags: [\"a\"]}", "body", 5, false,
		  "2:11 mapping values are not allowed in this context; "
		  "'title' is left out\n" },
		{ "---\ntitle: Date: a history\ntags: [a]\n---\n",
		  "{tags: [\"a\"]}", "", 5, false,
		  "2:12 mapping values are not allowed in this context; "
		  "'title' is left out\n" },
		{ "---\na: 1\nsub:\n\tb: 2\nc: 3\n---\n", "{a: 1, c: 3}", "", 7,
		  false,
		  "4:1 found character that cannot start any token while "
		  "scanning for the next token; 'sub' is left out\n" },
		{ "---\ntitle: \"open\ntags: [a]\n---\n", "{tags: [\"a\"]}", "",
		  5, false,
		  "2:8 found unexpected end of stream while scanning a quoted "
		  "scalar; 'title' is left out\n" },
		{ "---\nauthor: @bob\na: 1\n---\n", "{a: 1}", "", 5, false,
		  "2:9 found character that cannot start any token while "
		  "scanning for the next token; 'author' is left out\n" },
		{ "---\na: 1\ntitle: `code`\n---\n", "{a: 1}", "", 5, false,
		  "3:8 found character that cannot start any token while "
		  "scanning for the next token; 'title' is left out\n" },
		{ "---\na: 1\ntitle: %x\n---\n", "{a: 1}", "", 5, false,
		  "3:8 found character that cannot start any token while "
		  "scanning for the next token; 'title' is left out\n" },
		{ "---\ntags: [a, b\na: 1\n---\n", "{a: 1}", "", 5, false,
		  "2:7 did not find expected ',' or ']' while parsing a flow "
		  "sequence; 'tags' is left out\n" },
		{ "---\ntext: |\n  x\n  y\ntitle: a: b\n---\n",
		  "{text: \"x\ny\n\"}", "", 7, false,
		  "5:9 mapping values are not allowed in this context; "
		  "'title' is left out\n" },
		{ "---\ntags:\n- a\n- b\ntitle: a: b\nz:\n  - c\n---\n",
		  "{tags: [\"a\", \"b\"], z: [\"c\"]}", "", 9, false,
		  "5:9 mapping values are not allowed in this context; "
		  "'title' is left out\n" },
		{ "---\nstray text\na: 1\n---\n", "{a: 1}", "", 5, false,
		  "2:1 not a map of keys and values; this entry is left "
		  "out\n" },
		{ "---\na: 1\nb: *gone\nc: 2\n---\n", "{a: 1, c: 2}", "", 6,
		  false,
		  "3:4 alias of an anchor that is not there; 'b' is left "
		  "out\n" },
		{ "---\nx: &x [1]\nb: *x\nc: d: e\n---\n", "{x: [1], b: [1]}",
		  "", 6, false,
		  "4:5 mapping values are not allowed in this context; 'c' is "
		  "left out\n" },
		{ "---\ntitle: {{ .Name }}\na: 1\n---\n", "{a: 1}", "", 5,
		  false,
		  "2:9 a list or map cannot be a key; 'title' is left "
		  "out\n" },
		{ "---\r\na: b: c\r\nd: 1\r\n---\r\n", "{d: 1}", "", 5, false,
		  "2:5 mapping values are not allowed in this context; 'a' is "
		  "left out\n" },
		/* No mistake to us. */
		{ "---\na: 1\na: 2\n---\n", "{a: 2}", "", 5, false, "" },
	};

	(void)state;
	ASSERT_FRONTS(cases);
}

static void toml__mistakes_cost_their_statement(void **state)
{
	static const struct front_case cases[] = {
		{ "+++\ntitle = \"open\na = 1\n+++\nbody", "{a: 1}", "body", 5,
		  false, "2:9 string never ends; 'title' is left out\n" },
		{ "+++\ntitle = open\na = 1\n+++\n", "{a: 1}", "", 5, false,
		  "2:9 expected a value; strings want quotes; 'title' is left "
		  "out\n" },
		{ "+++\ntags = [\"a\",\n\"b\"\na = 1\n+++\n", "{a: 1}", "", 6,
		  false, "2:8 list never ends; 'tags' is left out\n" },
		{ "+++\ntags = [\n\"a\" # ]\n]\na = 1 1\nb = 2\n+++\n",
		  "{tags: [\"a\"], b: 2}", "", 8, false,
		  "5:7 expected the end of the line; 'a' is left out\n" },
		{ "+++\ns = '''\na = b\n'''\nc = d\n+++\n", "{s: \"a = b\n\"}",
		  "", 7, false,
		  "5:5 expected a value; strings want quotes; 'c' is left "
		  "out\n" },
		{ "+++\na = 1\na = 2\nb = 3\n+++\n", "{a: 1, b: 3}", "", 6,
		  false, "3:1 'a' is defined already; 'a' is left out\n" },
		/* What is in a table with a broken header goes with it. */
		{ "+++\na = 1\n[x\nb = 2\n[y]\nc = 3\n+++\n",
		  "{a: 1, y: {c: 3}}", "", 8, false,
		  "3:3 expected ']'; 'x' is left out\n" },
		{ "+++\n[x]\na = 1\n[x]\nb = 2\n[y]\nc = 3\n+++\n",
		  "{x: {a: 1}, y: {c: 3}}", "", 9, false,
		  "4:2 'x' is defined already; 'x' is left out\n" },
		{ "+++\n[[x]]\na = 1\nb = b\n[[x]]\na = 2\n+++\n",
		  "{x: [{a: 1}, {a: 2}]}", "", 8, false,
		  "4:5 expected a value; strings want quotes; 'b' is left "
		  "out\n" },
	};

	(void)state;
	ASSERT_FRONTS(cases);
}

static void json__mistakes_cost_their_member(void **state)
{
	static const struct front_case cases[] = {
		{ "{\n\"a\": 1,\n \"b\": tru,\n\"c\": [1, {\"d\": 2}]\n}\nx",
		  "{a: 1, c: [1, {d: 2}]}", "x", 6, false,
		  "3:9 invalid token near 'tru'; 'b' is left out\n" },
		{ "{\"a\": 1, \"b\": x, \"c\": 2}\n", "{a: 1, c: 2}", "", 2,
		  false, "1:15 invalid token near 'x'; 'b' is left out\n" },
		{ "{\"a\": 1,}\n", "{a: 1}", "", 2, false,
		  "1:9 string or '}' expected near '}'\n" },
		{ "{\n\"a\": \"open,\n\"b\": 1\n}\nx", "{b: 1}", "x", 5, false,
		  "2:12 premature end of input near '\"open,}'; 'a' is left "
		  "out\n" },
	};

	(void)state;
	ASSERT_FRONTS(cases);
}

static void bytes_that_are_no_text__are_replaced(void **state)
{
	static const struct {
		struct span text;
		const char *tree, *warnings;
	} cases[] = {
		{ SPAN_LITERAL("---\na: 1\ntitle: x\xffy\xc3\n---\n"),
		  "{a: 1, title: \"x\xef\xbf\xbdy\xef\xbf\xbd\"}",
		  "3:9 invalid UTF-8\n" },
		{ SPAN_LITERAL("---\ntitle: \xc3\xa9\0y\n---\n"),
		  "{title: \"\xc3\xa9\xef\xbf\xbdy\"}",
		  "2:9 control character\n" },
		{ SPAN_LITERAL(
			  "+++\ntitle = \"\0\"\nx = '\xed\xa0\x80'\n+++\n"),
		  "{title: \"\xef\xbf\xbd\", "
		  "x: \"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"}",
		  "2:10 control character\n" },
		{ SPAN_LITERAL("{\"a\": \"\x01\"}\n"), "{a: \"\xef\xbf\xbd\"}",
		  "1:8 control character\n" },
		{ SPAN_LITERAL("---\na: x\xef\xbb\xbfy\n---\n"),
		  "{a: \"x\xef\xbb\xbfy\"}", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct strbuf tree = STRBUF_INIT, warnings = STRBUF_INIT;
		struct arena a = ARENA_INIT;
		struct warnings w = { &a, NULL, NULL, 0 };
		struct frontmatter front;

		frontmatter_parse(&front, cases[i].text, span_from("a.md"), &a,
				  &w);
		value_put_text(&tree, front.map);
		put_warnings(&warnings, &w);
		assert_string_equal(tree.buf, cases[i].tree);
		assert_string_equal(warnings.buf, cases[i].warnings);
		strbuf_release(&tree);
		strbuf_release(&warnings);
		arena_release(&a);
	}
}

static void lines__are_those_of_the_file(void **state)
{
	static const char *const texts[] = {
		"---\n\ntitle: x\n---\n",
		"+++\n\ntitle = 'x'\n+++\n",
		"---\nbad: b: c\ntitle: x\n---\n",
		"+++\nbad = b\ntitle = 'x'\n+++\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct arena a = ARENA_INIT;
		struct warnings w = { &a, NULL, NULL, 0 };
		struct frontmatter front;

		frontmatter_parse(&front, span_from(texts[i]),
				  span_from("a.md"), &a, &w);
		assert_int_equal(value_get(front.map, "title")->line, 3);
		arena_release(&a);
	}
}

static void many_mistakes__are_summed_up(void **state)
{
	static const char *const units[] = {
		"---\n",       "a%d: b: c\n", "+++\n",
		"a%d = b c\n", "{\n",         "\"a%d\": b,\n",
	};

	(void)state;
	for (size_t i = 0; i < 6; i += 2) {
		struct strbuf text = STRBUF_INIT;
		struct arena a = ARENA_INIT;
		struct warnings w = { &a, NULL, NULL, 0 };
		struct frontmatter front;

		strbuf_put_str(&text, units[i]);
		for (int j = 0; j < 20000; j++) {
			char line[40];
			const char *number = strchr(units[i + 1], '%');

			snprintf(line, sizeof(line), "%.*s%d%s",
				 (int)(number - units[i + 1]), units[i + 1], j,
				 number + 2);
			strbuf_put_str(&text, line);
		}
		strbuf_put_str(&text, i == 4 ? "\"z\": 1}\n" : units[i]);
		frontmatter_parse(&front, strbuf_span(&text), span_from("a.md"),
				  &a, &w);
		assert_int_equal(w.count, 21);
		assert_true(span_is(w.last->text,
				    "19980 more mistakes in front matter"));
		assert_false(front.visibility_unknown);
		strbuf_release(&text);
		arena_release(&a);
	}
}

static void front_matter__has_a_limit(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct arena a = ARENA_INIT;
	struct warnings w = { &a, NULL, NULL, 0 };
	struct frontmatter front;

	(void)state;
	strbuf_put_str(&text, "---\n");
	while (text.len < 2000000)
		strbuf_put_str(&text, "a: 1\n");
	strbuf_put_str(&text, "---\nbody");
	frontmatter_parse(&front, strbuf_span(&text), span_from("a.md"), &a,
			  &w);
	assert_true(front.visibility_unknown);
	assert_int_equal(w.count, 1);
	assert_int_equal(front.map->map.count, 0);
	assert_true(span_is(front.body, "body"));
	strbuf_release(&text);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(split__by_the_first_line),
		cmocka_unit_test(split__as_loosely_as_any_generator),
		cmocka_unit_test(split__doubts_what_only_looks_like_it),
		cmocka_unit_test(split__without_an_end),
		cmocka_unit_test(yaml__mistakes_cost_their_entry),
		cmocka_unit_test(toml__mistakes_cost_their_statement),
		cmocka_unit_test(json__mistakes_cost_their_member),
		cmocka_unit_test(bytes_that_are_no_text__are_replaced),
		cmocka_unit_test(lines__are_those_of_the_file),
		cmocka_unit_test(many_mistakes__are_summed_up),
		cmocka_unit_test(front_matter__has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
