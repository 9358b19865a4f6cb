#include "query/printer.h"

#include "text/json.h"

static void put_headings(struct json *j, const struct document *doc)
{
	json_begin(j, "headings", '[');
	for (size_t i = 0; i < doc->section_count; i++) {
		const struct section *section = &doc->sections[i];

		json_begin(j, NULL, '{');
		json_put_integer(j, "level", section->level);
		json_put_text(j, "text", section->heading);
		json_put_text(j, "anchor", section->anchor);
		json_end(j, '}');
	}
	json_end(j, ']');
}

void print_document(struct strbuf *out, const struct document *doc)
{
	struct json j = json_to(out);

	json_begin(&j, NULL, '{');
	json_put_text(&j, "path", doc->path);
	json_put_text(&j, "url", doc->url);
	json_put_text(&j, "title", doc->title);
	json_put_text(&j, "summary", doc->summary);
	json_put_date(&j, "date", doc->date);
	json_put_date(&j, "lastmod", doc->lastmod);
	json_put_texts(&j, "authors", &doc->authors);
	json_put_texts(&j, "tags", &doc->tags);
	json_put_texts(&j, "categories", &doc->categories);
	json_put_text(&j, "section", doc->section);
	json_put_text(&j, "lang", doc->lang);
	json_put_integer(&j, "words", doc->words);
	json_put_integer(&j, "minutes", doc->minutes);
	put_headings(&j, doc);
	json_put_text(&j, "text", doc->text);
	json_end(&j, '}');
	strbuf_put_char(out, '\n');
}
