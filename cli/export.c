#include "cli/command.h"
#include "cli/output.h"
#include "query/printer.h"
#include "store/reader.h"

struct values {
	const char *db;
};

static const struct opt options[] = {
	OPT_STRING("db", "FILE", struct values, db,
		   "the index; else BLOGSEARCH_DB, else blogsearch.db"),
	OPT_END,
};

struct export
{
	struct reader *reader;
	struct arena arena; /* of one document */
	struct strbuf out;
	struct error *err;
};

/* A document_fn. */
static int export_document(int64_t id, void *arg)
{
	struct export *x = arg;
	struct document doc;
	struct content content;

	arena_reset(&x->arena);
	if (reader_find_document(x->reader, id, &doc, &x->arena, x->err) < 0 ||
	    reader_find_content(x->reader, id, &content, &x->arena, x->err) < 0)
		return -1;
	doc.text = content.text;
	for (size_t i = 0; i < content.section_count; i++)
		content.sections[i].anchor =
			content_anchor(&content, i, &x->arena);
	doc.sections = content.sections;
	doc.section_count = content.section_count;
	print_document(&x->out, &doc);
	return output_write(&x->out, x->err);
}

static int export_all(struct export *x)
{
	int ret;

	if (reader_begin(x->reader, x->err) < 0)
		return -1;
	ret = reader_each_document(x->reader, export_document, x, x->err);
	reader_end(x->reader);
	return ret < 0 ? -1 : EXIT_FOUND;
}

static int export(const void *values, const struct span_list *operands,
		  struct error *err)
{
	const struct values *v = values;
	struct export x = { .arena = ARENA_INIT,
			    .out = STRBUF_INIT,
			    .err = err };
	const char *db;
	int status = -1;

	(void)operands;
	if (command_database(&db, v->db, err) == 0 &&
	    reader_open(&x.reader, db, err) == 0)
		status = export_all(&x);
	reader_close(x.reader);
	strbuf_release(&x.out);
	arena_release(&x.arena);
	return status;
}

const struct command command_export = {
	.name = "export",
	.purpose = "print every article as a line of JSON",
	.table = { options, false },
	.values_size = sizeof(struct values),
	.run = export,
};
