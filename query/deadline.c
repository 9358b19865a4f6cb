#include "query/deadline.h"

#include "base/clock.h"

struct deadline deadline_after(double start, double ms)
{
	struct deadline d = { ms > 0 ? start + ms : 0, false };

	return d;
}

bool deadline_is_late(struct deadline *d)
{
	if (d->end > 0 && !d->is_late)
		d->is_late = clock_ms() >= d->end;
	return d->is_late;
}

int deadline_watch(void *deadline)
{
	return deadline_is_late(deadline);
}
