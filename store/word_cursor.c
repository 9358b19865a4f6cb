#include "store/word_cursor.h"

void word_cursor_init(struct word_cursor *c, struct database *db)
{
	struct strbuf empty = STRBUF_INIT;

	memset(c, 0, sizeof(*c));
	c->db = db;
	c->first = c->bytes = c->block.word = empty;
}

void word_cursor_release(struct word_cursor *c)
{
	strbuf_release(&c->first);
	strbuf_release(&c->bytes);
	word_block_release(&c->block);
}

static int load(struct word_cursor *c, enum statement id, struct span word,
		struct error *err)
{
	sqlite3_stmt *st = database_statement(c->db, id, err);
	int found;

	if (!st)
		return -1;
	bind_span(st, 1, word);
	found = database_step(c->db, st, err);
	/* `word` may be our own, and is not needed any more. */
	strbuf_reset(&c->first);
	strbuf_reset(&c->bytes);
	if (found == 1) {
		c->row = sqlite3_column_int64(st, 0);
		strbuf_put_span(&c->first, column_span(st, 1));
		strbuf_put_span(&c->bytes, column_span(st, 2));
	}
	sqlite3_reset(st);
	word_block_reset(&c->block, strbuf_span(&c->bytes));
	if (found == 1 && c->bytes.len == 0)
		return database_damaged(c->db, err);
	return found;
}

int word_cursor_load(struct word_cursor *c, struct span word, struct error *err)
{
	return load(c, STATEMENT_VOCABULARY_FIND, word, err);
}

int word_cursor_load_next(struct word_cursor *c, struct span word,
			  struct error *err)
{
	return load(c, STATEMENT_VOCABULARY_NEXT, word, err);
}

/* Words go up from one block to the next, or there would be no end. */
static int next_block(struct word_cursor *c, struct error *err)
{
	int found = word_cursor_load_next(c, strbuf_span(&c->block.word), err);

	if (found < 1)
		return found;
	if (word_block_next(&c->block) < 0 ||
	    !span_eq(strbuf_span(&c->first), strbuf_span(&c->block.word)))
		return database_damaged(c->db, err);
	return 1;
}

/* `found` is what the block said. */
static int go_on(struct word_cursor *c, int found, struct error *err)
{
	if (found == 0)
		return next_block(c, err);
	return found < 0 ? database_damaged(c->db, err) : 1;
}

int word_cursor_seek(struct word_cursor *c, struct span least,
		     struct error *err)
{
	int found = word_cursor_load(c, least, err);

	if (found < 0)
		return -1;
	if (found == 1)
		found = word_block_seek(&c->block, least);
	if (found == 0) { /* what comes next is greater than it */
		strbuf_reset(&c->block.word);
		strbuf_put_span(&c->block.word, least);
	}
	return go_on(c, found, err);
}

int word_cursor_next(struct word_cursor *c, struct error *err)
{
	return go_on(c, word_block_next(&c->block), err);
}

static int check_prefix(const struct word_cursor *c, struct span prefix,
			int found)
{
	struct span word = strbuf_span(&c->block.word);

	if (found == 1 && span_shared(word, prefix) < prefix.len)
		return 0;
	return found;
}

int word_cursor_seek_prefix(struct word_cursor *c, struct span prefix,
			    struct error *err)
{
	return check_prefix(c, prefix, word_cursor_seek(c, prefix, err));
}

int word_cursor_next_prefix(struct word_cursor *c, struct span prefix,
			    struct error *err)
{
	return check_prefix(c, prefix, word_cursor_next(c, err));
}
