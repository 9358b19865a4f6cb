#include "store/analysis.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "store/replay.h"
#include "text/stem.h"

/* A document being tokenized, one text of a field after the other. */
struct feed {
	struct analysis *analysis;
	struct analyzer *analyzer;
	uint32_t document; /* its number in the analyzer */
	int algorithm;
	enum field field;
	uint32_t next;    /* the position whose token comes next */
	struct span text; /* a block of document->text; or empty */
	uint32_t base;    /* its offset there */
};

void analysis_init(struct analysis *analysis)
{
	memset(analysis, 0, sizeof(*analysis));
}

void analysis_release(struct analysis *analysis)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		free(analysis->fields[f].terms);
	free(analysis->samples.items);
	free(analysis->words);
	free(analysis->sizes);
}

void analysis_reset(struct analysis *analysis)
{
	for (int f = 0; f < FIELD_COUNT; f++) {
		analysis->fields[f].count = 0;
		analysis->lengths[f] = 0;
	}
	analysis->samples.count = 0;
	analysis->word_count = 0;
}

static void put_sample(struct samples *samples, uint32_t position,
		       uint32_t offset)
{
	ARRAY_GROW(samples->items, samples->count + 1, samples->alloc);
	samples->items[samples->count].position = position;
	samples->items[samples->count].offset = offset;
	samples->count++;
}

/*
 * A sample begins a word with all its signs, so that nothing is missing of
 * what is tokenized from there on.
 */
static void offer_sample(struct feed *feed, const struct token *tok)
{
	struct samples *samples = &feed->analysis->samples;
	uint32_t offset = feed->base + (uint32_t)tok->start;

	if (offset - samples->items[samples->count - 1].offset <
		    SAMPLE_DISTANCE ||
	    (tok->kind == TOKEN_WORD &&
	     !ascii_is_space(feed->text.ptr[tok->start - 1])))
		return;
	put_sample(samples, tok->position, offset);
}

/* A word that the document has not had before. Returns its number in it. */
static __attribute__((noinline)) uint32_t
put_word(struct analysis *analysis, uint32_t word, struct span text)
{
	size_t number = analysis->word_count++;

	ARRAY_GROW(analysis->words, number + 1, analysis->word_alloc);
	ARRAY_GROW(analysis->sizes, number * 2 + 2, analysis->size_alloc);
	analysis->words[number] =
		(struct term_word){ text.ptr, (uint32_t)text.len,
				    word << WORD_SHIFT };
	memset(&analysis->sizes[number * 2], 0, 2 * sizeof(*analysis->sizes));
	return (uint32_t)number;
}

/*
 * The number in the document of a word of the analyzer, which notes it with
 * that of the document.
 */
static inline uint32_t local_number(struct feed *feed, uint32_t number)
{
	struct lexeme *lexeme = &feed->analysis->lexicon->items[number];

	if (lexeme->note >> 32 != feed->document)
		lexeme->note =
			(uint64_t)feed->document << 32 |
			put_word(feed->analysis, number, lexeme_text(lexeme));
	return (uint32_t)lexeme->note;
}

/* Each token goes through here: it is inlined, which takes a tenth off it. */
static inline __attribute__((always_inline)) void
put_term(struct feed *feed, const struct token *tok, uint32_t number,
	 uint32_t flags, unsigned what)
{
	struct analysis *analysis = feed->analysis;
	struct replay *field = &analysis->fields[feed->field];
	uint32_t local = local_number(feed, number);

	analysis->words[local].number |= what;
	poslist_count(&analysis->sizes[local * 2 + (flags & REPLAY_IS_SURFACE)],
		      feed->field, tok->position);
	ARRAY_GROW(field->terms, field->count + 1, field->alloc);
	field->terms[field->count++] = local << REPLAY_SHIFT | flags;
}

static int put_token(const struct token *tok, void *arg)
{
	struct feed *feed = arg;
	uint32_t same = tok->position == feed->next ? 0 : REPLAY_IS_SAME;
	unsigned surface = tok->kind <= TOKEN_WHOLE ? WORD_IS_SURFACE : 0;

	if (!same) {
		feed->next++;
		if (feed->text.len && tok->is_start)
			offer_sample(feed, tok);
	}
	if (!token_is_stemmed(tok)) {
		put_term(feed, tok, tok->term_number, same,
			 WORD_IS_TERM | surface);
		return 0;
	}
	put_term(feed, tok, tok->term_number, same, WORD_IS_TERM);
	put_term(feed, tok, tok->word_number,
		 REPLAY_IS_SAME | REPLAY_IS_SURFACE, surface);
	return 0;
}

static void feed_text(struct feed *feed, enum field field, struct span text)
{
	uint32_t *length = &feed->analysis->lengths[field];

	feed->field = field;
	feed->next = *length;
	tokenize(feed->analyzer, feed->algorithm, text, length, put_token,
		 feed);
}

static void feed_list(struct feed *feed, enum field field,
		      const struct span_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		feed_text(feed, field, list->items[i]);
}

static void feed_block(struct feed *feed, const struct document *doc,
		       const struct block *block)
{
	struct analysis *analysis = feed->analysis;

	feed->text = span_slice(doc->text, block->start, block->end);
	feed->base = block->start;
	put_sample(&analysis->samples, analysis->lengths[block->field],
		   block->start);
	feed_text(feed, block->field, feed->text);
}

void analysis_make(struct analysis *analysis, struct analyzer *analyzer,
		   const struct document *doc)
{
	struct feed feed = { .analysis = analysis,
			     .analyzer = analyzer,
			     .document = analyzer_begin(analyzer),
			     .algorithm = stem_algorithm(doc->lang) };

	analysis->lexicon = analyzer_lexicon(analyzer);
	feed_text(&feed, FIELD_TITLE, doc->title);
	if (!doc->summary_is_excerpt)
		feed_text(&feed, FIELD_SUMMARY, doc->summary);
	feed_list(&feed, FIELD_TAGS, &doc->tags);
	feed_list(&feed, FIELD_TAGS, &doc->categories);
	feed_list(&feed, FIELD_AUTHORS, &doc->authors);
	for (size_t i = 0; i < doc->block_count; i++)
		feed_block(&feed, doc, &doc->blocks[i]);
}

struct terms analysis_terms(const struct analysis *analysis)
{
	struct terms terms = { .lexicon = analysis->lexicon,
			       .words = analysis->words,
			       .word_count = analysis->word_count };

	for (int f = 0; f < FIELD_COUNT; f++) {
		terms.fields[f] = analysis->fields[f];
		terms.lengths[f] = analysis->lengths[f];
	}
	return terms;
}

static void *copy_array(const void *items, size_t count, size_t size,
			struct arena *a)
{
	void *copy = arena_bytes(a, mem_product(count, size));

	return count ? memcpy(copy, items, count * size) : copy;
}

struct terms analysis_copy(const struct analysis *analysis, struct arena *a)
{
	struct terms copy = analysis_terms(analysis);

	lexicon_hold(copy.lexicon);
	copy.poslists =
		poslists_make(copy.fields, analysis->sizes, copy.word_count, a);
	copy.words =
		copy_array(copy.words, copy.word_count, sizeof(*copy.words), a);
	for (int f = 0; f < FIELD_COUNT; f++) {
		struct replay *field = &copy.fields[f];

		field->terms = copy_array(field->terms, field->count,
					  sizeof(*field->terms), a);
	}
	return copy;
}

void terms_release(struct terms *terms)
{
	lexicon_drop(terms->lexicon);
	terms->lexicon = NULL;
}
