#ifndef TEXT_SKIP_H
#define TEXT_SKIP_H

/*
 * How many positions words take, without making tokens of them. It must
 * count as text/tokenize.c does, which calls it; tests/fuzz/fuzz_tokenize.c
 * compares the two.
 */

#include <stdint.h>

#include "base/span.h"

/*
 * Pass over words from the front of `text`, up to white space each, while
 * the next position is no more than `until`. `*position` is the next one's
 * and moves on with them. Only plain words are passed over: ASCII, of few
 * parts. Returns the bytes passed.
 */
size_t skip_words(struct span text, uint32_t *position, uint32_t until);

#endif
