#include <stdlib.h>

#include "base/mem.h"
#include "store/reader_state.h"
#include "store/word_cursor.h"

/* As many are looked for, their blocks are not copied. */
int reader_find_word(struct reader *r, struct span word,
		     struct word_counts *out, struct error *err)
{
	sqlite3_stmt *st =
		database_statement(&r->db, STATEMENT_VOCABULARY_FIND, err);
	struct word_block block = WORD_BLOCK_INIT;
	int found;

	memset(out, 0, sizeof(*out));
	if (!st)
		return -1;
	bind_span(st, 1, word);
	found = database_step(&r->db, st, err);
	if (found == 1) {
		word_block_reset(&block, column_span(st, 2));
		found = word_block_seek(&block, word);
		if (found < 0)
			database_damaged(&r->db, err);
	}
	if (found == 1 && !span_eq(strbuf_span(&block.word), word))
		found = 0;
	if (found == 1)
		*out = block.counts;
	word_block_release(&block);
	sqlite3_reset(st);
	return found;
}

const struct word_list *reader_words(struct reader *r, struct span first,
				     struct error *err)
{
	return word_lists_find(&r->words, &r->db, first, err);
}

/* Add up the first `most` words that begin with `prefix`. */
static int sum_prefix(struct reader *r, struct span prefix, size_t most,
		      int64_t *out, struct error *err)
{
	struct word_cursor c;
	int more;

	*out = 0;
	word_cursor_init(&c, &r->db);
	more = word_cursor_seek_prefix(&c, prefix, err);
	for (; more == 1 && most; most--) {
		const struct word_counts *counts = &c.block.counts;

		*out += counts->documents > counts->surfaces ? counts->documents
							     : counts->surfaces;
		more = word_cursor_next_prefix(&c, prefix, err);
	}
	word_cursor_release(&c);
	return more < 0 ? -1 : 0;
}

int reader_count_prefix(struct reader *r, struct span prefix, int64_t *out,
			struct error *err)
{
	return sum_prefix(r, prefix, 300, out, err);
}

int reader_weigh_prefix(struct reader *r, struct span prefix, int64_t *out,
			struct error *err)
{
	return sum_prefix(r, prefix, SIZE_MAX, out, err);
}

struct completion {
	struct span word;
	int64_t documents;
};

/* The best, in order: as many as there may be. */
struct best {
	struct completion *items;
	size_t count, most;
	struct arena arena; /* the words */
};

static void best_put(struct best *b, struct span word, int64_t documents)
{
	size_t at = b->count;

	while (at && b->items[at - 1].documents < documents)
		at--;
	if (at == b->most)
		return;
	if (b->count < b->most)
		b->count++;
	memmove(b->items + at + 1, b->items + at,
		(b->count - at - 1) * sizeof(*b->items));
	b->items[at].word = arena_copy(&b->arena, word);
	b->items[at].documents = documents;
}

int reader_complete_word(struct reader *r, struct span prefix, int limit,
			 word_fn fn, void *arg, struct error *err)
{
	struct best best = { .most = (size_t)limit, .arena = ARENA_INIT };
	struct word_cursor c;
	int more, ret;

	best.items = arena_array(&best.arena, best.most, sizeof(*best.items));
	word_cursor_init(&c, &r->db);
	more = word_cursor_seek_prefix(&c, prefix, err);
	while (more == 1) {
		if (c.block.counts.surfaces)
			best_put(&best, strbuf_span(&c.block.word),
				 c.block.counts.surfaces);
		more = word_cursor_next_prefix(&c, prefix, err);
	}
	word_cursor_release(&c);
	ret = more;
	for (size_t i = 0; i < best.count && ret == 0; i++)
		ret = fn(best.items[i].word, best.items[i].documents, arg);
	arena_release(&best.arena);
	return ret;
}
