#include "indexer/linecursor.h"

#include <stdlib.h>

#include "base/ascii.h"

#define TAB_STOP 4
#define MAX_LABEL 200

static size_t tab_width(size_t column)
{
	return TAB_STOP - column % TAB_STOP;
}

static bool is_blank_char(struct span s, size_t pos)
{
	return pos < s.len && (s.ptr[pos] == ' ' || s.ptr[pos] == '\t');
}

void cursor_pass_blanks(struct cursor *c)
{
	size_t column = c->column;

	for (c->content = c->pos; is_blank_char(c->line, c->content);
	     c->content++)
		column +=
			c->line.ptr[c->content] == '\t' ? tab_width(column) : 1;
	c->indent = column - c->column;
}

void cursor_read_to(struct cursor *c, size_t end)
{
	for (; c->pos < end; c->pos++)
		c->column +=
			c->line.ptr[c->pos] == '\t' ? tab_width(c->column) : 1;
}

void cursor_read_columns(struct cursor *c, size_t count)
{
	while (count && is_blank_char(c->line, c->pos)) {
		size_t width =
			c->line.ptr[c->pos] == '\t' ? tab_width(c->column) : 1;
		size_t step = width < count ? width : count;

		c->column += step;
		c->pos += step == width;
		count -= step;
	}
}

size_t cursor_run_end(const struct cursor *c, char sign)
{
	size_t end = c->content;

	while (end < c->line.len && c->line.ptr[end] == sign)
		end++;
	return end;
}

bool line_ends_at(struct span line, size_t pos)
{
	while (is_blank_char(line, pos))
		pos++;
	return pos == line.len;
}

bool cursor_is_heading(const struct cursor *c)
{
	size_t end = cursor_run_end(c, '#'), level = end - c->content;

	return level >= 1 && level <= 6 &&
	       (end == c->line.len || is_blank_char(c->line, end));
}

size_t cursor_fence_length(const struct cursor *c)
{
	char sign = cursor_char(c);
	size_t end = cursor_run_end(c, sign);

	if ((sign != '`' && sign != '~') || end - c->content < 3)
		return 0;
	if (sign == '`' && span_find_char(span_slice(c->line, end, c->line.len),
					  '`') < c->line.len - end)
		return 0;
	return end - c->content;
}

bool cursor_is_underline(const struct cursor *c)
{
	char sign = cursor_char(c);

	return (sign == '=' || sign == '-') &&
	       line_ends_at(c->line, cursor_run_end(c, sign));
}

bool cursor_is_rule(const struct cursor *c)
{
	char sign = cursor_char(c);
	size_t count = 0;

	if (sign != '*' && sign != '_' && sign != '-')
		return false;
	for (size_t i = c->content; i < c->line.len; i++) {
		if (c->line.ptr[i] == sign)
			count++;
		else if (!is_blank_char(c->line, i))
			return false;
	}
	return count >= 3;
}

size_t cursor_marker_length(const struct cursor *c, bool ends_paragraph)
{
	struct span line = c->line;
	size_t pos = c->content;

	while (pos < line.len && pos - c->content < 9 &&
	       ascii_is_digit(line.ptr[pos]))
		pos++;
	if (pos == line.len)
		return 0;
	if (pos == c->content) {
		if (!strchr("*-+", line.ptr[pos]))
			return 0;
	} else {
		if (line.ptr[pos] != '.' && line.ptr[pos] != ')')
			return 0;
		if (ends_paragraph &&
		    strtoul(line.ptr + c->content, NULL, 10) != 1)
			return 0;
	}
	pos++;
	if (pos < line.len && !is_blank_char(line, pos))
		return 0;
	return ends_paragraph && line_ends_at(line, pos) ? 0 : pos - c->content;
}

bool cursor_may_be_html(const struct cursor *c)
{
	char next = c->content + 1 < c->line.len ? c->line.ptr[c->content + 1]
						 : '\n';

	return cursor_char(c) == '<' &&
	       (ascii_is_alpha(next) || strchr("/!?", next));
}

bool line_is_definition(struct span line)
{
	size_t pos = 1, from;

	if (!span_has_prefix(line, "["))
		return false;
	while (pos < line.len && pos < MAX_LABEL &&
	       !strchr("[]\\", line.ptr[pos]))
		pos++;
	if (span_trim(span_slice(line, 1, pos)).len == 0 ||
	    !span_has_prefix(span_slice(line, pos, line.len), "]:"))
		return false;
	for (pos += 2; is_blank_char(line, pos);)
		pos++;
	for (from = pos; pos < line.len && line.ptr[pos] > ' ' &&
			 !strchr("<()\\", line.ptr[pos]);)
		pos++;
	return pos > from && line_ends_at(line, pos);
}
