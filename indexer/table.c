#include "indexer/table.h"

#include "base/ascii.h"
#include "indexer/linemap.h"
#include "indexer/marks.h"

/* The cells of `row` one by one; start with `rest` the row and trimmed. */
static bool next_cell(struct span *rest, struct span *cell)
{
	size_t end = 0;

	if (rest->len == 0)
		return false;
	while (end < rest->len && (rest->ptr[end] != '|' ||
				   (end > 0 && rest->ptr[end - 1] == '\\')))
		end++;
	*cell = span_trim(span_slice(*rest, 0, end));
	if (end < rest->len)
		end++;
	*rest = span_slice(*rest, end, rest->len);
	return true;
}

/* `line` without the spaces and the pipes around it. */
static struct span row_content(struct span line)
{
	struct span row =
		span_trim(span_slice(line, line_content(line), line.len));

	if (row.len && row.ptr[0] == '|')
		row = span_slice(row, 1, row.len);
	if (row.len && row.ptr[row.len - 1] == '|')
		row = span_slice(row, 0, row.len - 1);
	return row;
}

static size_t cell_count(struct span row)
{
	struct span cell;
	size_t count = 0;

	while (next_cell(&row, &cell))
		count++;
	return count;
}

/* Is it hyphens, with a colon at either end or none? */
static bool is_delimiter_cell(struct span cell)
{
	size_t hyphens = 0;

	if (cell.len && cell.ptr[0] == ':')
		cell = span_slice(cell, 1, cell.len);
	if (cell.len && cell.ptr[cell.len - 1] == ':')
		cell = span_slice(cell, 0, cell.len - 1);
	while (hyphens < cell.len && cell.ptr[hyphens] == '-')
		hyphens++;
	return hyphens && hyphens == cell.len;
}

/* The columns of a delimiter row, or 0 for any other line. */
static size_t delimiter_columns(struct span line)
{
	struct span row = row_content(line), cell;
	size_t count = 0;

	for (size_t i = 0; i < row.len; i++)
		if (!strchr("-:| \t", row.ptr[i]))
			return 0;
	while (next_cell(&row, &cell)) {
		if (!is_delimiter_cell(cell))
			return 0;
		count++;
	}
	return count;
}

bool table_may_be_in(struct span text)
{
	struct span line;

	/* A row of one column alone may have no pipe, but a colon then. */
	if (span_find_char(text, '|') == text.len &&
	    span_find(text, span_from(":-")) == text.len)
		return false;
	while (span_next_line(&text, &line)) {
		size_t start = line_content(line);

		/* Most lines are told by their first character. */
		if (start < line.len && strchr("-:|", line.ptr[start]) &&
		    (span_find_char(line, '|') < line.len ||
		     line.ptr[start] == ':') &&
		    delimiter_columns(line))
			return true;
	}
	return false;
}

/* "\|" is a pipe inside a table, even in code. */
static void put_cell(struct strbuf *out, struct span cell)
{
	for (;;) {
		size_t end = span_find(cell, span_from("\\|"));

		strbuf_put_span(out, span_slice(cell, 0, end));
		if (end == cell.len)
			break;
		cell = span_slice(cell, end + 1, cell.len);
	}
}

struct writer {
	struct strbuf *out;
	size_t limit; /* more output than this has no honest cause */
};

/*
 * Each cell becomes a paragraph. The first stands behind what precedes it
 * on `line`, the first of its block, if it is the first there; all others
 * behind the same containers.
 */
static void put_row(const struct writer *w, struct span line, size_t prefix,
		    struct span row, size_t columns, bool opens)
{
	struct span cell;

	for (size_t i = 0; i < columns && next_cell(&row, &cell); i++) {
		if (opens && i == 0) {
			strbuf_put(w->out, line.ptr, prefix);
		} else if (w->out->len < w->limit) {
			line_put_prefix(w->out, line, prefix);
			strbuf_put_char(w->out, '\n');
			line_put_prefix(w->out, line, prefix);
		}
		strbuf_put_char(w->out, i ? MARK_CELL : MARK_ROW);
		strbuf_put_char(w->out, ' ');
		put_cell(w->out, cell);
		strbuf_put_char(w->out, '\n');
	}
}

/*
 * Look in the paragraph of `lines` lines at the front of `block` for a
 * head and the delimiter row behind it. Returns the number of the head's
 * line from 0, or `lines`.
 */
static size_t find_head(struct span block, size_t lines, size_t prefix,
			size_t *columns)
{
	struct span before = span_make(NULL, 0), line;

	for (size_t i = 0; i < lines && span_next_line(&block, &line); i++) {
		if (i == 0)
			line = span_slice(line, prefix, line.len);
		*columns = i ? delimiter_columns(line) : 0;
		/* goldmark lets the head have fewer cells. */
		if (*columns && cell_count(row_content(before)) <= *columns)
			return i - 1;
		if (*columns)
			break;
		before = line;
	}
	return lines;
}

/* The paragraph whose table begins at line number `head`. */
static void put_paragraph(const struct writer *w, struct span block,
			  size_t lines, size_t prefix, size_t head,
			  size_t columns)
{
	struct span first = block, line;

	for (size_t i = 0; i < lines && span_next_line(&block, &line); i++) {
		struct span row = line;

		if (i < head) {
			strbuf_put_span(w->out, line);
			strbuf_put_char(w->out, '\n');
			continue;
		}
		if (i == head + 1)
			continue;
		if (i == 0)
			row = span_slice(line, prefix, line.len);
		put_row(w, first, prefix, row_content(row), columns, i == 0);
	}
}

/* Does the paragraph of the line before go on in line number `i`? */
static bool goes_on(const struct linemap *map, size_t i)
{
	return i < map->count && map->lines[i].kind == LINE_PARAGRAPH &&
	       !map->lines[i].begins;
}

/* What has no table in it is put as it is, all at once. */
void table_rewrite(struct strbuf *out, struct span text)
{
	struct writer w = { out, out->len + text.len * 4 + 4096 };
	const char *same = text.ptr;
	struct linemap map;
	struct span line;

	linemap_init(&map, text);
	for (size_t i = 0, lines; text.len; i += lines) {
		struct span block = text;
		size_t prefix = map.lines[i].column, head, columns;

		lines = 1;
		span_next_line(&text, &line);
		if (map.lines[i].kind != LINE_PARAGRAPH || prefix > line.len)
			continue;
		for (; goes_on(&map, i + lines); lines++)
			span_next_line(&text, &line);
		head = find_head(block, lines, prefix, &columns);
		if (head == lines)
			continue;
		strbuf_put(out, same, (size_t)(block.ptr - same));
		put_paragraph(&w, block, lines, prefix, head, columns);
		same = text.ptr;
	}
	strbuf_put(out, same, (size_t)(text.ptr - same));
	linemap_release(&map);
}
