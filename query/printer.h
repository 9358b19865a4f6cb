#ifndef QUERY_PRINTER_H
#define QUERY_PRINTER_H

/*
 * Results as somebody wants to read them. Every printer appends to a
 * buffer and escapes by its own output's rules; nothing before it does.
 */

#include "base/strbuf.h"
#include "query/search.h"

struct print_options {
	bool colour;       /* escape sequences and links, for a terminal */
	int width;         /* columns of the terminal; 0: do not wrap */
	struct span query; /* as typed */
	struct span id;    /* of the query, in a batch; else empty */
	size_t offset;     /* hits before the first one, for ranks */
	/*
	 * For HTML: a tag's name, encoded, is appended to this and is a link
	 * then; empty: tags are no links.
	 */
	struct span tag_url;
};

typedef void (*print_fn)(struct strbuf *out, const struct results *results,
			 const struct print_options *options);

/* As a site lists its articles, for people. */
void print_text(struct strbuf *out, const struct results *results,
		const struct print_options *options);

/*
 * A line about the search as a whole, for people: how many results there
 * are, and what was not searched for as typed.
 */
void print_summary(struct strbuf *out, const struct results *results,
		   const struct print_options *options);

/*
 * One JSON object on a line: the answer of the HTTP interface, with the
 * query's id in front where it has one.
 */
void print_json(struct strbuf *out, const struct results *results,
		const struct print_options *options);

/*
 * The results as an ordered list of HTML, without the page around it; see
 * server/web/page.css for its classes. Nothing where there are none.
 */
void print_html(struct strbuf *out, const struct results *results,
		const struct print_options *options);

/* score, date, url, title, summary; a line a hit, tabs between. */
void print_tsv(struct strbuf *out, const struct results *results,
	       const struct print_options *options);

/* "ID Q0 PATH RANK SCORE blogsearch", what trec_eval reads. */
void print_trec(struct strbuf *out, const struct results *results,
		const struct print_options *options);

/* One JSON object on a line: all that is stored of a document. */
void print_document(struct strbuf *out, const struct document *doc);

#endif
