#ifndef TESTS_BENCH_STOCK_H
#define TESTS_BENCH_STOCK_H

/*
 * Stock FTS5, used as well as it can be without blogsearch: tokenize=
 * 'porter unicode61', the text stored once, one transaction, prepared
 * statements, the pragmas that blogsearch has too. A search takes the ten
 * best by rank first and then the snippets of these ten alone.
 */

#include "tests/bench/corpus.h"

struct stock;

/* A new database at `path`, in place of what is there, of all documents. */
void stock_build(const char *path, const struct corpus *corpus);

struct stock *stock_open(const char *path);
void stock_close(struct stock *stock);

/* Put the text of the document of this index into the corpus anew. */
void stock_update(struct stock *stock, const struct corpus *corpus,
		  size_t document);

struct stock_answer {
	size_t hits;
	int64_t total;
	size_t bytes; /* of titles and snippets */
};

/*
 * Documents with all words of the query, or, when those are fewer than ten,
 * with any of them, as blogsearch does.
 */
struct stock_answer stock_search(struct stock *stock,
				 const struct bench_query *query);

#endif
