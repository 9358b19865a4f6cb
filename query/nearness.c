#include "query/nearness.h"

/* Words further apart have nothing to do with each other. */
#define WINDOW 5

static bool begins_behind(const struct spot *a, enum field field,
			  uint32_t position)
{
	return a->field != field ? a->field > field : a->first > position;
}

/* Words mostly come in order; another form of one may lie before. */
void spots_put(struct spots *spots, const struct spot *spot)
{
	size_t i = spots->count;

	if (i == NEARNESS_MAX_SPOTS)
		return;
	for (; i > 0 &&
	       begins_behind(&spots->items[i - 1], spot->field, spot->first);
	     i--)
		spots->items[i] = spots->items[i - 1];
	spots->items[i] = *spot;
	spots->count++;
}

/* Of the spots from `next` on, the nearest that follows `spot`. */
static double nearness_behind(const struct spot *spot,
			      const struct spots *second, size_t next)
{
	const struct spot *other = &second->items[next];

	if (next == second->count || other->field != spot->field ||
	    other->first - spot->last > WINDOW)
		return 0;
	return 1.0 / (other->first - spot->last);
}

/* Of the spots before `next`, the nearest that `spot` follows. */
static double nearness_before(const struct spot *spot,
			      const struct spots *second, size_t next)
{
	while (next-- > 0 && second->items[next].field == spot->field) {
		const struct spot *other = &second->items[next];

		if (other->last >= spot->first)
			continue; /* they overlap */
		if (spot->first - other->last > WINDOW)
			break;
		return 0.5 / (spot->first - other->last);
	}
	return 0;
}

double nearness(const struct spots *first, const struct spots *second)
{
	double sum = 0;
	size_t next = 0;

	for (size_t i = 0; i < first->count; i++) {
		const struct spot *spot = &first->items[i];
		double behind, before;

		while (next < second->count &&
		       !begins_behind(&second->items[next], spot->field,
				      spot->last))
			next++;
		behind = nearness_behind(spot, second, next);
		before = nearness_before(spot, second, next);
		sum += (behind > before ? behind : before) * spot->weight;
	}
	return sum;
}
