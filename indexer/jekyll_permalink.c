/*
 * Where Jekyll puts a page: jekyllrb.com/docs/permalinks. `permalink` in
 * the front matter (or its defaults) is a template, else the collection's,
 * else the site's; pages take only the end of the site's.
 */

#include "indexer/jekyll.h"

#include "base/ascii.h"
#include "base/io.h"
#include "indexer/fields.h"
#include "indexer/slug.h"
#include "indexer/url.h"
#include "text/unicode.h"

/* What a permalink is made from. */
struct parts {
	const struct jekyll_place *place;
	const struct value *front;
	struct date date;
	const struct span_list *categories;
	struct arena *arena;
};

static const struct {
	const char *name, *template;
} styles[] = {
	{ "date", "/:categories/:year/:month/:day/:title:output_ext" },
	{ "pretty", "/:categories/:year/:month/:day/:title/" },
	{ "ordinal", "/:categories/:year/:y_day/:title:output_ext" },
	{ "weekdate",
	  "/:categories/:year/W:week/:short_day/:title:output_ext" },
	{ "none", "/:categories/:title:output_ext" },
};

static const char *const months[] = { "January", "February", "March",
				      "April",   "May",      "June",
				      "July",    "August",   "September",
				      "October", "November", "December" };
static const char *const weekdays[] = { "Monday",   "Tuesday", "Wednesday",
					"Thursday", "Friday",  "Saturday",
					"Sunday" };

/* A date as the tokens show it. */
struct clock {
	struct civil c;
	int weekday; /* 1 for Monday */
	int year_day;
	int week, week_year; /* of ISO 8601 */
};

static void read_clock(struct clock *out, struct date date)
{
	int64_t days, thursday;

	out->c = date_civil(date);
	days = date_days(out->c.year, out->c.month, out->c.day);
	out->weekday = (int)(((days + 3) % 7 + 7) % 7) + 1;
	out->year_day = (int)(days - date_days(out->c.year, 1, 1)) + 1;
	/* The week's Thursday decides the year that the week belongs to. */
	thursday = days - out->weekday + 4;
	out->week_year = out->c.year;
	if (thursday < date_days(out->c.year, 1, 1))
		out->week_year--;
	else if (thursday >= date_days(out->c.year + 1, 1, 1))
		out->week_year++;
	out->week = (int)(thursday - date_days(out->week_year, 1, 1)) / 7 + 1;
}

/* Returns false when the token is not one of a date. */
static bool put_number(struct strbuf *out, struct span token,
		       const struct clock *clock)
{
	const struct {
		const char *name;
		int width, number;
	} numbers[] = {
		{ "year", 4, clock->c.year },
		{ "short_year", 2, clock->c.year % 100 },
		{ "month", 2, clock->c.month },
		{ "i_month", 0, clock->c.month },
		{ "day", 2, clock->c.day },
		{ "i_day", 0, clock->c.day },
		{ "hour", 2, clock->c.hour },
		{ "minute", 2, clock->c.minute },
		{ "second", 2, clock->c.second },
		{ "y_day", 3, clock->year_day },
		{ "w_year", 4, clock->week_year },
		{ "week", 2, clock->week },
		{ "w_day", 0, clock->weekday },
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (span_is(token, numbers[i].name)) {
			strbuf_printf(out, "%0*d", numbers[i].width,
				      numbers[i].number);
			return true;
		}
	}
	return false;
}

static bool put_date_token(struct strbuf *out, struct span token,
			   struct date date)
{
	struct clock clock;
	const char *month, *weekday;

	read_clock(&clock, date);
	month = months[clock.c.month - 1];
	weekday = weekdays[clock.weekday - 1];
	if (span_is(token, "short_month"))
		strbuf_put(out, month, 3);
	else if (span_is(token, "long_month"))
		strbuf_put_str(out, month);
	else if (span_is(token, "short_day"))
		strbuf_put(out, weekday, 3);
	else if (span_is(token, "long_day"))
		strbuf_put_str(out, weekday);
	else
		return put_number(out, token, &clock);
	return true;
}

/* Each category once, in lower case or as a slug, with slashes between. */
static void put_categories(struct strbuf *out, const struct parts *parts,
			   bool as_slugs)
{
	struct span_list done = { NULL, 0, 0 };
	struct strbuf lower = STRBUF_INIT;

	for (size_t i = 0; i < parts->categories->count; i++) {
		struct span category = parts->categories->items[i];
		size_t count = done.count;

		strbuf_reset(&lower);
		unicode_put_lower(&lower, category);
		category = strbuf_span(&lower);
		if (as_slugs)
			category = slug_jekyll(category, SLUG_DEFAULT, false,
					       parts->arena);
		label_put(&done, category, parts->arena);
		if (done.count > count) {
			if (count)
				strbuf_put_char(out, '/');
			strbuf_put_span(out, done.items[count]);
		}
	}
	strbuf_release(&lower);
}

