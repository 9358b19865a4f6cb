#include "query/recency.h"

#include <math.h>

#include "base/date.h"

double recency(double half_life, int64_t date, int64_t now)
{
	double days;

	if (half_life <= 0 || date == DATE_NONE || date >= now)
		return 1;
	days = ((double)now - (double)date) / 86400;
	return 0.5 + 0.5 * exp2(-days / half_life);
}
