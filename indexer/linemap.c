#include "indexer/linemap.h"

#include <stdlib.h>

#include "base/mem.h"
#include "indexer/commonmark.h"
#include "indexer/linescan.h"

static enum line_kind kind_of(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		return LINE_PARAGRAPH;
	case CMARK_NODE_HEADING:
		return LINE_HEADING;
	case CMARK_NODE_CODE_BLOCK:
		return LINE_CODE;
	case CMARK_NODE_HTML_BLOCK:
		return LINE_HTML;
	default:
		return LINE_OTHER;
	}
}

/*
 * cmark may take a block for one line longer than it is where a container
 * ends it. Blocks come in order, so the next one takes the line back.
 */
static void mark_lines(struct linemap *map, cmark_node *node,
		       enum line_kind kind)
{
	size_t first = (size_t)cmark_node_get_start_line(node);
	size_t last = (size_t)cmark_node_get_end_line(node);
	size_t column = (size_t)cmark_node_get_start_column(node);

	for (size_t i = first; i && i <= last && i <= map->count; i++) {
		struct line *line = &map->lines[i - 1];

		line->kind = (uint8_t)kind;
		line->begins = i == first;
		line->column = 0;
	}
	if (first && first <= map->count && column && column <= UINT16_MAX)
		map->lines[first - 1].column = (uint16_t)(column - 1);
}

void linemap_parse(struct linemap *map, struct span text)
{
	struct arena a = ARENA_INIT;
	struct commonmark tree;
	cmark_event_type event;
	cmark_iter *iter;

	/* What cannot be parsed will not be once it is rewritten. */
	if (commonmark_parse(&tree, text, &a) < 0)
		goto out;
	iter = cmark_iter_new(tree.root);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		enum line_kind kind = kind_of(node);

		if (event == CMARK_EVENT_ENTER && kind != LINE_OTHER)
			mark_lines(map, node, kind);
	}
	commonmark_release(&tree);
out:
	arena_release(&a);
}

void linemap_init(struct linemap *map, struct span text)
{
	struct span rest = text, line;

	for (map->count = 0; span_next_line(&rest, &line);)
		map->count++;
	map->lines = xcalloc(map->count + 1, sizeof(*map->lines));
	if (linescan(map, text))
		return;
	memset(map->lines, 0, map->count * sizeof(*map->lines));
	linemap_parse(map, text);
}

void linemap_release(struct linemap *map)
{
	free(map->lines);
	map->lines = NULL;
	map->count = 0;
}

size_t line_content(struct span line)
{
	size_t pos = 0;

	while (pos < line.len &&
	       (line.ptr[pos] == ' ' || line.ptr[pos] == '\t' ||
		line.ptr[pos] == '>'))
		pos++;
	return pos;
}

void line_put_prefix(struct strbuf *out, struct span line, size_t len)
{
	for (size_t i = 0; i < len; i++)
		strbuf_put_char(out,
				strchr("\t>", line.ptr[i]) ? line.ptr[i] : ' ');
}
