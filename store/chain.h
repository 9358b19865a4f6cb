#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H

/*
 * Bytes that grow at their end, in pieces of an arena, for very many of them
 * at once: most stay short, and none is ever moved. All zero is empty.
 */

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"

struct chunk;

struct chain {
	struct chunk *first;
	char *at;      /* where the last chunk goes on */
	uint32_t room; /* how far it goes */
	uint32_t size; /* of its bytes */
};

/* Append; returns how many bytes of the arena that took. */
size_t chain_put(struct chain *c, struct arena *a, const char *bytes,
		 size_t len);

/* What chain_put_short() may read at `bytes`. */
#define CHAIN_SHORT 32

/*
 * The same of at most CHAIN_SHORT bytes. Where there is room they are copied
 * with those behind them: a copy of any other length is a call, and its
 * jumps are as hard to guess as the length.
 */
static inline size_t chain_put_short(struct chain *c, struct arena *a,
				     const char *bytes, size_t len)
{
	if (len <= CHAIN_SHORT / 2 && c->room >= CHAIN_SHORT / 2)
		memcpy(c->at, bytes, CHAIN_SHORT / 2);
	else if (c->room >= CHAIN_SHORT)
		memcpy(c->at, bytes, CHAIN_SHORT);
	else
		return chain_put(c, a, bytes, len);
	c->at += len;
	c->room -= (uint32_t)len;
	return 0;
}

/* Append all bytes to `out`. */
void chain_copy(const struct chain *c, struct strbuf *out);

#endif
