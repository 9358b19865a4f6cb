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

/* Where a word occurs: occurrence_order() of its terms. */
struct spot {
	uint64_t first, last;
	double weight; /* of an occurrence in that field */
};

/* In order. */
struct spots {
	struct spot items[NEARNESS_MAX_SPOTS];
	size_t count;
};

/* The same as spots_put(), of one that comes before the last there is. */
void spots_insert(struct spots *spots, struct spot spot);

/*
 * Add a spot in its place; one too many is left out. Words mostly come in
 * order; another form of one may lie before.
 */
static inline void spots_put(struct spots *spots, struct spot spot)
{
	size_t count = spots->count;

	if (count == NEARNESS_MAX_SPOTS)
		return;
	if (count && spots->items[count - 1].first > spot.first) {
		spots_insert(spots, spot);
		return;
	}
	spots->items[count] = spot;
	spots->count = count + 1;
}

/*
 * For each spot of `first`, its weight over the distance to the nearest
 * spot of `second` in the same field, if that is near at all; half of it
 * where they stand the other way round.
 */
double nearness(const struct spots *first, const struct spots *second);

#endif
