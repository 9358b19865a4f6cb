#include "indexer/toml_lex.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/ascii.h"
#include "text/utf8.h"

void toml_locate(struct toml_lexer *lex, size_t pos)
{
	if (lex->line == 0 || pos < lex->mark) {
		lex->mark = 0;
		lex->line = lex->column = 1;
	}
	while (lex->mark < pos) {
		if (lex->text.ptr[lex->mark] == '\n') {
			lex->line++;
			lex->column = 1;
			lex->mark++;
		} else {
			utf8_next(lex->text, &lex->mark);
			lex->column++;
		}
	}
}

int toml_fail(struct toml_lexer *lex, size_t pos, const char *format, ...)
{
	char reason[256];
	va_list args;

	va_start(args, format);
	vsnprintf(reason, sizeof(reason), format, args);
	va_end(args);
	toml_locate(lex, pos);
	return parse_problem_set(lex->problem, lex->line, lex->column, "%s",
				 reason);
}

char toml_peek(const struct toml_lexer *lex, size_t ahead)
{
	if (ahead >= lex->text.len - lex->pos)
		return '\0';
	return lex->text.ptr[lex->pos + ahead];
}

bool toml_at_end(const struct toml_lexer *lex)
{
	return lex->pos >= lex->text.len;
}

bool toml_accept(struct toml_lexer *lex, char c)
{
	if (toml_at_end(lex) || lex->text.ptr[lex->pos] != c)
		return false;
	lex->pos++;
	return true;
}

void toml_skip_blanks(struct toml_lexer *lex)
{
	while (toml_accept(lex, ' ') || toml_accept(lex, '\t'))
		;
}

bool toml_accept_newline(struct toml_lexer *lex)
{
	if (toml_peek(lex, 0) == '\r' && toml_peek(lex, 1) == '\n')
		lex->pos++;
	return toml_accept(lex, '\n');
}

/*
 * Move past one character of a comment or string: any but a control
 * character, tab excepted.
 */
static int skip_character(struct toml_lexer *lex)
{
	size_t start = lex->pos;
	int32_t code = utf8_next(lex->text, &lex->pos);

	if (code < 0)
		return toml_fail(lex, start, "invalid UTF-8");
	if ((code < ' ' && code != '\t') || code == 0x7f)
		return toml_fail(lex, start, "control character U+%04X",
				 (unsigned)code);
	return 0;
}

static bool is_newline(const struct toml_lexer *lex)
{
	return toml_peek(lex, 0) == '\n' ||
	       (toml_peek(lex, 0) == '\r' && toml_peek(lex, 1) == '\n');
}

int toml_skip_comment(struct toml_lexer *lex)
{
	if (!toml_accept(lex, '#'))
		return 0;
	while (!toml_at_end(lex) && !is_newline(lex))
		if (skip_character(lex) < 0)
			return -1;
	return 0;
}

int toml_skip_lines(struct toml_lexer *lex)
{
	do {
		toml_skip_blanks(lex);
		if (toml_skip_comment(lex) < 0)
			return -1;
	} while (toml_accept_newline(lex));
	return 0;
}

static bool is_bare(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-';
}

int toml_read_key(struct toml_lexer *lex, struct span *key)
{
	size_t start = lex->pos;
	char c = toml_peek(lex, 0);

	if (c == '"' || c == '\'') {
		if (toml_peek(lex, 1) == c && toml_peek(lex, 2) == c)
			return toml_fail(lex, start, "a key in triple quotes");
		return toml_read_string(lex, key);
	}
	while (is_bare(toml_peek(lex, 0)))
		lex->pos++;
	if (lex->pos == start)
		return toml_fail(lex, start, "expected a key");
	*key = arena_copy(lex->arena, span_slice(lex->text, start, lex->pos));
	return 0;
}

