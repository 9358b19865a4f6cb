#include "store/vocabulary.h"

#include <stdlib.h>

#include "base/mem.h"

/* Two signed counts in one value: documents low, surfaces high. */
static int32_t low_count(uint64_t value)
{
	return (int32_t)(uint32_t)value;
}

static int32_t high_count(uint64_t value)
{
	return (int32_t)(uint32_t)(value >> 32);
}

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
		int32_t documents = low_count(sum->value);
		int32_t surfaces = high_count(sum->value);

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

static int write_word(struct database *db, const struct map_entry *entry,
		      struct error *err)
{
	int32_t documents = low_count(entry->value);
	int32_t surfaces = high_count(entry->value);
	sqlite3_stmt *st;

	if (documents == 0 && surfaces == 0)
		return 0;
	st = database_statement(db, STATEMENT_VOCABULARY_ADD, err);
	if (!st)
		return -1;
	bind_span(st, 1, entry->key);
	sqlite3_bind_int(st, 2, documents);
	sqlite3_bind_int(st, 3, surfaces);
	if (database_finish(db, st, err) < 0)
		return -1;
	if (documents >= 0 && surfaces >= 0)
		return 0;
	/* A word that no document holds any more must not be offered. */
	st = database_statement(db, STATEMENT_VOCABULARY_PRUNE, err);
	if (!st)
		return -1;
	bind_span(st, 1, entry->key);
	return database_finish(db, st, err);
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

int vocabulary_write(struct vocabulary *v, const uint32_t *order,
		     struct database *db, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; i < v->changes.count && ret == 0; i++)
		ret = write_word(db, &v->changes.entries[order[i]], err);
	map_reset(&v->changes);
	return ret;
}
