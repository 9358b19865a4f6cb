#include "query/locate.h"

#include <stdlib.h>

#include "query/choose.h"
#include "text/stem.h"
#include "text/utf8.h"

/* --- what was found, in order */

/* Field and position as a number that sorts, with the item behind it. */
#define INDEX_BITS 29
#define INDEX_MASK (((uint64_t)1 << INDEX_BITS) - 1)

static uint64_t key_of(const struct found *found, size_t i)
{
	uint64_t place = (uint64_t)found->field << 32 | found->place.position;

	return place << INDEX_BITS | i;
}

/* Where the keys from number `from` on are no longer in order. */
static size_t run_end(const uint64_t *keys, size_t from, size_t count)
{
	if (from < count)
		from++;
	while (from < count && keys[from - 1] < keys[from])
		from++;
	return from;
}

/* Put two runs, the keys up to `middle` and those behind, in order. */
static void merge(uint64_t *out, const uint64_t *keys, size_t middle,
		  size_t count)
{
	size_t one = 0, other = middle;

	for (size_t i = 0; i < count; i++)
		out[i] = other == count || (one < middle &&
					    keys[one] < keys[other])
				 ? keys[one++]
				 : keys[other++];
}

/*
 * Merge runs two by two until there is one: each way to write a word gives
 * one that is in order. Returns `keys` or `room`, where they are then.
 */
static uint64_t *sort_keys(uint64_t *keys, uint64_t *room, size_t count)
{
	while (run_end(keys, 0, count) < count) {
		uint64_t *merged = room;

		for (size_t from = 0; from < count;) {
			size_t middle = run_end(keys, from, count);
			size_t end = run_end(keys, middle, count);

			merge(room + from, keys + from, middle - from,
			      end - from);
			from = end;
		}
		room = keys;
		keys = merged;
	}
	return keys;
}

/*
 * What was found in the fields of a set, one bit each, by field and
 * position; lives in `a`. Returns how many.
 */
static size_t select_found(const struct found ***out,
			   const struct found_list *found, unsigned fields,
			   struct arena *a)
{
	uint64_t *keys = arena_room(a, 2 * found->count, sizeof(*keys));
	const struct found **items;
	size_t count = 0;

	for (size_t i = 0; i < found->count && i <= INDEX_MASK; i++)
		if (fields >> found->items[i].field & 1)
			keys[count++] = key_of(&found->items[i], i);
	keys = sort_keys(keys, keys + count, count);
	items = arena_room(a, count, sizeof(*items));
	for (size_t i = 0; i < count; i++)
		items[i] = &found->items[keys[i] & INDEX_MASK];
	*out = items;
	return count;
}

/* --- guesses */

#define TEXT_FIELDS (1u << FIELD_HEADINGS | 1u << FIELD_BODY | 1u << FIELD_CODE)

/* One field of a text, and the next place of it. */
struct lane {
	size_t next, end;
};

/* The items of the field of number `from` end before the one returned. */
static size_t field_end(const struct text_places *p, size_t from)
{
	enum field field = p->items[from]->field;

	while (from < p->count && p->items[from]->field == field)
		from++;
	return from;
}

/* Guess where each place is. Returns how many lanes there are. */
static size_t guess_fields(struct text_places *p, struct lane *lanes,
			   const struct content *content, struct arena *a)
{
	uint32_t *positions = arena_room(a, p->count, sizeof(*positions));
	size_t count = 0, end;

	for (size_t i = 0; i < p->count; i++)
		positions[i] = p->items[i]->place.position;
	for (size_t from = 0; from < p->count; from = end) {
		end = field_end(p, from);
		content_guess(content, p->items[from]->field, positions + from,
			      p->guesses + from, end - from);
		lanes[count++] = (struct lane){ from, end };
	}
	return count;
}

/* The lane whose next place is the first in the text; NULL: no more. */
static struct lane *first_lane(const struct text_places *p, struct lane *lanes,
			       size_t count)
{
	struct lane *first = NULL;

	for (size_t i = 0; i < count; i++)
		if (lanes[i].next < lanes[i].end &&
		    (!first || p->guesses[lanes[i].next].start <
				       p->guesses[first->next].start))
			first = &lanes[i];
	return first;
}

/*
 * A mark for each position. One that follows the one before in its block
 * begins behind it and a space, as the words of a phrase do.
 */
static void put_guess(struct marks *out, const struct text_places *p, size_t i,
		      struct mark *last)
{
	const struct found *found = p->items[i];
	const struct whereabouts *guess = &p->guesses[i];
	size_t length = found->place.term.len ? found->place.term.len : 1;
	struct mark mark = { guess->start, guess->limit,
			     (uint64_t)1 << found->word };
	uint32_t step = UINT32_MAX;

	if (mark.end > mark.start && mark.end - mark.start > length)
		mark.end = mark.start + (uint32_t)length;
	if (last)
		step = found->place.position - p->items[i - 1]->place.position;
	if (step == 0)
		last->words |= mark.words;
	else if (step == 1 && guess[0].limit == guess[-1].limit &&
		 mark.start > last->start + 1)
		last->end = mark.start - 1;
	if (step > 0 && mark.start < mark.end)
		out->items[out->count++] = mark;
}

void locate_guess(struct text_places *out, struct marks *guesses,
		  const struct found_list *found, const struct content *content,
		  struct arena *a)
{
	struct lane lanes[FIELD_COUNT], *lane, *last = NULL;
	size_t count;

