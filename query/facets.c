#include "query/facets.h"

#include <stdlib.h>

#include "base/mem.h"

/* Values of one facet that an answer lists. */
#define MAX_VALUES 50

/* In the order of the answer. */
enum facet_place {
	FACET_TAG,
	FACET_CATEGORY,
	FACET_AUTHOR,
	FACET_YEAR,
	FACET_LANG,
	FACET_COUNT
};

enum { YEARS = 10000 };

struct counter {
	struct search *search;
	struct arena *arena;
	int64_t *by_year, *by_lang; /* documents */
	int64_t *by_label;          /* by the first label of a kind and key */
	uint32_t *shown; /* whose spelling is that of the first document */
	size_t label_alloc;
};

/* Labels come as documents are looked at: make room for new ones. */
static void make_room(struct counter *c, size_t count)
{
	size_t old = c->label_alloc;

	if (count <= old)
		return;
	ARRAY_GROW(c->by_label, count, c->label_alloc);
	c->shown = xrealloc(c->shown, c->label_alloc * sizeof(*c->shown));
	memset(c->by_label + old, 0,
	       (c->label_alloc - old) * sizeof(*c->by_label));
}

static int count_labels(struct counter *c, int64_t id)
{
	struct reader *r = c->search->reader;
	struct label_numbers labels;

	if (reader_find_labels(r, id, &labels, c->search->err) < 0)
		return -1;
	make_room(c, reader_label_count(r));
	for (size_t i = 0; i < labels.count; i++) {
		uint32_t first = reader_label(r, labels.items[i])->first;

		if (c->by_label[first]++ == 0)
			c->shown[first] = labels.items[i];
	}
	return 0;
}

static int year_of(const struct details *details)
{
	struct date date = { details->date, details->offset, true, true };

	return date_is_set(date) ? date_civil(date).year : 0;
}

static void count_columns(struct counter *c, int64_t id,
			  const struct columns *columns)
{
	struct reader *r = c->search->reader;

	c->by_year[year_of(reader_details(r, id)) % YEARS]++;
	if (columns->lang < reader_languages(r)->count)
		c->by_lang[columns->lang]++;
}

/* Where time runs out, what was counted by then is the answer. */
static int count_matches(struct counter *c)
{
	struct search *s = c->search;
	int64_t id = 0;

	while ((id = idset_next(&s->matches, id)) >= 0 &&
	       !search_is_step_late(s)) {
		const struct columns *columns = reader_columns(s->reader, id);

		if (columns)
			count_columns(c, id, columns);
		if (count_labels(c, id) < 0)
			return -1;
		id++;
	}
	return 0;
}

static void add_value(struct counter *c, struct facet *facet, struct span name,
		      int64_t count)
{
	if (count == 0)
		return;
	/* Room for twice as many at every power of two. */
	if ((facet->count & (facet->count - 1)) == 0) {
		struct facet_value *values = arena_array(
			c->arena, facet->count * 2 + 1, sizeof(*values));

		if (facet->count)
			memcpy(values, facet->values,
			       facet->count * sizeof(*values));
		facet->values = values;
	}
	facet->values[facet->count].name = name;
	facet->values[facet->count++].count = count;
}

static int by_count(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return span_cmp(x->name, y->name);
}

/* The names of those that are shown are the answer's own. */
static void finish(struct facet *facet, struct arena *a)
{
	if (facet->count)
		qsort(facet->values, facet->count, sizeof(*facet->values),
		      by_count);
	if (facet->count > MAX_VALUES)
		facet->count = MAX_VALUES;
	for (size_t i = 0; i < facet->count; i++)
		facet->values[i].name = arena_copy(a, facet->values[i].name);
}

static void make_values(struct counter *c, struct facet *facets)
{
	static const enum facet_place places[LABEL_KIND_COUNT] = {
		[LABEL_TAG] = FACET_TAG,
		[LABEL_CATEGORY] = FACET_CATEGORY,
		[LABEL_AUTHOR] = FACET_AUTHOR,
	};
	struct reader *r = c->search->reader;
	const struct span_list *languages = reader_languages(r);

	for (size_t i = 0; i < c->label_alloc; i++)
		if (c->by_label[i]) {
			const struct label *label =
				reader_label(r, c->shown[i]);

			add_value(c, &facets[places[label->kind]], label->name,
				  c->by_label[i]);
		}
	for (int year = 1; year < YEARS; year++)
		if (c->by_year[year])
			add_value(c, &facets[FACET_YEAR],
				  arena_printf(c->arena, "%d", year),
				  c->by_year[year]);
	for (size_t i = 0; i < languages->count; i++)
		add_value(c, &facets[FACET_LANG], languages->items[i],
			  c->by_lang[i]);
}

int facets_count(struct results *out, struct search *s)
{
	static const char *const names[FACET_COUNT] = { "tag", "category",
							"author", "year",
							"lang" };
	struct counter c = { .search = s, .arena = s->arena };
	int ret;

	c.by_year = arena_array(s->arena, YEARS, sizeof(*c.by_year));
	c.by_lang = arena_array(s->arena, reader_languages(s->reader)->count,
				sizeof(*c.by_lang));
	out->facets = arena_array(s->arena, FACET_COUNT, sizeof(*out->facets));
	out->facet_count = FACET_COUNT;
	ret = count_matches(&c);
	make_values(&c, out->facets);
	for (int i = 0; i < FACET_COUNT; i++) {
		out->facets[i].name = names[i];
		finish(&out->facets[i], s->arena);
	}
	free(c.by_label);
	free(c.shown);
	return ret;
}
