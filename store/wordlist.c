#include "store/wordlist.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/word_cursor.h"
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

static int read_list(struct word_list *list, struct database *db,
		     struct span first, struct arena *a, struct error *err)
{
	struct listed_word *words = NULL;
	struct word_cursor c;
	size_t alloc = 0;
	int more;

	word_cursor_init(&c, db);
	more = word_cursor_seek_prefix(&c, first, err);
	for (; more == 1; more = word_cursor_next_prefix(&c, first, err)) {
		struct listed_word *word;

		if (c.block.counts.surfaces == 0)
			continue;
		ARRAY_GROW(words, list->count + 1, alloc);
		word = &words[list->count++];
		word->text = arena_copy(a, strbuf_span(&c.block.word));
		word->shape = word_shape(word->text);
		word->documents = c.block.counts.surfaces;
	}
	if (list->count) {
		list->items = arena_array(a, list->count, sizeof(*words));
		memcpy(list->items, words, list->count * sizeof(*words));
	}
	free(words);
	word_cursor_release(&c);
	return more;
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

	if (slot < lists->count && span_eq(lists->items[slot]->first, first))
		return lists->items[slot];
	if (read_list(&found, db, first, &lists->arena, err) < 0)
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
