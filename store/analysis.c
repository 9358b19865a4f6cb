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
	struct strbuf empty = STRBUF_INIT;
	struct map words = MAP_INIT;

	memset(analysis, 0, sizeof(*analysis));
	for (int f = 0; f < FIELD_COUNT; f++)
		analysis->replay[f] = empty;
	analysis->words = words;
}

void analysis_release(struct analysis *analysis)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		strbuf_release(&analysis->replay[f]);
	free(analysis->samples.items);
	map_release(&analysis->words);
}

void analysis_reset(struct analysis *analysis)
{
	for (int f = 0; f < FIELD_COUNT; f++) {
		strbuf_reset(&analysis->replay[f]);
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

static int put_token(const struct token *tok, void *arg)
{
	struct feed *feed = arg;
	struct analysis *analysis = feed->analysis;
	bool is_first = tok->position == feed->next;
	bool is_surface = tok->kind == TOKEN_WHOLE || tok->kind == TOKEN_WORD;
	bool is_stem = token_is_stemmed(tok);
	uint64_t term = WORD_IS_TERM;

	if (is_first) {
		feed->next++;
		if (feed->text.len && tok->is_start)
			offer_sample(feed, tok);
	}
	replay_put(&analysis->replay[feed->field], tok, is_first);
	if (is_surface && !is_stem)
		term |= WORD_IS_SURFACE;
	map_put_hashed(&analysis->words, tok->term, tok->term_hash)->value |=
		term;
	if (is_surface && is_stem)
		map_put_hashed(&analysis->words, tok->word, tok->word_hash)
			->value |= WORD_IS_SURFACE;
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
		terms.replay[f] = strbuf_span(&analysis->replay[f]);
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

	for (int f = 0; f < FIELD_COUNT; f++)
		copy.replay[f] = arena_copy(a, terms->replay[f]);
	copy.words = copy_words(terms, a);
	return copy;
}
