#include "query/nearness.h"

/* Words further apart have nothing to do with each other. */
#define WINDOW 5

void spots_insert(struct spots *spots, struct spot spot)
{
	size_t i = spots->count++;

	for (; i > 0 && spots->items[i - 1].first > spot.first; i--)
		spots->items[i] = spots->items[i - 1];
	spots->items[i] = spot;
}

/* Of the spots from `next` on, the nearest that follows `spot`. */
static double nearness_behind(const struct spot *spot,
			      const struct spots *second, size_t next)
{
	uint64_t distance;

	if (next == second->count)
		return 0;
	distance = second->items[next].first - spot->last;
	return distance > WINDOW ? 0 : 1.0 / (double)distance;
}

/* Of the spots before `next`, the nearest that `spot` follows. */
static double nearness_before(const struct spot *spot,
			      const struct spots *second, size_t next)
{
	while (next-- > 0) {
		uint64_t last = second->items[next].last;

		if (last >= spot->first)
			continue; /* they overlap */
		if (spot->first - last > WINDOW)
			break;
		return 0.5 / (double)(spot->first - last);
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
		       second->items[next].first <= spot->last)
			next++;
		behind = nearness_behind(spot, second, next);
		before = nearness_before(spot, second, next);
		sum += (behind > before ? behind : before) * spot->weight;
	}
	return sum;
}
