#include "base/zone.h"

#include "base/ascii.h"
#include "base/date.h"
#include "base/io.h"

/*
 * A TZif file of version 2 or later (RFC 8536, section 3):
 *
 *   header, data with 32-bit times: for old readers, passed over
 *   header, data with 64-bit times
 *   "\n", the rule for times after the last transition, "\n"
 *
 * The data is, in this order: transition times, the type that begins at
 * each, the types (offset in 4 bytes, is-DST, name), names, leap seconds,
 * and two lists of flags that do not matter here.
 */

#define ZONE_FOLDER "/usr/share/zoneinfo/"
#define ZONE_FILE_MAX ((uint64_t)256 * 1024)
#define HEADER_SIZE 44
#define TYPE_SIZE 6
#define HOUR 3600
#define DAY ((int64_t)86400)

struct zone {
	const unsigned char *times; /* 8 bytes each */
	const unsigned char *indices;
	const unsigned char *types;
	size_t time_count, type_count;
	struct span rule;
};

/* A day of the year at which the clock changes: POSIX TZ, "M3.2.0/2". */
struct change {
	char kind;            /* 'M'; 'J': day 1-365, no leap day; 'N': 0-365 */
	int month, week, day; /* for J and N only `day` */
	int64_t time;         /* seconds on the clock before the change */
};

static uint32_t get32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static int64_t get64(const unsigned char *p)
{
	return (int64_t)((uint64_t)get32(p) << 32 | get32(p + 4));
}

/*
 * Read the header and data at `*rest`, whose times have `width` bytes,
 * and move `*rest` behind them.
 */
static int block_parse(struct zone *z, struct span *rest, size_t width)
{
	const unsigned char *p = (const unsigned char *)rest->ptr;
	uint64_t flags, leaps, times, types, chars, size;

	if (rest->len < HEADER_SIZE || memcmp(p, "TZif", 4) != 0 || p[4] < '2')
		return -1;
	flags = (uint64_t)get32(p + 20) + get32(p + 24);
	leaps = get32(p + 28);
	times = get32(p + 32);
	types = get32(p + 36);
	chars = get32(p + 40);
	size = times * (width + 1) + types * TYPE_SIZE + chars +
	       leaps * (width + 4) + flags;
	if (size > rest->len - HEADER_SIZE)
		return -1;
	z->times = p + HEADER_SIZE;
	z->indices = z->times + times * width;
	z->types = z->indices + times;
	z->time_count = times;
	z->type_count = types;
	*rest = span_slice(*rest, HEADER_SIZE + (size_t)size, rest->len);
	return 0;
}

const struct zone *zone_parse(struct span file, struct arena *a)
{
	struct zone *z = arena_alloc(a, sizeof(*z));

	if (block_parse(z, &file, 4) < 0 || block_parse(z, &file, 8) < 0)
		return NULL;
	if (file.len < 2 || file.ptr[0] != '\n')
		return NULL;
	file = span_slice(file, 1, file.len);
	z->rule = span_slice(file, 0, span_find_char(file, '\n'));
	return z;
}

/* A decimal number of at most `max`; -1 when there is none. */
static int rule_number(struct span *rest, int max)
{
	int n = 0;

	if (!rest->len || !ascii_is_digit(rest->ptr[0]))
		return -1;
	while (rest->len && ascii_is_digit(rest->ptr[0])) {
		n = n * 10 + (rest->ptr[0] - '0');
		if (n > max)
			return -1;
		*rest = span_slice(*rest, 1, rest->len);
	}
	return n;
}

/* "EST" or "<+0530>". */
static int rule_name(struct span *rest)
{
	size_t len = 0;

	if (span_accept(rest, '<')) {
		len = span_find_char(*rest, '>');
		if (len == rest->len)
			return -1;
		*rest = span_slice(*rest, len + 1, rest->len);
		return 0;
	}
	while (len < rest->len && ascii_is_alpha(rest->ptr[len]))
		len++;
	*rest = span_slice(*rest, len, rest->len);
	return len ? 0 : -1;
}

/* "-5", "2:30", "26": RFC 8536 lets hours go from -167 to 167. */
static int rule_time(struct span *rest, int64_t *seconds)
{
	bool negative = span_accept(rest, '-');
	int part;

	if (!negative)
		span_accept(rest, '+');
	part = rule_number(rest, 167);
	if (part < 0)
		return -1;
	*seconds = (int64_t)part * HOUR;
	for (int unit = 60; unit >= 1 && span_accept(rest, ':'); unit /= 60) {
		part = rule_number(rest, 59);
		if (part < 0)
			return -1;
		*seconds += (int64_t)part * unit;
	}
	if (negative)
		*seconds = -*seconds;
	return 0;
}

