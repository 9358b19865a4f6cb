#include <stdio.h>

#include "cli/batch.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/timings.h"
#include "query/printer.h"

struct values {
	const char *db;
	int limit, offset, sort;
	struct span_list tags, categories, authors;
	const char *lang, *prefer, *section, *after, *before;
	bool prefix, literal, facets, explain;
	int format;
	const char *batch;
	int repeat;
	bool stats;
};

static const struct opt options[] = {
	OPT_STRING("db", "FILE", struct values, db,
		   "the index; else BLOGSEARCH_DB, else blogsearch.db"),
	OPT_INT("limit", "N", struct values, limit, 1, SEARCH_MAX_LIMIT, 10,
		"show at most N results"),
	OPT_INT("offset", "N", struct values, offset, 0, SEARCH_MAX_OFFSET, 0,
		"pass over the first N results"),
	OPT_CHOICE("sort", "relevance|newest|oldest", struct values, sort,
		   "what comes first"),
	OPT_LIST("tag", "TAG", struct values, tags, "only with this tag"),
	OPT_LIST("category", "CATEGORY", struct values, categories,
		 "only in this category"),
	OPT_LIST("author", "AUTHOR", struct values, authors,
		 "only by this author"),
	OPT_STRING("lang", "LANG", struct values, lang,
		   "only in this language: en, pt-br"),
	OPT_STRING("prefer", "LANG", struct values, prefer,
		   "articles in this language come first"),
	OPT_STRING("section", "SECTION", struct values, section,
		   "only in this section of the site"),
	OPT_STRING("after", "DATE", struct values, after,
		   "only from this day, month or year on"),
	OPT_STRING("before", "DATE", struct values, before,
		   "only from before this day, month or year"),
	OPT_FLAG("prefix", struct values, prefix,
		 "the last word may be unfinished"),
	OPT_FLAG("literal", struct values, literal,
		 "look for words only as they are typed"),
	OPT_FLAG("facets", struct values, facets,
		 "count tags, authors, years and so on"),
	OPT_FLAG("explain", struct values, explain,
		 "show what made up each score"),
	OPT_CHOICE_OR_NONE("format", "text|json|tsv|ndjson|trec", struct values,
			   format, "how to print; ndjson and trec: a batch"),
	OPT_STRING("batch", "FILE", struct values, batch,
		   "run the queries of FILE, lines of ID, tab, query"),
	OPT_INT("repeat", "N", struct values, repeat, 1, 1000000, 1,
		"run everything N times, print it once"),
	OPT_FLAG("stats", struct values, stats,
		 "tell how long the searches took"),
	OPT_END,
};

/* In the order of the choices of --format. */
enum format {
	FORMAT_TEXT,
	FORMAT_JSON,
	FORMAT_TSV,
	FORMAT_NDJSON,
	FORMAT_TREC
};

static const print_fn printers[] = {
	[FORMAT_TEXT] = print_text, [FORMAT_JSON] = print_json,
	[FORMAT_TSV] = print_tsv,   [FORMAT_NDJSON] = print_json,
	[FORMAT_TREC] = print_trec,
};

/* One run of the command. */
struct run {
	struct reader *reader;
	struct search_options search;
	struct print_options print;
	enum format format;
	bool is_batch;
	struct timings timings;
	struct arena arena; /* of one search */
	struct strbuf out;
	bool has_results;
};

static struct search_options search_options(const struct values *v)
{
	/* In the order of the choices of --sort. */
	static const enum search_sort sorts[] = { SORT_RELEVANCE, SORT_NEWEST,
						  SORT_OLDEST };
	struct search_options o = search_defaults();

	o.limit = (size_t)v->limit;
	o.offset = (size_t)v->offset;
	o.sort = sorts[v->sort];
	o.prefix = v->prefix;
	o.literal = v->literal;
	o.facets = v->facets;
	o.explain = v->explain;
	o.tags = v->tags;
	o.categories = v->categories;
	o.authors = v->authors;
	o.lang = span_from(v->lang);
	o.prefer = span_from(v->prefer);
	o.section = span_from(v->section);
	o.after = span_from(v->after);
	o.before = span_from(v->before);
	return o;
}

/* Which format is meant, and whether it goes with the rest. */
static int choose_format(struct run *run, const struct values *v,
			 struct error *err)
{
	bool is_for_batch = v->format >= FORMAT_NDJSON;

