#include "query/printer.h"

#include "query/marked.h"
#include "text/escape.h"
#include "text/json.h"

/* What one answer is written with. */
struct printer {
	struct json json;
	struct strbuf scratch; /* a text on its way */
};

/* Put what is in the scratch buffer, and empty it. */
static void put_scratch(struct printer *p, const char *key)
{
	json_put_text(&p->json, key, strbuf_span(&p->scratch));
	strbuf_reset(&p->scratch);
}

static void put_marked(struct printer *p, const char *key, struct span text)
{
	marked_put_html(&p->scratch, text);
	put_scratch(p, key);
}

static void put_sections(struct printer *p, const struct hit *hit)
{
	json_begin(&p->json, "sections", '[');
	for (size_t i = 0; i < hit->section_count; i++) {
		const struct hit_section *section = &hit->sections[i];

		json_begin(&p->json, NULL, '{');
		marked_put_plain(&p->scratch, section->heading);
		put_scratch(p, "heading");
		json_put_text(&p->json, "anchor", section->anchor);
		strbuf_put_span(&p->scratch, hit->document.url);
		if (section->anchor.len) {
			strbuf_put_char(&p->scratch, '#');
			escape_fragment(&p->scratch, section->anchor);
		}
		put_scratch(p, "url");
		put_marked(p, "snippet", section->snippet);
		json_end(&p->json, '}');
	}
	json_end(&p->json, ']');
}

/*
 * By name; a word may be there twice, and is the name of what it came to
 * the first time.
 */
static bool is_repeated(const struct hit *hit, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (span_eq(hit->explanation[i].name,
			    hit->explanation[at].name))
			return true;
	return false;
}

static void put_explanation(struct printer *p, const struct hit *hit)
{
	json_begin(&p->json, "explain", '{');
	for (size_t i = 0; i < hit->explanation_count; i++) {
		if (is_repeated(hit, i))
			continue;
		json_put_key(&p->json, hit->explanation[i].name);
		json_put_number(&p->json, NULL, hit->explanation[i].value);
	}
	json_end(&p->json, '}');
}

static void put_hit(struct printer *p, const struct hit *hit)
{
	const struct document *doc = &hit->document;
	struct json *j = &p->json;

	json_begin(j, NULL, '{');
	json_put_text(j, "title", doc->title);
	put_marked(p, "title_marked", hit->title);
	json_put_text(j, "url", doc->url);
	json_put_text(j, "summary", doc->summary);
	json_put_date(j, "date", doc->date);
	json_put_texts(j, "authors", &doc->authors);
	json_put_texts(j, "tags", &doc->tags);
	json_put_integer(j, "words", doc->words);
	json_put_integer(j, "minutes", doc->minutes);
	json_put_text(j, "lang", doc->lang);
	json_put_number(j, "score", hit->score);
	put_marked(p, "snippet", hit->snippet);
	put_sections(p, hit);
	if (hit->explanation_count)
		put_explanation(p, hit);
	json_end(j, '}');
}

static void put_applied(struct json *j, const struct results *results)
{
	json_begin(j, "applied", '{');
	json_begin(j, "corrected", '[');
	for (size_t i = 0; i < results->corrected_count; i++) {
		json_begin(j, NULL, '{');
		json_put_text(j, "from", results->corrected[i].from);
		json_put_text(j, "to", results->corrected[i].to);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_put_texts(j, "dropped", &results->dropped);
	json_end(j, '}');
}

static void put_facets(struct json *j, const struct results *results)
{
	json_begin(j, "facets", '{');
	for (size_t i = 0; i < results->facet_count; i++) {
		const struct facet *facet = &results->facets[i];

		json_begin(j, facet->name, '[');
		for (size_t k = 0; k < facet->count; k++) {
			json_begin(j, NULL, '{');
			json_put_text(j, "value", facet->values[k].name);
			json_put_integer(j, "count", facet->values[k].count);
			json_end(j, '}');
		}
		json_end(j, ']');
	}
	json_end(j, '}');
}

void print_json(struct strbuf *out, const struct results *results,
		const struct print_options *options)
{
	struct printer p = { json_to(out), STRBUF_INIT };
	struct json *j = &p.json;

	json_begin(j, NULL, '{');
	if (options->id.len)
		json_put_text(j, "id", options->id);
	json_put_text(j, "query", options->query);
	json_put_integer(j, "total", results->total);
	json_put_number(j, "took_ms", results->took_ms);
	put_applied(j, results);
	json_put_integer(j, "revision", results->revision);
	if (results->partial)
		json_put_true(j, "partial");
	json_begin(j, "results", '[');
	for (size_t i = 0; i < results->hit_count; i++)
		put_hit(&p, &results->hits[i]);
	json_end(j, ']');
	if (results->facets)
		put_facets(j, results);
	json_end(j, '}');
	strbuf_put_char(out, '\n');
	strbuf_release(&p.scratch);
}
