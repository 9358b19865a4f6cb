#include "query/rank.h"

#include <math.h>

#include "query/nearness.h"

void ranker_init(struct ranker *ranker, const struct plan *plan,
		 struct reader *r)
{
	const struct index_stats *stats = reader_stats(r);

	ranker->plan = plan;
	ranker->settings = *reader_tuning(r);
	for (int f = 0; f < FIELD_COUNT; f++) {
		double tokens = (double)stats->tokens[f];

		ranker->mean_lengths[f] =
			tokens > 0 ? tokens / (double)stats->documents : 1;
	}
}

/* What one occurrence in the field is worth in this document. */
static double occurrence_weight(const struct ranker *ranker, enum field field,
				const struct columns *columns)
{
	struct field_tuning s = ranker->settings.fields[field];
	double length = (double)columns->lengths[field];

	return s.weight /
	       (1 - s.b + s.b * length / ranker->mean_lengths[field]);
}

/* What a word comes to in a document. */
struct tally {
	double frequency; /* weighted by field */
	double bonus;     /* the same for its part that need not match */
	double synonyms;  /* what its synonyms are of its frequency */
	struct spots spots;
};

static void add_phrase(struct tally *tally, const struct ranker *ranker,
		       struct match *m, const struct columns *columns,
		       const struct alternative *alternative, int phrase)
{
	double *sum = alternative->is_bonus ? &tally->bonus : &tally->frequency;
	double weight = 0;
	int field = -1;
	struct occurrence o;

	for (bool more = match_first(m, phrase, &o); more;
	     more = match_next(m, &o)) {
		if (field != (int)o.field) {
			field = (int)o.field;
			weight = alternative->worth *
				 occurrence_weight(ranker, o.field, columns);
		}
		*sum += weight;
		if (tally->spots.count < NEARNESS_MAX_SPOTS)
			tally->spots.items[tally->spots.count++] =
				(struct spot){ o.field, o.position,
					       o.position +
						       alternative->length - 1,
					       weight };
	}
}

/* Only the alternatives that are meant for the document's language count. */
static void tally_word(struct tally *tally, const struct ranker *ranker,
		       struct match *m, const struct columns *columns,
		       const struct word *word)
{
	uint32_t stem = (uint32_t)1 << columns->stem;

	tally->frequency = tally->bonus = tally->synonyms = 0;
	tally->spots.count = 0;
	for (size_t i = 0; i < word->alternative_count; i++) {
		const struct alternative *alternative = &word->alternatives[i];
		double before = tally->frequency;

		if (!(alternative->stems & stem))
			continue;
		add_phrase(tally, ranker, m, columns, alternative,
			   word->first_phrase + (int)i);
		if (alternative->synonym)
			tally->synonyms += tally->frequency - before;
	}
}

static double saturate(const struct ranker *ranker, double idf, double tf)
{
	double k1 = ranker->settings.k1;

	return idf * tf * (k1 + 1) / (k1 + tf);
}

static double pair_score(const struct ranker *ranker, const struct word *a,
			 const struct word *b, const struct spots *a_spots,
			 const struct spots *b_spots)
{
	double idf = a->idf < b->idf ? a->idf : b->idf;

	return ranker->settings.nearness *
	       saturate(ranker, idf, nearness(a_spots, b_spots));
}

struct relevance rank(const struct ranker *ranker, struct match *m,
		      const struct columns *columns, struct word_score *explain)
{
	const struct plan *plan = ranker->plan;
	const struct word *last = NULL; /* it matched, and was tallied in */
	struct tally tallies[2];
	struct relevance sum = { 0, 0, 0 };

	for (size_t i = 0; i < plan->word_count; i++) {
		const struct word *word = &plan->words[i];
		struct tally *tally = &tallies[i % 2];
		double score = 0, synonyms = 0;

		if (word->alternative_count && !word->is_excluded) {
			tally_word(tally, ranker, m, columns, word);
			if (tally->frequency > 0) {
				sum.groups |= (uint64_t)1 << word->group;
				score = saturate(ranker, word->idf,
						 tally->frequency +
							 tally->bonus);
				synonyms = score * tally->synonyms /
					   (tally->frequency + tally->bonus);
				if (last)
					sum.nearness += pair_score(
						ranker, last, word,
						&tallies[(i + 1) % 2].spots,
						&tally->spots);
			}
		}
		last = score > 0 ? word : NULL;
		sum.bm25f += score;
		if (explain) {
			explain[i].score = score;
			explain[i].synonyms = synonyms;
		}
	}
	return sum;
}

/* What is in a document's text is weighed by the better of the two. */
static double text_weight(const struct ranker *ranker,
			  const struct columns *columns)
{
	double body = occurrence_weight(ranker, FIELD_BODY, columns);
	double code = occurrence_weight(ranker, FIELD_CODE, columns);

	return body > code ? body : code;
}

/* Is a word in the text a match, wherever it stands there? */
static bool is_text_weighted(const struct ranker *ranker)
{
	const struct field_tuning *fields = ranker->settings.fields;

	return fields[FIELD_BODY].weight > 0 && fields[FIELD_CODE].weight > 0;
}

/* The fields before the text are short: they are looked at. */
static double limit_phrase(const struct ranker *ranker, struct match *m,
			   const struct columns *columns, int phrase)
{
	bool is_text_enough = is_text_weighted(ranker);
	struct occurrence o;
	double sum = 0;

	for (bool more = match_first(m, phrase, &o); more;
	     more = match_next(m, &o)) {
		if (is_text_enough && o.field >= FIELD_BODY)
			return sum + (double)(1 + match_rest(&o)) *
					     text_weight(ranker, columns);
		sum += occurrence_weight(ranker, o.field, columns);
	}
	return sum;
}

struct relevance rank_limit(const struct ranker *ranker, struct match *m,
			    const struct columns *columns)
{
	const struct plan *plan = ranker->plan;
	uint32_t stem = (uint32_t)1 << columns->stem;
	struct relevance sum = { 0, 0, 0 };
	const struct word *last = NULL;
	double last_tf = 0;

	for (size_t i = 0; i < plan->word_count; i++) {
		const struct word *word = &plan->words[i];
		double frequency = 0, bonus = 0;

		for (size_t k = 0; k < word->alternative_count; k++) {
			const struct alternative *a = &word->alternatives[k];

			if (!word->is_excluded && a->stems & stem)
				*(a->is_bonus ? &bonus : &frequency) +=
					a->worth *
					limit_phrase(ranker, m, columns,
						     word->first_phrase +
							     (int)k);
		}
		last = frequency > 0 ? last : NULL;
		/* nearness() gives no spot of the first more than its weight */
		if (last)
			sum.nearness +=
				ranker->settings.nearness *
				saturate(ranker, fmin(last->idf, word->idf),
					 last_tf);
		if (frequency > 0) {
			sum.groups |= (uint64_t)1 << word->group;
			sum.bm25f +=
				saturate(ranker, word->idf, frequency + bonus);
			last = word;
			last_tf = frequency + bonus;
		}
	}
	/* Sums may come out a little different in another order. */
	sum.bm25f *= 1 + 1e-9;
	sum.nearness *= 1 + 1e-9;
	return sum;
}
