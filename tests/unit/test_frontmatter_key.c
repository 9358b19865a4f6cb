#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "indexer/frontmatter.h"
#include "indexer/frontmatter_key.h"

static void mistakes__may_hide_whether_it_is_shown(void **state)
{
	static const struct {
		const char *text;
		bool unknown;
	} cases[] = {
		{ "---\ndraft: @yes\n---\n", true },
		{ "---\nDraft: @yes\n---\n", true },
		{ "---\n\"draft\": @yes\n---\n", true },
		{ "---\ndraft:@yes\na: b: c\n---\n", true },
		{ "---\npublished: @\n---\n", true },
		{ "---\ndate: 2026: 1\n---\n", true },
		{ "---\nexpiryDate: @\n---\n", true },
		{ "---\nbuild:\n  list: @\n---\n", true },
		{ "---\n_build:\n  render: @\n---\n", true },
		{ "---\ncascade:\n- draft: @\n---\n", true },
		{ "---\nparams:\n  a: @\n  draft: true\n---\n", true },
		{ "---\nx: {draft: true, a: @}\n---\n", true },
		{ "---\ndraft true\na: 1\n---\n", true },
		{ "---\nhidden by a draft: x: y\na: 1\n---\n", true },
		{ "---\ntitle: draft: x\n---\n", false },
		{ "---\ntitle: a draft @ x: y\n---\n", false },
		{ "---\nupdated: a: b\n---\n", false },
		{ "---\ndrafts: a: b\n---\n", false },
		{ "---\nstray words\na: 1\n---\n", false },
		{ "+++\ndraft = yes\n+++\n", true },
		{ "+++\n\"draft\" = yes\n+++\n", true },
		{ "+++\n[build\nx = 1\n+++\n", true },
		{ "+++\n[x\ndraft = true\n+++\n", true },
		{ "+++\n[x.\ny = 1\n[build]\nlist = 'never'\n+++\n", false },
		{ "+++\nbuild.list = never\n+++\n", true },
		{ "+++\nx = \"\"\"\ndraft = true\n+++\n", true },
		{ "+++\nx = [1\ndraft = true\n+++\n", false },
		{ "+++\ntitle = draft\n+++\n", false },
		{ "+++\ntitle=\"x\" draft=true\n+++\n", true },
		{ "+++\ntitle = \"the draft = x\n+++\n", true },
		{ "---\ntitle: x draft: true\n---\n", true },
		{ "---\ntitle: 'x' published: 2026-01-01\n---\n", true },
		{ "---\nprose: a: b\n\ndraft: true\n---\n", false },
		{ "---\nprose\n\ndraft: true\n---\n", false },
		/* The delimiter is in a string. */
		{ "---\ntitle: \"a\n---\n\"\ndraft: true\n---\n", true },
		{ "---\ntitle: \"a\n---\nA list: one.\n", false },
		{ "+++\na = '''x\n+++\ndraft=true\n'''\n+++\n", true },
		{ "{\"a\":[[[[1,\"draft\":true}\n", true },
		{ "{\"a\":[[[[1,\n\"draft\":true}\n", true },
		{ "{\"draft\": yes}\n", true },
		{ "{\"title\": draft}\n", false },
		{ "{\"draft\": true, \"a\": b}\n", false },
		/* What is no text may stand in the key, or for its value. */
		{ "---\ndra\001ft: true\n---\n", true },
		{ "---\ndr\001ft: true\n---\n", true },
		{ "---\n\177draft: true\n---\n", true },
		{ "---\ndraft\001: true\n---\n", true },
		{ "---\ndraft: tr\001ue\n---\n", true },
		{ "---\ndraft:\n- \001\n---\n", true },
		{ "---\nbuild: {li\001st: never}\n---\n", true },
		{ "---\nbuild: {list: ne\001ver}\n---\n", true },
		{ "---\ncascade:\n- draft: tr\001ue\n---\n", true },
		{ "---\ntitle: dra\001ft\n---\n", false },
		{ "---\ntitle: x\001\ndraft: false\n---\n", false },
		{ "---\nti\001tle: x: y\n---\n", true },
		{ "+++\ndra\001ft = true\n+++\n", true },
		{ "+++\n\"dra\001ft\" = true\n+++\n", true },
		{ "+++\n\001draft = true\n+++\n", true },
		{ "+++\n[bui\001ld]\nlist = 'never'\n+++\n", true },
		{ "+++\ntitle = 'dra\001ft'\n+++\n", false },
		{ "---\ntitle: x\ndra\fft: true\n---\n", true },
		{ "---\ndra\fft: true\n---\n", true },
		{ "<!-- x -->\n---\ndra\001ft: true\n---\n", true },
		{ "{\"dra\001ft\": true}\n", true },
		{ "{\"draft\": \"tr\001ue\"}\n", true },
		{ "{\"title\": \"dra\001ft\"}\n", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = ARENA_INIT;
		struct warnings w = { &a, NULL, NULL, 0 };
		struct frontmatter front;

		frontmatter_parse(&front, span_from(cases[i].text),
				  span_from("a.md"), &a, &w);
		if (w.count == 0 ||
		    front.visibility_unknown != cases[i].unknown)
			fail_msg("'%s' gives %zu warnings, unknown %d",
				 cases[i].text, w.count,
				 front.visibility_unknown);
		arena_release(&a);
	}
}

static void line_key__what_looks_like_one(void **state)
{
	static const struct {
		const char *line, *key;
		char separator;
	} cases[] = {
		{ "title: x", "title", ':' },
		{ "title:", "title", ':' },
		{ "  - title : x", "title", ':' },
		{ "\"title\": x", "title", ':' },
		{ "ms.date: x", "ms.date", ':' },
		{ "title = x", "title", '=' },
		{ "[a.b]", "a.b", '=' },
		{ "[[ a.b ]]", "a.b", '=' },
		{ "ti\001tle: x", "ti\001tle", ':' },
		{ "title x", "", ':' },
		{ "http://x", "", ':' },
		{ "# title: x", "", ':' },
		{ "", "", ':' },
		{ "- ", "", ':' },
		{ ": x", "", ':' },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct span key = frontmatter_line_key(span_from(cases[i].line),
						       cases[i].separator);

		if (!span_is(key, cases[i].key))
			fail_msg("'%s' gives '%.*s'", cases[i].line,
				 (int)key.len, key.ptr);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes__may_hide_whether_it_is_shown),
		cmocka_unit_test(line_key__what_looks_like_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
