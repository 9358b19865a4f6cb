#ifndef BASE_ZONE_H
#define BASE_ZONE_H

/*
 * The system's time zone database, without the C library's: tzset() and
 * localtime() keep the zone in the environment and in globals, so two
 * threads cannot use two zones. Called by base/date.c.
 */

#include <stdint.h>

#include "base/span.h"

/*
 * Find how many seconds east of UTC the zone called `name` is when a
 * clock on its wall shows `local` (seconds since 1970-01-01T00:00:00 on
 * that clock). A time that the clock skips or shows twice counts as Go
 * counts it. Returns 0, or -1 when there is no such zone. "UTC" is there
 * even where the database is not.
 */
int zone_offset(int *offset, const char *name, int64_t local);

/*
 * The same for a zone whose file (TZif version 2 or later, RFC 8536) has
 * been read into `file`. Returns -1 when it is no such file.
 */
int zone_offset_in(int *offset, struct span file, int64_t local);

#endif
