#include "query/nearness.h"

/* Words further apart have nothing to do with each other. */
#define WINDOW 8

static double closeness(const struct spot *first, const struct spot *second)
{
	if (second->first > first->last &&
	    second->first - first->last <= WINDOW)
		return 1.0 / (second->first - first->last);
	if (first->first > second->last &&
	    first->first - second->last <= WINDOW)
		return 0.5 / (first->first - second->last);
	return 0;
}

double nearness(const struct spots *first, const struct spots *second)
{
	double sum = 0;

	for (size_t i = 0; i < first->count; i++) {
		const struct spot *spot = &first->items[i];
		double best = 0;

		for (size_t j = 0; j < second->count; j++) {
			double near = 0;

			if (second->items[j].field == spot->field)
				near = closeness(spot, &second->items[j]);
			if (near > best)
				best = near;
		}
		sum += best * spot->weight;
	}
	return sum;
}
