#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "indexer/linescan.h"

static void map_init(struct linemap *map, const char *text)
{
	struct span rest = span_from(text), line;

	for (map->count = 0; span_next_line(&rest, &line);)
		map->count++;
	map->lines = xcalloc(map->count + 1, sizeof(*map->lines));
}

static void scan__agrees_with_the_parser(void **unused)
{
	static const char *const texts[] = {
		"",
		"a paragraph\nof two lines\n\nand another",
		"# one\ntext\n## two ##\n####### seven\n#none\n",
		"title\n=====\n\nother\n---\ntext\n\n===\n",
		"text\n===\n\n\n# x\n\n\n",
		"***\n- - -\ntext\n___\n--\n",
		"```c\ncode\n\n~~~\n```\ntext\n",
		"````\n```\n`````\ntext\n``` a`b\n",
		"~~~ a`b\n\tcode\n ~~~~\ntext\n~~~\nno end\n",
		"    code\n\n\n    code\ntext\n    more\n",
		"\tcode\n \t code\n   text\n",
		"> quote\nlazy\n> ```\n> code\ntext\n",
		"> ```\n> code\n\n> text\n>\n> more\n",
		">     code\n>\ttext\n> > deep\n> back\n",
		"- one\n- two\n\n  more\n\n      code\ntext\n",
		"- one\nlazy\n    - two\n      - three\n\n   back\n",
		"1. one\n2) two\n10. ten\n\n    more\n1234567890. no\n",
		"text\n2. no item\n1. an item\n",
		"text\n-\n- x\n*\n",
		"-\n\n  no content\n-\n  content\n",
		"-\tone\n\n\ttwo\n\n\t\tcode\n",
		"-     code\n\n      code\n-  \n   text\n",
		"* a\n+ b\n- c\n- - d\n  - e\n---\n",
		"- ```\n  code\n\n  more\n ```\n",
		"> - a\n>   b\n>\n>   c\n> ***\n",
		"[a]: /one\n[b]: http://example.org/two\n\ntext\n",
		"[a]: /one\n\n[a link](x) and [more]\n[b]\n",
		"text\n[a]: /one\n",
		"| a | b |\n|---|---|\n| c | d |\n\n- | e |\n  |---|\n",
		"\xe2\x80\xa2 no marker\n\xc3\xa9t\xc3\xa9\n",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct linemap told, parsed;

		map_init(&told, texts[i]);
		map_init(&parsed, texts[i]);
		linemap_parse(&parsed, span_from(texts[i]));
		if (!linescan(&told, span_from(texts[i])))
			fail_msg("%s\nis doubtful", texts[i]);
		for (size_t l = 0; l < told.count; l++)
			if (memcmp(&told.lines[l], &parsed.lines[l],
				   sizeof(struct line)) != 0)
				fail_msg("%s\nline %zu", texts[i], l + 1);
		linemap_release(&told);
		linemap_release(&parsed);
	}
}

static void scan__leaves_to_the_parser_what_it_cannot_tell(void **unused)
{
	static const char *const texts[] = {
		"<div>\n\ntext\n",     "> <!-- comment -->\n",
		"text\n</p>\n",        "[a]: <one>\n",
		"[a]: /one 'title'\n", "[a]:\n/one\n",
		"[a]: /one\ntext\n",   "[a]: /one\n===\n",
		"> [a]: /one\n",       "a\rb\n",
	};
	struct strbuf deep = STRBUF_INIT;
	struct linemap map;

	(void)unused;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		map_init(&map, texts[i]);
		if (linescan(&map, span_from(texts[i])))
			fail_msg("%s\nis told", texts[i]);
		linemap_release(&map);
	}
	for (size_t i = 0; i < 1000; i++)
		strbuf_put_str(&deep, "> ");
	strbuf_put_str(&deep, "text\n");
	map_init(&map, deep.buf);
	assert_false(linescan(&map, strbuf_span(&deep)));
	linemap_release(&map);
	strbuf_release(&deep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scan__agrees_with_the_parser),
		cmocka_unit_test(
			scan__leaves_to_the_parser_what_it_cannot_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
