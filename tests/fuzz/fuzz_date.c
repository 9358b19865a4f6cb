/* Dates as people write them, zone names, and files of zones. */

#include "base/date.h"
#include "base/zone.h"
#include "tests/fuzz/fuzz.h"

static void check_date(struct date d)
{
	char iso[DATE_TEXT_SIZE], text[DATE_TEXT_SIZE];
	struct civil c;
	struct date again;

	if (!date_is_set(d))
		return;
	c = date_civil(d);
	assert(c.year >= 1 && c.year <= 9999);
	assert(date_is_valid_day(c.year, c.month, c.day));
	assert(c.hour >= 0 && c.hour < 24 && c.minute >= 0 && c.minute < 60);
	assert(c.second >= 0 && c.second < 60);
	date_format_iso(iso, d);
	assert(date_parse(&again, span_from(iso)) == 0);
	assert(again.seconds == d.seconds && again.has_time == d.has_time);
	assert(again.offset == d.offset);
	date_format_long(text, d);
	if (c.year < 1000) /* years that are read have four digits */
		return;
	assert(date_parse(&again, span_from(text)) == 0);
	assert(date_civil(again).day == c.day);
}

static void check_text(struct span text)
{
	struct date d;
	size_t len;

	if (date_parse(&d, text) == 0) {
		assert(date_is_set(d));
		check_date(d);
	}
	len = date_parse_prefix(&d, text, '-');
	assert(len <= text.len);
	if (len)
		check_date(d);
}

static void check_zone_file(struct span file, unsigned when)
{
	static const int64_t times[] = { -62135596800, -1,         0,
					 951782400,    1782000000, 4102444800,
					 253402300799 };
	int64_t local = times[when % (sizeof(times) / sizeof(times[0]))];
	struct arena a = ARENA_INIT;
	const struct zone *z = zone_parse(file, &a);
	int offset = 0;

	if (z && zone_offset(z, &offset, local) == 0)
		assert(offset >= -2 * 86400 && offset <= 2 * 86400);
	arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_begin(data, size);
	unsigned kind = fuzz_byte(&in);

	if (kind % 4 == 0)
		check_zone_file(in.rest, kind / 4);
	else
		check_text(in.rest);
	return 0;
}
