/* Any text gives tokens that keep the promises of text/tokenize.h. */

#include <stdlib.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "tests/fuzz/fuzz.h"
#include "text/escape.h"
#include "text/fold.h"
#include "text/stem.h"
#include "text/tokenize.h"

#define FIRST_POSITION 7

struct seen {
	struct token *items;
	size_t count, alloc;
	struct arena arena;
};

static struct analyzer *analyzer;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	analyzer = analyzer_new();
	return 0;
}

static int collect(const struct token *tok, void *arg)
{
	struct seen *seen = arg;
	struct token *copy;

	ARRAY_GROW(seen->items, seen->count + 1, seen->alloc);
	copy = &seen->items[seen->count++];
	*copy = *tok;
	copy->term = arena_copy(&seen->arena, tok->term);
	copy->word = arena_copy(&seen->arena, tok->word);
	return 0;
}

static void release(struct seen *seen)
{
	free(seen->items);
	arena_release(&seen->arena);
}

/* What FTS5 and the form in which it gets terms give a meaning to. */
static void check_term(struct span term)
{
	assert(term.len > 0);
	assert(fuzz_is_utf8(term));
	for (size_t i = 0; i < term.len; i++) {
		unsigned char c = (unsigned char)term.ptr[i];

		assert(c > ' ' && c != '"' && c != 0x7f);
	}
}

static void check_tokens(const struct seen *seen, struct span text,
			 uint32_t end)
{
	uint32_t next = FIRST_POSITION;

	for (size_t i = 0; i < seen->count; i++) {
		const struct token *tok = &seen->items[i];

		assert(tok->start < tok->end && tok->end <= text.len);
		assert(tok->position == next || tok->position + 1 == next);
		assert(i > 0 || tok->position == FIRST_POSITION);
		next = tok->position + 1;
		check_term(tok->term);
		check_term(tok->word);
	}
	assert(next == end);
}

static size_t skip_wholes(const struct seen *seen, size_t i)
{
	while (i < seen->count && seen->items[i].kind == TOKEN_WHOLE)
		i++;
	return i;
}

/*
 * From one that is a start on, tokenizing anew gives the same words. The
 * compound may have lost the signs before it, so wholes do not count.
 */
static void check_start(const struct seen *seen, size_t from, int algorithm,
			struct span text)
{
	const struct token *first = &seen->items[from];
	struct seen again = { NULL, 0, 0, ARENA_INIT };
	uint32_t position = first->position;
	size_t i = from, j = 0;

	tokenize(analyzer, algorithm, span_slice(text, first->start, text.len),
		 &position, collect, &again);
	for (;; i++, j++) {
		const struct token *a, *b;

		i = skip_wholes(seen, i);
		j = skip_wholes(&again, j);
		if (i == seen->count || j == again.count)
			break;
		a = &seen->items[i];
		b = &again.items[j];
		assert(span_eq(a->term, b->term) && span_eq(a->word, b->word));
		assert(a->position == b->position);
		assert(a->start == first->start + b->start);
		assert(a->end == first->start + b->end);
	}
	assert(i == seen->count && j == again.count);
	release(&again);
}

static void check_starts(const struct seen *seen, int algorithm,
			 struct span text)
{
	int left = 8; /* all of them would take quadratic time */

	for (size_t i = 0; i < seen->count && left; i++) {
		/* The first token at its position stands for all of them. */
		if (!seen->items[i].is_start ||
		    (i > 0 &&
		     seen->items[i].position == seen->items[i - 1].position))
			continue;
		check_start(seen, i, algorithm, text);
		left--;
	}
}

/* Tokens that are passed over are counted as if they were made. */
static void check_from(const struct seen *seen, struct span text, uint32_t from,
		       int algorithm)
{
	struct seen later = { NULL, 0, 0, ARENA_INIT };
	uint32_t position = FIRST_POSITION;
	size_t i = 0, j = 0;

	tokenize_from(analyzer, algorithm, text, &position, &from, collect,
		      &later);
	while (i < seen->count && seen->items[i].position < from)
		i++;
	for (; i < seen->count && j < later.count; i++, j++) {
		const struct token *a = &seen->items[i], *b = &later.items[j];

		assert(a->kind == b->kind && a->position == b->position);
		assert(a->start == b->start && a->end == b->end);
		assert(a->is_start == b->is_start);
		assert(span_eq(a->term, b->term) && span_eq(a->word, b->word));
	}
	assert(i == seen->count && j == later.count);
	release(&later);
}

/* A word that stands alone, as in a query, gives what it gives in `text`. */
static void check_word(const struct seen *seen, struct span text, size_t start,
		       size_t end, int algorithm)
{
	struct seen alone = { NULL, 0, 0, ARENA_INIT };
	uint32_t position = 0;
	size_t i = 0, j;

	tokenize(analyzer, algorithm, span_slice(text, start, end), &position,
		 collect, &alone);
	while (i < seen->count && seen->items[i].start < start)
		i++;
	for (j = 0; j < alone.count; i++, j++) {
		const struct token *a = &alone.items[j];

		assert(i < seen->count && a->kind == seen->items[i].kind);
		assert(span_eq(a->term, seen->items[i].term));
		assert(span_eq(a->word, seen->items[i].word));
		assert(a->end + start == seen->items[i].end);
	}
	assert(i == seen->count || seen->items[i].start >= end);
	release(&alone);
}

static void check_words(const struct seen *seen, struct span text,
			int algorithm)
{
	size_t start = 0;

	for (int left = 8; start < text.len && left; left--) {
		size_t end = start;

		while (end < text.len && text.ptr[end] != ' ')
			end++;
		check_word(seen, text, start, end, algorithm);
		start = end + 1;
	}
}

static void check_fold(struct span text)
{
	struct strbuf well = STRBUF_INIT, once = STRBUF_INIT,
		      twice = STRBUF_INIT;

	escape_malformed(&well, text);
	fold_put(&once, strbuf_span(&well));
	fold_put(&twice, strbuf_span(&once));
	assert(span_eq(strbuf_span(&once), strbuf_span(&twice)));
	strbuf_release(&well);
	strbuf_release(&once);
	strbuf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_begin(data, size);
	int algorithm = (int)(fuzz_byte(&in) % STEM_COUNT);
	struct seen seen = { NULL, 0, 0, ARENA_INIT };
	uint32_t position = FIRST_POSITION;

	tokenize(analyzer, algorithm, in.rest, &position, collect, &seen);
	check_tokens(&seen, in.rest, position);
	check_starts(&seen, algorithm, in.rest);
	check_words(&seen, in.rest, algorithm);
	for (uint32_t from = 1; from <= position && from < 2000; from *= 3)
		check_from(&seen, in.rest, from, algorithm);
	check_fold(in.rest);
	release(&seen);
	return 0;
}
