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

/* Words of up to so many bytes are their key; others have a hash in it. */
#define LEXICON_SHORT 16

/* What tells words apart. */
struct lexicon_key {
	uint64_t front, back; /* text/letters.h; of long ones: 0, a hash */
	uint32_t kind;        /* length, and algorithm: see lexicon_kind() */
};

/* Two in a line of the processor's caches, which do not hold them all. */
struct lexeme {
	union {
		char letters[LEXICON_SHORT]; /* and zeros; as the key has them
					      */
		struct {
			const char *text;
			uint64_t hash;
		} longer; /* than that */
	};
	uint32_t kind; /* of its key */
	uint32_t stem; /* the number of its stem; 0: not known yet */
	uint64_t note; /* the user's own, 0 in a new one */
};

#define LEXICON_CHUNK 512

struct lexicon {
	struct lexeme **chunks; /* none is ever moved; item 0 is none */
	size_t count, chunk_count, chunk_alloc;
	uint32_t *slots;     /* numbers; 0: free */
	size_t slot_count;   /* a power of two */
	uint64_t factor;     /* of the words' hashes: see hash_secret() */
	struct arena memory; /* of all that, but for `chunks` */
	atomic_uint holders;
};

/*
 * One thread puts words, but others may hold the lexicon for the texts, and
 * the last one to drop it frees it. NULL is fine. A large one is made for a
 * hundred thousand words.
 */
struct lexicon *lexicon_new(bool is_large);
void lexicon_hold(struct lexicon *l);
void lexicon_drop(struct lexicon *l);

/* Whether nobody else holds it. */
bool lexicon_is_ours(const struct lexicon *l);

/* The number, above 0, of a folded word. */
uint32_t lexicon_put(struct lexicon *l, struct span word, int algorithm);

static inline struct lexeme *lexicon_item(const struct lexicon *l,
					  uint32_t number)
{
	return &l->chunks[number / LEXICON_CHUNK][number % LEXICON_CHUNK];
}

static inline uint32_t lexicon_kind(size_t len, int algorithm)
{
	return (uint32_t)len << 8 | (uint32_t)algorithm;
}

/*
 * Questions for words of up to LEXICON_SHORT bytes. Each waits for memory,
 * so several are asked before the first is answered.
 */
struct lexicon_question {
	struct lexicon_key key; /* kind 0: the answer is 0 */
	uint32_t hash;
};

static inline void lexicon_ask(struct lexicon_question *question,
			       const struct lexicon *l, struct lexicon_key key);

/* That of a folded word. Of longer ones the answer is 0. */
struct lexicon_key lexicon_key(const struct lexicon *l, struct span word,
			       int algorithm);

/* The numbers of the words; 0 where one is not known. */
void lexicon_answer(const struct lexicon *l,
		    const struct lexicon_question *questions, size_t count,
		    uint32_t *numbers);

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
	uint32_t stem = lexicon_item(l, number)->stem;

	return stem ? stem : lexicon_stem_new(l, number, stemmer);
}

/* It stays where it is as long as the lexicon is held. */
static inline struct span lexeme_text(const struct lexeme *lexeme)
{
	size_t len = lexeme->kind >> 8;

	return span_make(len > LEXICON_SHORT ? lexeme->longer.text
					     : lexeme->letters,
			 len);
}

static inline uint32_t lexicon_hash(const struct lexicon *l,
				    const struct lexicon_key *key)
{
	uint64_t hash = (key->front + key->kind) * l->factor;

	return (uint32_t)((hash ^ hash >> 32 ^ key->back) * l->factor >> 32);
}

static inline void lexicon_ask(struct lexicon_question *q,
			       const struct lexicon *l, struct lexicon_key key)
{
	q->key = key;
	q->hash = lexicon_hash(l, &key);
	__builtin_prefetch(&l->slots[q->hash & (l->slot_count - 1)]);
}

#endif