	out->count = select_found(&out->items, found, TEXT_FIELDS, a);
	out->guesses = arena_room(a, out->count, sizeof(*out->guesses));
	count = guess_fields(out, lanes, content, a);
	guesses->items = arena_room(a, out->count, sizeof(*guesses->items));
	guesses->count = 0;
	while ((lane = first_lane(out, lanes, count))) {
		put_guess(guesses, out, lane->next++,
			  lane == last && guesses->count
				  ? &guesses->items[guesses->count - 1]
				  : NULL);
		last = lane;
	}
}

/* --- marks */

static int by_start(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Only signs stand between: the parts of one compound. */
static bool is_joined(struct span text, uint32_t end, uint32_t start)
{
	struct span between = span_slice(text, end, start);

	if (span_is(between, "\xe2\x80\x99")) /* the apostrophe */
		return true;
	if (between.len > 2)
		return false;
	for (size_t i = 0; i < between.len; i++)
		if (!strchr(".-_/:'", between.ptr[i]))
			return false;
	return true;
}

/* A mark of a word without end, as in data, shows where that begins. */
static void shorten(struct mark *mark, struct span text)
{
	mark->end =
		mark->start +
		(uint32_t)utf8_prefix(span_slice(text, mark->start, mark->end),
				      MARK_MAX_BYTES)
			.len;
}

/* The fields of a text come one after the other. */
static void sort(struct marks *marks)
{
	for (size_t i = 1; i < marks->count; i++)
		if (marks->items[i].start < marks->items[i - 1].start) {
			qsort(marks->items, marks->count, sizeof(*marks->items),
			      by_start);
			return;
		}
}

/*
 * Sort, drop what was not located, or stands where there is no text (in a
 * damaged index), and join what touches.
 */
static void tidy(struct marks *marks, struct span text)
{
	size_t kept = 0;

	sort(marks);
	for (size_t i = 0; i < marks->count; i++) {
		struct mark mark = marks->items[i];
		struct mark *last = kept ? &marks->items[kept - 1] : NULL;

		if (mark.end <= mark.start || mark.end > text.len)
			continue;
		if (last && (mark.start <= last->end ||
			     is_joined(text, last->end, mark.start))) {
			if (mark.end > last->end)
				last->end = mark.end;
			last->words |= mark.words;
			shorten(last, text);
			continue;
		}
		shorten(&mark, text);
		marks->items[kept++] = mark;
	}
	marks->count = kept;
}

static void put_mark(struct marks *out, const struct place *place, int word)
{
	struct mark *mark = &out->items[out->count++];

	mark->start = place->start;
	mark->end = place->end;
	mark->words = (uint64_t)1 << word;
}

/* Is it guessed to be where it may be shown? */
static bool is_chosen(const struct choice *c, uint32_t about)
{
	for (size_t i = 0; i < choice_range_count(c); i++)
		if (about >= c->ranges[i].from && about < c->ranges[i].to)
			return true;
	return false;
}

/* Places of one field, from those of number `from` on, that are looked for. */
struct wanted {
	struct place *places;
	int *words;
	size_t count;
};

static void want_field(struct wanted *out, const struct text_places *p,
		       size_t from, size_t end, const struct choice *choice)
{
	out->count = 0;
	for (size_t i = from; i < end; i++) {
		if (!is_chosen(choice, p->guesses[i].start))
			continue;
		out->places[out->count] = p->items[i]->place;
		out->words[out->count++] = p->items[i]->word;
	}
}

static void locate_text(struct marks *out, const struct text_places *p,
			const struct choice *choice,
			const struct content *content,
			struct analyzer *analyzer, int stem, struct arena *a)
{
	struct wanted w;
	size_t end;

	out->items = arena_room(a, p->count, sizeof(*out->items));
	w.places = arena_room(a, p->count, sizeof(*w.places));
	w.words = arena_room(a, p->count, sizeof(*w.words));
	for (size_t from = 0; from < p->count; from = end) {
		end = field_end(p, from);
		want_field(&w, p, from, end, choice);
		if (w.count)
			content_locate(content, p->items[from]->field, analyzer,
				       stem, w.places, w.count);
		for (size_t i = 0; i < w.count; i++)
			put_mark(out, &w.places[i], w.words[i]);
	}
	tidy(out, content->text);
}

/* The same for a short text that is one field by itself. */
static void locate_short(struct marks *out, const struct found_list *found,
			 enum field field, struct span text,
			 struct analyzer *analyzer, int stem, struct arena *a)
{
	const struct found **items;
	size_t count = select_found(&items, found, 1u << field, a);
	struct place *places = arena_room(a, count, sizeof(*places));

	out->items = arena_room(a, count, sizeof(*out->items));
	for (size_t i = 0; i < count; i++)
		places[i] = items[i]->place;
	text_locate(text, analyzer, stem, places, count);
	for (size_t i = 0; i < count; i++)
		put_mark(out, &places[i], items[i]->word);
	tidy(out, text);
}

static bool has_prose_or_code(const struct text_places *p)
{
	return p->count && p->items[p->count - 1]->field != FIELD_HEADINGS;
}

void locate_marks(struct document_marks *out, const struct found_list *found,
		  const struct text_places *places, const struct choice *choice,
		  const struct document *doc, const struct content *content,
		  struct analyzer *analyzer, struct arena *a)
{
	int stem = stem_algorithm(doc->lang);

	memset(out, 0, sizeof(*out));
	locate_short(&out->title, found, FIELD_TITLE, doc->title, analyzer,
		     stem, a);
	locate_text(&out->text, places, choice, content, analyzer, stem, a);
	/* The summary is shown where prose and code have nothing. */
	if (!has_prose_or_code(places))
		locate_short(&out->summary, found, FIELD_SUMMARY, doc->summary,
			     analyzer, stem, a);
}
