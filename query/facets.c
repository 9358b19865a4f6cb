#include "query/facets.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/strbuf.h"

/* Values of one facet that an answer lists. */
#define MAX_VALUES 50

struct count {
	struct search *search; /* whose time may be up */
	const struct idset *matches;
	struct facet *facet;
	size_t alloc;
	struct arena *arena;
	struct span key; /* of the value being counted */
	int64_t last;    /* the document counted last, for that value */
};

static void add_value(struct count *c, struct span name, int64_t count)
{
	struct facet *facet = c->facet;

	if (facet->count == c->alloc) {
		size_t alloc = c->alloc ? c->alloc * 2 : 16;
		struct facet_value *values =
			arena_array(c->arena, alloc, sizeof(*values));

		if (facet->count)
			memcpy(values, facet->values,
			       facet->count * sizeof(*values));
		facet->values = values;
		c->alloc = alloc;
	}
	facet->values[facet->count].name = arena_copy(c->arena, name);
	facet->values[facet->count++].count = count;
}

/* Labels come by key; spellings with one key are one value. */
static int count_label(struct span key, struct span name, int64_t document,
		       void *arg)
{
	struct count *c = arg;

	if (search_is_step_late(c->search))
		return 1;
	if (!idset_has(c->matches, document) || key.len == 0)
		return 0;
	if (c->facet->count && span_eq(key, c->key)) {
		if (document != c->last)
			c->facet->values[c->facet->count - 1].count++;
	} else {
		add_value(c, name, 1);
		c->key = arena_copy(c->arena, key);
	}
	c->last = document;
	return 0;
}

static int by_count(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return span_cmp(x->name, y->name);
}

static void finish(struct facet *facet)
{
	if (facet->count)
		qsort(facet->values, facet->count, sizeof(*facet->values),
		      by_count);
	if (facet->count > MAX_VALUES)
		facet->count = MAX_VALUES;
}

static int year_of(const struct columns *columns)
{
	struct date date = { columns->date, columns->offset, true, true };

	return date_is_set(date) ? date_civil(date).year : 0;
}

/* Years and languages are numbers in memory. */
static void count_columns(struct facet *years, struct facet *langs,
			  const struct idset *matches, struct reader *r,
			  struct arena *a)
{
	const struct span_list *languages = reader_languages(r);
	int64_t *by_year = arena_array(a, 10000, sizeof(*by_year));
	int64_t *by_lang =
		arena_array(a, languages->count + 1, sizeof(*by_lang));
	struct count year = { .facet = years, .arena = a };
	struct count lang = { .facet = langs, .arena = a };

	for (int64_t id = 1; id <= reader_last_document(r); id++) {
		const struct columns *columns;

		if (!idset_has(matches, id) ||
		    !(columns = reader_columns(r, id)))
			continue;
		by_year[year_of(columns) % 10000]++;
		if (columns->lang < languages->count)
			by_lang[columns->lang]++;
	}
	for (int y = 1; y < 10000; y++)
		if (by_year[y])
			add_value(&year, arena_printf(a, "%d", y), by_year[y]);
	for (size_t i = 0; i < languages->count; i++)
		if (by_lang[i])
			add_value(&lang, languages->items[i], by_lang[i]);
}

int facets_count(struct results *out, struct search *s)
{
	static const struct {
		const char *name;
		enum label_kind kind;
	} labels[] = {
		{ "tag", LABEL_TAG },
		{ "category", LABEL_CATEGORY },
		{ "author", LABEL_AUTHOR },
	};

	struct arena *a = s->arena;

	out->facets = arena_array(a, 5, sizeof(*out->facets));
	out->facet_count = 5;
	for (size_t i = 0; i < 3; i++) {
		struct count count = { .search = s,
				       .matches = &s->matches,
				       .facet = &out->facets[i],
				       .arena = a };

		out->facets[i].name = labels[i].name;
		if (reader_each_label(s->reader, labels[i].kind, count_label,
				      &count, s->err) < 0)
			return -1;
	}
	out->facets[3].name = "year";
	out->facets[4].name = "lang";
	count_columns(&out->facets[3], &out->facets[4], &s->matches, s->reader,
		      a);
	for (size_t i = 0; i < out->facet_count; i++)
		finish(&out->facets[i]);
	return 0;
}
