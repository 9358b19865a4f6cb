/* The settings at the top of an article, and where its body begins. */

#include "indexer/frontmatter.h"
#include "tests/fuzz/check_value.h"

/* A "\r" that stands alone ends a line too. */
static bool ends_line(struct span text, size_t at)
{
	return text.ptr[at] == '\n' ||
	       (text.ptr[at] == '\r' &&
		(at + 1 == text.len || text.ptr[at + 1] != '\n'));
}

/* The body is the end of the text, or a copy with other ends of lines. */
static void check_body(struct span text, const struct frontmatter *fm)
{
	int line = 1;
	size_t start;

	assert(fm->body.len <= text.len);
	start = text.len - fm->body.len;
	for (size_t i = 0; i < start; i++)
		line += ends_line(text, i);
	assert(!fm->body.len || fm->body_line == line);
	for (size_t i = start; i < text.len; i++)
		assert(fm->body.ptr[i - start] ==
		       (ends_line(text, i) ? '\n' : text.ptr[i]));
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
	check_body(text, &fm);
	if (fm.format == FRONTMATTER_NONE)
		assert(fm.map->map.count == 0);
	for (struct warning *w = warnings.first; w; w = w->next) {
		assert(w->line >= 0 && w->column >= 0);
		check_reason(w->text);
	}
	arena_release(&a);
	return 0;
}
