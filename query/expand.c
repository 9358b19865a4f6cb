#include "query/expand.h"

#include "text/stem.h"

struct expander {
	struct expansion *out;
	size_t count;
	const struct piece *pieces;
	size_t piece_count;
	uint32_t stems;
	struct reader *reader;
	struct arena *arena;
};

static bool may_expand(const struct piece *piece)
{
	const struct clause *c = piece->clause;

	return !c->is_quoted && !c->is_excluded && !c->is_prefix;
}

/* Whether a row of pieces goes on from `i` - 1 to `i`. */
static bool goes_on(const struct expander *e, size_t i)
{
	const struct piece *last = &e->pieces[i - 1], *next = &e->pieces[i];

	/* Words around OR are no phrase. */
	return may_expand(next) && next->group != last->group &&
	       next->clause->is_title_only == last->clause->is_title_only;
}

/* `from`, the pieces `first` to `last`, has expansions from `start` on. */
static void put_expansion(struct expander *e, size_t start,
			  struct expansion expansion)
{
	for (size_t i = start; i < e->count; i++)
		if (span_eq(e->out[i].to, expansion.to)) {
			e->out[i].stems |= expansion.stems;
			return;
		}
	if (e->count < EXPAND_MAX)
		e->out[e->count++] = expansion;
}

/* What stands for `from`, in the algorithms of the index. */
static void find(struct expander *e, struct span from, size_t first,
		 size_t last)
{
	const struct synonyms *synonyms = reader_synonyms(e->reader);
	size_t start = e->count, count;

	for (int algorithm = 0; algorithm < STEM_COUNT; algorithm++) {
		uint32_t stem = (uint32_t)1 << algorithm;
		const struct synonym *found;

		if (!(e->stems & stem))
			continue;
		found = synonyms_find(synonyms, from, algorithm,
				      reader_analyzer(e->reader), &count);
		for (size_t i = 0; i < count; i++)
			put_expansion(e, start,
				      (struct expansion){ from, found[i].to,
							  first, last, stem,
							  false });
	}
}

size_t expand_find(struct expansion *out, const struct piece *pieces,
		   size_t count, uint32_t stems, struct reader *r,
		   struct arena *a)
{
	struct expander e = { out, 0, pieces, count, stems, r, a };
	size_t longest = reader_synonyms(r)->longest;

	for (size_t first = 0; first < count && longest; first++) {
		struct span from = pieces[first].text;

		if (!may_expand(&pieces[first]))
			continue;
		find(&e, from, first, first);
		for (size_t last = first + 1;
		     last < count && last - first < longest &&
		     goes_on(&e, last);
		     last++) {
			from = arena_printf(a, "%.*s %.*s", (int)from.len,
					    from.ptr,
					    (int)pieces[last].text.len,
					    pieces[last].text.ptr);
			find(&e, from, first, last);
		}
	}
	return e.count;
}
