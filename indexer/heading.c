#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "indexer/attributes.h"
#include "indexer/marks.h"
#include "indexer/walk_state.h"

/* Move on to the source's line number `line`. */
static struct span source_line(struct walk *w, int line)
{
	struct span found = span_make(NULL, 0);

	while (w->line <= line && span_next_line(&w->rest, &found))
		w->line++;
	return found;
}

/* Without the containers' indentation and quote signs. */
static struct span skip_containers(struct span line)
{
	while (line.len && strchr(" \t>", line.ptr[0]))
		line = span_slice(line, 1, line.len);
	return line;
}

/* The content of "## content ##", or false for another kind of line. */
static bool parse_atx(struct span line, struct span *content)
{
	size_t level = 0, end;

	while (level < line.len && line.ptr[level] == '#')
		level++;
	if (level == 0 || level > 6 ||
	    (level < line.len && !ascii_is_space(line.ptr[level])))
		return false;
	line = span_trim(span_slice(line, level, line.len));
	for (end = line.len; end > 0 && line.ptr[end - 1] == '#';)
		end--;
	if (end == 0 || ascii_is_space(line.ptr[end - 1]))
		line = span_trim(span_slice(line, 0, end));
	*content = line;
	return true;
}

static bool is_underline(struct span line)
{
	line = span_trim(line);
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] != line.ptr[0])
			return false;
	return line.len && (line.ptr[0] == '=' || line.ptr[0] == '-');
}

/*
 * The heading as written: the last of its lines, for generators look at
 * that alone, without containers and the signs that make it a heading.
 */
static struct span heading_source(struct walk *w, cmark_node *node)
{
	size_t column = (size_t)cmark_node_get_start_column(node) - 1;
	struct span line = source_line(w, cmark_node_get_start_line(node));
	struct span next, content;

	if (column <= line.len)
		line = span_slice(line, column, line.len);
	line = skip_containers(line);
	if (parse_atx(line, &content))
		return content;
	while (w->rest.len) {
		next = skip_containers(source_line(w, w->line));
		if (is_underline(next))
			break;
		line = next;
	}
	return span_trim(line);
}

/* The source without marks, and without emoji where they have names. */
static struct span shown_source(struct walk *w, struct span source)
{
	char *shown = arena_strdup(w->arena, source);
	size_t len = 0;

	for (size_t pos = 0; pos < source.len; pos++) {
		char c = source.ptr[pos];
		size_t emoji = 0;

		if (c == ':' && w->options->emoji)
			emoji = inline_emoji_length(
				span_slice(source, pos, source.len));
		if (emoji) {
			shown[len++] = '!'; /* a sign, no letter */
			pos += emoji - 1;
		} else if (c != MARK_NOTHING && c != MARK_MORE) {
			shown[len++] = c;
		}
	}
	return span_make(shown, len);
}

void heading_begin(struct walk *w, cmark_node *node)
{
	struct span source = heading_source(w, node);
	bool kramdown = w->options->anchors == ANCHOR_KRAMDOWN;
	cmark_node *last = cmark_node_last_child(node);
	size_t start = attributes_find(source, kramdown, &w->heading_id);
	struct heading *h;

	w->attributes_node = NULL;
	if (start < source.len && last &&
	    cmark_node_get_type(last) == CMARK_NODE_TEXT)
		w->attributes_node = last;
	w->heading_source =
		shown_source(w, span_trim(span_slice(source, 0, start)));
	w->heading_id = arena_copy(w->arena, w->heading_id);

	strbuf_reset(&w->heading_text);
	w->in_heading = true;
	plaintext_open(&w->text, FIELD_HEADINGS);
	ARRAY_GROW(w->headings, w->heading_count + 1, w->heading_alloc);
	h = &w->headings[w->heading_count++];
	memset(h, 0, sizeof(*h));
	h->section.level = cmark_node_get_heading_level(node);
	h->text.start = w->text.text.len;
}

void heading_end(struct walk *w)
{
	struct heading *h = &w->headings[w->heading_count - 1];
	struct span text = strbuf_span(&w->text.text);

	h->text.end = text.len;
	text = span_slice(text, h->text.start, text.len);
	if (w->heading_id.len) {
		h->section.anchor = w->heading_id;
		anchor_reserve(&w->anchors, w->heading_id);
	} else {
		h->section.anchor = anchor_make(&w->anchors, w->heading_source,
						strbuf_span(&w->heading_text));
	}
	plaintext_close(&w->text);
	if (text.len == 0)
		h->text.start = h->text.end = plaintext_offset(&w->text);
	w->hidden = NULL;
	w->attributes_node = NULL;
	w->in_heading = false;
	wordcount_break(&w->words);
}
