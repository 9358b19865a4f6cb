#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

/* UTF-8, read one code point at a time (RFC 3629). */

#include <stdint.h>

#include "base/span.h"
#include "base/strbuf.h"

/* For a byte of 0x80 or more; called by utf8_next(). */
int32_t utf8_next_long(struct span text, size_t *pos);

/*
 * Read the code point at `text[*pos]` and move `*pos` behind it. Returns
 * -1 for a byte that begins no well-formed sequence, and moves one byte on.
 * `*pos` must be below text.len.
 */
static inline int32_t utf8_next(struct span text, size_t *pos)
{
	unsigned char first = (unsigned char)text.ptr[*pos];

	if (first >= 0x80)
		return utf8_next_long(text, pos);
	*pos += 1;
	return first;
}

/* Append the code point; surrogates and the like become U+FFFD. */
void utf8_put(struct strbuf *out, int32_t code);

/*
 * The longest front of `text` of at most `limit` bytes that cuts no
 * sequence apart.
 */
struct span utf8_prefix(struct span text, size_t limit);

/* The number of code points; each malformed byte counts as one. */
size_t utf8_length(struct span text);

#endif
