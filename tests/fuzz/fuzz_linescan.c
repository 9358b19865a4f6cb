/* What lines belong to: told without a parser as by cmark itself. */

#include <stdlib.h>

#include "base/mem.h"
#include "indexer/linescan.h"
#include "indexer/plaintext.h"
#include "tests/fuzz/fuzz.h"

static void map_init(struct linemap *map, struct span text)
{
	struct span line;

	for (map->count = 0; span_next_line(&text, &line);)
		map->count++;
	map->lines = xcalloc(map->count + 1, sizeof(*map->lines));
}

static void compare(struct span text)
{
	struct linemap told, parsed;

	map_init(&told, text);
	map_init(&parsed, text);
	linemap_parse(&parsed, text);
	if (linescan(&told, text))
		for (size_t i = 0; i < told.count; i++) {
			const struct line *a = &told.lines[i];
			const struct line *b = &parsed.lines[i];

			assert(a->kind == b->kind);
			assert(a->begins == b->begins);
			assert(a->column == b->column);
		}
	linemap_release(&told);
	linemap_release(&parsed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct strbuf text = STRBUF_INIT;

	plaintext_clean(&text, span_make((const char *)data, size));
	compare(strbuf_span(&text));
	strbuf_release(&text);
	return 0;
}
