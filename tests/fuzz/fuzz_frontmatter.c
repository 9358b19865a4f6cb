/* The settings at the top of an article, and where its body begins. */

#include "indexer/frontmatter.h"
#include "tests/fuzz/check_value.h"

static int lines_before(struct span text, struct span body)
{
	int line = 1;

	for (const char *p = text.ptr; p < body.ptr; p++)
		line += *p == '\n';
	return line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = span_make((const char *)data, size);
	struct arena a = ARENA_INIT;
	struct warnings warnings = { .arena = &a };
	struct frontmatter fm;

	frontmatter_parse(&fm, text, span_from("posts/a.md"), &a, &warnings);
	assert(fm.map && fm.map->type == VALUE_MAP);
	check_value(fm.map, 0);
	assert(fuzz_is_inside(fm.body, text));
	if (fm.body.len)
		assert(fm.body_line == lines_before(text, fm.body));
	if (fm.format == FRONTMATTER_NONE)
		assert(fm.map->map.count == 0);
	for (struct warning *w = warnings.first; w; w = w->next) {
		assert(w->line >= 0 && w->column >= 0);
		check_reason(w->text);
	}
	arena_release(&a);
	return 0;
}
