#include "server/link.h"

#include <stdio.h>

#include "text/escape.h"

typedef void (*pair_fn)(struct strbuf *out, const char *name,
			struct span value);

static void put_text(struct strbuf *out, pair_fn put, const char *name,
		     struct span value)
{
	if (value.len)
		put(out, name, value);
}

static void put_list(struct strbuf *out, pair_fn put, const char *name,
		     const struct span_list *values)
{
	for (size_t i = 0; i < values->count; i++)
		put_text(out, put, name, values->items[i]);
}

static void put_number(struct strbuf *out, pair_fn put, const char *name,
		       size_t value, size_t otherwise)
{
	char text[24];

	snprintf(text, sizeof(text), "%zu", value);
	if (value != otherwise)
		put(out, name, span_from(text));
}

/* All but the text and the place on the list of results. */
static void put_conditions(struct strbuf *out, pair_fn put,
			   const struct search_options *o)
{
	static const char *const sorts[] = { [SORT_RELEVANCE] = "",
					     [SORT_NEWEST] = "newest",
					     [SORT_OLDEST] = "oldest" };

	put_text(out, put, "sort", span_from(sorts[o->sort]));
	put_list(out, put, "tag", &o->tags);
	put_list(out, put, "category", &o->categories);
	put_list(out, put, "author", &o->authors);
	put_text(out, put, "lang", o->lang);
	put_text(out, put, "prefer", o->prefer);
	put_text(out, put, "section", o->section);
	put_text(out, put, "after", o->after);
	put_text(out, put, "before", o->before);
	put_number(out, put, "limit", o->limit, search_defaults().limit);
}

static void put_pair(struct strbuf *out, const char *name, struct span value)
{
	strbuf_printf(out, "&%s=", name);
	escape_component(out, value);
}

static void put_input(struct strbuf *out, const char *name, struct span value)
{
	strbuf_printf(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
	escape_html(out, value);
	strbuf_put_str(out, "\">\n");
}

void link_put(struct strbuf *out, const struct search_request *request)
{
	strbuf_put_str(out, "search?q=");
	escape_component(out, request->text);
	put_conditions(out, put_pair, &request->options);
	if (request->options.literal)
		put_pair(out, "literal", span_from("1"));
	put_number(out, put_pair, "offset", request->options.offset, 0);
}

void link_put_inputs(struct strbuf *out, const struct search_request *request)
{
	put_conditions(out, put_input, &request->options);
}

void link_open(struct strbuf *out, const struct search_request *request,
	       const char *attributes)
{
	struct strbuf url = STRBUF_INIT;

	link_put(&url, request);
	strbuf_put_str(out, "<a href=\"");
	escape_html(out, strbuf_span(&url));
	strbuf_printf(out, "\"%s>", attributes);
	strbuf_release(&url);
}

bool list_has(const struct span_list *list, struct span value)
{
	for (size_t i = 0; i < list->count; i++)
		if (span_eq(list->items[i], value))
			return true;
	return false;
}

struct span_list list_without(const struct span_list *list, struct span value,
			      struct arena *a)
{
	struct span_list rest = { NULL, 0, 0 };

	for (size_t i = 0; i < list->count; i++)
		if (!span_eq(list->items[i], value))
			arena_list_put(a, &rest, list->items[i]);
	return rest;
}

struct span_list list_with(const struct span_list *list, struct span value,
			   struct arena *a)
{
	struct span_list more = list_without(list, value, a);

	arena_list_put(a, &more, value);
	return more;
}
