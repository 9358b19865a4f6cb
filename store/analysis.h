#ifndef STORE_ANALYSIS_H
#define STORE_ANALYSIS_H

/*
 * The terms of one document: what is fed to the full-text index, counted
 * for the vocabulary, and needed to find a position in the text again.
 * Made in many threads at once, and once more from what is stored when a
 * document is removed; both times it must come out the same.
 */

#include "base/map.h"
#include "base/strbuf.h"
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

/* Values of analysis.words, added up. */
enum { WORD_IS_TERM = 1, WORD_IS_SURFACE = 2 };

struct analysis {
	struct replay fields[FIELD_COUNT];
	uint32_t lengths[FIELD_COUNT]; /* in tokens */
	struct samples samples;        /* in the order of the text */
	struct map words; /* every distinct word, and what it occurs as */
};

/* What the writer is told of them; borrowed from an analysis. */
struct terms {
	struct replay fields[FIELD_COUNT];
	uint32_t lengths[FIELD_COUNT];
	const struct map_entry *words;
	size_t word_count;
	struct poslists poslists; /* of a copy, see terms_copy() */
};

void analysis_init(struct analysis *analysis);
void analysis_release(struct analysis *analysis);

/* Make it empty, keep its memory. */
void analysis_reset(struct analysis *analysis);

/* Fill an empty `analysis` from `doc`. */
void analysis_make(struct analysis *analysis, struct analyzer *analyzer,
		   const struct document *doc);

/* Valid until `analysis` changes. */
struct terms analysis_terms(const struct analysis *analysis);

/* A copy that lives in `a`, with position lists. */
struct terms terms_copy(const struct terms *terms, struct arena *a);

#endif