	if (v->format < 0)
		run->format = v->batch ? FORMAT_NDJSON : FORMAT_TEXT;
	else if (is_for_batch && !v->batch)
		return error_set(err, ERR_USAGE,
				 "--format ndjson and trec are for --batch");
	else if (!is_for_batch && v->batch)
		return error_set(err, ERR_USAGE,
				 "--batch wants --format ndjson or trec");
	else
		run->format = (enum format)v->format;
	/* Nothing that the format shows is left out by this. */
	if (run->format == FORMAT_TREC || run->format == FORMAT_TSV)
		run->search.excerpts = false;
	return 0;
}

/* Where both go to one place, the summary stands behind the results. */
static int tell(struct strbuf *line, struct error *err)
{
	if (output_flush(err) < 0)
		return -1;
	fputs(line->buf, stderr);
	strbuf_reset(line);
	return 0;
}

static int search_once(struct run *run, struct span id, struct span text,
		       bool is_shown, struct error *err)
{
	struct results results;

	arena_reset(&run->arena);
	if (search(&results, run->reader, text, &run->search, &run->arena,
		   err) < 0)
		return -1;
	timings_put(&run->timings, results.took_ms);
	if (results.hit_count)
		run->has_results = true;
	if (!is_shown)
		return 0;
	run->print.id = id;
	run->print.query = text;
	printers[run->format](&run->out, &results, &run->print);
	if (output_write(&run->out, err) < 0)
		return -1;
	if (run->format != FORMAT_TEXT)
		return 0;
	print_summary(&run->out, &results, &run->print);
	return tell(&run->out, err);
}

static int search_all(struct run *run, const struct batch *batch, int repeat,
		      struct error *err)
{
	for (int round = 0; round < repeat; round++)
		for (size_t i = 0; i < batch->count; i++)
			if (search_once(run, batch->queries[i].id,
					batch->queries[i].text, round == 0,
					err) < 0)
				return -1;
	return 0;
}

/* The words of the command line, with a space between them. */
static struct span join(const struct span_list *operands, struct arena *a)
{
	struct strbuf text = STRBUF_INIT;
	struct span copy;

	for (size_t i = 0; i < operands->count; i++) {
		if (i)
			strbuf_put_char(&text, ' ');
		strbuf_put_span(&text, operands->items[i]);
	}
	copy = arena_copy(a, strbuf_span(&text));
	strbuf_release(&text);
	return copy;
}

static int gather(struct batch *out, const struct values *v,
		  const struct span_list *operands, struct arena *a,
		  struct error *err)
{
	if (v->batch && operands->count)
		return error_set(err, ERR_USAGE,
				 "--batch reads its queries from a file; '%s'"
				 " is one too many",
				 operands->items[0].ptr);
	if (v->batch)
		return batch_read(out, v->batch, a, err);
	out->queries = arena_array(a, 1, sizeof(*out->queries));
	out->queries[0].text = join(operands, a);
	out->count = 1;
	return 0;
}

static int query(const void *values, const struct span_list *operands,
		 struct error *err)
{
	const struct values *v = values;
	struct run run = { .arena = ARENA_INIT,
			   .out = STRBUF_INIT,
			   .timings = TIMINGS_INIT };
	struct arena a = ARENA_INIT;
	struct batch batch;
	const char *db;
	int status = -1;

	run.search = search_options(v);
	run.print.offset = run.search.offset;
	run.print.colour = terminal_has_colour(stdout);
	run.print.width = terminal_width(stdout);
	if (choose_format(&run, v, err) < 0 ||
	    gather(&batch, v, operands, &a, err) < 0 ||
	    command_database(&db, v->db, err) < 0 ||
	    reader_open(&run.reader, db, err) < 0 ||
	    search_all(&run, &batch, v->repeat, err) < 0)
		goto out;
	if (v->stats) {
		timings_describe(&run.out, &run.timings);
		if (tell(&run.out, err) < 0)
			goto out;
	}
	status = run.has_results ? EXIT_FOUND : EXIT_NONE;
out:
	reader_close(run.reader);
	timings_release(&run.timings);
	strbuf_release(&run.out);
	arena_release(&run.arena);
	arena_release(&a);
	return status;
}

const struct command command_query = {
	.name = "query",
	.operands = "[TEXT...]",
	.purpose = "search the index",
	.table = { options, true },
	.values_size = sizeof(struct values),
	.run = query,
};
