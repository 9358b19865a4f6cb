#include "query/printer.h"

#include <math.h>

/* Columns are separated by white space, so none may hold any. */
static void put_column(struct strbuf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c <= ' ' || c == 0x7f)
			strbuf_printf(out, "%%%02X", c);
		else
			strbuf_put_char(out, (char)c);
	}
	strbuf_put_char(out, ' ');
}

/*
 * The largest score that still ranks below `above`. trec_eval sorts by
 * score, which it keeps as a float of 24 bits, and by name where scores
 * are equal; so the step must survive both that and six decimals.
 */
static double score_below(double above)
{
	return above - 2e-6 * (1 + fabs(above));
}

void print_trec(struct strbuf *out, const struct results *results,
		const struct print_options *options)
{
	double limit = 1e9;

	for (size_t i = 0; i < results->hit_count; i++) {
		const struct hit *hit = &results->hits[i];
		double score = hit->score <= limit ? hit->score : limit;

		put_column(out, options->id);
		strbuf_put_str(out, "Q0 ");
		put_column(out, hit->document.path);
		strbuf_printf(out, "%zu %.6f blogsearch\n",
			      options->offset + i + 1, score);
		limit = score_below(score);
	}
}
