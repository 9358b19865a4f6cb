#ifndef BASE_DATE_H
#define BASE_DATE_H

/*
 * Dates as articles write them: a calendar day, often with a time and a
 * zone. Proleptic Gregorian calendar, years 1 to 9999.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct date {
	int64_t seconds; /* since 1970-01-01T00:00:00Z; DATE_NONE: no date */
	int16_t offset;  /* minutes east of UTC in which it was written */
	bool has_time;   /* false: a day, at its first instant */
	bool has_zone;   /* false: no zone was written; offset is 0 */
};

#define DATE_NONE INT64_MIN

static inline bool date_is_set(struct date d)
{
	return d.seconds != DATE_NONE;
}

static inline struct date date_none(void)
{
	struct date d = { DATE_NONE, 0, false, false };
	return d;
}

struct civil {
	int year, month, day; /* month and day from 1 */
	int hour, minute, second;
};

/* Days from 1970-01-01 to the day; any valid civil day. */
int64_t date_days(int year, int month, int day);

/* The wall clock that `d` was written with. */
struct civil date_civil(struct date d);

bool date_is_valid_day(int year, int month, int day);

/*
 * Parse a date at the whole of `text`: "2026-04-30", "2026-4-3",
 * "2026-04-30T10:00:00Z", "2026-04-30 10:00:00.5 +0530", "04/30/2026",
 * "April 30, 2026", "30 Apr 2026", "Apr 30 2026", and "2026-04" and
 * "2026" for the first day of the month and year. Slashes will do for the
 * hyphens, a weekday may stand in front. Returns 0, or -1 when it is none
 * of these.
 */
int date_parse(struct date *out, struct span text);

/*
 * Read year-month-day at the front of `text` ("2026-04-30-title"); the
 * separator is given. Returns the bytes read, or 0.
 */
size_t date_parse_prefix(struct date *out, struct span text, char separator);

/* Give `d`, written without a zone, the offset of minutes east of UTC. */
struct date date_in_offset(struct date d, int offset_minutes);

/*
 * Give `d`, written without a zone, the offset that the zone (base/zone.h)
 * has on that day. Returns 0, or -1 where the zone does not tell; `*d` is
 * left alone then.
 */
struct zone;
int date_in_zone(struct date *d, const struct zone *zone);

/*
 * "2026-04-30", or "2026-04-30T10:00:00+05:30" where a time was written,
 * "2026-04-30T10:00:00Z" where the offset is 0. Empty where there is no date.
 */
#define DATE_TEXT_SIZE 40
void date_format_iso(char out[DATE_TEXT_SIZE], struct date d);

/* "April 30, 2026". Empty where there is no date. */
void date_format_long(char out[DATE_TEXT_SIZE], struct date d);

#endif
