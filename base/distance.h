#ifndef BASE_DISTANCE_H
#define BASE_DISTANCE_H

/* How far apart two short words are, for "did you mean". */

#include "base/span.h"

/* Longer words are not compared. */
#define DISTANCE_MAX_BYTES 64

/*
 * The bytes to insert, delete, change or swap with their neighbour that
 * make one word of the other. A word that is too long is SIZE_MAX away.
 */
size_t distance_between(struct span a, struct span b);

/*
 * Whether somebody who typed `typed` may have meant `meant`: close by for
 * its length, or the beginning of it.
 */
bool distance_is_typo(struct span typed, struct span meant, size_t *distance);

#endif
