#include "store/vocabulary.h"

#include "store/word_cursor.h"

/*
 * 1. Load the block in which the next change belongs (an index that has no
 *    words: none), and the one behind it, which tells where it ends.
 * 2. Merge its words with the changes that belong there into one long block.
 * 3. Cut this into blocks of even size, the first of which takes the row.
 */
struct output {
	struct database *db;
	struct word_cursor old, behind;
	bool has_old, has_behind;
	struct strbuf merged, last; /* the words, and the last of them */
	struct strbuf piece, first; /* a block, and the first word of it */
};

static void output_init(struct output *o, struct database *db)
{
	struct strbuf empty = STRBUF_INIT;

	memset(o, 0, sizeof(*o));
	o->db = db;
	word_cursor_init(&o->old, db);
	word_cursor_init(&o->behind, db);
	o->merged = o->last = o->piece = o->first = empty;
}

static void output_release(struct output *o)
{
	word_cursor_release(&o->old);
	word_cursor_release(&o->behind);
	strbuf_release(&o->merged);
	strbuf_release(&o->last);
	strbuf_release(&o->piece);
	strbuf_release(&o->first);
}

static int load(struct output *o, struct span word, struct error *err)
{
	int found = word_cursor_load(&o->old, word, err);

	o->has_old = found == 1;
	if (found >= 0)
		found = word_cursor_load_next(&o->behind, word, err);
	o->has_behind = found == 1;
	strbuf_reset(&o->merged);
	strbuf_reset(&o->last);
	return found < 0 ? -1 : 0;
}

/* A word that no document holds any more must not be offered. */
static void put_word(struct output *o, struct span word, int64_t documents,
		     int64_t surfaces)
{
	struct word_counts counts = { documents > 0 ? documents : 0,
				      surfaces > 0 ? surfaces : 0 };

	if (counts.documents || counts.surfaces)
		word_block_put(&o->merged, &o->last, word, &counts);
}

/* What the block says of the word that it stands on. */
static void put_old(struct output *o)
{
	const struct word_block *b = &o->old.block;

	put_word(o, strbuf_span(&b->word), b->counts.documents,
		 b->counts.surfaces);
}

/* Put the old words before that of the change, and this; `*more` as next(). */
static void put_change(struct output *o, const struct lexeme *change, int *more)
{
	struct word_block *b = &o->old.block;
	int64_t documents = vocabulary_documents(change->note);
	int64_t surfaces = vocabulary_surfaces(change->note);
	int order = -1;

	while (*more == 1 && (order = span_cmp(strbuf_span(&b->word),
					       lexeme_text(change))) < 0) {
		put_old(o);
		*more = word_block_next(b);
	}
	if (*more == 1 && order == 0) {
		documents += b->counts.documents;
		surfaces += b->counts.surfaces;
		*more = word_block_next(b);
	}
	/* More than there can be, in a damaged index: nobody could read it. */
	if (documents > INT32_MAX || surfaces > INT32_MAX)
		*more = -1;
	put_word(o, lexeme_text(change), documents, surfaces);
}

/* In their order words are far apart in memory: fetch those to come. */
static void prefetch(const struct lexicon *words, const uint32_t *order,
		     size_t left)
{
	if (left > 8)
		__builtin_prefetch(lexicon_item(words, order[8]));
}

/* Go to the first word, if there is one, which tells where the row belongs. */
static int begin_old(struct output *o)
{
	int more = o->has_old ? word_block_next(&o->old.block) : 0;

	if (more == 1 && !span_eq(strbuf_span(&o->old.first),
				  strbuf_span(&o->old.block.word)))
		return -1;
	return more;
}

/* Else a row would be written in place of others. */
static bool ends_before_behind(const struct output *o)
{
	return !o->has_behind || span_cmp(strbuf_span(&o->last),
					  strbuf_span(&o->behind.first)) < 0;
}

