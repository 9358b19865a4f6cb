#include "base/date.h"

#include <stdio.h>

#include "base/ascii.h"
#include "base/zone.h"

#define MINUTE 60
#define HOUR 3600
#define DAY 86400

/* Days from 0001-01-01 to 1970-01-01. */
#define EPOCH_DAYS 719162
/* Days from 0001-01-01 to 9999-12-31. */
#define LAST_DAY 3652058

static const char *const month_names[] = {
	"January", "February", "March",     "April",   "May",      "June",
	"July",    "August",   "September", "October", "November", "December",
};

static const char *const day_names[] = {
	"Monday", "Tuesday",  "Wednesday", "Thursday",
	"Friday", "Saturday", "Sunday",
};

/* The zones of RFC 822, which mail, Ruby and Go know by name. */
static const struct {
	const char *name;
	int hours;
} zone_names[] = {
	{ "Z", 0 },    { "UTC", 0 },  { "GMT", 0 },  { "UT", 0 },
	{ "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
	{ "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days of the year before the month; month 13 gives the whole year. */
static int days_before(int year, int month)
{
	static const int before[] = { 0,   31,  59,  90,  120, 151, 181,
				      212, 243, 273, 304, 334, 365 };

	return before[month - 1] + (month > 2 && is_leap(year));
}

int64_t date_days(int year, int month, int day)
{
	int64_t y = year - 1;

	return y * 365 + y / 4 - y / 100 + y / 400 + days_before(year, month) +
	       day - 1 - EPOCH_DAYS;
}

bool date_is_valid_day(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 &&
	       day >= 1 &&
	       day <= days_before(year, month + 1) - days_before(year, month);
}

static int min(int a, int b)
{
	return a < b ? a : b;
}

/* From days since 0001-01-01: whole cycles of 400, 100, 4 and 1 years. */
static void civil_set_day(struct civil *c, int days)
{
	int cycles, year = 1;

	year += days / 146097 * 400;
	days %= 146097;
	cycles = min(days / 36524, 3); /* a cycle's last day is a leap day */
	year += cycles * 100;
	days -= cycles * 36524;
	year += days / 1461 * 4;
	days %= 1461;
	cycles = min(days / 365, 3);
	year += cycles;
	days -= cycles * 365;

	c->year = year;
	c->month = 1;
	while (days >= days_before(year, c->month + 1))
		c->month++;
	c->day = days - days_before(year, c->month) + 1;
}

struct civil date_civil(struct date d)
{
	const int64_t first = -(int64_t)EPOCH_DAYS * DAY;
	const int64_t last = (int64_t)(LAST_DAY - EPOCH_DAYS + 1) * DAY - 1;
	struct civil c = { 1, 1, 1, 0, 0, 0 };
	int64_t seconds = d.seconds;

	if (!date_is_set(d))
		return c;
	/* Clamped before the sum, which must not overflow, and after. */
	if (seconds < first - 2 * DAY)
		seconds = first - 2 * DAY;
	if (seconds > last + 2 * DAY)
		seconds = last + 2 * DAY;
	seconds += (int64_t)d.offset * MINUTE;
	if (seconds < first)
		seconds = first;
	if (seconds > last)
		seconds = last;
	seconds -= first;
	civil_set_day(&c, (int)(seconds / DAY));
	c.hour = (int)(seconds % DAY / HOUR);
	c.minute = (int)(seconds % HOUR / MINUTE);
	c.second = (int)(seconds % MINUTE);
	return c;
}

static int64_t clock_seconds(struct civil c)
{
	return date_days(c.year, c.month, c.day) * DAY +
	       (int64_t)c.hour * HOUR + (int64_t)c.minute * MINUTE + c.second;
}

static bool accept_spaces(struct span *rest)
{
	size_t before = rest->len;

	while (span_accept(rest, ' '))
		;
	return rest->len < before;
}

/*
 * A number of `min_digits` to `max_digits` digits and no more. `*rest`
 * stays where it was when there is none.
 */
static int parse_number(struct span *rest, size_t min_digits, size_t max_digits,
			int *number)
{
	size_t digits = 0;
	int n = 0;

	while (digits < rest->len && ascii_is_digit(rest->ptr[digits])) {
		if (digits == max_digits)
			return -1;
		n = n * 10 + (rest->ptr[digits++] - '0');
	}
	if (digits < min_digits)
		return -1;
	*number = n;
	*rest = span_slice(*rest, digits, rest->len);
	return 0;
}

static struct span letters(struct span rest)
{
	size_t len = 0;

	while (len < rest.len && ascii_is_alpha(rest.ptr[len]))
		len++;
	return span_slice(rest, 0, len);
}

/*
 * One of `names`, whole or its first three or four letters ("Sept"), with
 * or without a dot behind it. Returns its place from 1, or 0.
 */
static int parse_name(struct span *rest, const char *const *names, size_t count)
{
	struct span word = letters(*rest);

	for (size_t i = 0; i < count; i++) {
		struct span name = span_from(names[i]);

		if (word.len < 3 || word.len > name.len ||
		    !span_ieq(word, span_slice(name, 0, word.len)))
			continue;
		if (word.len > 4 && word.len < name.len)
			continue;
		*rest = span_slice(*rest, word.len, rest->len);
		span_accept(rest, '.');
		return (int)i + 1;
	}
	return 0;
}

static int parse_month_name(struct span *rest, int *month)
{
	*month = parse_name(rest, month_names, COUNT(month_names));
	return *month ? 0 : -1;
}

/* "2026-04-30", "2026/4/30", "2026-04", "2026". */
static int parse_year_first(struct span *rest, struct civil *c)
{
	char separator;

	if (parse_number(rest, 4, 4, &c->year) < 0)
		return -1;
	if (!rest->len)
		return 0;
	separator = rest->ptr[0];
	if ((separator != '-' && separator != '/') ||
	    !span_accept(rest, separator))
		return -1;
	if (parse_number(rest, 1, 2, &c->month) < 0)
		return -1;
	if (!rest->len)
		return 0;
	return span_accept(rest, separator) ? parse_number(rest, 1, 2, &c->day)
					    : -1;
}

/* "04/30/2026", "30 Apr 2026", "30-Apr-2026". */
static int parse_day_first(struct span *rest, struct civil *c)
{
	int first;
	char separator;

	if (parse_number(rest, 1, 2, &first) < 0 || !rest->len)
		return -1;
	separator = rest->ptr[0];
	if (separator == '/') {
		span_accept(rest, '/');
		c->month = first;
		if (parse_number(rest, 1, 2, &c->day) < 0 ||
		    !span_accept(rest, '/'))
			return -1;
		return parse_number(rest, 4, 4, &c->year);
	}
	c->day = first;
	if (!span_accept(rest, '-') && !accept_spaces(rest))
		return -1;
	if (parse_month_name(rest, &c->month) < 0)
		return -1;
	span_accept(rest, ',');
	if (!span_accept(rest, '-') && !accept_spaces(rest))
		return -1;
	return parse_number(rest, 4, 4, &c->year);
}

/* "April 30, 2026", "Apr 30 2026", "April 2026". */
static int parse_month_first(struct span *rest, struct civil *c)
{
	if (parse_month_name(rest, &c->month) < 0 || !accept_spaces(rest))
		return -1;
	if (parse_number(rest, 4, 4, &c->year) == 0)
		return 0;
	if (parse_number(rest, 1, 2, &c->day) < 0)
		return -1;
	span_accept(rest, ',');
	return accept_spaces(rest) ? parse_number(rest, 4, 4, &c->year) : -1;
}

static int parse_day(struct span *rest, struct civil *c)
{
	size_t digits = 0;

	if (parse_name(rest, day_names, COUNT(day_names))) {
		span_accept(rest, ',');
		accept_spaces(rest);
	}
	while (digits < rest->len && ascii_is_digit(rest->ptr[digits]))
		digits++;
	if (digits == 0)
		return parse_month_first(rest, c);
	return digits == 4 ? parse_year_first(rest, c)
			   : parse_day_first(rest, c);
}

/* "10:00", "10:00:00", "10:00:00.5", each with "am" or "pm" or without. */
static int parse_clock(struct span *rest, struct civil *c)
{
	struct span word;
	bool is_afternoon;

	if (parse_number(rest, 1, 2, &c->hour) < 0 || !span_accept(rest, ':') ||
	    parse_number(rest, 2, 2, &c->minute) < 0)
		return -1;
	if (span_accept(rest, ':') && parse_number(rest, 2, 2, &c->second) < 0)
		return -1;
	if (span_accept(rest, '.') || span_accept(rest, ',')) {
		if (!rest->len || !ascii_is_digit(rest->ptr[0]))
			return -1;
		while (rest->len && ascii_is_digit(rest->ptr[0]))
			*rest = span_slice(*rest, 1, rest->len);
	}
	accept_spaces(rest);
	word = letters(*rest);
	is_afternoon = span_iis(word, "pm");
	if (is_afternoon || span_iis(word, "am")) {
		if (c->hour < 1 || c->hour > 12)
			return -1;
		c->hour = c->hour % 12 + (is_afternoon ? 12 : 0);
		*rest = span_slice(*rest, word.len, rest->len);
		accept_spaces(rest);
	}
	return 0;
}

/* "+05:30", "-0700", "+01", each with a name behind it or without. */
static int parse_offset(struct span *rest, int *minutes)
{
	bool west = span_accept(rest, '-');
	int hour, minute = 0;
	struct span digits;

	if (!west && !span_accept(rest, '+'))
		return -1;
	if (rest->len < 2)
		return -1;
	digits = span_slice(*rest, 0, 2);
	if (parse_number(&digits, 2, 2, &hour) < 0)
		return -1;
	*rest = span_slice(*rest, 2, rest->len);
	if ((span_accept(rest, ':') ||
	     (rest->len && ascii_is_digit(rest->ptr[0]))) &&
	    parse_number(rest, 2, 2, &minute) < 0)
		return -1;
	if (hour > 23 || minute > 59)
		return -1;
	*minutes = hour * 60 + minute;
	if (west)
		*minutes = -*minutes;
	/* Go and Ruby print "+0530 IST". */
	accept_spaces(rest);
	if (letters(*rest).len <= 5)
		*rest = span_slice(*rest, letters(*rest).len, rest->len);
	return 0;
}

static int parse_zone(struct span *rest, int *minutes)
{
	struct span word = letters(*rest);

	for (size_t i = 0; i < COUNT(zone_names); i++) {
		if (!span_iis(word, zone_names[i].name))
			continue;
		*rest = span_slice(*rest, word.len, rest->len);
		*minutes = zone_names[i].hours * 60;
		return 0;
	}
	return parse_offset(rest, minutes);
}

static bool is_valid(struct civil c)
{
	return date_is_valid_day(c.year, c.month, c.day) && c.hour <= 23 &&
	       c.minute <= 59 && c.second <= 60;
}

int date_parse(struct date *out, struct span text)
{
	struct civil c = { 0, 1, 1, 0, 0, 0 };
	struct span rest = span_trim(text);
	bool has_time = false, has_zone = false;
	int minutes = 0;

	if (parse_day(&rest, &c) < 0)
		return -1;
	if (rest.len) {
		has_time = true;
		if (!span_accept(&rest, 'T') && !span_accept(&rest, 't') &&
		    !accept_spaces(&rest))
			return -1;
		if (parse_clock(&rest, &c) < 0)
			return -1;
	}
	if (rest.len) {
		has_zone = true;
		if (parse_zone(&rest, &minutes) < 0 || rest.len)
			return -1;
	}
	if (!is_valid(c))
		return -1;
	if (c.second == 60) /* a leap second; there is no room for it */
		c.second = 59;
	out->seconds = clock_seconds(c) - (int64_t)minutes * MINUTE;
	out->offset = (int16_t)minutes;
	out->has_time = has_time;
	out->has_zone = has_zone;
	return 0;
}

size_t date_parse_prefix(struct date *out, struct span text, char separator)
{
	struct civil c = { 0, 1, 1, 0, 0, 0 };
	struct span rest = text;

	if (parse_number(&rest, 4, 4, &c.year) < 0 ||
	    !span_accept(&rest, separator) ||
	    parse_number(&rest, 1, 2, &c.month) < 0 ||
	    !span_accept(&rest, separator) ||
	    parse_number(&rest, 1, 2, &c.day) < 0 || !is_valid(c))
		return 0;
	out->seconds = clock_seconds(c);
	out->offset = 0;
	out->has_time = out->has_zone = false;
	return text.len - rest.len;
}

struct date date_in_offset(struct date d, int offset_minutes)
{
	if (!date_is_set(d))
		return d;
	d.seconds -= (int64_t)offset_minutes * MINUTE;
	d.offset = (int16_t)offset_minutes;
	d.has_zone = true;
	return d;
}

int date_in_zone(struct date *d, const struct zone *zone)
{
	int offset;

	if (!date_is_set(*d))
		return 0;
	if (zone_offset(zone, &offset, d->seconds) < 0)
		return -1;
	/*
	 * To the minute: before about 1920 zones are mean solar time, to the
	 * second, and struct date has no room for it.
	 */
	*d = date_in_offset(*d, offset / MINUTE);
	return 0;
}

void date_format_iso(char out[DATE_TEXT_SIZE], struct date d)
{
	struct civil c = date_civil(d);
	int minutes = d.offset < 0 ? -d.offset : d.offset;
	int len;

	out[0] = '\0';
	if (!date_is_set(d))
		return;
	len = snprintf(out, DATE_TEXT_SIZE, "%04d-%02d-%02d", c.year, c.month,
		       c.day);
	if (!d.has_time)
		return;
	len += snprintf(out + len, DATE_TEXT_SIZE - (size_t)len,
			"T%02d:%02d:%02d", c.hour, c.minute, c.second);
	if (d.offset == 0)
		snprintf(out + len, DATE_TEXT_SIZE - (size_t)len, "Z");
	else
		snprintf(out + len, DATE_TEXT_SIZE - (size_t)len, "%c%02d:%02d",
			 d.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

void date_format_long(char out[DATE_TEXT_SIZE], struct date d)
{
	struct civil c = date_civil(d);

	out[0] = '\0';
	if (date_is_set(d))
		snprintf(out, DATE_TEXT_SIZE, "%s %d, %d",
			 month_names[c.month - 1], c.day, c.year);
}
