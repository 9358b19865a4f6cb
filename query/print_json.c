#include "query/printer.h"

#include "base/mem.h"
#include "query/json.h"
#include "query/marked.h"
#include "text/escape.h"

static json_t *marked(struct span s)
{
	struct strbuf html = STRBUF_INIT;
	json_t *json;

	marked_put_html(&html, s);
	json = json_stringn_nocheck(html.buf, html.len);
	strbuf_release(&html);
	return json_check(json);
}

static json_t *unmarked(struct span s)
{
	struct strbuf plain = STRBUF_INIT;
	json_t *json;

	marked_put_plain(&plain, s);
	json = json_of_text(strbuf_span(&plain));
	strbuf_release(&plain);
	return json;
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
	json = json_of_text(strbuf_span(&out));
	strbuf_release(&out);
	return json;
}

static json_t *sections(const struct hit *hit)
{
	json_t *array = json_check(json_array());

	for (size_t i = 0; i < hit->section_count; i++) {
		const struct hit_section *section = &hit->sections[i];
		json_t *object = json_check(json_object());

		json_put(object, "heading", unmarked(section->heading));
		json_put(object, "anchor", json_of_text(section->anchor));
		json_put(object, "url",
			 section_url(hit->document.url, section->anchor));
		json_put(object, "snippet", marked(section->snippet));
		json_add(array, object);
	}
	return array;
}

/* By name; a word is one as it was typed, which need not be UTF-8. */
static json_t *explanation(const struct hit *hit)
{
	json_t *object = json_check(json_object());
	struct strbuf name = STRBUF_INIT;

	for (size_t i = 0; i < hit->explanation_count; i++) {
		const struct factor *factor = &hit->explanation[i];

		strbuf_reset(&name);
		escape_malformed(&name, factor->name);
		if (json_object_setn_new_nocheck(
			    object, name.buf, name.len,
			    json_check(json_of_number(factor->value))) < 0)
			mem_exhausted();
	}
	strbuf_release(&name);
	return object;
}

static json_t *result(const struct hit *hit)
{
	const struct document *doc = &hit->document;
	json_t *object = json_check(json_object());

	json_put(object, "title", json_of_text(doc->title));
	json_put(object, "title_marked", marked(hit->title));
	json_put(object, "url", json_of_text(doc->url));
	json_put(object, "summary", json_of_text(doc->summary));
	json_put(object, "date", json_of_date(doc->date));
	json_put(object, "authors", json_of_texts(&doc->authors));
	json_put(object, "tags", json_of_texts(&doc->tags));
	json_put(object, "words", json_integer(doc->words));
	json_put(object, "minutes", json_integer(doc->minutes));
	json_put(object, "lang", json_of_text(doc->lang));
	json_put(object, "score", json_of_number(hit->score));
	json_put(object, "snippet", marked(hit->snippet));
	json_put(object, "sections", sections(hit));
	if (hit->explanation_count)
		json_put(object, "explain", explanation(hit));
	return object;
}

static json_t *corrections(const struct correction *items, size_t count)
{
	json_t *array = json_check(json_array());

	for (size_t i = 0; i < count; i++) {
		json_t *correction = json_check(json_object());

		json_put(correction, "from", json_of_text(items[i].from));
		json_put(correction, "to", json_of_text(items[i].to));
		json_add(array, correction);
	}
	return array;
}

static json_t *applied(const struct results *results)
{
	json_t *object = json_check(json_object());

	json_put(object, "corrected",
		 corrections(results->corrected, results->corrected_count));
	json_put(object, "synonyms",
		 corrections(results->synonyms, results->synonym_count));
	json_put(object, "dropped", json_of_texts(&results->dropped));
	return object;
}

static json_t *facets(const struct results *results)
{
	json_t *object = json_check(json_object());

	for (size_t i = 0; i < results->facet_count; i++) {
		const struct facet *facet = &results->facets[i];
		json_t *values = json_check(json_array());

		for (size_t j = 0; j < facet->count; j++) {
			json_t *value = json_check(json_object());

			json_put(value, "value",
				 json_of_text(facet->values[j].name));
			json_put(value, "count",
				 json_integer(facet->values[j].count));
			json_add(values, value);
		}
		json_put(object, facet->name, values);
	}
	return object;
}

static json_t *answer(const struct results *results,
		      const struct print_options *options)
{
	json_t *object = json_check(json_object());
	json_t *hits = json_check(json_array());

	if (options->id.len)
		json_put(object, "id", json_of_text(options->id));
	json_put(object, "query", json_of_text(options->query));
	json_put(object, "total", json_integer(results->total));
	json_put(object, "took_ms", json_of_number(results->took_ms));
	json_put(object, "applied", applied(results));
	json_put(object, "revision", json_integer(results->revision));
	if (results->partial)
		json_put(object, "partial", json_true());
	for (size_t i = 0; i < results->hit_count; i++)
		json_add(hits, result(&results->hits[i]));
	json_put(object, "results", hits);
	if (results->facets)
		json_put(object, "facets", facets(results));
	return object;
}

void print_json(struct strbuf *out, const struct results *results,
		const struct print_options *options)
{
	json_t *object = answer(results, options);

	json_write_line(out, object);
}
