#include "indexer/toml_lex.h"

#include <math.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/date.h"
#include "indexer/number.h"

static struct span rest_of(struct span s, size_t from)
{
	return span_slice(s, from, s.len);
}

/* Read `count` digits at the front of `*rest`. */
static int digits(struct span *rest, size_t count)
{
	int n = 0;

	if (rest->len < count)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (!ascii_is_digit(rest->ptr[i]))
			return -1;
		n = n * 10 + (rest->ptr[i] - '0');
	}
	*rest = rest_of(*rest, count);
	return n;
}

static bool accept(struct span *rest, char c)
{
	if (!rest->len || rest->ptr[0] != c)
		return false;
	*rest = rest_of(*rest, 1);
	return true;
}

/* "1979-05-27" */
static bool accept_day(struct span *rest)
{
	int year, month, day;

	year = digits(rest, 4);
	if (year < 0 || !accept(rest, '-'))
		return false;
	month = digits(rest, 2);
	if (month < 0 || !accept(rest, '-'))
		return false;
	day = digits(rest, 2);
	if (year == 0) /* RFC 3339 has it, struct date has not */
		year = 400;
	return date_is_valid_day(year, month, day);
}

static bool is_time_part(int part, int max)
{
	return part >= 0 && part <= max;
}

/* "07:32:00", "07:32:00.999999"; RFC 3339 knows leap seconds. */
static bool accept_clock(struct span *rest)
{
	if (!is_time_part(digits(rest, 2), 23) || !accept(rest, ':') ||
	    !is_time_part(digits(rest, 2), 59) || !accept(rest, ':') ||
	    !is_time_part(digits(rest, 2), 60))
		return false;
	if (!accept(rest, '.'))
		return true;
	if (digits(rest, 1) < 0)
		return false;
	while (digits(rest, 1) >= 0)
		;
	return true;
}

/* "Z", "-07:00" */
static bool accept_offset(struct span *rest)
{
	if (accept(rest, 'Z') || accept(rest, 'z'))
		return true;
	return (accept(rest, '+') || accept(rest, '-')) &&
	       is_time_part(digits(rest, 2), 23) && accept(rest, ':') &&
	       is_time_part(digits(rest, 2), 59);
}

static bool is_date(struct span text)
{
	struct span rest = text;

	if (accept_clock(&rest) && !rest.len)
		return true;
	rest = text;
	if (!accept_day(&rest))
		return false;
	if (!rest.len)
		return true;
	if (!accept(&rest, 'T') && !accept(&rest, 't') && !accept(&rest, ' '))
		return false;
	return accept_clock(&rest) &&
	       (!rest.len || (accept_offset(&rest) && !rest.len));
}

/*
 * Put the digits of `base` at the front of `*rest` into `out`, without
 * the underscores, each of which must stand between two digits. Returns
 * how many there were, or 0.
 */
static size_t take_digits(struct strbuf *out, struct span *rest, int base)
{
	size_t count = 0, i = 0;

	for (; i < rest->len; i++) {
		int digit = ascii_hex(rest->ptr[i]);

		if (digit >= 0 && digit < base) {
			strbuf_put_char(out, rest->ptr[i]);
			count++;
			continue;
		}
		if (rest->ptr[i] != '_')
			break;
		if (i == 0 || rest->ptr[i - 1] == '_' || i + 1 == rest->len)
			return 0;
		digit = ascii_hex(rest->ptr[i + 1]);
		if (digit < 0 || digit >= base)
			return 0;
	}
	*rest = rest_of(*rest, i);
	return count;
}

/* "0x1F", "0o17", "0b11"; sets `*is_number` where it is one of any size. */
static int parse_prefixed(struct strbuf *scratch, int64_t *out,
			  struct span text, bool *is_number)
{
	static const char letters[] = "xob";
	static const int bases[] = { 16, 8, 2 };
	const char *letter;
	int base;

