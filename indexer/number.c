#include "indexer/number.h"

#include <math.h>
#include <stdlib.h>

#include "base/ascii.h"

int number_from_digits(int64_t *out, struct span digits, int base,
		       bool negative)
{
	const uint64_t max = (uint64_t)INT64_MAX + (negative ? 1 : 0);
	uint64_t n = 0;

	if (!digits.len)
		return -1;
	for (size_t i = 0; i < digits.len; i++) {
		int digit = ascii_hex(digits.ptr[i]);

		if (digit < 0 || digit >= base)
			return -1;
		if (n > (max - (uint64_t)digit) / (uint64_t)base)
			return -1;
		n = n * (uint64_t)base + (uint64_t)digit;
	}
	/* In two steps, since INT64_MIN has no positive counterpart. */
	*out = negative && n ? -(int64_t)(n - 1) - 1 : (int64_t)n;
	return 0;
}

static bool accept_sign(struct span *text)
{
	bool negative = text->len && text->ptr[0] == '-';

	if (text->len && (negative || text->ptr[0] == '+'))
		*text = span_slice(*text, 1, text->len);
	return negative;
}

int number_parse_int(int64_t *out, struct span text)
{
	bool negative;

	if (span_has_prefix(text, "0x"))
		return number_from_digits(out, span_slice(text, 2, text.len),
					  16, false);
	if (span_has_prefix(text, "0o"))
		return number_from_digits(out, span_slice(text, 2, text.len), 8,
					  false);
	negative = accept_sign(&text);
	return number_from_digits(out, text, 10, negative);
}

static size_t skip_digits(struct span text, size_t at)
{
	while (at < text.len && ascii_is_digit(text.ptr[at]))
		at++;
	return at;
}

/* [0-9]+ ( \. [0-9]* )? or \. [0-9]+, then ( [eE] [-+]? [0-9]+ )? */
static bool is_float(struct span text)
{
	size_t end = skip_digits(text, 0);
	size_t digits = end, start;

	if (end < text.len && text.ptr[end] == '.') {
		start = end + 1;
		end = skip_digits(text, start);
		digits += end - start;
	}
	if (!digits)
		return false;
	if (end < text.len && ascii_lower(text.ptr[end]) == 'e') {
		end++;
		if (end < text.len &&
		    (text.ptr[end] == '-' || text.ptr[end] == '+'))
			end++;
		start = end;
		end = skip_digits(text, start);
		if (end == start)
			return false;
	}
	return end == text.len;
}

int number_parse_float(double *out, struct span text)
{
	const char *whole = text.ptr;
	bool negative;

	if (span_is(text, ".nan") || span_is(text, ".NaN") ||
	    span_is(text, ".NAN")) {
		*out = NAN;
		return 0;
	}
	negative = accept_sign(&text);
	if (span_is(text, ".inf") || span_is(text, ".Inf") ||
	    span_is(text, ".INF")) {
		*out = negative ? -INFINITY : INFINITY;
		return 0;
	}
	if (!is_float(text))
		return -1;
	*out = strtod(whole, NULL);
	return 0;
}
