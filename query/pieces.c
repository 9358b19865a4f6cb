#include "query/pieces.h"

#include "base/strbuf.h"
#include "query/compound.h"
#include "query/run.h"
#include "query/stop.h"
#include "text/stem.h"

struct find_pieces {
	struct span_list *out;
	struct arena *arena;
	struct span text;
	size_t start, end; /* of the piece being read; equal: none */
};

static void finish_piece(struct find_pieces *f)
{
	if (f->end > f->start)
		arena_list_put(f->arena, f->out,
			       span_slice(f->text, f->start, f->end));
}

static int find_piece(const struct token *tok, void *arg)
{
	struct find_pieces *f = arg;

	/* The whole of a compound begins at its signs, before its word. */
	if (tok->kind == TOKEN_WHOLE && tok->start < f->start)
		f->start = tok->start;
	if (tok->kind != TOKEN_WHOLE && tok->is_start && tok->start >= f->end) {
		finish_piece(f);
		f->start = tok->start;
	}
	if (tok->end > f->end)
		f->end = tok->end;
	return 0;
}

/* Append the pieces of `text`. */
static void find_pieces(struct span_list *out, struct span text,
			struct analyzer *analyzer, struct arena *a)
{
	struct find_pieces f = { out, a, text, 0, 0 };
	uint32_t position = 0;

	tokenize(analyzer, STEM_NONE, text, &position, find_piece, &f);
	finish_piece(&f);
}

/* What clauses are cut into pieces with. */
struct cutter {
	struct pieces *out;
	int extra_group; /* the last one in use */
	struct reader *reader;
	struct analyzer *analyzer;
	struct arena *arena;
	struct error *err;
};

/* Append what `text` is looked for as: itself, or its words. */
static int put_parts(struct cutter *c, struct span_list *parts,
		     struct span text, bool is_prefix)
{
	size_t before = parts->count;

	if (compound_split(parts, text, is_prefix, c->reader, c->analyzer,
			   c->arena, c->err) < 0)
		return -1;
	if (parts->count == before &&
	    run_split(parts, text, is_prefix, c->reader, c->analyzer, c->arena,
		      c->err) < 0)
		return -1;
	if (parts->count == before)
		arena_list_put(c->arena, parts, text);
	return 0;
}

static int find_parts(struct cutter *c, struct span_list *parts,
		      const struct piece *clause)
{
	struct span_list pieces = { NULL, 0, 0 };

	if (clause->clause->is_quoted) {
		arena_list_put(c->arena, parts, clause->text);
		return 0;
	}
	find_pieces(&pieces, clause->text, c->analyzer, c->arena);
	if (clause->clause->is_excluded) {
		*parts = pieces;
		return 0;
	}
	for (size_t i = 0; i < pieces.count; i++)
		if (put_parts(c, parts, pieces.items[i],
			      clause->is_prefix && i + 1 == pieces.count) < 0)
			return -1;
	return 0;
}

/* Append the piece that a whole clause is, or several. */
static int put_clause(struct cutter *c, struct piece piece)
{
	struct span_list parts = { NULL, 0, 0 };
	bool is_prefix = piece.is_prefix;

	if (find_parts(c, &parts, &piece) < 0)
		return -1;
	for (size_t i = 0; i < parts.count && c->out->count < PIECES_MAX; i++) {
		piece.text = parts.items[i];
		piece.is_prefix = is_prefix && i + 1 == parts.count;
		if (i > 0)
			piece.group = ++c->extra_group;
		c->out->items[c->out->count++] = piece;
	}
	return 0;
}

int pieces_make(struct pieces *out, const struct query *query, bool prefix,
		struct reader *r, struct analyzer *analyzer, struct arena *a,
		struct error *err)
{
	bool *is_stop = stop_find(query, r, analyzer, prefix, a);
	/* No clause has a higher group. */
	struct cutter c = { out, QUERY_MAX_CLAUSES, r, analyzer, a, err };

	out->items = arena_array(a, PIECES_MAX, sizeof(*out->items));
	out->count = 0;
	for (size_t i = 0; i < query->clause_count; i++) {
		const struct clause *clause = &query->clauses[i];
		bool is_last = i + 1 == query->clause_count;
		struct piece piece = {
			.clause = clause,
			.text = clause->text,
			.group = clause->group,
			.is_prefix = clause->is_prefix ||
				     (prefix && is_last && !clause->is_quoted &&
				      !clause->is_excluded),
			.is_stop = is_stop[i],
		};

		if (put_clause(&c, piece) < 0)
			return -1;
	}
	return 0;
}

struct read {
	struct reading *out;
	struct strbuf terms;
	struct arena *arena;
	struct span text;
	size_t bigram_end; /* where the last bigram ends */
};

static int read_token(const struct token *tok, void *arg)
{
	struct read *r = arg;
	struct reading *out = r->out;

	if (tok->kind == TOKEN_WHOLE) {
		if (tok->start == 0 && tok->end == r->text.len)
			out->whole = arena_copy(r->arena, tok->term);
		return 0;
	}
	/* The tail repeats the end of the bigram before it. */
	if (tok->kind == TOKEN_BIGRAM_TAIL && r->bigram_end > tok->start)
		return 0;
	if (tok->kind == TOKEN_BIGRAM)
		r->bigram_end = tok->end;
	if (out->length++)
		strbuf_put_char(&r->terms, ' ');
	strbuf_put_span(&r->terms, tok->term);
	out->last_word = arena_copy(r->arena, tok->word);
	out->last_is_word = tok->kind == TOKEN_WORD;
	out->is_open = tok->kind == TOKEN_BIGRAM_TAIL;
	return 0;
}

void reading_make(struct reading *out, struct span text, int algorithm,
		  struct analyzer *analyzer, struct arena *a)
{
	/* cppcheck-suppress ctuuninitvar; it is filled in here */
	struct read r = { out, STRBUF_INIT, a, text, 0 };
	uint32_t position = 0;

	memset(out, 0, sizeof(*out));
	tokenize(analyzer, algorithm, text, &position, read_token, &r);
	out->terms = arena_copy(a, strbuf_span(&r.terms));
	strbuf_release(&r.terms);
}
