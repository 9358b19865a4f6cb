/*
 * Which front matter field, file name or file time gives which date:
 * gohugo.io/configuration/front-matter.
 */

#include "indexer/hugo.h"

#include "indexer/fields.h"

struct rule {
	const char *key; /* in the configuration, and by itself a field */
	const char *defaults[5];
	const char *aliases[3];
};

static const struct rule rules[] = {
	{ "date", { "date", "publishdate", "lastmod", NULL }, { NULL } },
	{ "lastmod",
	  { ":git", "lastmod", "date", "publishdate", NULL },
	  { "modified", NULL } },
	{ "publishdate",
	  { "publishdate", "date", NULL },
	  { "pubdate", "published", NULL } },
	{ "expirydate", { "expirydate", NULL }, { "unpublishdate", NULL } },
};

static void put_field(struct span_list *out, struct span field, struct arena *a)
{
	arena_list_put(a, out, field);
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (span_iis(field, rules[i].key))
			for (size_t j = 0; rules[i].aliases[j]; j++)
				arena_list_put(a, out,
					       span_from(rules[i].aliases[j]));
}

static void put_defaults(struct span_list *out, const struct rule *rule,
			 struct arena *a)
{
	for (size_t i = 0; rule->defaults[i]; i++)
		put_field(out, span_from(rule->defaults[i]), a);
}

/* The sources of one date, as configured; ":default" stands for ours. */
static void read_rule(struct span_list *out, const struct hugo *hugo,
		      const struct rule *rule, struct arena *a)
{
	const struct value *own =
		value_get(value_get(hugo->config, "frontmatter"), rule->key);
	struct span_list fields = { NULL, 0, 0 };

	labels_put(&fields, own, LABELS_WHOLE, a);
	if (fields.count == 0)
		put_defaults(out, rule, a);
	for (size_t i = 0; i < fields.count; i++) {
		if (span_iis(fields.items[i], ":default"))
			put_defaults(out, rule, a);
		else
			put_field(out, fields.items[i], a);
	}
}

void hugo_dates_read(struct hugo *hugo, struct arena *a)
{
	read_rule(&hugo->dates.date, hugo, &rules[0], a);
	read_rule(&hugo->dates.lastmod, hugo, &rules[1], a);
	read_rule(&hugo->dates.publish, hugo, &rules[2], a);
	read_rule(&hugo->dates.expiry, hugo, &rules[3], a);
	for (size_t i = 0; i < hugo->language_count; i++)
		hugo->languages[i].zone =
			zone_read(value_text(hugo_setting(hugo, i, "timeZone"),
					     span_make("", 0)),
				  a);
}

/*
 * ":filename": 2020-01-02-title gives the date, and its rest is the slug
 * where the front matter has none.
 */
static struct date from_name(struct hugo_times *out, struct span name,
			     const struct value *front)
{
	struct date date = date_none();
	size_t len = date_parse_prefix(&date, name, '-');

	if (len == 0)
		return date_none();
	name = span_slice(name, len, name.len);
	while (name.len && strchr(" -_", name.ptr[0]))
		name = span_slice(name, 1, name.len);
	while (name.len && strchr(" -_", name.ptr[name.len - 1]))
		name.len--;
	if (!value_get(front, "slug"))
		out->slug = name;
	return date;
}

static struct date from_mtime(const struct source *source)
{
	struct date date = date_none();

	date.seconds = source->mtime / 1000000000;
	date.has_time = date.has_zone = true;
	return date;
}

/* ":git" is passed over: a site's history is no part of its files. */
static struct date
find_date(struct hugo_times *out, const struct span_list *fields,
	  const struct zone *zone, const struct hugo_page *page,
	  const struct source *source, const struct value *front)
{
	struct date date = date_none();

	for (size_t i = 0; i < fields->count && !date_is_set(date); i++) {
		struct span field = fields->items[i];

		if (span_iis(field, ":filename"))
			date = from_name(out, page->name, front);
		else if (span_iis(field, ":filemodtime"))
			date = from_mtime(source);
		else
			date = date_get_unix(value_get_span(front, field),
					     zone);
	}
	return date;
}

void hugo_dates_find(struct hugo_times *out, const struct hugo *hugo,
		     const struct hugo_page *page, const struct source *source,
		     const struct value *front)
{
	const struct hugo_dates *dates = &hugo->dates;
	const struct zone *zone = hugo->languages[page->language].zone;

	memset(out, 0, sizeof(*out));
	out->date = find_date(out, &dates->date, zone, page, source, front);
	out->lastmod =
		find_date(out, &dates->lastmod, zone, page, source, front);
	out->publish =
		find_date(out, &dates->publish, zone, page, source, front);
	out->expiry = find_date(out, &dates->expiry, zone, page, source, front);
}
