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
uint64_t varint_get(struct span *rest, bool *bad);
int64_t varint_get_signed(struct span *rest, bool *bad);

#endif
