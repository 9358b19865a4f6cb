#include "text/lexicon.h"

#include <stdlib.h>

#include "base/bytes.h"
#include "base/map.h"
#include "base/mem.h"

#define FIRST_SLOTS 64

struct lexicon *lexicon_new(void)
{
	struct lexicon *l = xcalloc(1, sizeof(*l));

	atomic_init(&l->holders, 1);
	l->factor = hash_secret() | 1;
	return l;
}

void lexicon_hold(struct lexicon *l)
{
	if (l)
		atomic_fetch_add(&l->holders, 1);
}

void lexicon_drop(struct lexicon *l)
{
	if (!l || atomic_fetch_sub(&l->holders, 1) > 1)
		return;
	free(l->items);
	free(l->slots);
	arena_release(&l->texts);
	free(l);
}

bool lexicon_is_ours(const struct lexicon *l)
{
	return atomic_load(&l->holders) == 1;
}

static inline struct lexicon_key make_key(struct span word, int algorithm)
{
	struct lexicon_key key = { .kind = (uint32_t)word.len << 8 |
					   (uint32_t)algorithm };
	const char *p = word.ptr;
	size_t len = word.len;

	if (len > 8) {
		key.front = span_load(p, 8);
		key.back = span_load(p + len - 8, 8);
	} else if (len >= 4) {
		key.front = span_load(p, 4) | span_load(p + len - 4, 4) << 32;
	} else if (len) {
		key.front = (unsigned char)p[0] |
			    (uint64_t)(unsigned char)p[len / 2] << 8 |
			    (uint64_t)(unsigned char)p[len - 1] << 16;
	}
	return key;
}

/* Eight bytes of ASCII in lower case. */
static inline uint64_t lower(uint64_t bytes)
{
	uint64_t from_a = bytes + EACH_BYTE(0x80 - 'A');
	uint64_t behind_z = bytes + EACH_BYTE(0x7f - 'Z');

	return bytes | (from_a & ~behind_z & EACH_BYTE(0x80)) >> 2;
}

static inline uint64_t mix_key(const struct lexicon_key *key, uint64_t factor)
{
	uint64_t hash = (key->front + key->kind) * factor;

	return (hash ^ hash >> 32 ^ key->back) * factor;
}

static inline uint32_t hash_short(const struct lexicon *l,
				  const struct lexicon_key *key)
{
	return (uint32_t)(mix_key(key, l->factor) >> 32);
}

/*
 * The middle of a long word is not in its key. `text` may be NULL for words
 * of up to LEXICON_SHORT bytes.
 */
static uint32_t hash_key(const struct lexicon *l, const struct lexicon_key *key,
			 const char *text)
{
	size_t len = key->kind >> 8;

	if (len <= LEXICON_SHORT)
		return hash_short(l, key);
	return (uint32_t)((mix_key(key, l->factor) ^
			   hash_word(span_make(text, len), l->factor)) >>
			  32);
}

/*
 * The slot of the word that has this key, or the free one where it belongs.
 * Of long words `text` is compared too; it may be empty for others.
 */
static inline size_t find_slot(const struct lexicon *l,
			       const struct lexicon_key *key, uint32_t hash,
			       struct span text)
{
	size_t mask = l->slot_count - 1, slot = hash & mask;

	for (; l->slots[slot]; slot = (slot + 1) & mask) {
		const struct lexeme *item = &l->items[l->slots[slot]];

		if (item->front == key->front && item->back == key->back &&
		    item->kind == key->kind &&
		    (text.len <= LEXICON_SHORT ||
		     !memcmp(item->text, text.ptr, text.len)))
			break;
	}
	return slot;
}

static void grow_slots(struct lexicon *l)
{
	size_t mask;

	l->slot_count = l->slot_count ? l->slot_count * 2 : FIRST_SLOTS;
	mask = l->slot_count - 1;
	free(l->slots);
	l->slots = xcalloc(l->slot_count, sizeof(*l->slots));
	for (uint32_t i = 1; i < l->count; i++) {
		const struct lexeme *item = &l->items[i];
		struct lexicon_key key = { item->front, item->back,
					   item->kind };
		size_t slot = hash_key(l, &key, item->text) & mask;

		while (l->slots[slot])
			slot = (slot + 1) & mask;
		l->slots[slot] = i;
	}
}

static uint32_t put_new(struct lexicon *l, struct span word,
			const struct lexicon_key *key, uint32_t hash)
{
	if (l->count == 0)
		l->count = 1;
	if (l->count >= l->slot_count / 2)
		grow_slots(l);
	ARRAY_GROW(l->items, l->count + 1, l->alloc);
	l->items[l->count] = (struct lexeme){
		.front = key->front,
		.back = key->back,
		.kind = key->kind,
		.text = arena_copy(&l->texts, word).ptr,
	};
	l->slots[find_slot(l, key, hash, word)] = (uint32_t)l->count;
	return (uint32_t)l->count++;
}

uint32_t lexicon_put(struct lexicon *l, struct span word, int algorithm)
{
	struct lexicon_key key = make_key(word, algorithm);
	uint32_t hash = hash_key(l, &key, word.ptr), number = 0;

	if (l->slot_count)
		number = l->slots[find_slot(l, &key, hash, word)];
	return number ? number : put_new(l, word, &key, hash);
}

void lexicon_ask(struct lexicon_question *q, const struct lexicon *l,
		 struct span source, int algorithm)
{
	struct lexicon_key key;

	q->key.kind = 0;
	if (source.len > LEXICON_SHORT || l->slot_count == 0)
		return;
	key = make_key(source, algorithm);
	if ((key.front | key.back) & EACH_BYTE(0x80))
		return;
	key.front = lower(key.front);
	if (key.back)
		key.back = lower(key.back);
	q->key = key;
	q->hash = hash_short(l, &key);
	__builtin_prefetch(&l->slots[q->hash & (l->slot_count - 1)]);
}

void lexicon_prefetch(const struct lexicon *l, const struct lexicon_question *q)
{
	if (q->key.kind)
		__builtin_prefetch(
			&l->items[l->slots[q->hash & (l->slot_count - 1)]]);
}

uint32_t lexicon_answer(const struct lexicon *l,
			const struct lexicon_question *q)
{
	struct span none = { NULL, 0 };

	return q->key.kind ? l->slots[find_slot(l, &q->key, q->hash, none)] : 0;
}

uint32_t lexicon_stem_new(struct lexicon *l, uint32_t number,
			  struct stemmer *stemmer)
{
	struct span word = lexeme_text(&l->items[number]);
	struct span stem = stemmer_stem(stemmer, word);
	uint32_t stem_number = number;

	if (stem.ptr != word.ptr)
		stem_number = lexicon_put(l, stem,
					  (int)(l->items[number].kind & 0xff));
	l->items[number].stem = stem_number;
	return stem_number;
}
