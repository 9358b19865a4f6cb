#ifndef QUERY_NEARNESS_H
#define QUERY_NEARNESS_H

/*
 * How near two words of a query stand in a document: the idea of Rasolofo
 * and Savoy, "Term proximity scoring for keyword-based retrieval systems"
 * (2003), with fields.
 */

#include "store/match.h"

/* Occurrences of one word that are looked at. */
#define NEARNESS_MAX_SPOTS 48

/* Where a word occurs. */
struct spot {
	enum field field;
	uint32_t first, last; /* positions of its terms */
	double weight;        /* of an occurrence in that field */
};

/* In the order of fields and positions. */
struct spots {
	struct spot items[NEARNESS_MAX_SPOTS];
	size_t count;
};

/* Add a spot in its place; one too many is left out. */
void spots_put(struct spots *spots, const struct spot *spot);

/*
 * For each spot of `first`, its weight over the distance to the nearest
 * spot of `second` in the same field, if that is near at all; half of it
 * where they stand the other way round.
 */
double nearness(const struct spots *first, const struct spots *second);

#endif
