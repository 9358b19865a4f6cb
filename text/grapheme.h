#ifndef TEXT_GRAPHEME_H
#define TEXT_GRAPHEME_H

/* What readers take for one character: grapheme clusters, UAX #29. */

#include "base/span.h"

/*
 * The last place at or before `at` where a cluster begins. Looks back a
 * short way only: one cluster of hundreds of bytes is cut apart, though
 * never a code point.
 */
size_t grapheme_floor(struct span text, size_t at);

#endif
