#include "store/vocabulary.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/letters.h"
#include "text/stem.h"

/* How many numbers are fetched before one is used. */
#define AHEAD 8

static uint64_t pack(int32_t low, int32_t high)
{
	return (uint64_t)(uint32_t)high << 32 | (uint32_t)low;
}

/* The words of a lexicon, which it holds: their numbers by those in there. */
struct translation {
	struct lexicon *lexicon;
	uint32_t *numbers; /* 0: not known yet */
	size_t count;
};

void vocabulary_init(struct vocabulary *v)
{
	*v = (struct vocabulary){ .words = NULL };
}

static void translation_release(struct translation *t)
{
	lexicon_drop(t->lexicon);
	free(t->numbers);
}

static void forget_numbers(struct vocabulary *v)
{
	for (size_t i = 0; i < v->translation_count; i++)
		translation_release(&v->translations[i]);
	v->translation_count = 0;
}

void vocabulary_reset(struct vocabulary *v)
{
	forget_numbers(v);
	lexicon_drop(v->words);
	v->words = NULL;
}

void vocabulary_release(struct vocabulary *v)
{
	vocabulary_reset(v);
	free(v->translations);
	vocabulary_init(v);
}

/* Lexicons that nobody else holds will not be asked for again. */
static void forget_unused(struct vocabulary *v)
{
	size_t kept = 0;

	for (size_t i = 0; i < v->translation_count; i++) {
		struct translation *t = &v->translations[i];

		if (lexicon_is_ours(t->lexicon))
			translation_release(t);
		else
			v->translations[kept++] = *t;
	}
	v->translation_count = kept;
}

static struct translation *find_translation(struct vocabulary *v,
					    struct lexicon *lexicon)
{
	struct translation *t;

	for (size_t i = 0; i < v->translation_count; i++)
		if (v->translations[i].lexicon == lexicon)
			return &v->translations[i];
	forget_unused(v);
	ARRAY_GROW(v->translations, v->translation_count + 1,
		   v->translation_alloc);
	t = &v->translations[v->translation_count++];
	*t = (struct translation){ .lexicon = lexicon };
	lexicon_hold(lexicon);
	return t;
}

/* Room for the numbers of these words. */
static void grow_numbers(struct translation *t, const struct terms *terms)
{
	size_t count = t->count;

	ARRAY_GROW(t->numbers, terms->number_limit, count);
	memset(t->numbers + t->count, 0,
	       (count - t->count) * sizeof(*t->numbers));
	t->count = count;
}

/* Words that a thread has for the first time, looked up together. */
#define UNKNOWN_MAX 32

struct unknown {
	const struct term_word *words[UNKNOWN_MAX];
	uint32_t *numbers[UNKNOWN_MAX]; /* those to be told */
	size_t count;
};

static void put_unknown(struct unknown *u, struct vocabulary *v,
			struct translation *t)
{
	struct lexicon_question questions[UNKNOWN_MAX];
	uint32_t answers[UNKNOWN_MAX];

	for (size_t i = 0; i < u->count; i++)
		lexicon_ask(&questions[i], v->words,
			    lexicon_key(v->words, term_word_text(u->words[i]),
					STEM_NONE));
	lexicon_answer(v->words, questions, u->count, answers);
	for (size_t i = 0; i < u->count; i++) {
		const struct term_word *word = u->words[i];

		if (!answers[i])
			answers[i] = lexicon_put(v->words, term_word_text(word),
						 STEM_NONE);
		t->numbers[word->number >> WORD_SHIFT] = answers[i];
		*u->numbers[i] = answers[i];
	}
	u->count = 0;
}

/*
 * All numbers before the first count: together the words do not fit the
 * processor's caches, and are fetched meanwhile.
 */
