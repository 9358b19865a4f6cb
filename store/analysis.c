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
	uint32_t sampled; /* before that offset no further sample is due */
};

void analysis_init(struct analysis *analysis)
{
	memset(analysis, 0, sizeof(*analysis));
}

void analysis_release(struct analysis *analysis)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		free(analysis->fields[f].words);
	free(analysis->samples.items);
	free(analysis->words);
	free(analysis->counts);
	arena_release(&analysis->scratch);
}

void analysis_reset(struct analysis *analysis)
{
	for (int f = 0; f < FIELD_COUNT; f++) {
		analysis->fields[f].count = 0;
		analysis->lengths[f] = 0;
	}
	analysis->samples.count = 0;
	analysis->word_count = 0;
	arena_reset(&analysis->scratch);
}

static void put_sample(struct feed *feed, uint32_t position, uint32_t offset)
{
	struct samples *samples = &feed->analysis->samples;

	ARRAY_GROW(samples->items, samples->count + 1, samples->alloc);
	samples->items[samples->count].position = position;
	samples->items[samples->count].offset = offset;
	samples->count++;
	feed->sampled = offset + SAMPLE_DISTANCE;
}

/*
 * A sample begins a word with all its signs, so that nothing is missing of
 * what is tokenized from there on.
 */
static void offer_sample(struct feed *feed, const struct bare_token *tok)
{
	uint32_t offset = feed->base + (uint32_t)tok->start;

	if (offset < feed->sampled ||
	    (tok->kind == TOKEN_WORD &&
	     !ascii_is_space(feed->text.ptr[tok->start - 1])))
		return;
	put_sample(feed, tok->position, offset);
}

/* A word that the document has not had before. Returns its number in it. */
static __attribute__((noinline)) uint32_t put_word(struct feed *feed,
						   uint32_t word)
{
	struct analysis *analysis = feed->analysis;
	struct lexeme *lexeme = lexicon_item(analysis->lexicon, word);
	struct span text = lexeme_text(lexeme);
	uint32_t number = (uint32_t)analysis->word_count++;

	lexeme->note = (uint64_t)feed->document << 32 | number;
	ARRAY_GROW(analysis->words, analysis->word_count, analysis->word_alloc);
	ARRAY_GROW(analysis->counts, analysis->word_count,
		   analysis->count_alloc);
	analysis->words[number] =
		(struct term_word){ text.ptr, (uint32_t)text.len,
				    word << WORD_SHIFT, number };
	analysis->counts[number] = (struct word_count){ 0, 0, 0 };
	return number;
}

/*
 * The number in the document of a word of the analyzer, which notes it with
 * that of the document.
 */
static inline uint32_t local_number(struct feed *feed, uint32_t word)
{
	uint64_t note = lexicon_item(feed->analysis->lexicon, word)->note;

	return note >> 32 == feed->document ? (uint32_t)note
					    : put_word(feed, word);
}

static void put_literal(struct analysis *analysis, uint32_t word,
			enum token_kind kind)
{
	analysis->words[word].number |= WORD_IS_TERM;
	if (kind <= TOKEN_WHOLE)
		analysis->words[word].number |= WORD_IS_SURFACE;
	analysis->counts[word].literal++;
}

static int put_tokens(const struct bare_token *items, size_t count, void *arg)
{
	struct feed *feed = arg;
	struct analysis *analysis = feed->analysis;
	struct replay *field = &analysis->fields[feed->field];
	uint32_t *words;

	ARRAY_GROW(field->words, field->count + count, field->alloc);
	words = field->words + field->count;
	field->count += count;
	for (size_t i = 0; i < count; i++) {
		const struct bare_token *item = &items[i];
		uint32_t word = local_number(feed, item->word), bits = 0;

		if (item->position != feed->next) {
			bits = REPLAY_IS_SAME;
		} else {
			feed->next++;
			if (feed->text.len && item->is_start)
				offer_sample(feed, item);
		}
		if (item->is_literal) {
			bits |= REPLAY_IS_LITERAL;
			put_literal(analysis, word, item->kind);
		} else {
			analysis->counts[word].plain++;
		}
		words[i] = word << REPLAY_SHIFT | bits;
	}
	return 0;
}

/* How many stems are fetched before one is used. */
#define AHEAD 8

static struct lexeme *lexeme_at(const struct analysis *analysis, size_t word)
{
	return lexicon_item(analysis->lexicon,
			    analysis->words[word].number >> WORD_SHIFT);
}

/* What is not literal has been counted: stems are needed once a word. */
static void find_stems(struct feed *feed)
{
	struct analysis *analysis = feed->analysis;
	struct stemmer *stemmer =
		analyzer_stemmer(feed->analyzer, feed->algorithm);
	uint32_t count = (uint32_t)analysis->word_count;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t word = analysis->words[i].number >> WORD_SHIFT;
		uint32_t stem = i;

		if (i + AHEAD < count)
			__builtin_prefetch(lexicon_item(
				analysis->lexicon,
				lexeme_at(analysis, i + AHEAD)->stem));
		if (analysis->counts[i].plain == 0)
			continue;
		word = lexicon_stem(analysis->lexicon, word, stemmer);
		if (word != analysis->words[i].number >> WORD_SHIFT)
			stem = local_number(feed, word);
		analysis->words[i].stem = stem;
		analysis->words[i].number |= WORD_IS_SURFACE;
		analysis->words[stem].number |= WORD_IS_TERM;
		analysis->counts[stem].forms++;
	}
}

static void feed_text(struct feed *feed, enum field field, struct span text)
{
	uint32_t *length = &feed->analysis->lengths[field];

	feed->field = field;
	feed->next = *length;
	tokenize_bare(feed->analyzer, feed->algorithm, text, length, put_tokens,
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
	put_sample(feed, analysis->lengths[block->field], block->start);
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
	find_stems(&feed);
}

struct terms analysis_terms(const struct analysis *analysis)
{
	struct terms terms = { .lexicon = analysis->lexicon,
			       .words = analysis->words,
			       .number_limit = analysis->lexicon->count,
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

struct terms analysis_copy(struct analysis *analysis, struct arena *a)
{
	struct terms copy = analysis_terms(analysis);

	lexicon_hold(copy.lexicon);
	copy.poslists = poslists_make(copy.fields, copy.words, analysis->counts,
				      copy.word_count, a, &analysis->scratch);
	copy.words =
		copy_array(copy.words, copy.word_count, sizeof(*copy.words), a);
	for (int f = 0; f < FIELD_COUNT; f++) {
		struct replay *field = &copy.fields[f];

		field->words = copy_array(field->words, field->count,
					  sizeof(*field->words), a);
	}
	return copy;
}

void terms_release(struct terms *terms)
{
	lexicon_drop(terms->lexicon);
	terms->lexicon = NULL;
}
