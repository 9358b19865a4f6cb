#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/io.h"
#include "base/zone.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Text, and what date_format_iso() says of it; NULL: no date. */
static const struct {
	const char *text, *iso;
} dates[] = {
	{ "2026-04-30", "2026-04-30" },
	{ "2026-4-3", "2026-04-03" },
	{ "2026/04/30", "2026-04-30" },
	{ " 2026-04-30 ", "2026-04-30" },
	{ "2026-04", "2026-04-01" },
	{ "2026", "2026-01-01" },
	{ "2026-04-30T10:00:00Z", "2026-04-30T10:00:00Z" },
	{ "2026-04-30t10:00:00z", "2026-04-30T10:00:00Z" },
	{ "2026-04-30 10:00:00.5 +0530", "2026-04-30T10:00:00+05:30" },
	{ "2026-04-30T10:00:00.123456789-07:00", "2026-04-30T10:00:00-07:00" },
	{ "2026-04-30T10:00", "2026-04-30T10:00:00Z" },
	{ "2026-04-30 10:00 +02", "2026-04-30T10:00:00+02:00" },
	{ "2026-04-30 10:00:00 +0530 IST", "2026-04-30T10:00:00+05:30" },
	{ "2026-04-30 10:00:00 UTC", "2026-04-30T10:00:00Z" },
	{ "2026-04-30 10:00:00 PST", "2026-04-30T10:00:00-08:00" },
	{ "2026-04-30 9:05 PM", "2026-04-30T21:05:00Z" },
	{ "2026-04-30 12:05am", "2026-04-30T00:05:00Z" },
	{ "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z" },
	{ "04/30/2026", "2026-04-30" },
	{ "4/3/2026", "2026-04-03" },
	{ "April 30, 2026", "2026-04-30" },
	{ "april 30 2026", "2026-04-30" },
	{ "Apr. 30, 2026", "2026-04-30" },
	{ "Sept 1, 2026", "2026-09-01" },
	{ "Apr 30 2026", "2026-04-30" },
	{ "April 2026", "2026-04-01" },
	{ "30 Apr 2026", "2026-04-30" },
	{ "30-Apr-2026", "2026-04-30" },
	{ "1 April 2026", "2026-04-01" },
	{ "Thu, 30 Apr 2026 10:00:00 +0000", "2026-04-30T10:00:00Z" },
	{ "Thursday, April 30, 2026", "2026-04-30" },
	{ "2000-02-29", "2000-02-29" },
	{ "0001-01-01", "0001-01-01" },
	{ "0001-01-01T00:00:00+05:00", "0001-01-01T00:00:00+05:00" },
	{ "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59-23:59" },
	{ "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z" },

	{ "", NULL },
	{ "soon", NULL },
	{ "0000-01-01", NULL },
	{ "1900-02-29", NULL },
	{ "2026-13-01", NULL },
	{ "2026-04-31", NULL },
	{ "2026-00-01", NULL },
	{ "30/04/2026", NULL },
	{ "2026-04-30-title", NULL },
	{ "2026-04-", NULL },
	{ "2026-04/30", NULL },
	{ "12026-04-30", NULL },
	{ "202", NULL },
	{ "2026-04-30T", NULL },
	{ "2026-04-30T10", NULL },
	{ "2026-04-30T24:00:00Z", NULL },
	{ "2026-04-30T10:60:00Z", NULL },
	{ "2026-04-30T10:00:00+24:00", NULL },
	{ "2026-04-30T10:00:00 somewhere", NULL },
	{ "2026-04-30 13:00 PM", NULL },
	{ "Maybe 3, 2026", NULL },
	{ "May 3", NULL },
	{ "99999999999999999999", NULL },
};

static void date_parse__reads_what_articles_write(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(dates); i++) {
		char iso[DATE_TEXT_SIZE];
		struct date d;
		int ret = date_parse(&d, span_from(dates[i].text));

		if (ret != (dates[i].iso ? 0 : -1))
			fail_msg("'%s' gives %d", dates[i].text, ret);
		if (!dates[i].iso)
			continue;
		date_format_iso(iso, d);
		assert_string_equal(iso, dates[i].iso);
	}
}

static void date_parse__knows_what_was_written(void **state)
{
	struct date d;

	(void)state;
	assert_int_equal(date_parse(&d, span_from("1970-01-02")), 0);
	assert_int_equal(d.seconds, 86400);
	assert_false(d.has_time || d.has_zone);
	assert_int_equal(date_parse(&d, span_from("1970-01-01 00:01")), 0);
	assert_int_equal(d.seconds, 60);
	assert_true(d.has_time && !d.has_zone);
	assert_int_equal(date_parse(&d, span_from("1970-01-01 01:00 +01")), 0);
	assert_int_equal(d.seconds, 0);
	assert_int_equal(d.offset, 60);
	assert_true(d.has_time && d.has_zone);
}