	if (text.len < 3 || text.ptr[0] != '0' || !text.ptr[1])
		return -1;
	letter = strchr(letters, text.ptr[1]);
	if (!letter)
		return -1;
	base = bases[letter - letters];
	text = rest_of(text, 2);
	if (!take_digits(scratch, &text, base) || text.len)
		return -1;
	*is_number = true;
	return number_from_digits(out, strbuf_span(scratch), base, false);
}

/* ".5", "e-7", ".5e7" behind the integer part, already in `scratch`. */
static bool take_fraction(struct strbuf *scratch, struct span *rest)
{
	if (accept(rest, '.')) {
		strbuf_put_char(scratch, '.');
		if (!take_digits(scratch, rest, 10))
			return false;
	}
	if (!accept(rest, 'e') && !accept(rest, 'E'))
		return true;
	strbuf_put_char(scratch, 'e');
	if (accept(rest, '-'))
		strbuf_put_char(scratch, '-');
	else
		accept(rest, '+');
	return take_digits(scratch, rest, 10) > 0;
}

/* A decimal integer or float. */
static int parse_decimal(struct strbuf *scratch, struct value *v,
			 bool *is_number)
{
	struct span rest = v->text;
	bool negative = accept(&rest, '-');
	bool leading_zero;

	if (!negative)
		accept(&rest, '+');
	if (span_is(rest, "inf") || span_is(rest, "nan")) {
		v->type = VALUE_FLOAT;
		v->real = rest.ptr[0] == 'n' ? NAN : INFINITY;
		if (negative)
			v->real = -v->real;
		return 0;
	}
	leading_zero = rest.len > 1 && rest.ptr[0] == '0' &&
		       (ascii_is_digit(rest.ptr[1]) || rest.ptr[1] == '_');
	if (leading_zero || !take_digits(scratch, &rest, 10))
		return -1;
	if (!rest.len) {
		*is_number = true;
		v->type = VALUE_INT;
		return number_from_digits(&v->integer, strbuf_span(scratch), 10,
					  negative);
	}
	if (!take_fraction(scratch, &rest) || rest.len)
		return -1;
	v->type = VALUE_FLOAT;
	v->real = strtod(scratch->buf, NULL);
	if (negative)
		v->real = -v->real;
	return 0;
}

/*
 * The bytes up to the next that can belong to no scalar. The space inside
 * of "1979-05-27 07:32:00" belongs to it.
 */
static struct span scalar_text(const struct toml_lexer *lex)
{
	struct span rest = rest_of(lex->text, lex->pos);
	size_t len = 0;

	while (len < rest.len && !strchr(" \t\r\n,]}#=", rest.ptr[len]))
		len++;
	if (len == 10 && rest.len >= 14 && rest.ptr[4] == '-' &&
	    rest.ptr[len] == ' ' && ascii_is_digit(rest.ptr[11]) &&
	    ascii_is_digit(rest.ptr[12]) && rest.ptr[13] == ':')
		for (len = 11;
		     len < rest.len && !strchr(" \t\r\n,]}#=", rest.ptr[len]);)
			len++;
	return span_slice(rest, 0, len);
}

int toml_read_scalar(struct toml_lexer *lex, struct value *v)
{
	size_t start = lex->pos;
	bool is_number = false;

	v->text = arena_copy(lex->arena, scalar_text(lex));
	lex->pos += v->text.len;
	strbuf_reset(&lex->scratch);
	if (!v->text.len)
		return toml_fail(lex, start, "expected a value");
	if (span_is(v->text, "true") || span_is(v->text, "false")) {
		v->type = VALUE_BOOL;
		v->boolean = v->text.len == 4;
		return 0;
	}
	if (is_date(v->text)) {
		v->type = VALUE_DATE;
		return 0;
	}
	v->type = VALUE_INT;
	if (parse_prefixed(&lex->scratch, &v->integer, v->text, &is_number) ==
	    0)
		return 0;
	if (!is_number)
		strbuf_reset(&lex->scratch);
	if (!is_number && parse_decimal(&lex->scratch, v, &is_number) == 0)
		return 0;
	if (is_number)
		return toml_fail(lex, start, "integer is too large");
	return toml_fail(lex, start, "expected a value; strings want quotes");
}
