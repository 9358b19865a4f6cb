#ifndef BASE_ZONE_H
#define BASE_ZONE_H

/*
 * The system's time zone database, without the C library's: tzset() and
 * localtime() keep the zone in the environment and in globals, so two
 * threads cannot use two zones. A zone is read once, and then only looked
 * at, by any number of threads.
 */

#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

struct zone;

/*
 * The zone called `name`, as "Europe/Oslo"; it lives in `a`. NULL when
 * there is no such zone. "UTC" is there even where the database is not.
 */
const struct zone *zone_read(struct span name, struct arena *a);

/*
 * The same for a zone whose file (TZif version 2 or later, RFC 8536) has
 * been read into `file`, which is to live as long.
 */
const struct zone *zone_parse(struct span file, struct arena *a);

/*
 * Find how many seconds east of UTC a zone is when a clock on its wall
 * shows `local` (seconds since 1970-01-01T00:00:00 on that clock). A time
 * that the clock skips or shows twice counts as Go counts it. Returns 0, or
 * -1 where the zone's file does not tell.
 */
int zone_offset(const struct zone *z, int *offset, int64_t local);

#endif
