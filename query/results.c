#include "query/search_state.h"

#include "query/excerpt.h"
#include "query/facets.h"

static void put_factor(struct hit *hit, struct span name, double value)
{
	hit->explanation[hit->explanation_count].name = name;
	hit->explanation[hit->explanation_count++].value = value;
}

/* Words, and behind each what its synonyms gave of its number. */
static void explain_words(struct search *s, struct hit *hit,
			  const struct word_score *scores)
{
	for (size_t i = 0; i < s->plan.word_count; i++) {
		struct span text = s->plan.words[i].text;

		if (s->plan.words[i].is_excluded)
			continue;
		put_factor(hit, text, scores[i].score);
		if (scores[i].synonyms > 0)
			put_factor(hit,
				   arena_printf(s->arena, "%.*s (synonyms)",
						(int)text.len, text.ptr),
				   scores[i].synonyms);
	}
}

static void explain(struct search *s, struct hit *hit,
		    const struct candidate *c)
{
	static const struct evidence nothing;
	const struct evidence *e = c->evidence ? c->evidence : &nothing;

	hit->explanation = arena_array(s->arena, 2 * s->plan.word_count + 5,
				       sizeof(struct factor));
	put_factor(hit, span_from("tier"), c->tier);
	put_factor(hit, span_from("bm25f"), e->relevance.bm25f);
	put_factor(hit, span_from("nearness"), e->relevance.nearness);
	if (s->ranker.settings.recency_half_life > 0)
		put_factor(hit, span_from("recency"),
			   search_recency(s, c->date));
	if (s->preference.languages)
		put_factor(hit, span_from("language"),
			   preference_factor(&s->preference, c->lang));
	if (e->factors)
		explain_words(s, hit, e->factors);
}

/*
 * One number that sorts as the hits do: the tier before the point, and
 * behind it the score, brought between 0 and 1.
 */
static double score_of(const struct candidate *c)
{
	return (double)c->tier + c->score / (1 + c->score);
}

/* `scratch` holds the text for as long as it is being cut. */
static int make_excerpt(struct search *s, struct hit *hit,
			const struct candidate *c, struct arena *scratch)
{
	struct document_marks marks;
	struct text_places places;
	struct marks guesses;
	struct choice choice;
	struct content content;
	struct view view = { &s->plan, &guesses, &content };

	if (reader_open_content(s->reader, hit->id, &content, scratch, s->err) <
	    0)
		return -1;
	s->found.count = 0;
	if (c->evidence)
		marks_collect(&s->found, c->evidence->marks);
	locate_guess(&places, &guesses, &s->found, &content, scratch);
	choose(&choice, &view, hit->document.title);
	locate_marks(&marks, &s->found, &places, &choice, &hit->document,
		     &content, s->analyzer, scratch);
	excerpt_make(hit, &s->plan, &marks, &choice, &content, s->arena);
	return content_check(&content, s->err);
}

static int make_hit(struct search *s, struct hit *hit,
		    const struct candidate *c, struct arena *scratch)
{
	hit->id = c->id;
	hit->score = score_of(c);
	if (reader_find_document(s->reader, c->id, &hit->document, s->arena,
				 s->err) < 0)
		return -1;
	hit->title = hit->document.title;
	if (s->options->explain)
		explain(s, hit, c);
	if (!s->options->excerpts || search_is_late(s))
		return 0;
	return make_excerpt(s, hit, c, scratch);
}

static int make_hits(struct search *s, struct results *out)
{
	struct arena scratch = ARENA_INIT;
	size_t offset = s->options->offset;
	int ret = 0;

	top_sort(&s->top);
	if (s->top.count > offset)
		out->hit_count = s->top.count - offset;
	out->hits = arena_array(s->arena, out->hit_count, sizeof(struct hit));
	for (size_t i = 0; i < out->hit_count && ret == 0; i++) {
		ret = make_hit(s, &out->hits[i], &s->top.items[offset + i],
			       &scratch);
		arena_reset(&scratch);
	}
	arena_release(&scratch);
	return ret;
}

/* Words that the index does not have, and those that not every match has. */
static void put_dropped(struct search *s, struct results *out)
{
	out->dropped = s->plan.unknown;
	for (size_t i = 0; i < s->plan.word_count; i++) {
		const struct word *word = &s->plan.words[i];

		if (word->alternative_count && !word->is_excluded &&
		    s->missing >> word->group & 1)
			arena_list_put(s->arena, &out->dropped, word->text);
	}
}

/* In the order of the query, whose text `from` points into. */
static void put_correction(struct results *out, struct span from,
			   struct span to)
{
	size_t i = out->corrected_count++;

	for (; i > 0 && out->corrected[i - 1].from.ptr > from.ptr; i--)
		out->corrected[i] = out->corrected[i - 1];
	out->corrected[i] = (struct correction){ from, to };
}

static void put_corrected(struct search *s, struct results *out)
{
	out->corrected = arena_array(
		s->arena, s->plan.word_count + s->plan.expansion_count,
		sizeof(*out->corrected));
	for (size_t i = 0; i < s->plan.word_count; i++) {
		const struct word *word = &s->plan.words[i];

		if (word->corrected.len)
			put_correction(out, word->text, word->corrected);
	}
	for (size_t i = 0; i < s->plan.expansion_count; i++) {
		const struct expansion *e = &s->plan.expansions[i];

		if (e->is_joined)
			put_correction(out, e->from, e->to);
	}
}

/* Whether the index has this synonym, by its number in the plan. */
static bool is_in_use(const struct plan *plan, int number)
{
	for (size_t i = 0; i < plan->word_count; i++)
		for (size_t k = 0; k < plan->words[i].alternative_count; k++)
			if (plan->words[i].alternatives[k].synonym == number)
				return true;
	return false;
}

static void put_synonyms(struct search *s, struct results *out)
{
	size_t count = s->plan.expansion_count;

	out->synonyms = arena_array(s->arena, count, sizeof(*out->synonyms));
	for (size_t i = 0; i < count; i++) {
		const struct expansion *e = &s->plan.expansions[i];

		if (e->is_joined || !is_in_use(&s->plan, (int)i + 1))
			continue;
		out->synonyms[out->synonym_count].from = e->from;
		/* It is the reader's, which outlives no change. */
		out->synonyms[out->synonym_count++].to =
			arena_copy(s->arena, e->to);
	}
}

int search_make_results(struct search *s, struct results *out)
{
	out->total = s->total;
	if (make_hits(s, out) < 0)
		return -1;
	put_dropped(s, out);
	put_corrected(s, out);
	put_synonyms(s, out);
	if (!s->options->facets)
		return 0;
	return facets_count(out, s);
}