static int rule_change(struct span *rest, struct change *c)
{
	if (!span_accept(rest, ','))
		return -1;
	c->time = 2 * HOUR;
	c->kind = 'N';
	if (span_accept(rest, 'M')) {
		c->kind = 'M';
		c->month = rule_number(rest, 12);
		if (c->month < 1 || !span_accept(rest, '.'))
			return -1;
		c->week = rule_number(rest, 5);
		if (c->week < 1 || !span_accept(rest, '.'))
			return -1;
		c->day = rule_number(rest, 6);
	} else {
		if (span_accept(rest, 'J'))
			c->kind = 'J';
		c->day = rule_number(rest, 365);
	}
	if (c->day < 0)
		return -1;
	return span_accept(rest, '/') ? rule_time(rest, &c->time) : 0;
}

/* The change's instant in `year`, on the clock before the change. */
static int64_t change_seconds(const struct change *c, int year)
{
	int64_t day = date_days(year, 1, 1);
	int64_t first, weekday;

	if (c->kind == 'N') {
		day += c->day;
	} else if (c->kind == 'J') {
		day += c->day - 1;
		if (c->day >= 60 && date_is_valid_day(year, 2, 29))
			day++;
	} else {
		first = date_days(year, c->month, 1);
		weekday = (first + 4) % 7; /* 1970-01-01 was a Thursday */
		day = first + (c->day - weekday + 7) % 7 + (c->week - 1) * 7;
		/* Week 5 is the last one, be it the fourth. */
		if (c->week == 5 &&
		    !date_is_valid_day(year, c->month, (int)(day - first + 1)))
			day -= 7;
	}
	return day * DAY + c->time;
}

static int year_of(int64_t seconds)
{
	struct date d = { seconds, 0, true, true };

	return date_civil(d).year;
}

/* The offset at `seconds` by a rule like "CET-1CEST,M3.5.0,M10.5.0/3". */
static int rule_offset(struct span rule, int64_t seconds, int64_t *offset)
{
	struct change begin = { 'M', 3, 2, 0, 2 * HOUR };
	struct change end = { 'M', 11, 1, 0, 2 * HOUR };
	int64_t standard, summer, from, to;
	int year;

	if (rule_name(&rule) < 0 || rule_time(&rule, &standard) < 0)
		return -1;
	*offset = -standard; /* POSIX counts westwards */
	if (!rule.len)
		return 0;
	summer = standard - HOUR;
	if (rule_name(&rule) < 0 ||
	    (rule.len && rule.ptr[0] != ',' && rule_time(&rule, &summer) < 0))
		return -1;
	if (rule.len && (rule_change(&rule, &begin) < 0 ||
			 rule_change(&rule, &end) < 0 || rule.len))
		return -1;
	year = year_of(seconds - standard);
	from = change_seconds(&begin, year) + standard;
	to = change_seconds(&end, year) + summer;
	if (from < to ? seconds >= from && seconds < to
		      : seconds >= from || seconds < to)
		*offset = -summer;
	return 0;
}

/* The offset at the instant `seconds` in UTC. */
static int offset_at(const struct zone *z, int64_t seconds, int64_t *offset)
{
	size_t low = 0, high = z->time_count, type = 0;

	while (low < high) { /* how many transitions came before */
		size_t middle = low + (high - low) / 2;

		if (get64(z->times + middle * 8) <= seconds)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == z->time_count && z->rule.len)
		return rule_offset(z->rule, seconds, offset);
	if (low > 0)
		type = z->indices[low - 1];
	if (type >= z->type_count)
		return -1;
	*offset = (int32_t)get32(z->types + type * TYPE_SIZE);
	return 0;
}

int zone_offset(const struct zone *z, int *offset, int64_t local)
{
	int64_t guess, found;

	/*
	 * As Go's time.Date: take the clock for UTC to find an offset, then
	 * the offset at the instant which that gives.
	 */
	if (offset_at(z, local, &guess) < 0 || guess < -2 * DAY ||
	    guess > 2 * DAY)
		return -1;
	if (offset_at(z, local - guess, &found) < 0 || found < -2 * DAY ||
	    found > 2 * DAY)
		return -1;
	*offset = (int)found;
	return 0;
}

/* A name comes from a settings file: it must not lead out of the folder. */
static bool is_safe_name(struct span name)
{
	if (!name.len || name.ptr[0] == '/' || name.len > 100 ||
	    span_find(name, span_from("..")) < name.len)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.ptr[i]) &&
		    (!name.ptr[i] || !strchr("/_+-", name.ptr[i])))
			return false;
	return true;
}

const struct zone *zone_read(struct span name, struct arena *a)
{
	static const struct zone utc = { .rule = SPAN_LITERAL("UTC0") };
	struct strbuf file = STRBUF_INIT;
	const struct zone *z = NULL;
	struct error err;

	if (span_is(name, "UTC") || span_is(name, "Etc/UTC"))
		return &utc;
	if (is_safe_name(name) &&
	    io_read_file(
		    &file,
		    arena_printf(a, ZONE_FOLDER "%.*s", (int)name.len, name.ptr)
			    .ptr,
		    ZONE_FILE_MAX, &err) == 0)
		z = zone_parse(arena_copy(a, strbuf_span(&file)), a);
	strbuf_release(&file);
	return z;
}
