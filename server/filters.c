#include "server/filters.h"

#include <stdio.h>

#include "base/ascii.h"
#include "text/escape.h"

/* Values shown of one facet. */
enum { MAX_VALUES = 6 };

struct filters {
	struct strbuf *out;
	const struct search_request *request;
	const struct results *results;
	struct arena *arena;
	bool is_open; /* <nav> is */
};

static struct search_request first_page(const struct filters *f)
{
	struct search_request changed = *f->request;

	changed.options.offset = 0;
	return changed;
}

static void open_nav(struct filters *f, const char *label)
{
	if (!f->is_open)
		strbuf_printf(f->out,
			      "<nav class=\"bs-filters\" aria-label=\"%s\">\n",
			      label);
	f->is_open = true;
}

static void close_nav(struct filters *f)
{
	if (f->is_open)
		strbuf_put_str(f->out, "</nav>\n");
	f->is_open = false;
}

/* A filter that is in force; its link leads to the search without it. */
static void put_active(struct filters *f, const struct search_request *without,
		       const char *what, struct span value)
{
	open_nav(f, "Filters");
	link_open(f->out, without,
		  " class=\"bs-chip\" aria-current=\"true\" dir=\"auto\"");
	strbuf_put_str(f->out, what);
	escape_html(f->out, value);
	strbuf_put_str(f->out, "<span class=\"bs-hidden\">: remove</span>"
			       "<span aria-hidden=\"true\"> ×</span></a>\n");
}

static void put_active_list(struct filters *f, size_t member)
{
	const struct span_list *list =
		(const void *)((const char *)&f->request->options + member);

	for (size_t i = 0; i < list->count; i++) {
		struct search_request without = first_page(f);
		struct span_list *changed =
			(void *)((char *)&without.options + member);

		*changed = list_without(list, list->items[i], f->arena);
		put_active(f, &without, "", list->items[i]);
	}
}

static void put_active_text(struct filters *f, size_t member, const char *what)
{
	const struct span *value =
		(const void *)((const char *)&f->request->options + member);
	struct search_request without = first_page(f);

	if (value->len == 0)
		return;
	*(struct span *)(void *)((char *)&without.options + member) =
		span_make("", 0);
	put_active(f, &without, what, *value);
}

/* The year that `after` and `before` stand for; 0: for no single one. */
static int year_of(const struct search_options *o)
{
	int after = 0, before = 0;

	if (o->after.len != 4 || o->before.len != 4)
		return 0;
	for (size_t i = 0; i < 4; i++) {
		if (!ascii_is_digit(o->after.ptr[i]) ||
		    !ascii_is_digit(o->before.ptr[i]))
			return 0;
		after = after * 10 + (o->after.ptr[i] - '0');
		before = before * 10 + (o->before.ptr[i] - '0');
	}
	return before == after + 1 ? after : 0;
}

static void put_active_dates(struct filters *f)
{
	struct search_request without = first_page(f);

	if (!year_of(&f->request->options)) {
		put_active_text(f, offsetof(struct search_options, after),
				"from ");
		put_active_text(f, offsetof(struct search_options, before),
				"before ");
		return;
	}
	without.options.after = without.options.before = span_make("", 0);
	put_active(f, &without, "", f->request->options.after);
}

static void set_year(struct search_options *o, struct span year,
		     struct arena *a)
{
	int number = 0;

	for (size_t i = 0; i < year.len && i < 4; i++)
		number = number * 10 + (year.ptr[i] - '0');
	o->after = year;
	o->before = arena_printf(a, "%04d", number + 1);
}

/*
 * Let `o` ask for this value of the facet too. Returns false where the
 * facet is narrowed already, or is none of ours.
 */
static bool narrow(struct search_options *o, const char *facet,
		   struct span value, struct arena *a)
{
	struct span_list *list = !strcmp(facet, "tag")        ? &o->tags
				 : !strcmp(facet, "category") ? &o->categories
				 : !strcmp(facet, "author")   ? &o->authors
							      : NULL;

	if (list) {
		if (list_has(list, value) || list->count >= REQUEST_MAX_FILTERS)
			return false;
		*list = list_with(list, value, a);
		return true;
	}
	if (!strcmp(facet, "lang") && o->lang.len == 0) {
		o->lang = value;
		return true;
	}
	if (!strcmp(facet, "year") && o->after.len + o->before.len == 0) {
		set_year(o, value, a);
		return true;
	}
	return false;
}

/* Whether one of the tags to choose from has this name too. */
static bool is_tag(const struct filters *f, struct span name)
{
	const struct results *results = f->results;

	for (size_t i = 0; i < results->facet_count; i++) {
		const struct facet *facet = &results->facets[i];

		if (strcmp(facet->name, "tag") != 0)
			continue;
		for (size_t j = 0; j < facet->count && j < MAX_VALUES; j++)
			if (span_ieq(facet->values[j].name, name))
				return true;
	}
	return false;
}

/*
 * Values that all results have do not narrow; and of a category and a tag
 * that are one word to a reader, one is enough.
 */
static void put_facet(struct filters *f, const struct facet *facet)
{
	bool is_category = !strcmp(facet->name, "category");
	size_t shown = 0;

	for (size_t i = 0; i < facet->count && shown < MAX_VALUES; i++) {
		const struct facet_value *value = &facet->values[i];
		struct search_request narrowed = first_page(f);

		if (value->count >= f->results->total ||
		    (is_category && is_tag(f, value->name)) ||
		    !narrow(&narrowed.options, facet->name, value->name,
			    f->arena))
			continue;
		open_nav(f, "Filters");
		link_open(f->out, &narrowed, " class=\"bs-chip\" dir=\"auto\"");
		escape_html(f->out, value->name);
		strbuf_printf(f->out,
			      " <span class=\"bs-number\">%lld</span></a>\n",
			      (long long)value->count);
		shown++;
	}
}

static void put_sorts(struct filters *f)
{
	static const char *const names[] = { [SORT_RELEVANCE] = "Relevance",
					     [SORT_NEWEST] = "Newest",
					     [SORT_OLDEST] = "Oldest" };

	open_nav(f, "Sort");
	for (int sort = SORT_RELEVANCE; sort <= SORT_OLDEST; sort++) {
		struct search_request sorted = first_page(f);
		bool is_current =
			f->request->options.sort == (enum search_sort)sort;

		sorted.options.sort = (enum search_sort)sort;
		link_open(f->out, &sorted,
			  is_current
				  ? " class=\"bs-chip\" aria-current=\"true\""
				  : " class=\"bs-chip\"");
		strbuf_printf(f->out, "%s</a>\n", names[sort]);
	}
	close_nav(f);
}

void filters_put(struct strbuf *out, const struct search_request *request,
		 const struct results *results, struct arena *a)
{
	struct filters f = { out, request, results, a, false };

	put_active_list(&f, offsetof(struct search_options, tags));
	put_active_list(&f, offsetof(struct search_options, categories));
	put_active_list(&f, offsetof(struct search_options, authors));
	put_active_text(&f, offsetof(struct search_options, lang), "");
	put_active_text(&f, offsetof(struct search_options, section), "in ");
	put_active_dates(&f);
	for (size_t i = 0; i < results->facet_count; i++)
		put_facet(&f, &results->facets[i]);
	close_nav(&f);
	if (results->total > 1)
		put_sorts(&f);
}
