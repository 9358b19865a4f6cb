#include "query/printer.h"

#include "text/escape.h"

void print_tsv(struct strbuf *out, const struct results *results,
	       const struct print_options *options)
{
	(void)options;
	for (size_t i = 0; i < results->hit_count; i++) {
		const struct hit *hit = &results->hits[i];
		char date[DATE_TEXT_SIZE];

		date_format_iso(date, hit->document.date);
		strbuf_printf(out, "%.6f\t%s\t", hit->score, date);
		escape_terminal(out, hit->document.url);
		strbuf_put_char(out, '\t');
		escape_terminal(out, hit->document.title);
		strbuf_put_char(out, '\t');
		escape_terminal(out, hit->document.summary);
		strbuf_put_char(out, '\n');
	}
}
