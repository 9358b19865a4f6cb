#ifndef TEXT_LEXICON_H
#define TEXT_LEXICON_H

/*
 * The words that a thread has met, each folded, stemmed and copied once.
 * Afterwards a word is a number: what is known of it elsewhere stands in
 * arrays. Most words come again, so one look-up is all that they cost.
 *
 * A word belongs to the algorithm that stems it (text/stem.h): the same
 * letters in two languages are two words.
 */

#include <stdatomic.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "text/stem.h"

/* Words of up to so many bytes are told apart by the numbers in their key. */
#define LEXICON_SHORT 16

/*
 * What tells words apart: their first and last bytes, eight each, or all of
 * up to eight; and, in one number, their length and their algorithm.
 */
struct lexicon_key {
	uint64_t front, back;
	uint32_t kind;
};

/* As small as can be: there are more than fit the processor's caches. */
struct lexeme {
	uint64_t front, back; /* of its key */
	uint32_t kind;        /* likewise */
	uint32_t stem;        /* the number of its stem; 0: not known yet */
	const char *text;     /* where it stays */
	uint64_t note;        /* the user's own, 0 in a new one */
};

struct lexicon {
	struct lexeme *items; /* item 0 is none */
	size_t count, alloc;
	uint32_t *slots;   /* numbers; 0: free */
	size_t slot_count; /* a power of two, or 0 */
	uint64_t factor;   /* of the words' hashes: see hash_secret() */
	struct arena texts;
	atomic_uint holders;
};

/*
 * One thread puts words, but others may hold the lexicon for the texts, and
 * the last one to drop it frees it. NULL is fine.
 */
struct lexicon *lexicon_new(void);
void lexicon_hold(struct lexicon *l);
void lexicon_drop(struct lexicon *l);

/* Whether nobody else holds it. */
bool lexicon_is_ours(const struct lexicon *l);

/* The number, above 0, of a folded word. */
uint32_t lexicon_put(struct lexicon *l, struct span word, int algorithm);

/*
 * A question for a word that is not folded yet. It is asked in steps, for
 * several words at once, because each step waits for memory: make the
 * question; prefetch; get the answer.
 */
struct lexicon_question {
	struct lexicon_key key; /* folded; kind 0: there is no answer */
	uint32_t hash;
};

void lexicon_ask(struct lexicon_question *question, const struct lexicon *l,
		 struct span source, int algorithm);
void lexicon_prefetch(const struct lexicon *l,
		      const struct lexicon_question *question);

/*
 * The number of the word. 0 where it is not known, not of ASCII, or longer
 * than LEXICON_SHORT: fold it and put it.
 */
uint32_t lexicon_answer(const struct lexicon *l,
			const struct lexicon_question *question);

/*
 * The number of the stem of word `number`, by the stemmer of the algorithm
 * it was put with: `number` itself where the two are equal.
 */
static inline uint32_t lexicon_stem(struct lexicon *l, uint32_t number,
				    struct stemmer *stemmer);

/* The same for a word whose stem is not known yet. */
uint32_t lexicon_stem_new(struct lexicon *l, uint32_t number,
			  struct stemmer *stemmer);

static inline uint32_t lexicon_stem(struct lexicon *l, uint32_t number,
				    struct stemmer *stemmer)
{
	uint32_t stem = l->items[number].stem;

	return stem ? stem : lexicon_stem_new(l, number, stemmer);
}

/* It stays where it is as long as the lexicon is held. */
static inline struct span lexeme_text(const struct lexeme *lexeme)
{
	return span_make(lexeme->text, lexeme->kind >> 8);
}

#endif
