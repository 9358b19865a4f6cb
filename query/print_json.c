#include "query/printer.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "query/marked.h"
#include "text/escape.h"

/*
 * Every function here that returns JSON gives it away, to be put into
 * what holds it. A failure of jansson is a lack of memory.
 */
static json_t *check(json_t *json)
{
	if (!json)
		mem_exhausted();
	return json;
}

static void put(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new_nocheck(object, key, check(value)) < 0)
		mem_exhausted();
}

static void append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, check(value)) < 0)
		mem_exhausted();
}

/* What was typed need not be UTF-8, which JSON must be. */
static json_t *text(struct span s)
{
	struct strbuf clean = STRBUF_INIT;
	json_t *json;

	escape_malformed(&clean, s);
	json = json_stringn_nocheck(clean.buf, clean.len);
	strbuf_release(&clean);
	return check(json);
}

/* JSON knows no infinity. */
static json_t *number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *marked(struct span s)
{
	struct strbuf html = STRBUF_INIT;
	json_t *json;

	marked_put_html(&html, s);
	json = json_stringn_nocheck(html.buf, html.len);
	strbuf_release(&html);
	return check(json);
}

static json_t *unmarked(struct span s)
{
	struct strbuf plain = STRBUF_INIT;
	json_t *json;

	marked_put_plain(&plain, s);
	json = text(strbuf_span(&plain));
	strbuf_release(&plain);
	return json;
}

static json_t *texts(const struct span_list *list)
{
	json_t *array = check(json_array());

	for (size_t i = 0; i < list->count; i++)
		append(array, text(list->items[i]));
	return array;
}

static json_t *date(struct date d)
{
	char iso[DATE_TEXT_SIZE];

	date_format_iso(iso, d);
	return *iso ? json_string(iso) : json_null();
}

static json_t *section_url(struct span url, struct span anchor)
{
	struct strbuf out = STRBUF_INIT;
	json_t *json;

	strbuf_put_span(&out, url);
	if (anchor.len) {
		strbuf_put_char(&out, '#');
		escape_fragment(&out, anchor);
	}
	json = text(strbuf_span(&out));
	strbuf_release(&out);
	return json;
}

static json_t *sections(const struct hit *hit)
{
	json_t *array = check(json_array());

	for (size_t i = 0; i < hit->section_count; i++) {
		const struct hit_section *section = &hit->sections[i];
		json_t *object = check(json_object());

		put(object, "heading", unmarked(section->heading));
		put(object, "anchor", text(section->anchor));
		put(object, "url",
		    section_url(hit->document.url, section->anchor));
		put(object, "snippet", marked(section->snippet));
		append(array, object);
	}
	return array;
}

static json_t *explanation(const struct hit *hit)
{
	json_t *object = check(json_object());

	for (size_t i = 0; i < hit->explanation_count; i++) {
		const struct factor *factor = &hit->explanation[i];

		if (json_object_setn_new_nocheck(
			    object, factor->name.ptr, factor->name.len,
			    check(number(factor->value))) < 0)
			mem_exhausted();
	}
	return object;
}

static json_t *result(const struct hit *hit)
{
	const struct document *doc = &hit->document;
	json_t *object = check(json_object());

	put(object, "title", text(doc->title));
	put(object, "title_marked", marked(hit->title));
	put(object, "url", text(doc->url));
	put(object, "summary", text(doc->summary));
	put(object, "date", date(doc->date));
	put(object, "authors", texts(&doc->authors));
	put(object, "tags", texts(&doc->tags));
	put(object, "words", json_integer(doc->words));
	put(object, "minutes", json_integer(doc->minutes));
	put(object, "lang", text(doc->lang));
	put(object, "score", number(hit->score));
	put(object, "snippet", marked(hit->snippet));
	put(object, "sections", sections(hit));
	if (hit->explanation_count)
		put(object, "explain", explanation(hit));
	return object;
}

static json_t *applied(const struct results *results)
{
	json_t *object = check(json_object());
	json_t *corrected = check(json_array());

	for (size_t i = 0; i < results->corrected_count; i++) {
		json_t *correction = check(json_object());

		put(correction, "from", text(results->corrected[i].from));
		put(correction, "to", text(results->corrected[i].to));
		append(corrected, correction);
	}
	put(object, "corrected", corrected);
	put(object, "dropped", texts(&results->dropped));
	return object;
}

static json_t *facets(const struct results *results)
{
	json_t *object = check(json_object());

	for (size_t i = 0; i < results->facet_count; i++) {
		const struct facet *facet = &results->facets[i];
		json_t *values = check(json_array());

		for (size_t j = 0; j < facet->count; j++) {
			json_t *value = check(json_object());

			put(value, "value", text(facet->values[j].name));
			put(value, "count",
			    json_integer(facet->values[j].count));
			append(values, value);
		}
		put(object, facet->name, values);
	}
	return object;
}

static json_t *answer(const struct results *results,
		      const struct print_options *options)
{
	json_t *object = check(json_object());
	json_t *hits = check(json_array());

	if (options->id.len)
		put(object, "id", text(options->id));
	put(object, "query", text(options->query));
	put(object, "total", json_integer(results->total));
	put(object, "took_ms", number(results->took_ms));
	put(object, "applied", applied(results));
	put(object, "revision", json_integer(results->revision));
	if (results->partial)
		put(object, "partial", json_true());
	for (size_t i = 0; i < results->hit_count; i++)
		append(hits, result(&results->hits[i]));
	put(object, "results", hits);
	if (results->facets)
		put(object, "facets", facets(results));
	return object;
}

static int append_chunk(const char *bytes, size_t len, void *out)
{
	strbuf_put(out, bytes, len);
	return 0;
}

/* Six digits are more than any number here means. */
void print_json(struct strbuf *out, const struct results *results,
		const struct print_options *options)
{
	json_t *object = answer(results, options);

	if (json_dump_callback(object, append_chunk, out,
			       JSON_COMPACT | JSON_REAL_PRECISION(6)) < 0)
		mem_exhausted();
	json_decref(object);
	strbuf_put_char(out, '\n');
}
