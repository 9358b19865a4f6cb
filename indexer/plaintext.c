#include "indexer/plaintext.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/bytes.h"
#include "base/mem.h"
#include "text/unicode.h"
#include "text/utf8.h"

void plaintext_release(struct plaintext *p)
{
	const struct plaintext empty = PLAINTEXT_INIT;

	strbuf_release(&p->text);
	free(p->blocks);
	*p = empty;
}

void plaintext_open(struct plaintext *p, enum field field)
{
	uint32_t start;

	plaintext_close(p);
	start = (uint32_t)plaintext_offset(p);
	if (p->text.len)
		strbuf_put_char(&p->text, '\n');
	ARRAY_GROW(p->blocks, p->count + 1, p->alloc);
	p->blocks[p->count++] = (struct block){ field, start, start };
	p->is_open = true;
	p->in_space = false;
}

void plaintext_close(struct plaintext *p)
{
	struct block *last;

	if (!p->is_open)
		return;
	p->is_open = false;
	last = &p->blocks[p->count - 1];
	if (p->text.len > last->start) {
		last->end = (uint32_t)p->text.len;
		return;
	}
	p->count--;
	strbuf_truncate(&p->text, last->start ? last->start - 1 : 0);
}

void plaintext_resume(struct plaintext *p, enum field field)
{
	if (p->is_open)
		p->in_space = true;
	else
		plaintext_open(p, field);
}

size_t plaintext_offset(const struct plaintext *p)
{
	if (p->is_open || p->text.len == 0)
		return p->text.len;
	return p->text.len + 1;
}

/* Printing ASCII, which needs no second look: most bytes there are. */
static bool is_plain(char c)
{
	return c > ' ' && c < 0x7f;
}

/*
 * Of eight bytes those that are neither of words nor a single space, behind
 * `before` too; told up to the first of them.
 */
static uint64_t not_words(const char *eight, char before)
{
	uint64_t spaces = bytes_between(bytes_load(eight), ' ', ' ');

	return ascii_not_print(eight) |
	       (spaces & (spaces << 8 | (before == ' ' ? 0x80 : 0)));
}

size_t plaintext_run(struct span s, size_t from)
{
	size_t pos = from;
	uint64_t others = 0;

	for (; s.len - pos >= 8 && !others; pos += 8)
		others = not_words(s.ptr + pos,
				   pos > from ? s.ptr[pos - 1] : ' ');
	if (others)
		pos += bytes_before(others) - 8;
	else
		while (pos < s.len && (is_plain(s.ptr[pos]) ||
				       (s.ptr[pos] == ' ' && pos > from &&
					s.ptr[pos - 1] != ' ')))
			pos++;
	return pos > from && s.ptr[pos - 1] == ' ' ? pos - 1 : pos;
}

/* The end of the printing ASCII and spaces from `from` on. */
static size_t spaced_run(struct span s, size_t from)
{
	size_t pos = from;

	for (; s.len - pos >= 8; pos += 8) {
		uint64_t others = ascii_not_print(s.ptr + pos);

		if (others)
			return pos + bytes_before(others);
	}
	while (pos < s.len && ascii_is_print(s.ptr[pos]))
		pos++;
	return pos;
}

static void put_visible(struct plaintext *p, struct span s)
{
	if (p->in_space && p->text.len > p->blocks[p->count - 1].start)
		strbuf_put_char(&p->text, ' ');
	p->in_space = false;
	strbuf_put_span(&p->text, s);
}

void plaintext_put(struct plaintext *p, struct span prose)
{
	for (size_t pos = 0; pos < prose.len;) {
		size_t from = pos;
		int32_t code;

		pos = plaintext_run(prose, from);
		if (pos > from) {
			put_visible(p, span_slice(prose, from, pos));
			continue;
		}
		code = utf8_next(prose, &pos);
		if (code == 0x2028 || code == 0x2029 ||
		    (code < 0x80 && unicode_is_space(code)))
			p->in_space = true;
		else if (!unicode_is_forbidden(code))
			put_visible(p, span_slice(prose, from, pos));
	}
}

void plaintext_put_lines(struct plaintext *p, struct span code)
{
	while (code.len && code.ptr[code.len - 1] == '\n')
		code.len--;
	while (code.len && code.ptr[0] == '\n')
		code = span_slice(code, 1, code.len);
	if (span_trim(code).len == 0)
		return;
	for (size_t pos = 0; pos < code.len;) {
		size_t from = pos;
		int32_t c;

		pos = spaced_run(code, from);
		if (pos == from) {
			c = utf8_next(code, &pos);
			if (unicode_is_forbidden(c))
				continue;
			if (c == '\t' || c == 0x2028 || c == 0x2029) {
				strbuf_put_char(&p->text, ' ');
				continue;
			}
		}
		strbuf_put_span(&p->text, span_slice(code, from, pos));
	}
}

/*
 * Bounds on what a line may open. The work a parser does for a line grows
 * with the containers that are open, and these keep them few.
 */
