#ifndef STORE_VARINT_H
#define STORE_VARINT_H

/* Numbers of variable length: 7 bits a byte, low ones first (LEB128). */

#include <stdint.h>

#include "base/strbuf.h"

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

#endif
