#include "store/content.h"

/* A token and what is around it, where no sample tells. */
#define TOKEN_BYTES 6

/* Between two samples, of which the second may not be known. */
static uint32_t guess_between(struct sample a, struct sample b,
			      uint32_t position)
{
	uint64_t tokens = position - a.position, bytes = tokens * TOKEN_BYTES;
	uint64_t room = b.offset > a.offset ? b.offset - a.offset : 0;

	if (b.position != UINT32_MAX && b.position > a.position)
		bytes = tokens * room / (b.position - a.position);
	if (bytes >= room)
		bytes = room ? room - 1 : 0;
	return a.offset + (uint32_t)bytes;
}

/* Those from number `i` on that stand before position `limit`. */
static size_t guess_in_block(const struct content *content, size_t block,
			     uint32_t limit, const uint32_t *positions,
			     struct whereabouts *guesses, size_t i,
			     size_t count)
{
	const struct sample *sample =
		&content->samples[content->block_samples[block]];
	const struct sample *last =
		&content->samples[content->block_samples[block + 1]] - 1;
	const struct sample end = { limit, content->blocks[block].end };

	for (; i < count && positions[i] < limit; i++) {
		while (sample < last && sample[1].position <= positions[i])
			sample++;
		guesses[i].start = guess_between(
			*sample, sample < last ? sample[1] : end, positions[i]);
		guesses[i].limit = end.offset;
	}
	return i;
}

void content_guess(const struct content *content, enum field field,
		   const uint32_t *positions, struct whereabouts *guesses,
		   size_t count)
{
	size_t block = content->block_count, next = 0;

	for (size_t b = 0; b < content->block_count && next < count; b++) {
		uint32_t first;

		if (content->blocks[b].field != field)
			continue;
		first = content->samples[content->block_samples[b]].position;
		if (positions[next] < first && block < b)
			next = guess_in_block(content, block, first, positions,
					      guesses, next, count);
		for (; next < count && positions[next] < first; next++)
			guesses[next] = (struct whereabouts){ 0, 0 };
		block = b;
	}
	if (block < content->block_count)
		next = guess_in_block(content, block, UINT32_MAX, positions,
				      guesses, next, count);
	for (; next < count; next++)
		guesses[next] = (struct whereabouts){ 0, 0 };
}

size_t content_block_at(const struct content *content, uint32_t offset)
{
	size_t low = 0, high = content->block_count;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (content->blocks[middle].start <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

uint32_t content_sample_before(const struct content *content, uint32_t offset)
{
	size_t block = content_block_at(content, offset);
	uint32_t before = 0;

	if (block == content->block_count)
		return 0;
	for (uint32_t i = content->block_samples[block];
	     i < content->block_samples[block + 1] &&
	     content->samples[i].offset <= offset;
	     i++)
		before = content->samples[i].offset;
	return before;
}

uint32_t content_sample_behind(const struct content *content, uint32_t offset)
{
	size_t block = content_block_at(content, offset);

	if (block == content->block_count)
		return (uint32_t)content->text.len;
	for (uint32_t i = content->block_samples[block];
	     i < content->block_samples[block + 1]; i++)
		if (content->samples[i].offset > offset)
			return content->samples[i].offset;
	return content->blocks[block].end;
}

static bool begins_with(struct span text, struct span front)
{
	return text.len >= front.len &&
	       span_eq(span_slice(text, 0, front.len), front);
}

/*
 * Let `place` cover the token, one of those at its position, given in
 * order: the word there, or the compound that has the term.
 */
static void cover(struct place *place, const struct token *tok, uint32_t base)
{
	bool has_term = begins_with(tok->term, place->term) ||
			begins_with(tok->word, place->term);

	if (tok->kind == TOKEN_WHOLE && (!has_term || place->has_term))
		return;
	place->has_term = has_term;
	place->start = base + (uint32_t)tok->start;
	place->end = base + (uint32_t)tok->end;
}

/* Places by position, of which those before `next` were passed. */
struct locate {
	struct place *places;
	size_t count, next;
	uint32_t wanted; /* position of the next place */
	uint32_t base;   /* offset of the piece being tokenized */
	uint32_t until;  /* stop behind this position */
};

static int locate_token(const struct token *tok, void *arg)
{
	struct locate *l = arg;

	while (l->next < l->count &&
	       l->places[l->next].position < tok->position)
		l->next++;
	/* Several places may ask for one position. */
	for (size_t i = l->next; i < l->count; i++) {
		struct place *place = &l->places[i];

		if (place->position != tok->position)
			break;
		cover(place, tok, l->base);
	}
	if (l->next < l->count)
		l->wanted = l->places[l->next].position;
	return tok->position > l->until;
}

/*
 * Find the places before number `end`, all of them in this block: tokenize
 * from the sample before each one on.
 */
static void locate_in_block(struct locate *l, const struct content *content,
			    size_t block, struct analyzer *analyzer,
			    int algorithm, size_t end)
{
	const struct sample *sample =
		&content->samples[content->block_samples[block]];
	const struct sample *last =
		&content->samples[content->block_samples[block + 1]] - 1;
	size_t next = l->next;

	while (next < end) {
		uint32_t position;

		l->next = next;
		l->wanted = l->places[next].position;
		while (sample < last && sample[1].position <= l->wanted)
			sample++;
		/* With it, all places that stand before the next sample. */
		while (next < end &&
		       (sample == last ||
			l->places[next].position < sample[1].position))
			l->until = l->places[next++].position;
		l->base = sample->offset;
		position = sample->position;
		tokenize_from(analyzer, algorithm,
			      span_slice(content->text, l->base,
					 content->blocks[block].end),
			      &position, &l->wanted, locate_token, l);
	}
	l->next = end;
}

static void forget(struct place *places, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		places[i].start = places[i].end = 0;
		places[i].has_term = false;
	}
}

void content_locate(const struct content *content, enum field field,
		    struct analyzer *analyzer, int algorithm,
		    struct place *places, size_t count)
{
	struct locate l = { places, count, 0, 0, 0, 0 };
	size_t block = content->block_count, end = 0;

	forget(places, count);
	for (size_t b = 0; b < content->block_count && end < count; b++) {
		uint32_t first;

		if (content->blocks[b].field != field)
			continue;
		first = content->samples[content->block_samples[b]].position;
		while (end < count && places[end].position < first)
			end++;
		if (l.next < end && block < b)
			locate_in_block(&l, content, block, analyzer, algorithm,
					end);
		l.next = end;
		block = b;
	}
	if (block < content->block_count)
		locate_in_block(&l, content, block, analyzer, algorithm, count);
}

void text_locate(struct span text, struct analyzer *analyzer, int algorithm,
		 struct place *places, size_t count)
{
	struct locate l = { places, count, 0, 0, 0, 0 };
	uint32_t position = 0;

	forget(places, count);
	if (count == 0)
		return;
	l.wanted = places[0].position;
	l.until = places[count - 1].position;
	tokenize_from(analyzer, algorithm, text, &position, &l.wanted,
		      locate_token, &l);
}