#define MAX_CONTAINERS 100 /* begun on one line */
#define MAX_INDENT 400     /* columns in front of the first of them */
#define MAX_BLANK_LINES 20 /* in a row */

/* The length of a list marker with its space at `pos`, or 0. */
static size_t list_marker(struct span line, size_t pos)
{
	size_t end = pos;

	while (end < line.len && end - pos < 9 && ascii_is_digit(line.ptr[end]))
		end++;
	if (end == line.len)
		return 0;
	if (end > pos ? line.ptr[end] != '.' && line.ptr[end] != ')'
		      : !strchr("-+*", line.ptr[end]))
		return 0;
	end++;
	if (end == line.len || (line.ptr[end] != ' ' && line.ptr[end] != '\t'))
		return 0;
	return end + 1 - pos;
}

/* Append `line` without the containers that are too deep. */
static void put_line(struct strbuf *out, struct span line)
{
	size_t pos = 0, kept, columns = 0, depth = 0, marker;

	while (pos < line.len && columns < MAX_INDENT &&
	       (line.ptr[pos] == ' ' || line.ptr[pos] == '\t'))
		columns += line.ptr[pos++] == '\t' ? 4 : 1;
	kept = pos;
	while (pos < line.len) {
		if (line.ptr[pos] == ' ' || line.ptr[pos] == '\t')
			marker = 1;
		else if (line.ptr[pos] == '>')
			marker = 1, depth++;
		else if ((marker = list_marker(line, pos)) > 0)
			depth++;
		else
			break;
		pos += marker;
		if (depth < MAX_CONTAINERS && columns < MAX_INDENT)
			kept = pos;
	}
	strbuf_put_span(out, span_slice(line, 0, kept));
	strbuf_put_span(out, span_slice(line, pos, line.len));
}

/* Append `line` with only well-formed and visible characters. */
static void put_characters(struct strbuf *out, struct span line)
{
	for (size_t pos = 0; pos < line.len;) {
		size_t from = pos;
		int32_t code;

		pos = spaced_run(line, from);
		if (pos == from) {
			code = utf8_next(line, &pos);
			if (code < 0) {
				utf8_put(out, 0xfffd);
				continue;
			}
			if (unicode_is_forbidden(code))
				continue;
		}
		strbuf_put_span(out, span_slice(line, from, pos));
	}
}

/*
 * Cut a line off `*rest` that ends in "\n", "\r\n" or, where there are
 * such, "\r". `*is_plain`: it is printing ASCII and spaces.
 */
static struct span next_line(struct span *rest, bool has_returns,
			     bool *is_plain)
{
	size_t end = spaced_run(*rest, 0);
	struct span line;

	*is_plain = end == rest->len || rest->ptr[end] == '\n' ||
		    rest->ptr[end] == '\r';
	if (!*is_plain) {
		end = span_find_char(*rest, '\n');
		if (has_returns)
			end = span_find_char(span_slice(*rest, 0, end), '\r');
	}
	line = span_slice(*rest, 0, end);
	if (end + 1 < rest->len && rest->ptr[end] == '\r' &&
	    rest->ptr[end + 1] == '\n')
		end++;
	if (end < rest->len)
		end++;
	*rest = span_slice(*rest, end, rest->len);
	return line;
}

/* Is it certain that put_line() leaves nothing out of it? */
static bool is_shallow(struct span line)
{
	/* Four columns a byte, or one container, are the most. */
	return (line.len < MAX_INDENT / 4 && line.len < MAX_CONTAINERS) ||
	       ascii_is_alpha(line.ptr[0]);
}

/* How many lines in a row are blank, with this one. */
static size_t count_blank(size_t before, struct span line)
{
	if (line.len && line.ptr[0] > ' ')
		return 0; /* as most lines are */
	return span_trim(line).len ? 0 : before + 1;
}

/* What stays as it is, nearly all, is put at once. */
void plaintext_clean(struct strbuf *out, struct span body)
{
	struct strbuf cleaned = STRBUF_INIT;
	bool has_returns = span_find_char(body, '\r') < body.len;
	size_t blank = 0;
	const char *same;

	strbuf_grow(out, body.len + 1);
	if (span_has_prefix(body, "\xef\xbb\xbf"))
		body = span_slice(body, 3, body.len);
	for (same = body.ptr; body.len;) {
		bool is_plain;
		struct span line = next_line(&body, has_returns, &is_plain);
		const char *start = line.ptr;

		if (!is_plain) {
			strbuf_reset(&cleaned);
			put_characters(&cleaned, line);
			line = strbuf_span(&cleaned);
		}
		blank = count_blank(blank, line);
		if (is_plain && blank <= MAX_BLANK_LINES &&
		    body.ptr == start + line.len + 1 &&
		    start[line.len] == '\n' && is_shallow(line))
			continue;
		strbuf_put(out, same, (size_t)(start - same));
		same = body.ptr;
		if (blank > MAX_BLANK_LINES)
			continue;
		put_line(out, line);
		strbuf_put_char(out, '\n');
	}
	strbuf_put(out, same, (size_t)(body.ptr - same));
	strbuf_release(&cleaned);
}
