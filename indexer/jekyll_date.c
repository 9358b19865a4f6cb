#include "indexer/jekyll.h"

#include "indexer/fields.h"

/* `date`, an instant, on the clock of the site's zone. */
static struct date to_zone(const struct jekyll *jekyll, struct date date)
{
	struct date wall = date, utc = date;

	if (!jekyll->zone) {
		utc.offset = 0;
		utc.has_zone = true;
		return utc;
	}
	/*
	 * The zone's offset is asked for by its wall clock, which is not
	 * known yet: a first answer brings it within an hour or two.
	 */
	for (int i = 0; i < 2; i++) {
		int16_t offset = wall.offset;

		wall = utc;
		wall.seconds += 60 * (i ? offset : 0);
		wall.offset = 0;
		wall.has_zone = false;
		if (date_in_zone(&wall, jekyll->zone) < 0)
			return utc;
	}
	utc.offset = wall.offset;
	utc.has_zone = true;
	return utc;
}

struct date jekyll_day(const struct jekyll *jekyll, struct date day)
{
	if (jekyll->zone)
		date_in_zone(&day, jekyll->zone);
	return day;
}

/* Whether the time is written with its seconds: "10:00:00". */
static bool has_seconds(struct span text)
{
	size_t colons = 0;

	for (size_t i = 0; i < text.len && text.ptr[i] != '+'; i++)
		colons += text.ptr[i] == ':';
	return colons >= 2;
}

/*
 * A day is one of the site's zone. A time without a zone is UTC by YAML's
 * rule for its timestamps, which have seconds; without them it is text to
 * YAML, and Jekyll takes it for a time of the site's zone.
 */
struct date jekyll_date_get(const struct jekyll *jekyll, const struct value *v)
{
	struct date date = date_get(v, NULL);

	if (!date_is_set(date))
		return date;
	if (!date.has_time || (!date.has_zone && !has_seconds(v->text)))
		return jekyll_day(jekyll, date);
	return to_zone(jekyll, date);
}