static void date_civil__gives_every_day_back(void **state)
{
	int64_t day = date_days(1, 1, 1);

	(void)state;
	assert_int_equal(date_days(1970, 1, 1), 0);
	for (; day <= date_days(9999, 12, 31); day++) {
		struct date d = { day * 86400 + 86399, 0, true, true };
		struct civil c = date_civil(d);

		if (!date_is_valid_day(c.year, c.month, c.day) ||
		    date_days(c.year, c.month, c.day) != day || c.hour != 23 ||
		    c.minute != 59 || c.second != 59)
			fail_msg("%d-%d-%d", c.year, c.month, c.day);
	}
}

static void date_civil__is_safe_with_any_seconds(void **state)
{
	struct date late = { INT64_MAX, 60, true, true };
	struct date early = { INT64_MIN + 1, -60, true, true };

	(void)state;
	assert_int_equal(date_civil(late).year, 9999);
	assert_int_equal(date_civil(early).year, 1);
	assert_int_equal(date_civil(date_none()).year, 1);
}

static void date_parse_prefix__reads_file_names(void **state)
{
	static const struct {
		const char *name;
		size_t len;
	} names[] = {
		{ "2026-04-30-title", 10 }, { "2026-4-3-title", 8 },
		{ "2026-04-30", 10 },       { "2026-04-31-title", 0 },
		{ "2026-04-title", 0 },     { "26-04-30-title", 0 },
		{ "2026_04_30_title", 0 },  { "20260430-title", 0 },
		{ "2026-04-301-title", 0 }, { "", 0 },
	};
	struct date d;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_int_equal(
			date_parse_prefix(&d, span_from(names[i].name), '-'),
			names[i].len);
	assert_int_equal(date_parse_prefix(&d, span_from("2026/04/30/x"), '/'),
			 10);
	assert_int_equal(d.seconds, date_days(2026, 4, 30) * 86400);
}

static void date_format__long_form(void **state)
{
	char text[DATE_TEXT_SIZE];
	struct date d;

	(void)state;
	assert_int_equal(date_parse(&d, span_from("2026-05-01T01:00+14")), 0);
	date_format_long(text, d);
	assert_string_equal(text, "May 1, 2026");
	date_format_long(text, date_none());
	assert_string_equal(text, "");
	date_format_iso(text, date_none());
	assert_string_equal(text, "");
}

static void date_in_offset__keeps_the_clock(void **state)
{
	char text[DATE_TEXT_SIZE];
	struct date d;

	(void)state;
	assert_int_equal(date_parse(&d, span_from("2026-04-30 10:00")), 0);
	d = date_in_offset(d, -90);
	date_format_iso(text, d);
	assert_string_equal(text, "2026-04-30T10:00:00-01:30");
	assert_true(d.has_zone);
	assert_false(date_is_set(date_in_offset(date_none(), 60)));
}

/* A zone in which nothing ever changed but by the rule. */
#define ZERO4 "\0\0\0\0"
#define ONE4 "\0\0\0\1"
#define HEADER                                                                 \
	"TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" ZERO4 ZERO4 ZERO4 ZERO4 ONE4 ONE4
#define TYPES ZERO4 "\0\0\0"
#define ZONE_BY_RULE(rule) HEADER TYPES HEADER TYPES "\n" rule "\n"

#define FILE_OF(rule)                                                          \
	{                                                                      \
		ZONE_BY_RULE(rule), sizeof(ZONE_BY_RULE(rule)) - 1             \
	}

static int offset_in(struct span file, int *offset, int64_t local)
{
	struct arena a = ARENA_INIT;
	const struct zone *z = zone_parse(file, &a);
	int ret = z ? zone_offset(z, offset, local) : -1;

	arena_release(&a);
	return ret;
}