/* The digits of \uXXXX or \UXXXXXXXX. */
static int read_code_point(struct toml_lexer *lex, int digits)
{
	size_t start = lex->pos;
	uint32_t code = 0;

	for (int i = 0; i < digits; i++) {
		int digit = ascii_hex(toml_peek(lex, 0));

		if (digit < 0)
			return toml_fail(lex, start - 2,
					 "escape wants %d hexadecimal digits",
					 digits);
		code = code << 4 | (uint32_t)digit;
		lex->pos++;
	}
	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return toml_fail(lex, start - 2,
				 "escape of what is no character");
	utf8_put(&lex->scratch, (int32_t)code);
	return 0;
}

/* What follows a backslash that is not at the end of its line. */
static int read_escape(struct toml_lexer *lex)
{
	static const char letters[] = "btnfr\"\\";
	static const char meanings[] = "\b\t\n\f\r\"\\";
	char c = toml_peek(lex, 0);
	const char *at = c ? strchr(letters, c) : NULL;

	if (!at && c != 'u' && c != 'U')
		return toml_fail(lex, lex->pos - 1, "unknown escape");
	lex->pos++;
	if (!at)
		return read_code_point(lex, c == 'u' ? 4 : 8);
	strbuf_put_char(&lex->scratch, meanings[at - letters]);
	return 0;
}

/*
 * A backslash with nothing but blanks behind it joins lines: all white
 * space up to the next character goes. Returns whether it was one; the
 * backslash has been read.
 */
static bool accept_line_join(struct toml_lexer *lex)
{
	size_t start = lex->pos;

	toml_skip_blanks(lex);
	if (!is_newline(lex)) {
		lex->pos = start;
		return false;
	}
	do {
		toml_skip_blanks(lex);
	} while (toml_accept_newline(lex));
	return true;
}

static int read_line_string(struct toml_lexer *lex, char quote)
{
	size_t start = lex->pos;

	lex->pos++;
	while (!toml_accept(lex, quote)) {
		size_t from = lex->pos;

		if (toml_at_end(lex) || is_newline(lex))
			return toml_fail(lex, start, "string never ends");
		if (quote == '"' && toml_accept(lex, '\\')) {
			if (read_escape(lex) < 0)
				return -1;
			continue;
		}
		if (skip_character(lex) < 0)
			return -1;
		strbuf_put(&lex->scratch, lex->text.ptr + from,
			   lex->pos - from);
	}
	return 0;
}

/*
 * Three quotes end a string of many lines; one or two more before them
 * belong to it. Returns whether it ended.
 */
static bool accept_end_quotes(struct toml_lexer *lex, char quote)
{
	size_t count = 0;

	while (count < 5 && toml_peek(lex, count) == quote)
		count++;
	if (count < 3)
		return false;
	strbuf_put(&lex->scratch, lex->text.ptr + lex->pos, count - 3);
	lex->pos += count;
	return true;
}

static int read_block_string(struct toml_lexer *lex, char quote)
{
	size_t start = lex->pos;

	lex->pos += 3;
	toml_accept_newline(lex); /* one right behind the quotes is not meant */
	while (!accept_end_quotes(lex, quote)) {
		size_t from = lex->pos;

		if (toml_at_end(lex))
			return toml_fail(lex, start, "string never ends");
		if (toml_accept_newline(lex)) {
			strbuf_put_char(&lex->scratch, '\n');
			continue;
		}
		if (quote == '"' && toml_accept(lex, '\\')) {
			if (!accept_line_join(lex) && read_escape(lex) < 0)
				return -1;
			continue;
		}
		if (skip_character(lex) < 0)
			return -1;
		strbuf_put(&lex->scratch, lex->text.ptr + from,
			   lex->pos - from);
	}
	return 0;
}

int toml_read_string(struct toml_lexer *lex, struct span *out)
{
	char quote = toml_peek(lex, 0);
	int ret;

	strbuf_reset(&lex->scratch);
	if (toml_peek(lex, 1) == quote && toml_peek(lex, 2) == quote)
		ret = read_block_string(lex, quote);
	else
		ret = read_line_string(lex, quote);
	*out = arena_copy(lex->arena, strbuf_span(&lex->scratch));
	return ret;
}
