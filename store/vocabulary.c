#include "store/vocabulary.h"

#include <stdlib.h>

#include "base/mem.h"

static uint64_t pack(int32_t low, int32_t high)
{
	return (uint64_t)(uint32_t)high << 32 | (uint32_t)low;
}

void vocabulary_init(struct vocabulary *v)
{
	struct map empty = MAP_INIT;

	v->changes = empty;
}

void vocabulary_reset(struct vocabulary *v)
{
	map_reset(&v->changes);
}

void vocabulary_release(struct vocabulary *v)
{
	map_release(&v->changes);
}

void vocabulary_count(struct vocabulary *v, const struct terms *terms, int sign,
		      uint32_t *numbers)
{
	map_prefetch(&v->changes, terms->words, terms->word_count);
	for (size_t i = 0; i < terms->word_count; i++) {
		const struct map_entry *word = &terms->words[i];
		struct map_entry *sum =
			map_put_hashed(&v->changes, word->key, word->hash);
		int32_t documents = vocabulary_documents(sum->value);
		int32_t surfaces = vocabulary_surfaces(sum->value);

		if (word->value & WORD_IS_TERM)
			documents += sign;
		if (word->value & WORD_IS_SURFACE)
			surfaces += sign;
		sum->value = pack(documents, surfaces);
		if (numbers)
			numbers[i] = (uint32_t)(sum - v->changes.entries);
	}
}

/* The first bytes of a word stand beside it: they tell most words apart. */
struct change {
	uint64_t front;
	const struct map_entry *entry;
};

static uint64_t word_front(struct span word)
{
	uint64_t front = 0;

	for (size_t i = 0; i < sizeof(front); i++)
		front = front << 8 |
			(i < word.len ? (unsigned char)word.ptr[i] : 0);
	return front;
}

static int by_word(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->front != y->front)
		return x->front < y->front ? -1 : 1;
	return span_cmp(x->entry->key, y->entry->key);
}

uint32_t *vocabulary_order(const struct vocabulary *v)
{
	const struct map_entry *entries = v->changes.entries;
	size_t count = v->changes.count;
	struct change *changes = xcalloc(count, sizeof(*changes));
	uint32_t *order = xcalloc(count, sizeof(*order));

	for (size_t i = 0; i < count; i++) {
		changes[i].entry = &entries[i];
		changes[i].front = word_front(entries[i].key);
	}
	qsort(changes, count, sizeof(*changes), by_word);
	for (size_t i = 0; i < count; i++)
		order[i] = (uint32_t)(changes[i].entry - entries);
	free(changes);
	return order;
}