static void zone__follows_the_rule_of_later_years(void **state)
{
	static const struct {
		struct span file;
		const char *clock;
		int offset;
	} zones[] = {
		{ FILE_OF("<+0530>-5:30"), "2040-06-01", 19800 },
		{ FILE_OF("CET-1CEST,M3.5.0,M10.5.0/3"), "2040-01-15", 3600 },
		{ FILE_OF("CET-1CEST,M3.5.0,M10.5.0/3"), "2040-07-15", 7200 },
		/* 2040-03-25 and 2040-10-28 are last Sundays. */
		{ FILE_OF("CET-1CEST,M3.5.0,M10.5.0/3"), "2040-03-25 01:59",
		  3600 },
		{ FILE_OF("CET-1CEST,M3.5.0,M10.5.0/3"), "2040-03-25 03:00",
		  7200 },
		{ FILE_OF("CET-1CEST,M3.5.0,M10.5.0/3"), "2040-10-28 01:59",
		  7200 },
		{ FILE_OF("CET-1CEST,M3.5.0,M10.5.0/3"), "2040-10-28 03:00",
		  3600 },
		/* The southern summer goes over the new year. */
		{ FILE_OF("AEST-10AEDT,M10.1.0,M4.1.0/3"), "2040-01-15",
		  39600 },
		{ FILE_OF("AEST-10AEDT,M10.1.0,M4.1.0/3"), "2040-06-15",
		  36000 },
		{ FILE_OF("EST5EDT"), "2040-07-01", -14400 },
		{ FILE_OF("EST5EDT"), "2040-01-01", -18000 },
		{ FILE_OF("X3Y,J60,J300/-1"), "2040-03-02", -7200 },
		{ FILE_OF("X3Y,59,300"), "2040-02-28", -10800 },
		{ FILE_OF("X3Y,59,300"), "2040-03-02", -7200 },
		{ FILE_OF(""), "2040-03-02", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(zones); i++) {
		struct date d;
		int offset = -1;

		assert_int_equal(date_parse(&d, span_from(zones[i].clock)), 0);
		assert_int_equal(offset_in(zones[i].file, &offset, d.seconds),
				 0);
		assert_int_equal(offset, zones[i].offset);
	}
}

static void zone__a_broken_file_is_no_zone(void **state)
{
	static const struct span files[] = {
		FILE_OF("5"),
		FILE_OF("EST"),
		FILE_OF("EST5EDT,M13.1.0,M11.1.0"),
		FILE_OF("EST5EDT,M3.2.0"),
		FILE_OF("EST5EDT,M3.2.0,M11.1.0x"),
		FILE_OF("EST999"),
		FILE_OF("<EST5"),
		SPAN_LITERAL(""),
		SPAN_LITERAL("TZif"),
		SPAN_LITERAL("<html>"),
	};
	struct span whole = FILE_OF("EST5EDT");
	int offset;

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++)
		assert_int_equal(offset_in(files[i], &offset, 0), -1);
	for (size_t len = 0; len < whole.len - sizeof("EST5EDT"); len++)
		assert_int_equal(
			offset_in(span_slice(whole, 0, len), &offset, 0), -1);
}

static void zone_read__refuses_names_that_lead_out(void **state)
{
	static const char *const names[] = {
		"",    "/etc/passwd",    "../zoneinfo/UTC", "Europe/../UTC",
		"a b", "Nowhere/At_All", "Europe",          "Europe/Oslo\n",
	};
	struct arena a = ARENA_INIT;
	struct date d;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_null(zone_read(span_from(names[i]), &a));
	assert_null(zone_read(span_make("UTC\0", 4), &a));
	assert_int_equal(date_parse(&d, span_from("2026-04-30")), 0);
	assert_int_equal(date_in_zone(&d, zone_read(span_from("UTC"), &a)), 0);
	assert_true(d.has_zone);
	assert_int_equal(0, d.offset);
	arena_release(&a);
}

static void date_in_zone__knows_the_systems_zones(void **state)
{
	static const struct {
		const char *zone, *clock, *iso;
	} zones[] = {
		{ "Europe/Oslo", "2026-01-15 10:00",
		  "2026-01-15T10:00:00+01:00" },
		{ "Europe/Oslo", "2026-07-15 10:00",
		  "2026-07-15T10:00:00+02:00" },
		{ "Europe/Oslo", "2100-07-15 10:00",
		  "2100-07-15T10:00:00+02:00" },
		{ "Asia/Kolkata", "2026-04-30 10:00",
		  "2026-04-30T10:00:00+05:30" },
		{ "America/New_York", "2007-03-11 12:00",
		  "2007-03-11T12:00:00-04:00" },
		{ "America/New_York", "2006-03-12 12:00",
		  "2006-03-12T12:00:00-05:00" },
		{ "Australia/Sydney", "2026-01-01", "2026-01-01" },
	};

	struct arena a = ARENA_INIT;

	(void)state;
	if (!io_is_file("/usr/share/zoneinfo/Europe/Oslo"))
		skip();
	for (size_t i = 0; i < COUNT(zones); i++) {
		char iso[DATE_TEXT_SIZE];
		struct date d;

		assert_int_equal(date_parse(&d, span_from(zones[i].clock)), 0);
		assert_int_equal(
			date_in_zone(&d,
				     zone_read(span_from(zones[i].zone), &a)),
			0);
		date_format_iso(iso, d);
		assert_string_equal(iso, zones[i].iso);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(date_parse__reads_what_articles_write),
		cmocka_unit_test(date_parse__knows_what_was_written),
		cmocka_unit_test(date_civil__gives_every_day_back),
		cmocka_unit_test(date_civil__is_safe_with_any_seconds),
		cmocka_unit_test(date_parse_prefix__reads_file_names),
		cmocka_unit_test(date_format__long_form),
		cmocka_unit_test(date_in_offset__keeps_the_clock),
		cmocka_unit_test(zone__follows_the_rule_of_later_years),
		cmocka_unit_test(zone__a_broken_file_is_no_zone),
		cmocka_unit_test(zone_read__refuses_names_that_lead_out),
		cmocka_unit_test(date_in_zone__knows_the_systems_zones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
