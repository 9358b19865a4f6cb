#ifndef STORE_VARINT_H
#define STORE_VARINT_H

/* Numbers of variable length: 7 bits a byte, low ones first (LEB128). */

#include <stdint.h>

#include "base/strbuf.h"

#define VARINT_MAX 10

/* Returns how many bytes were written, VARINT_MAX at the most. */
static inline size_t varint_code(char *out, uint64_t value)
{
	size_t len = 0;

	for (; value >= 0x80; value >>= 7)
		out[len++] = (char)(value | 0x80);
	out[len++] = (char)value;
	return len;
}

void varint_put(struct strbuf *out, uint64_t value);

/* Signed numbers of small magnitude stay short (zigzag). */
void varint_put_signed(struct strbuf *out, int64_t value);

/*
 * Read from the front of `*rest`. When it ends too early or a number is
 * too long, 0 is returned and `*bad` set; `*bad` is never cleared.
 */
static inline uint64_t varint_get(struct span *rest, bool *bad);
int64_t varint_get_signed(struct span *rest, bool *bad);

/* The same of a number of any length; for varint_get() itself. */
uint64_t varint_get_long(struct span *rest, bool *bad);

/* Most numbers take one byte, and are read in large numbers. */
static inline uint64_t varint_get(struct span *rest, bool *bad)
{
	unsigned char byte;

	if (rest->len == 0 || (byte = (unsigned char)*rest->ptr) >= 0x80)
		return varint_get_long(rest, bad);
	rest->ptr++;
	rest->len--;
	return byte;
}

/*
 * Numbers as FTS5 stores them: 7 bits a byte, high ones first; those that we
 * write are below 2^56. Inline, for each place of a word in an index is one.
 */
#define VARINT_FTS_MAX 8

/* Returns how many bytes were written, VARINT_FTS_MAX at the most. */
static inline size_t varint_code_fts(char *out, uint64_t value)
{
	size_t len = 1;

	if (value < 0x80) {
		*out = (char)value;
		return 1;
	}
	if (value < 0x4000) {
		out[0] = (char)(value >> 7 | 0x80);
		out[1] = (char)(value & 0x7f);
		return 2;
	}
	while (value >> 7 * len)
		len++;
	for (size_t i = len; i-- > 0; value >>= 7)
		out[i] = (char)((value & 0x7f) | (i + 1 < len ? 0x80 : 0));
	return len;
}

/* How many bytes varint_code_fts() writes. */
static inline size_t varint_size_fts(uint64_t value)
{
	size_t len = 2;

	if (value < 0x80)
		return 1;
	while (value >> 7 * len)
		len++;
	return len;
}

/*
 * Read the number at `at`. Returns what is behind it, or NULL where that
 * would be behind `end`. SQLite's have 8 bits in a ninth byte.
 */
static inline const unsigned char *
varint_get_fts(const unsigned char *at, const unsigned char *end, uint64_t *out)
{
	uint64_t value = 0;

	if (at < end && *at < 0x80) {
		*out = *at;
		return at + 1;
	}
	for (int i = 0; at < end; i++) {
		unsigned char c = *at++;

		if (i == 8) {
			*out = value << 8 | c;
			return at;
		}
		value = value << 7 | (c & 0x7f);
		if (c < 0x80) {
			*out = value;
			return at;
		}
	}
	return NULL;
}

void varint_put_fts(struct strbuf *out, uint64_t value);

#endif
