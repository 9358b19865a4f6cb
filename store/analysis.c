#include "store/analysis.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "store/replay.h"
#include "text/stem.h"

/* One field being tokenized. */
struct feed {
	struct analysis *analysis;
	enum field field;
	uint32_t next;    /* the position whose token comes next */
	struct span text; /* a block of document->text; or empty */
	uint32_t base;    /* its offset there */
};

void analysis_init(struct analysis *analysis)
{
	struct map words = MAP_INIT;

	memset(analysis, 0, sizeof(*analysis));
	analysis->words = words;
}

void analysis_release(struct analysis *analysis)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		free(analysis->fields[f].terms);
	free(analysis->samples.items);
	map_release(&analysis->words);
}

void analysis_reset(struct analysis *analysis)
{
	for (int f = 0; f < FIELD_COUNT; f++) {
		analysis->fields[f].count = 0;
		analysis->lengths[f] = 0;
	}
	analysis->samples.count = 0;
	map_reset(&analysis->words);
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

static void put_term(struct feed *feed, const struct map_entry *word,
		     unsigned flags)
{
	struct replay *field = &feed->analysis->fields[feed->field];
	uint32_t number = (uint32_t)(word - feed->analysis->words.entries);

	ARRAY_GROW(field->terms, field->count + 1, field->alloc);
	field->terms[field->count++] = number << REPLAY_SHIFT | flags;
}

static int put_token(const struct token *tok, void *arg)
{
	struct feed *feed = arg;
	struct analysis *analysis = feed->analysis;
	bool is_first = tok->position == feed->next;
	bool is_surface = tok->kind == TOKEN_WHOLE || tok->kind == TOKEN_WORD;
	bool is_stem = token_is_stemmed(tok);
	struct map_entry *word;

	if (is_first) {
		feed->next++;
		if (feed->text.len && tok->is_start)
			offer_sample(feed, tok);
	}
	word = map_put_hashed(&analysis->words, tok->term, tok->term_hash);
	word->value |= WORD_IS_TERM;
	if (is_surface && !is_stem)
		word->value |= WORD_IS_SURFACE;
	put_term(feed, word, is_first ? 0 : REPLAY_IS_SAME);
	if (!is_stem)
		return 0;
	word = map_put_hashed(&analysis->words, tok->word, tok->word_hash);
	if (is_surface)
		word->value |= WORD_IS_SURFACE;
	put_term(feed, word, REPLAY_IS_SAME | REPLAY_IS_SURFACE);
	return 0;
}

static void feed_text(struct analysis *analysis, struct analyzer *analyzer,
		      int algorithm, enum field field, struct span text)
{
	struct feed feed = {
		analysis, field, analysis->lengths[field], { NULL, 0 }, 0
	};

	tokenize(analyzer, algorithm, text, &analysis->lengths[field],
		 put_token, &feed);
}

static void feed_list(struct analysis *analysis, struct analyzer *analyzer,
		      int algorithm, enum field field,
		      const struct span_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		feed_text(analysis, analyzer, algorithm, field, list->items[i]);
}

static void feed_block(struct analysis *analysis, struct analyzer *analyzer,
		       int algorithm, const struct document *doc,
		       const struct block *block)
{
	struct span text = span_slice(doc->text, block->start, block->end);
	struct feed feed = { analysis, block->field,
			     analysis->lengths[block->field], text,
			     block->start };

	put_sample(&analysis->samples, feed.next, block->start);
	tokenize(analyzer, algorithm, text, &analysis->lengths[block->field],
		 put_token, &feed);
}

void analysis_make(struct analysis *analysis, struct analyzer *analyzer,
		   const struct document *doc)
{
	int algorithm = stem_algorithm(doc->lang);

	feed_text(analysis, analyzer, algorithm, FIELD_TITLE, doc->title);
	feed_text(analysis, analyzer, algorithm, FIELD_SUMMARY, doc->summary);
	feed_list(analysis, analyzer, algorithm, FIELD_TAGS, &doc->tags);
	feed_list(analysis, analyzer, algorithm, FIELD_TAGS, &doc->categories);
	feed_list(analysis, analyzer, algorithm, FIELD_AUTHORS, &doc->authors);
	for (size_t i = 0; i < doc->block_count; i++)
		feed_block(analysis, analyzer, algorithm, doc, &doc->blocks[i]);
}

struct terms analysis_terms(const struct analysis *analysis)
{
	struct terms terms = { .words = analysis->words.entries,
			       .word_count = analysis->words.count };

	for (int f = 0; f < FIELD_COUNT; f++) {
		terms.fields[f] = analysis->fields[f];
		terms.lengths[f] = analysis->lengths[f];
	}
	return terms;
}

/* Their keys stand in one piece of memory, for there are hundreds. */
static struct map_entry *copy_words(const struct terms *terms, struct arena *a)
{
	size_t count = terms->word_count, size = 0;
	struct map_entry *words = arena_array(a, count, sizeof(*words));
	char *keys;

	for (size_t i = 0; i < count; i++)
		size += terms->words[i].key.len;
	keys = arena_alloc(a, size);
	for (size_t i = 0; i < count; i++) {
		struct span key = terms->words[i].key;

		words[i] = terms->words[i];
		words[i].key.ptr = memcpy(keys, key.ptr, key.len);
		keys += key.len;
	}
	return words;
}

struct terms terms_copy(const struct terms *terms, struct arena *a)
{
	struct terms copy = *terms;

	for (int f = 0; f < FIELD_COUNT; f++) {
		struct replay *field = &copy.fields[f];

		field->terms =
			arena_array(a, field->count, sizeof(*field->terms));
		if (field->count)
			memcpy(field->terms, terms->fields[f].terms,
			       field->count * sizeof(*field->terms));
	}
	copy.words = copy_words(terms, a);
	copy.poslists = poslists_make(terms->fields, terms->word_count, a);
	return copy;
}