/* The slug of the front matter, else the name behind its date. */
static struct span find_slug(const struct parts *parts, enum slug_mode mode,
			     bool cased)
{
	struct span slug = line_get(parts->front, "slug", parts->arena);

	return slug_jekyll(slug.len ? slug : parts->place->slug, mode, cased,
			   parts->arena);
}

/* The path in the collection, without extension and dots at its end. */
static struct span inner_path(const struct jekyll_place *place)
{
	struct span path = place->inner;

	path.len -= path_extension(path).len;
	while (path.len && path.ptr[path.len - 1] == '.')
		path.len--;
	return path;
}

static bool put_document_token(struct strbuf *out, struct span token,
			       const struct parts *parts)
{
	const struct jekyll_place *place = parts->place;

	if (span_is(token, "title"))
		strbuf_put_span(out, find_slug(parts, SLUG_PRETTY, true));
	else if (span_is(token, "slug"))
		strbuf_put_span(out, find_slug(parts, SLUG_DEFAULT, false));
	else if (span_is(token, "name"))
		strbuf_put_span(out, slug_jekyll(place->name, SLUG_DEFAULT,
						 false, parts->arena));
	else if (span_is(token, "path"))
		strbuf_put_span(out, inner_path(place));
	else if (span_is(token, "collection"))
		strbuf_put_span(out, place->collection->label);
	else if (span_is(token, "categories"))
		put_categories(out, parts, false);
	else if (span_is(token, "slugified_categories"))
		put_categories(out, parts, true);
	else
		return date_is_set(parts->date) &&
		       put_date_token(out, token, parts->date);
	return true;
}

static bool put_page_token(struct strbuf *out, struct span token,
			   const struct parts *parts)
{
	const struct jekyll_place *place = parts->place;

	if (span_is(token, "path"))
		strbuf_put_span(out, path_dir(place->path));
	else if (span_is(token, "basename"))
		strbuf_put_span(out, path_base(inner_path(place)));
	else
		return false;
	return true;
}

static bool put_token(struct strbuf *out, struct span token,
		      const struct parts *parts)
{
	struct strbuf value = STRBUF_INIT;
	bool found = true;

	if (span_is(token, "output_ext"))
		strbuf_put_str(&value, ".html");
	else if (parts->place->collection)
		found = put_document_token(&value, token, parts);
	else
		found = put_page_token(&value, token, parts);
	strbuf_put_span(out, url_encode(strbuf_span(&value), "!$&'()*+,;=:@",
					parts->arena));
	strbuf_release(&value);
	return found;
}

/* Replace the tokens of `template`; in ":month_:day" the "_" is none. */
static void expand(struct strbuf *out, struct span template,
		   const struct parts *parts)
{
	for (size_t i = 0; i < template.len;) {
		size_t end = i + 1;
		struct span token;

		while (end < template.len && ((template.ptr[end] >= 'a' &&
					       template.ptr[end] <= 'z') ||
					      template.ptr[end] == '_'))
			end++;
		token = span_slice(template, i + 1, end);
		if (span_has_suffix(token, "_")) {
			token.len--;
			end--;
		}
		if (template.ptr[i] == ':' && put_token(out, token, parts))
			i = end;
		else
			strbuf_put_char(out, template.ptr[i++]);
	}
}

/* The template's end, as the site's style has it: "/", ".html" or none. */
static const char *find_suffix(const struct jekyll *jekyll)
{
	struct span style = jekyll->permalink;

	if (span_is(style, "pretty") || span_has_suffix(style, "/"))
		return "/";
	if (span_is(style, "date") || span_is(style, "ordinal") ||
	    span_is(style, "none") || span_has_suffix(style, ":output_ext"))
		return ":output_ext";
	return "";
}

static struct span find_template(const struct jekyll *jekyll,
				 const struct parts *parts)
{
	const struct jekyll_place *place = parts->place;
	struct span own = line_get(parts->front, "permalink", parts->arena);

	if (own.len)
		return own;
	if (!place->collection && span_is(place->name, "index"))
		return span_from("/:path/");
	if (!place->collection)
		return arena_printf(parts->arena, "/:path/:basename%s",
				    find_suffix(jekyll));
	if (place->collection->permalink.len)
		return place->collection->permalink;
	if (place->kind == JEKYLL_DOCUMENT)
		return arena_printf(parts->arena, "/:collection/:path%s",
				    find_suffix(jekyll));
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		if (span_is(jekyll->permalink, styles[i].name))
			return span_from(styles[i].template);
	return jekyll->permalink;
}

struct span jekyll_permalink(const struct jekyll *jekyll,
			     const struct jekyll_place *place,
			     const struct value *front, struct date date,
			     const struct span_list *categories,
			     struct arena *a)
{
	struct parts parts = { place, front, date, categories, a };
	struct strbuf path = STRBUF_INIT;
	struct span url;

	expand(&path, find_template(jekyll, &parts), &parts);
	url = url_clean(arena_printf(a, "/%s", path.buf), a);
	strbuf_release(&path);
	return url_join(jekyll->base_url, url_escape(url, a), a);
}
