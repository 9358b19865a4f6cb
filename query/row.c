#include "query/row.h"

#include "query/pieces.h"
#include "query/prefixes.h"
#include "store/replay.h"
#include "text/stem.h"

/* The most that put_phrases() puts. */
#define MAX_PHRASES 4

/* In most algorithms of a site the words are the same terms. */
static void put_phrase(struct match_query *query, struct match_phrase *out,
		       struct span terms, bool is_prefix)
{
	for (size_t i = 0; i < query->count; i++)
		if (span_eq(out[i].terms, terms) &&
		    out[i].is_prefix == is_prefix)
			return;
	out[query->count].is_prefix = is_prefix;
	out[query->count++].terms = terms;
}

/* Append a compound, or its words in a row. */
static void put_phrases(struct match_query *query, struct match_phrase *out,
			const struct reading *reading, bool is_prefix,
			struct arena *a)
{
	struct span front = reading->terms, last = reading->last_word;

	put_phrase(query, out, front, false);
	if (reading->whole.len)
		put_phrase(query, out, reading->whole, false);
	if (!is_prefix)
		return;
	/* Unfinished words are looked for among surface words. */
	while (front.len && front.ptr[front.len - 1] != ' ')
		front.len--;
	put_phrase(query, out,
		   arena_printf(a, "%.*s%.*s", (int)front.len, front.ptr,
				(int)last.len, last.ptr),
		   true);
	put_phrase(query, out,
		   arena_printf(a, "%.*s%c%.*s", (int)front.len, front.ptr,
				REPLAY_SURFACE, (int)last.len, last.ptr),
		   true);
}

static int end_walk(struct match *m, void *arg)
{
	(void)m;
	(void)arg;
	return 1;
}

int row_is_nowhere(struct span text, bool is_prefix, struct reader *r,
		   struct analyzer *analyzer, struct arena *a,
		   struct error *err)
{
	struct match_phrase *phrases = arena_array(
		a, (size_t)STEM_COUNT * MAX_PHRASES, sizeof(*phrases));
	struct match_query query = { phrases, 0, 1, false };
	uint32_t stems = reader_stems(r);
	int ret = 1;

	if (is_prefix) {
		struct reading reading;

		reading_make(&reading, text, STEM_NONE, analyzer, a);
		ret = prefixes_fit(r, reading.last_word, PREFIXES_MAX_POSTINGS,
				   err);
	}
	if (ret < 1)
		return ret;
	for (int algorithm = 0; algorithm < STEM_COUNT; algorithm++) {
		struct reading reading;

		if (!(stems & (uint32_t)1 << algorithm))
			continue;
		reading_make(&reading, text, algorithm, analyzer, a);
		if (reading.length)
			put_phrases(&query, phrases, &reading, is_prefix, a);
	}
	ret = reader_match(r, &query, end_walk, NULL, err);
	return ret < 0 ? -1 : ret == 0;
}
