#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/yaml.h"
#include "tests/unit/same_value.h"

static void lines__are_told_as_by_the_parser(void **state)
{
	static const char *const texts[] = {
		"title: A post\ndraft: true\nweight: 7\nratio: .5\n",
		"\n\n# comment\n\na: b\n# comment\nc: d",
		"a:\nb: \nc: ~\nd: null\ne: nullable\nf: falsehood\n",
		"a: \"b\"\nc: ' d '  \ne: \"'\"\nf: '\"\\'\ng: ''\n",
		"a: b   \nc:   d\ne: f#g\nh: i:j\nk: l - m, [n] {o}\n",
		"date: 2026-04-30T10:00:00Z\ntime: 10:30\nurl: http://a/b\n",
		"a: [b, \"c, d\", 'e]f',g , 1 ]\nh: []\ni: [ j, ]\n",
		"a:\n- b\n- \"c\"\n-   d e\nf:\n  - g\n\n  - [h, i]\nj: k\n",
		"a:\n# comment\n  - b\n# comment\n  - c\n",
		"a: b\r\nc:\r\n- d\r\n",
		"a: \xc3\xa9t\xc3\xa9\nb: [\"\xe2\x80\x94\", \xc3\xa9, c]\n",
		"a: b\nA: c\na: d\nms.date: 1\nb-c: 2\nd_e: 3\n2026: 4\n",
		"a: true\nb: True\nc: tRUE\nd: 0x1F\ne: .inf\nf: ...\n",
		"a: b ' \" ! % @ ` & * | > ?\nc: /x\nd: (e)\nf: $g\n",
	};
	struct arena a = ARENA_INIT;
	struct parse_problem problem;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct span text = span_from(texts[i]);
		struct value *told = value_new(&a, VALUE_MAP), *parsed;

		if (!yaml_lines_parse(told, text, &a))
			fail_msg("%s\nis left to the parser", texts[i]);
		assert_int_equal(yaml_full_parse(&parsed, text, &a, &problem),
				 0);
		if (!value_is_same(told, parsed))
			fail_msg("%s\nis told in another way", texts[i]);
	}
	arena_release(&a);
}

static void lines__that_say_more_are_left_to_the_parser(void **state)
{
	static const char *const texts[] = {
		"",
		"\n# nothing\n",
		"a: b\n  c\n",
		"a:\n  b\n",
		"a:\n  b: c\n",
		"a: |\n  b\n",
		"a: &b c\n",
		"a: *b\n",
		"a: !!str 1\n",
		"a: {b: c}\n",
		"a: b: c\n",
		"a: b:\n",
		"a: b # c\n",
		"a: \"b\\n\"\n",
		"a: 'it''s'\n",
		"a: \"b\" c\n",
		"a: \"b\n  c\"\n",
		"a: [b: c]\n",
		"a: [b, [c]]\n",
		"a: [b\n  , c]\n",
		"a: [, b]\n",
		"a: [b] c\n",
		"a: [b c #d]\n",
		"a: - b\n",
		"a:\n- b: c\n",
		"a:\n- - b\n",
		"a:\n-\n",
		"a:\n- b\n  - c\n",
		"a:\n  - b\n- c\n",
		"a: b\n- c\n",
		"- a\n",
		"a:b\n",
		"a :b\n",
		"\"a\": b\n",
		"<<: a\n",
		"a: b\n---\nc: d\n",
		"%YAML 1.1\n",
		"a:\tb\n",
		"a: b\rc: d\n",
		"a: b\x01\n",
		"a: b\xe2\x80\xa8"
		"c: d\n",
		"a: b\xc2\x85"
		"c: d\n",
		"\xef\xbb\xbf"
		"a: b\n",
		"a: \xff\n",
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (yaml_lines_parse(value_new(&a, VALUE_MAP),
				     span_from(texts[i]), &a))
			fail_msg("%s\nis told", texts[i]);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines__are_told_as_by_the_parser),
		cmocka_unit_test(lines__that_say_more_are_left_to_the_parser),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
