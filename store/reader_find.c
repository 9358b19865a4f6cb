#include "store/load.h"
#include "store/reader_state.h"

/* Bind ?1 and ?2 to the range of what begins with `prefix`. */
static void bind_prefix(sqlite3_stmt *st, struct span prefix,
			struct strbuf *end)
{
	/* No word holds the byte 0xff, so this is behind all of them. */
	strbuf_put_span(end, prefix);
	strbuf_put_char(end, '\xff');
	bind_span(st, 1, prefix);
	bind_span(st, 2, strbuf_span(end));
}

/* Call `fn` with the first column of each row. */
static int each_row(struct reader *r, sqlite3_stmt *st, document_fn fn,
		    void *arg, struct error *err)
{
	int more;

	while ((more = database_step(&r->db, st, err)) == 1) {
		more = fn(sqlite3_column_int64(st, 0), arg);
		if (more)
			break;
	}
	sqlite3_reset(st);
	return more;
}

int reader_find_name(struct reader *r, struct span key, name_fn fn, void *arg,
		     struct error *err)
{
	sqlite3_stmt *st = database_statement(&r->db, STATEMENT_NAME_FIND, err);
	int more;

	if (!st)
		return -1;
	bind_span(st, 1, key);
	while ((more = database_step(&r->db, st, err)) == 1) {
		more = fn(sqlite3_column_int64(st, 0),
			  (unsigned)sqlite3_column_int(st, 1), arg);
		if (more)
			break;
	}
	sqlite3_reset(st);
	return more;
}

int reader_complete_title(struct reader *r, struct span key, unsigned kinds,
			  int limit, document_fn fn, void *arg,
			  struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_NAME_COMPLETE, err);
	struct strbuf end = STRBUF_INIT;
	int ret;

	if (!st)
		return -1;
	bind_prefix(st, key, &end);
	sqlite3_bind_int(st, 3, limit);
	sqlite3_bind_int(st, 4, (int)kinds);
	ret = each_row(r, st, fn, arg, err);
	strbuf_release(&end);
	return ret;
}

int reader_complete_title_word(struct reader *r, struct span key, int limit,
			       document_fn fn, void *arg, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_NAME_COMPLETE_WORD, err);

	if (!st)
		return -1;
	bind_span(st, 1, key);
	sqlite3_bind_int(st, 2, limit);
	return each_row(r, st, fn, arg, err);
}

int reader_find_label(struct reader *r, enum label_kind kind, struct span key,
		      document_fn fn, void *arg, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_LABEL_FIND, err);

	if (!st)
		return -1;
	sqlite3_bind_int(st, 1, (int)kind);
	bind_span(st, 2, key);
	return each_row(r, st, fn, arg, err);
}

int reader_find_section(struct reader *r, struct span section, uint16_t *number,
			struct error *err)
{
	return load_section(&r->db, section, number, err);
}

/* Whether what is in front of a URL's path is its scheme and host. */
static bool is_origin(struct span url)
{
	size_t scheme = span_find(url, span_from("://"));

	if (url.len == 0)
		return true;
	return scheme < url.len &&
	       span_find_char(span_slice(url, scheme + 3, url.len), '/') ==
		       url.len - scheme - 3;
}

int reader_find_article(struct reader *r, struct span name, int64_t *id,
			struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_DOCUMENT_FIND, err);
	int more;

	if (!st)
		return -1;
	bind_span(st, 1, name);
	while ((more = database_step(&r->db, st, err)) == 1) {
		struct span path = column_span(st, 1);
		struct span url = column_span(st, 2);

		*id = sqlite3_column_int64(st, 0);
		if (span_eq(path, name) || span_eq(url, name))
			break;
		if (span_has_prefix(name, "/") &&
		    is_origin(span_slice(url, 0, url.len - name.len)))
			break;
	}
	sqlite3_reset(st);
	return more;
}

int reader_each_document(struct reader *r, document_fn fn, void *arg,
			 struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_DOCUMENT_IDS, err);

	return st ? each_row(r, st, fn, arg, err) : -1;
}

int reader_find_labels(struct reader *r, int64_t id, struct label_numbers *out,
		       struct error *err)
{
	return labels_find(&r->labels, &r->db, id, out, err);
}

const struct label *reader_label(const struct reader *r, uint32_t number)
{
	return &r->labels.items[number];
}

size_t reader_label_count(const struct reader *r)
{
	return r->labels.count;
}

int reader_each_label(struct reader *r, enum label_kind kind, label_fn fn,
		      void *arg, struct error *err)
{
	sqlite3_stmt *st = database_statement(&r->db, STATEMENT_LABEL_ALL, err);
	int more;

	if (!st)
		return -1;
	sqlite3_bind_int(st, 1, (int)kind);
	while ((more = database_step(&r->db, st, err)) == 1) {
		more = fn(column_span(st, 0), column_span(st, 2),
			  sqlite3_column_int64(st, 1), arg);
		if (more)
			break;
	}
	sqlite3_reset(st);
	return more;
}
