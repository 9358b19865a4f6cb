#include "text/lexicon.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "text/letters.h"

#define FIRST_SLOTS 64
#define MANY_SLOTS ((size_t)256 * 1024)

_Static_assert(LEXICON_SHORT == LETTERS_MAX, "a key has all letters");

static void make_slots(struct lexicon *l, size_t count)
{
	l->slot_count = count;
	l->slots = arena_array(&l->memory, count, sizeof(*l->slots));
}

struct lexicon *lexicon_new(bool is_large)
{
	struct lexicon *l = xcalloc(1, sizeof(*l));

	atomic_init(&l->holders, 1);
	l->factor = hash_secret() | 1;
	l->count = 1;
	l->memory.is_large = is_large;
	make_slots(l, is_large ? MANY_SLOTS : FIRST_SLOTS);
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
	free(l->chunks);
	arena_release(&l->memory);
	free(l);
}

bool lexicon_is_ours(const struct lexicon *l)
{
	return atomic_load(&l->holders) == 1;
}

struct lexicon_key lexicon_key(const struct lexicon *l, struct span word,
			       int algorithm)
{
	uint32_t kind = lexicon_kind(word.len, algorithm);
	struct letters letters;

	if (word.len > LEXICON_SHORT)
		return (struct lexicon_key){ 0, hash_word(word, l->factor),
					     kind };
	letters = letters_load(word, 0);
	return (struct lexicon_key){ letters.front, letters.back, kind };
}

static inline bool is_item(const struct lexeme *item,
			   const struct lexicon_key *key)
{
	return bytes_load(item->letters) == key->front &&
	       bytes_load(item->letters + 8) == key->back &&
	       item->kind == key->kind;
}

/* The same of a long word. */
static bool is_long_item(const struct lexeme *item,
			 const struct lexicon_key *key, const char *text)
{
	return item->longer.hash == key->back && item->kind == key->kind &&
	       !memcmp(item->longer.text, text, key->kind >> 8);
}

/* The slot of the word, or the free one where it belongs. */
static size_t find_slot(const struct lexicon *l, const struct lexicon_key *key,
			const char *text)
{
	size_t mask = l->slot_count - 1, slot = lexicon_hash(l, key) & mask;
	bool is_long = key->kind >> 8 > LEXICON_SHORT;

	for (; l->slots[slot]; slot = (slot + 1) & mask) {
		const struct lexeme *item = lexicon_item(l, l->slots[slot]);

		if (is_long ? is_long_item(item, key, text)
			    : is_item(item, key))
			break;
	}
	return slot;
}

static struct lexicon_key key_of(const struct lexeme *item)
{
	struct lexicon_key key = { 0, item->longer.hash, item->kind };

	if (item->kind >> 8 <= LEXICON_SHORT) {
		key.front = bytes_load(item->letters);
		key.back = bytes_load(item->letters + 8);
	}
	return key;
}

static void grow_slots(struct lexicon *l)
{
	size_t mask;

	make_slots(l, l->slot_count * 2); /* as large as all before */
	mask = l->slot_count - 1;
	for (uint32_t i = 1; i < l->count; i++) {
		struct lexicon_key key = key_of(lexicon_item(l, i));
		size_t slot = lexicon_hash(l, &key) & mask;

		while (l->slots[slot])
			slot = (slot + 1) & mask;
		l->slots[slot] = i;
	}
}

static struct lexeme *new_item(struct lexicon *l)
{
	if (l->count / LEXICON_CHUNK == l->chunk_count) {
		ARRAY_GROW(l->chunks, l->chunk_count + 1, l->chunk_alloc);
		l->chunks[l->chunk_count++] = arena_lines(
			&l->memory, LEXICON_CHUNK, sizeof(struct lexeme));
	}
	return lexicon_item(l, (uint32_t)l->count);
}

static uint32_t put_new(struct lexicon *l, struct span word,
			const struct lexicon_key *key)
{
	struct lexeme *item;

	if (l->count >= l->slot_count / 2)
		grow_slots(l);
	item = new_item(l);
	item->kind = key->kind;
	if (word.len > LEXICON_SHORT) {
		item->longer.text = arena_copy(&l->memory, word).ptr;
		item->longer.hash = key->back;
	} else if (word.len) {
		memcpy(item->letters, word.ptr, word.len);
	}
	l->slots[find_slot(l, key, word.ptr)] = (uint32_t)l->count;
	return (uint32_t)l->count++;
}

uint32_t lexicon_put(struct lexicon *l, struct span word, int algorithm)
{
	struct lexicon_key key = lexicon_key(l, word, algorithm);
	uint32_t number = l->slots[find_slot(l, &key, word.ptr)];

	return number ? number : put_new(l, word, &key);
}

void lexicon_answer(const struct lexicon *l,
		    const struct lexicon_question *questions, size_t count,
		    uint32_t *numbers)
{
	size_t mask = l->slot_count - 1;

	for (size_t i = 0; i < count; i++) {
		numbers[i] = l->slots[questions[i].hash & mask];
		if (numbers[i])
			__builtin_prefetch(lexicon_item(l, numbers[i]));
	}
	for (size_t i = 0; i < count; i++) {
		size_t slot = questions[i].hash & mask;

		while (numbers[i] && !is_item(lexicon_item(l, numbers[i]),
					      &questions[i].key)) {
			slot = (slot + 1) & mask;
			numbers[i] = l->slots[slot];
		}
	}
}

uint32_t lexicon_stem_new(struct lexicon *l, uint32_t number,
			  struct stemmer *stemmer)
{
	struct lexeme *item = lexicon_item(l, number);
	struct span word = lexeme_text(item);
	struct span stem = stemmer_stem(stemmer, word);

	item->stem = number;
	if (stem.ptr != word.ptr)
		item->stem = lexicon_put(l, stem, (int)(item->kind & 0xff));
	return item->stem;
}