/* Merge changes, up to where the block behind begins; `*taken`: how many. */
static int merge(struct output *o, const struct lexicon *words,
		 const uint32_t *order, size_t count, size_t *taken,
		 struct error *err)
{
	int more = begin_old(o);

	for (*taken = 0; *taken < count; ++*taken) {
		const struct lexeme *change =
			lexicon_item(words, order[*taken]);

		prefetch(words, order + *taken, count - *taken);
		if (o->has_behind &&
		    span_cmp(lexeme_text(change),
			     strbuf_span(&o->behind.first)) >= 0)
			break;
		if (change->note) /* as many came as went */
			put_change(o, change, &more);
	}
	while (more == 1) {
		put_old(o);
		more = word_block_next(&o->old.block);
	}
	if (more < 0 || !ends_before_behind(o))
		return database_damaged(o->db, err);
	return 0;
}

static int write_block(struct output *o, struct span first, struct span words,
		       struct error *err)
{
	sqlite3_stmt *st =
		database_statement(o->db, STATEMENT_VOCABULARY_PUT, err);

	if (!st)
		return -1;
	if (o->has_old)
		sqlite3_bind_int64(st, 1, o->old.row);
	else
		sqlite3_bind_null(st, 1);
	o->has_old = false;
	bind_span(st, 2, first);
	bind_blob(st, 3, words);
	return database_finish(o->db, st, err);
}

static int write_piece(struct output *o, struct error *err)
{
	int ret = write_block(o, strbuf_span(&o->first), strbuf_span(&o->piece),
			      err);

	strbuf_reset(&o->piece);
	return ret;
}

static int cut(struct output *o, struct word_block *all, struct error *err)
{
	size_t pieces = o->merged.len / WORD_BLOCK_SIZE + 1;
	size_t size = o->merged.len / pieces;

	do {
		struct span word = strbuf_span(&all->word);

		if (o->piece.len == 0) {
			strbuf_reset(&o->last);
			strbuf_reset(&o->first);
			strbuf_put_span(&o->first, word);
		}
		word_block_put(&o->piece, &o->last, word, &all->counts);
		if (o->piece.len > size && write_piece(o, err) < 0)
			return -1;
	} while (word_block_next(all) == 1);
	return o->piece.len ? write_piece(o, err) : 0;
}

/* Most changes leave a block no longer than it may be. */
static int write_pieces(struct output *o, struct error *err)
{
	struct word_block all = WORD_BLOCK_INIT;
	struct span merged = strbuf_span(&o->merged);
	int ret = 0;

	word_block_reset(&all, merged);
	if (word_block_next(&all) == 1)
		ret = merged.len > WORD_BLOCK_MAX
			      ? cut(o, &all, err)
			      : write_block(o, strbuf_span(&all.word), merged,
					    err);
	word_block_release(&all);
	return ret;
}

/* Where nothing is left of a block, no row is. */
static int remove_row(struct output *o, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(o->db, STATEMENT_VOCABULARY_REMOVE, err);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, o->old.row);
	return database_finish(o->db, st, err);
}

int vocabulary_write(struct vocabulary *v, const uint32_t *order,
		     struct database *db, struct error *err)
{
	const struct lexicon *words = v->words;
	size_t count = vocabulary_size(v), taken = 0;
	struct output o;
	int ret = 0;

	output_init(&o, db);
	for (size_t i = 0; i < count && ret == 0; i += taken) {
		taken = 1;
		if (lexicon_item(words, order[i])->note == 0)
			continue;
		ret = load(&o, lexeme_text(lexicon_item(words, order[i])), err);
		if (ret == 0)
			ret = merge(&o, words, order + i, count - i, &taken,
				    err);
		if (ret == 0)
			ret = write_pieces(&o, err);
		if (ret == 0 && o.has_old)
			ret = remove_row(&o, err);
	}
	output_release(&o);
	vocabulary_reset(v);
	return ret;
}
