#include "indexer/mdx.h"

#include <stdbool.h>

#include "base/ascii.h"
#include "indexer/html.h"

struct rewriter {
	struct strbuf *out;
	struct span text;
	size_t pos;
	size_t depth; /* JSX tags that are open */
	size_t fuel;  /* bytes that may be read in vain: keeps this linear */
	bool block_begins; /* the line before is blank, or there is none */
};

/* Pay for what was read in vain. Always returns 0. */
static size_t fail(struct rewriter *r, size_t cost)
{
	r->fuel -= cost < r->fuel ? cost : r->fuel;
	return 0;
}

static size_t run_length(struct span s, size_t pos)
{
	size_t end = pos;

	while (end < s.len && s.ptr[end] == s.ptr[pos])
		end++;
	return end - pos;
}

/* The end of the line at `pos`, its newline included. */
static size_t line_end(struct span s, size_t pos)
{
	pos += span_find_char(span_slice(s, pos, s.len), '\n');
	return pos < s.len ? pos + 1 : pos;
}

/* --- JavaScript --- */

/* The end of the string that begins at `pos`, or s.len. */
static size_t string_end(struct span s, size_t pos)
{
	char quote = s.ptr[pos];

	for (pos++; pos < s.len && s.ptr[pos] != quote; pos++)
		if (s.ptr[pos] == '\\')
			pos++;
	return pos < s.len ? pos + 1 : s.len;
}

static size_t comment_end(struct span s, size_t pos)
{
	struct span rest = span_slice(s, pos, s.len);

	if (span_has_prefix(rest, "//"))
		return line_end(s, pos);
	if (!span_has_prefix(rest, "/*"))
		return pos + 1;
	pos += span_find(rest, span_from("*/")) + 2;
	return pos < s.len ? pos : s.len;
}

/* The length of "{...}" at `pos`, or 0. */
static size_t expression_length(struct rewriter *r, size_t pos)
{
	struct span s = r->text;
	size_t from = pos, depth = 0;

	while (pos < s.len && r->fuel) {
		switch (s.ptr[pos]) {
		case '{':
			depth++;
			pos++;
			break;
		case '}':
			pos++;
			if (--depth == 0)
				return pos - from;
			break;
		case '"':
		case '\'':
		case '`':
			pos = string_end(s, pos);
			break;
		case '/':
			pos = comment_end(s, pos);
			break;
		default:
			pos++;
		}
	}
	return fail(r, pos - from);
}

/* --- JSX --- */

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || (c != '\0' && strchr("_$.:-", c));
}

/* The length of the tag "<Name attribute={value}>" at `pos`, or 0. */
static size_t tag_length(struct rewriter *r, size_t pos)
{
	struct span s = r->text;
	size_t from = pos++, value;

	if (pos < s.len && s.ptr[pos] == '/')
		pos++;
	if (pos < s.len && s.ptr[pos] != '>' && !ascii_is_alpha(s.ptr[pos]))
		return 0;
	while (pos < s.len && is_name_char(s.ptr[pos]))
		pos++;
	while (pos < s.len && r->fuel) {
		switch (s.ptr[pos]) {
		case '>':
			return pos + 1 - from;
		case '<':
			return fail(r, pos - from);
		case '"':
		case '\'':
			pos = string_end(s, pos);
			break;
		case '{':
			value = expression_length(r, pos);
			if (value == 0)
				return fail(r, pos - from);
			pos += value;
			break;
		default:
			pos++;
		}
	}
	return fail(r, pos - from);
}

/* Pass over the content of a script or style sheet. */
static void skip_hidden(struct rewriter *r, const char *element)
{
	while (r->pos < r->text.len) {
		struct span rest = span_slice(r->text, r->pos, r->text.len);

		if (html_is_end_of(rest, element))
			return;
		r->pos++;
	}
}

static void put_tag(struct rewriter *r)
{
	size_t len = tag_length(r, r->pos);
	struct span tag = span_slice(r->text, r->pos, r->pos + len);
	const char *hidden;

	if (len == 0) {
		strbuf_put_char(r->out, r->text.ptr[r->pos++]);
		return;
	}
	r->pos += len;
	if (html_is_separator(tag))
		strbuf_put_char(r->out, ' ');
	hidden = html_hidden_element(tag);
	if (hidden)
		skip_hidden(r, hidden);
	if (span_has_suffix(tag, "/>"))
		return;
	if (tag.ptr[1] != '/')
		r->depth++;
	else if (r->depth)
		r->depth--;
}

