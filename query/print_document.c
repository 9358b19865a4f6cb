#include "query/printer.h"

#include "query/json.h"

static json_t *headings(const struct document *doc)
{
	json_t *array = json_check(json_array());

	for (size_t i = 0; i < doc->section_count; i++) {
		const struct section *section = &doc->sections[i];
		json_t *object = json_check(json_object());

		json_put(object, "level", json_integer(section->level));
		json_put(object, "text", json_of_text(section->heading));
		json_put(object, "anchor", json_of_text(section->anchor));
		json_add(array, object);
	}
	return array;
}

void print_document(struct strbuf *out, const struct document *doc)
{
	json_t *object = json_check(json_object());

	json_put(object, "path", json_of_text(doc->path));
	json_put(object, "url", json_of_text(doc->url));
	json_put(object, "title", json_of_text(doc->title));
	json_put(object, "summary", json_of_text(doc->summary));
	json_put(object, "date", json_of_date(doc->date));
	json_put(object, "lastmod", json_of_date(doc->lastmod));
	json_put(object, "authors", json_of_texts(&doc->authors));
	json_put(object, "tags", json_of_texts(&doc->tags));
	json_put(object, "categories", json_of_texts(&doc->categories));
	json_put(object, "section", json_of_text(doc->section));
	json_put(object, "lang", json_of_text(doc->lang));
	json_put(object, "words", json_integer(doc->words));
	json_put(object, "minutes", json_integer(doc->minutes));
	json_put(object, "headings", headings(doc));
	json_put(object, "text", json_of_text(doc->text));
	json_write_line(out, object);
}
