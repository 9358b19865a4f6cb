#include "store/poslists.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/varint.h"

/* A field's column and a position there. */
#define FIELD_SHIFT 32

/* What a place takes at the most, in bytes: a column and a number. */
#define PLACE_MAX 7

/* Neither of the two lists of a word. */
#define NO_LIST UINT32_MAX

/* Where the places of a plain word go. */
struct route {
	uint32_t own;  /* its list: as a term, or as a surface word */
	uint32_t stem; /* that of its stem, where other words go too */
};

/*
 * The places of each list stand together before they are coded. A stem that
 * comes of one word only has the list of that, coded once.
 */
struct maker {
	const struct term_word *words;
	const struct word_count *counts;
	size_t word_count;
	struct route *routes;
	uint32_t *ends;   /* of each list's places */
	uint64_t *places; /* field << FIELD_SHIFT | position */
	struct poslist *items;
	size_t count;
	char *bytes;
};

static bool is_shared(const struct maker *m, uint32_t stem)
{
	return m->counts[stem].forms == 1 && m->counts[stem].literal == 0;
}

/* Find the routes, and count in `ends` what goes there. */
static void find_routes(struct maker *m)
{
	for (uint32_t i = 0; i < m->word_count; i++) {
		uint32_t stem = m->words[i].stem;
		struct route *route = &m->routes[i];

		m->ends[i * 2] += m->counts[i].literal;
		*route = (struct route){ i * 2, NO_LIST };
		if (stem != i) {
			route->own = i * 2 + 1;
			if (!is_shared(m, stem))
				route->stem = stem * 2;
		}
		m->ends[route->own] += m->counts[i].plain;
		if (route->stem != NO_LIST)
			m->ends[route->stem] += m->counts[i].plain;
	}
}

/* From counts to where places begin; returns how many there are. */
static size_t begin_lists(struct maker *m)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < m->word_count * 2; i++) {
		uint32_t count = m->ends[i];

		m->ends[i] = sum;
		sum += count;
	}
	return sum;
}

static void put_places(struct maker *m, const struct replay *words,
		       uint64_t field)
{
	uint64_t place = (field << FIELD_SHIFT) - 1; /* before the first */
	uint32_t *ends = m->ends;

	for (size_t i = 0; i < words->count; i++) {
		uint32_t bits = words->words[i], word = bits >> REPLAY_SHIFT;
		const struct route *route = &m->routes[word];

		place += !(bits & REPLAY_IS_SAME);
		if (bits & REPLAY_IS_LITERAL) {
			m->places[ends[word * 2]++] = place;
			continue;
		}
		m->places[ends[route->own]++] = place;
		if (route->stem != NO_LIST)
			m->places[ends[route->stem]++] = place;
	}
}

static char *code_places(char *out, const uint64_t *places, size_t count)
{
	uint64_t last = 0;

	for (size_t i = 0; i < count; i++) {
		uint64_t place = places[i];

		if ((place ^ last) >> FIELD_SHIFT) {
			last = place >> FIELD_SHIFT << FIELD_SHIFT;
			*out++ = 1;
			*out++ = (char)(place >> FIELD_SHIFT);
		}
		out += varint_code_fts(out, place - last + 2);
		last = place;
	}
	return out;
}

static void put_list(struct maker *m, uint32_t list, size_t start, size_t size)
{
	m->items[m->count++] =
		(struct poslist){ list, (uint32_t)start, (uint32_t)size };
}

/* Returns the end of their bytes. */
static size_t code_lists(struct maker *m)
{
	size_t at = 0, from = 0;

	for (uint32_t i = 0; i < m->word_count * 2; i++) {
		size_t to = m->ends[i], start = at;
		uint32_t stem = m->words[i / 2].stem;

		if (from == to)
			continue;
		at = (size_t)(code_places(m->bytes + at, m->places + from,
					  to - from) -
			      m->bytes);
		put_list(m, i, start, at - start);
		if (i % 2 && is_shared(m, stem))
			put_list(m, stem * 2, start, at - start);
		from = to;
	}
	return at;
}

struct poslists poslists_make(const struct replay fields[FIELD_COUNT],
			      const struct term_word *words,
			      const struct word_count *counts,
			      size_t word_count, struct arena *a,
			      struct arena *scratch)
{
	struct maker m = { .words = words,
			   .counts = counts,
			   .word_count = word_count };
	size_t place_count, size;
	char *bytes;

	m.routes = arena_room(scratch, word_count, sizeof(*m.routes));
	m.ends = arena_array(scratch, word_count * 2, sizeof(*m.ends));
	find_routes(&m);
	place_count = begin_lists(&m);
	m.places = arena_room(scratch, place_count, sizeof(*m.places));
	for (uint32_t f = 0; f < FIELD_COUNT; f++)
		put_places(&m, &fields[f], f);
	m.items = arena_room(a, word_count * 2, sizeof(*m.items));
	m.bytes = arena_room(scratch, place_count, PLACE_MAX);
	size = code_lists(&m);
	bytes = arena_bytes(a, size + POSLISTS_BEHIND);
	if (size)
		memcpy(bytes, m.bytes, size);
	memset(bytes + size, 0, POSLISTS_BEHIND);
	return (struct poslists){ m.items, m.count, bytes };
}
