#ifndef STORE_VOCABULARY_H
#define STORE_VOCABULARY_H

/*
 * The words of the index and how many documents hold each, counted while
 * documents are written and stored at the end.
 */

#include "store/analysis.h"
#include "store/database.h"

struct vocabulary {
	/* Their notes: see the functions below. NULL: no words. */
	struct lexicon *words;

	/* The numbers there of words that threads have numbers for. */
	struct translation *translations;
	size_t translation_count, translation_alloc;
};

void vocabulary_init(struct vocabulary *v);
void vocabulary_reset(struct vocabulary *v);
void vocabulary_release(struct vocabulary *v);

/*
 * Count the words of one document: `sign` 1 when it is added, -1 when it is
 * removed. `numbers` gets that of each in `words`.
 */
void vocabulary_count(struct vocabulary *v, const struct terms *terms, int sign,
		      uint32_t *numbers);

static inline size_t vocabulary_size(const struct vocabulary *v)
{
	return v->words ? v->words->count - 1 : 0;
}

/* The numbers of all words, in the words' order; to be freed. */
uint32_t *vocabulary_order(const struct vocabulary *v);

/* How many more documents hold a word, as a term and as a surface word. */
static inline int32_t vocabulary_documents(uint64_t value)
{
	return (int32_t)(uint32_t)value;
}

static inline int32_t vocabulary_surfaces(uint64_t value)
{
	return (int32_t)(uint32_t)(value >> 32);
}

/* Store the changes, in the `order` given by vocabulary_order(). */
int vocabulary_write(struct vocabulary *v, const uint32_t *order,
		     struct database *db, struct error *err);

#endif
