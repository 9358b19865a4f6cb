#include "store/wordlist.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "store/database.h"
#include "text/utf8.h"

struct word_shape word_shape(struct span word)
{
	struct word_shape shape = { 0, 0 };

	for (size_t pos = 0; pos < word.len; shape.count++)
		shape.letters |= (uint32_t)1 << (utf8_next(word, &pos) & 31);
	return shape;
}

void word_lists_reset(struct word_lists *lists)
{
	arena_reset(&lists->arena);
	lists->count = 0;
}

void word_lists_release(struct word_lists *lists)
{
	arena_release(&lists->arena);
	free(lists->items);
	memset(lists, 0, sizeof(*lists));
}

/* Where the list is, or is to be. */
static size_t find_slot(const struct word_lists *lists, struct span first)
{
	size_t low = 0, high = lists->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (span_cmp(lists->items[middle]->first, first) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int read_words(struct word_list *list, struct database *db,
		      sqlite3_stmt *st, struct arena *a, struct error *err)
{
	struct listed_word *words = NULL;
	size_t alloc = 0;
	int more;

	while ((more = database_step(db, st, err)) == 1) {
		struct listed_word *word;

		ARRAY_GROW(words, list->count + 1, alloc);
		word = &words[list->count++];
		word->text = arena_copy(a, column_span(st, 0));
		word->shape = word_shape(word->text);
		word->documents = sqlite3_column_int64(st, 1);
	}
	if (list->count) {
		list->items = arena_array(a, list->count, sizeof(*words));
		memcpy(list->items, words, list->count * sizeof(*words));
	}
	free(words);
	return more;
}

static int read_list(struct word_list *list, struct database *db,
		     sqlite3_stmt *st, struct span first, struct arena *a,
		     struct error *err)
{
	struct strbuf end = STRBUF_INIT;
	int ret;

	/* No word holds the byte 0xff, so this is behind all of them. */
	strbuf_put_span(&end, first);
	strbuf_put_char(&end, '\xff');
	bind_span(st, 1, first);
	bind_span(st, 2, strbuf_span(&end));
	ret = read_words(list, db, st, a, err);
	sqlite3_reset(st);
	strbuf_release(&end);
	return ret;
}

static void put_list(struct word_lists *lists, size_t slot,
		     struct word_list *list)
{
	ARRAY_GROW(lists->items, lists->count + 1, lists->alloc);
	memmove(lists->items + slot + 1, lists->items + slot,
		(lists->count - slot) * sizeof(*lists->items));
	lists->items[slot] = list;
	lists->count++;
}

const struct word_list *word_lists_find(struct word_lists *lists,
					struct database *db, struct span first,
					struct error *err)
{
	static const struct word_list none;
	size_t slot = find_slot(lists, first);
	struct word_list found = { .items = NULL }, *list;
	sqlite3_stmt *st;

	if (slot < lists->count && span_eq(lists->items[slot]->first, first))
		return lists->items[slot];
	st = database_statement(db, STATEMENT_VOCABULARY_LIST, err);
	if (!st || read_list(&found, db, st, first, &lists->arena, err) < 0)
		return NULL;
	/*
	 * Queries bring characters that no word begins with without end:
	 * nothing is kept of them.
	 */
	if (found.count == 0)
		return &none;
	list = arena_alloc(&lists->arena, sizeof(*list));
	*list = found;
	list->first = arena_copy(&lists->arena, first);
	put_list(lists, slot, list);
	return list;
}