static void find_numbers(struct vocabulary *v, const struct terms *terms,
			 uint32_t *numbers)
{
	struct translation *t = find_translation(v, terms->lexicon);
	struct unknown unknown;

	unknown.count = 0;
	grow_numbers(t, terms);
	for (size_t i = 0; i < terms->word_count; i++) {
		const struct term_word *word = &terms->words[i];

		if (i + AHEAD < terms->word_count)
			__builtin_prefetch(
				&t->numbers[word[AHEAD].number >> WORD_SHIFT]);
		numbers[i] = t->numbers[word->number >> WORD_SHIFT];
		if (numbers[i]) {
			__builtin_prefetch(
				&lexicon_item(v->words, numbers[i])->note);
			continue;
		}
		__builtin_prefetch(word->text);
		unknown.words[unknown.count] = word;
		unknown.numbers[unknown.count++] = &numbers[i];
		if (unknown.count == UNKNOWN_MAX)
			put_unknown(&unknown, v, t);
	}
	put_unknown(&unknown, v, t);
}

void vocabulary_count(struct vocabulary *v, const struct terms *terms, int sign,
		      uint32_t *numbers)
{
	if (!v->words)
		v->words = lexicon_new(true);
	find_numbers(v, terms, numbers);
	for (size_t i = 0; i < terms->word_count; i++) {
		uint32_t what = terms->words[i].number;
		uint64_t *sum = &lexicon_item(v->words, numbers[i])->note;
		int32_t documents = vocabulary_documents(*sum);
		int32_t surfaces = vocabulary_surfaces(*sum);

		if (what & WORD_IS_TERM)
			documents += sign;
		if (what & WORD_IS_SURFACE)
			surfaces += sign;
		*sum = pack(documents, surfaces);
	}
}

/* Eight bytes of a word stand beside it: the first tell most words apart. */
struct change {
	uint64_t front;
	const struct lexeme *word;
	uint32_t number;
};

static int by_word(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->front != y->front)
		return x->front < y->front ? -1 : 1;
	return span_cmp(lexeme_text(x->word), lexeme_text(y->word));
}

/* The eight bytes from `start` on, as a number in the words' order. */
static uint64_t front_of(const struct lexeme *word, size_t start)
{
	struct span text = lexeme_text(word);

	if (start >= text.len)
		return 0;
	return bytes_swapped(letters_load(text, start).front);
}

/* Words that begin with the same eight bytes. */
static void sort_equal(struct change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		changes[i].front = front_of(changes[i].word, 8);
	qsort(changes, count, sizeof(*changes), by_word);
}

/* By one byte of their fronts; those that have the same stay in order. */
static void sort_by_byte(struct change *out, const struct change *in,
			 size_t count, int shift)
{
	size_t starts[257] = { 0 };

	for (size_t i = 0; i < count; i++)
		starts[(in[i].front >> shift & 0xff) + 1]++;
	for (size_t i = 0; i < 256; i++)
		starts[i + 1] += starts[i];
	for (size_t i = 0; i < count; i++)
		out[starts[in[i].front >> shift & 0xff]++] = in[i];
}

/*
 * By the bytes of their fronts from the last one on, which takes no
 * comparison; then those of one front, mostly few. `room` is for as many.
 */
static void sort(struct change *changes, struct change *room, size_t count)
{
	for (int shift = 0; shift < 64; shift += 16) {
		sort_by_byte(room, changes, count, shift);
		sort_by_byte(changes, room, count, shift + 8);
	}
	for (size_t start = 0, end; start < count; start = end) {
		end = start;
		do {
			if (end + AHEAD < count)
				__builtin_prefetch(changes[end + AHEAD].word);
			end++;
		} while (end < count &&
			 changes[end].front == changes[start].front);
		if (end - start > 1)
			sort_equal(changes + start, end - start);
	}
}

uint32_t *vocabulary_order(const struct vocabulary *v)
{
	size_t count = vocabulary_size(v);
	uint32_t *order = xcalloc(count, sizeof(*order));
	struct arena a = ARENA_INIT;
	struct change *changes;

	a.is_large = count > MEM_LARGE_PAGE / sizeof(*changes);
	changes = arena_room(&a, mem_product(count, 2), sizeof(*changes));
	for (uint32_t i = 0; i < count; i++) {
		struct change *change = &changes[i];

		change->number = i + 1;
		change->word = lexicon_item(v->words, i + 1);
		change->front = front_of(change->word, 0);
	}
	sort(changes, changes + count, count);
	for (size_t i = 0; i < count; i++)
		order[i] = changes[i].number;
	arena_release(&a);
	return order;
}
