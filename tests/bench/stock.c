#include "tests/bench/stock.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "tests/bench/measure.h"

#define ENOUGH 10

enum statement {
	STATEMENT_BEST,
	STATEMENT_SNIPPET,
	STATEMENT_COUNT_ALL,
	STATEMENT_UPDATE,
	STATEMENTS
};

static const char *const sql[STATEMENTS] = {
	"SELECT rowid FROM article WHERE article MATCH ?1"
	" ORDER BY rank LIMIT 10",
	"SELECT title, snippet(article, -1, char(1), char(2), '\u2026', 32)"
	" FROM article WHERE article MATCH ?1 AND rowid = ?2",
	"SELECT count(*) FROM article WHERE article MATCH ?1",
	"UPDATE article SET text = ?1 WHERE rowid = ?2",
};

struct stock {
	sqlite3 *handle;
	sqlite3_stmt *statements[STATEMENTS];
	struct strbuf expression;
};

static void check(struct stock *stock, int code)
{
	if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
		bench_fail("stock FTS5: %s", sqlite3_errmsg(stock->handle));
}

static void run(struct stock *stock, const char *command)
{
	check(stock, sqlite3_exec(stock->handle, command, NULL, NULL, NULL));
}

static void connect(struct stock *stock, const char *path)
{
	memset(stock, 0, sizeof(*stock));
	check(stock, sqlite3_open(path, &stock->handle));
	run(stock, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
		   "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
}

static void bind(struct stock *stock, sqlite3_stmt *st, int index,
		 struct span text)
{
	check(stock, sqlite3_bind_text(st, index, text.len ? text.ptr : "",
				       (int)text.len, SQLITE_STATIC));
}

static void put_list(struct strbuf *out, const struct span_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		strbuf_put_span(out, list->items[i]);
		strbuf_put_char(out, '\n');
	}
}

static void insert(struct stock *stock, sqlite3_stmt *st,
		   const struct document *doc, size_t row)
{
	struct strbuf labels = STRBUF_INIT;

	put_list(&labels, &doc->tags);
	put_list(&labels, &doc->categories);
	put_list(&labels, &doc->authors);
	check(stock, sqlite3_bind_int64(st, 1, (sqlite3_int64)row));
	bind(stock, st, 2, doc->title);
	bind(stock, st, 3, doc->summary);
	bind(stock, st, 4, strbuf_span(&labels));
	bind(stock, st, 5, doc->text);
	check(stock, sqlite3_step(st));
	check(stock, sqlite3_reset(st));
	strbuf_release(&labels);
}

void stock_build(const char *path, const struct corpus *corpus)
{
	struct stock stock;
	sqlite3_stmt *st;

	unlink(path);
	connect(&stock, path);
	run(&stock, "CREATE VIRTUAL TABLE article USING fts5(title, summary,"
		    " labels, text, tokenize = 'porter unicode61'); BEGIN");
	check(&stock,
	      sqlite3_prepare_v2(stock.handle,
				 "INSERT INTO article(rowid, title, summary,"
				 " labels, text) VALUES (?1, ?2, ?3, ?4, ?5)",
				 -1, &st, NULL));
	for (size_t i = 0; i < corpus->count; i++)
		insert(&stock, st, &corpus->documents[i], i + 1);
	sqlite3_finalize(st);
	run(&stock, "COMMIT");
	sqlite3_close(stock.handle);
}

struct stock *stock_open(const char *path)
{
	struct stock *stock = xcalloc(1, sizeof(*stock));
	struct strbuf empty = STRBUF_INIT;

	connect(stock, path);
	stock->expression = empty;
	for (int i = 0; i < STATEMENTS; i++)
		check(stock, sqlite3_prepare_v2(stock->handle, sql[i], -1,
						&stock->statements[i], NULL));
	return stock;
}

void stock_close(struct stock *stock)
{
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(stock->statements[i]);
	sqlite3_close(stock->handle);
	strbuf_release(&stock->expression);
	free(stock);
}

void stock_update(struct stock *stock, const struct corpus *corpus,
		  size_t document)
{
	sqlite3_stmt *st = stock->statements[STATEMENT_UPDATE];

	bind(stock, st, 1, corpus->documents[document].text);
	check(stock, sqlite3_bind_int64(st, 2, (sqlite3_int64)document + 1));
	check(stock, sqlite3_step(st));
	check(stock, sqlite3_reset(st));
}

static void write_expression(struct strbuf *out, const struct bench_query *q,
			     const char *between)
{
	strbuf_reset(out);
	if (q->class == QUERY_PHRASE)
		between = " + ";
	for (size_t i = 0; i < q->word_count; i++)
		strbuf_printf(out, "%s\"%.*s\"", i ? between : "",
			      (int)q->words[i].len, q->words[i].ptr);
	if (q->class == QUERY_PREFIX)
		strbuf_put_str(out, " *");
}

/* Bind the expression; the statement is ready for its first row. */
static sqlite3_stmt *begin(struct stock *stock, enum statement id)
{
	sqlite3_stmt *st = stock->statements[id];

	bind(stock, st, 1, strbuf_span(&stock->expression));
	return st;
}

static size_t find_best(struct stock *stock, sqlite3_int64 *rows)
{
	sqlite3_stmt *st = begin(stock, STATEMENT_BEST);
	size_t count = 0;
	int code;

	while ((code = sqlite3_step(st)) == SQLITE_ROW)
		rows[count++] = sqlite3_column_int64(st, 0);
	check(stock, code);
	check(stock, sqlite3_reset(st));
	return count;
}

static int64_t count_all(struct stock *stock)
{
	sqlite3_stmt *st = begin(stock, STATEMENT_COUNT_ALL);
	int64_t count;

	check(stock, sqlite3_step(st));
	count = sqlite3_column_int64(st, 0);
	check(stock, sqlite3_reset(st));
	return count;
}

static size_t cut_snippet(struct stock *stock, sqlite3_int64 row)
{
	sqlite3_stmt *st = begin(stock, STATEMENT_SNIPPET);
	size_t bytes;

	check(stock, sqlite3_bind_int64(st, 2, row));
	check(stock, sqlite3_step(st));
	sqlite3_column_text(st, 0);
	sqlite3_column_text(st, 1);
	bytes = (size_t)sqlite3_column_bytes(st, 0) +
		(size_t)sqlite3_column_bytes(st, 1);
	check(stock, sqlite3_reset(st));
	return bytes;
}

struct stock_answer stock_search(struct stock *stock,
				 const struct bench_query *query)
{
	struct stock_answer answer = { 0, 0, 0 };
	sqlite3_int64 rows[ENOUGH];

	write_expression(&stock->expression, query, " AND ");
	answer.total = count_all(stock);
	if (answer.total < ENOUGH && query->word_count > 1 &&
	    query->class != QUERY_PHRASE) {
		write_expression(&stock->expression, query, " OR ");
		answer.total = count_all(stock);
	}
	answer.hits = find_best(stock, rows);
	for (size_t i = 0; i < answer.hits; i++)
		answer.bytes += cut_snippet(stock, rows[i]);
	return answer;
}
