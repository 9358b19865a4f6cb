#include "query/related.h"

#include "cli/command.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "query/printer.h"

struct values {
	const char *db;
	int limit;
	int format;
};

static const struct opt options[] = {
	OPT_STRING("db", "FILE", struct values, db,
		   "the index; else BLOGSEARCH_DB, else blogsearch.db"),
	OPT_INT("limit", "N", struct values, limit, 1, SEARCH_MAX_LIMIT, 5,
		"show at most N articles"),
	OPT_CHOICE("format", "text|json|tsv", struct values, format,
		   "how to print"),
	OPT_END,
};

/* In the order of the choices of --format. */
static const print_fn printers[] = { print_text, print_json, print_tsv };

static int find(struct reader *reader, const struct values *v, struct span name,
		struct arena *a, struct error *err)
{
	struct related_options wanted = { .limit = (size_t)v->limit };
	struct print_options print = { .query = name };
	struct strbuf out = STRBUF_INIT;
	struct results results;
	int found = related(&results, reader, name, &wanted, a, err);

	if (found == 0)
		return error_set(err, ERR_USAGE,
				 "the index has no article '%.*s'",
				 (int)name.len, name.ptr);
	if (found < 0)
		return -1;
	print.colour = terminal_has_colour(stdout);
	print.width = terminal_width(stdout);
	printers[v->format](&out, &results, &print);
	found = output_write(&out, err);
	strbuf_release(&out);
	if (found < 0)
		return -1;
	return results.hit_count ? EXIT_FOUND : EXIT_NONE;
}

static int run_related(const void *values, const struct span_list *operands,
		       struct error *err)
{
	const struct values *v = values;
	struct reader *reader = NULL;
	struct arena a = ARENA_INIT;
	const char *db;
	int status = -1;

	if (operands->count != 1)
		return error_set(err, ERR_USAGE, "wants one article's path");
	if (command_database(&db, v->db, err) == 0 &&
	    reader_open(&reader, db, err) == 0)
		status = find(reader, v, operands->items[0], &a, err);
	reader_close(reader);
	arena_release(&a);
	return status;
}

const struct command command_related = {
	.name = "related",
	.operands = "PATH",
	.purpose = "show what is related to an article",
	.table = { options, false },
	.values_size = sizeof(struct values),
	.run = run_related,
};
