#ifndef STORE_ANALYSIS_H
#define STORE_ANALYSIS_H

/*
 * The terms of one document: what is fed to the full-text index, counted
 * for the vocabulary, and needed to find a position in the text again.
 * Made in many threads at once, and once more from what is stored when a
 * document is removed; both times it must come out the same.
 */

#include "store/document.h"
#include "store/poslists.h"
#include "store/replay.h"
#include "text/tokenize.h"

/*
 * From this position on its block can be tokenized anew. Each block has one
 * at its start, and more where it is long.
 */
struct sample {
	uint32_t position, offset; /* offset: byte of document->text */
};

struct samples {
	struct sample *items;
	size_t count, alloc;
};

/* Bytes between two samples of one block, at the least. */
#define SAMPLE_DISTANCE 128

struct analysis {
	struct replay fields[FIELD_COUNT];
	uint32_t lengths[FIELD_COUNT]; /* in tokens */
	struct samples samples;        /* in the order of the text */

	struct lexicon *lexicon; /* borrowed from the analyzer */
	struct term_word *words; /* every distinct one */
	size_t word_count, word_alloc;
	struct word_count *counts; /* of each word */
	size_t count_alloc;
	struct arena scratch; /* of analysis_copy() */
};

/* What the writer is told of them; borrowed from an analysis. */
struct terms {
	struct replay fields[FIELD_COUNT];
	uint32_t lengths[FIELD_COUNT];
	struct lexicon *lexicon; /* a copy holds it */
	const struct term_word *words;
	size_t word_count;
	size_t number_limit; /* their numbers in the lexicon are below it */
	struct poslists poslists; /* of a copy, see analysis_copy() */
};

void analysis_init(struct analysis *analysis);
void analysis_release(struct analysis *analysis);

/* Make it empty, keep its memory. */
void analysis_reset(struct analysis *analysis);

/* Fill an empty `analysis` from `doc`. Its words have their stems then. */
void analysis_make(struct analysis *analysis, struct analyzer *analyzer,
		   const struct document *doc);

/* Valid until `analysis` changes, or the analyzer that it was made by. */
struct terms analysis_terms(const struct analysis *analysis);

/*
 * The same, with position lists, in memory of `a`; terms_release() before
 * that is released.
 */
struct terms analysis_copy(struct analysis *analysis, struct arena *a);
void terms_release(struct terms *terms);

#endif
