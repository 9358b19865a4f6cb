#include "query/printer.h"

#include "text/escape.h"
#include "text/utf8.h"

/* What was typed is quoted up to here. */
enum { MAX_QUOTED_BYTES = 100 };

static void put_short(struct strbuf *out, struct span text)
{
	escape_terminal(out, utf8_prefix(text, MAX_QUOTED_BYTES));
	if (text.len > MAX_QUOTED_BYTES)
		strbuf_put_str(out, "…");
}

static void put_quoted(struct strbuf *out, struct span text)
{
	strbuf_put_char(out, '"');
	put_short(out, text);
	strbuf_put_char(out, '"');
}

/* "11 results", "at least 11 results", "1 result", "no results" */
static void put_total(struct strbuf *out, const struct results *results)
{
	if (results->total == 0)
		strbuf_put_str(out, "no results");
	else
		strbuf_printf(out, "%s%lld result%s",
			      results->partial ? "at least " : "",
			      (long long)results->total,
			      results->total == 1 ? "" : "s");
}

static void put_range(struct strbuf *out, const struct results *results,
		      size_t offset)
{
	if (results->total <= (int64_t)results->hit_count)
		return;
	if (results->hit_count == 0)
		strbuf_put_str(out, " (none shown)");
	else if (results->hit_count == 1)
		strbuf_printf(out, " (%zu shown)", offset + 1);
	else
		strbuf_printf(out, " (%zu-%zu shown)", offset + 1,
			      offset + results->hit_count);
}

static void put_corrections(struct strbuf *out, const struct results *results)
{
	for (size_t i = 0; i < results->corrected_count; i++) {
		strbuf_put_str(out, i ? ", " : "; searched for ");
		put_quoted(out, results->corrected[i].to);
		strbuf_put_str(out, " instead of ");
		put_quoted(out, results->corrected[i].from);
	}
}

static void put_synonyms(struct strbuf *out, const struct results *results)
{
	for (size_t i = 0; i < results->synonym_count; i++) {
		strbuf_put_str(out, i ? ", " : "; also searched for ");
		put_quoted(out, results->synonyms[i].to);
	}
}

static void put_dropped(struct strbuf *out, const struct results *results)
{
	if (results->hit_count == 0)
		return;
	for (size_t i = 0; i < results->dropped.count; i++) {
		strbuf_put_str(out, i ? ", " : "; some results lack: ");
		put_short(out, results->dropped.items[i]);
	}
}

void print_summary(struct strbuf *out, const struct results *results,
		   const struct print_options *options)
{
	put_total(out, results);
	if (options->query.len) {
		strbuf_put_str(out, " for ");
		put_quoted(out, options->query);
	}
	put_range(out, results, options->offset);
	strbuf_printf(out, ", %.1f ms", results->took_ms);
	put_corrections(out, results);
	put_synonyms(out, results);
	put_dropped(out, results);
	strbuf_put_char(out, '\n');
}
