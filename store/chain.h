#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H

/*
 * Bytes that grow at their end, in pieces of an arena, for very many of them
 * at once: most stay short, and none is ever moved. All zero is empty.
 */

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

/* Append all bytes to `out`. */
void chain_copy(const struct chain *c, struct strbuf *out);

#endif