static void put_brace(struct rewriter *r)
{
	size_t len = expression_length(r, r->pos);

	if (len == 0)
		strbuf_put_char(r->out, '{');
	r->pos += len ? len : 1;
}

/*
 * Copy the backquotes here, with the code span that they begin where it
 * ends on this line.
 */
static void put_backquotes(struct rewriter *r)
{
	size_t count = run_length(r->text, r->pos), run = 0;
	size_t end = r->pos + count, pos = end;

	while (pos < r->text.len && r->text.ptr[pos] != '\n' && r->fuel) {
		run = r->text.ptr[pos] == '`' ? run_length(r->text, pos) : 0;
		pos += run ? run : 1;
		if (run == count)
			break;
	}
	if (run == count)
		end = pos;
	else
		fail(r, pos - end);
	strbuf_put(r->out, r->text.ptr + r->pos, end - r->pos);
	r->pos = end;
}

/* --- lines --- */

/* Copy the fenced block whose first line is here, behind `indent` bytes. */
static void put_fenced(struct rewriter *r, size_t indent)
{
	size_t start = r->pos + indent;
	size_t length = run_length(r->text, start);
	char sign = r->text.ptr[start];
	bool is_end = false, is_first = true;

	while (r->pos < r->text.len && !is_end) {
		size_t end = line_end(r->text, r->pos);
		struct span line = span_slice(r->text, r->pos, end);
		struct span trimmed = span_trim(line);

		is_end = !is_first && trimmed.len >= length &&
			 trimmed.ptr[0] == sign &&
			 run_length(trimmed, 0) == trimmed.len;
		if ((is_first || is_end) && r->depth) {
			strbuf_put_span(r->out, trimmed);
			strbuf_put_char(r->out, '\n');
		} else {
			strbuf_put_span(r->out, line);
		}
		is_first = false;
		r->pos = end;
	}
}

static bool is_statement(struct span s)
{
	return span_has_prefix(s, "import ") || span_has_prefix(s, "import{") ||
	       span_has_prefix(s, "export ");
}

/* Pass over import and export up to a blank line outside of braces. */
static void skip_statements(struct rewriter *r)
{
	while (r->pos < r->text.len) {
		size_t end = line_end(r->text, r->pos);
		struct span line = span_slice(r->text, r->pos, end);
		size_t brace = span_find_char(line, '{');

		if (span_trim(line).len == 0)
			return;
		if (brace < line.len) {
			size_t len = expression_length(r, r->pos + brace);

			if (len)
				end = line_end(r->text, r->pos + brace + len);
		}
		r->pos = end;
	}
}

static bool is_fence(struct span line, size_t indent)
{
	return indent < line.len && strchr("`~", line.ptr[indent]) &&
	       run_length(line, indent) >= 3;
}

static bool is_line_start(const struct rewriter *r)
{
	return r->pos == 0 || r->text.ptr[r->pos - 1] == '\n';
}

/* Inside a JSX tag indentation makes no code. */
static void begin_line(struct rewriter *r)
{
	size_t end = line_end(r->text, r->pos), indent = 0;
	struct span line = span_slice(r->text, r->pos, end);
	bool block_begins = r->block_begins;

	while (indent < line.len && strchr(" \t", line.ptr[indent]))
		indent++;
	r->block_begins = span_trim(line).len == 0;
	if (is_fence(line, indent)) {
		put_fenced(r, indent);
	} else if (block_begins && r->depth == 0 && is_statement(line)) {
		skip_statements(r);
		r->block_begins = true;
	} else if (r->depth) {
		r->pos += indent;
	}
}

void mdx_rewrite(struct strbuf *out, struct span text)
{
	struct rewriter r = { out, text, 0, 0, text.len * 8 + 4096, true };

	while (r.pos < text.len) {
		size_t before = r.pos;

		if (is_line_start(&r))
			begin_line(&r);
		if (r.pos == text.len || (r.pos > before && is_line_start(&r)))
			continue;
		switch (text.ptr[r.pos]) {
		case '<':
			put_tag(&r);
			break;
		case '{':
			put_brace(&r);
			break;
		case '`':
			put_backquotes(&r);
			break;
		case '\\':
			strbuf_put_char(out, text.ptr[r.pos++]);
			if (r.pos < text.len && text.ptr[r.pos] != '\n')
				strbuf_put_char(out, text.ptr[r.pos++]);
			break;
		default:
			strbuf_put_char(out, text.ptr[r.pos++]);
		}
	}
}
