#include "query/rank.h"

/* Found on public test collections; see `make eval`. */
const struct rank_settings rank_defaults = {
	.fields = {
		[FIELD_TITLE] = { 3.0, 0.5 },
		[FIELD_HEADINGS] = { 1.5, 0.5 },
		[FIELD_SUMMARY] = { 1.0, 0.5 },
		[FIELD_TAGS] = { 1.5, 0.3 },
		[FIELD_AUTHORS] = { 1.0, 0.3 },
		[FIELD_BODY] = { 1.0, 0.75 },
		[FIELD_CODE] = { 0.7, 0.75 },
	},
	.k1 = 1.6,
};

void ranker_init(struct ranker *ranker, const struct plan *plan,
		 struct reader *r)
{
	const struct index_stats *stats = reader_stats(r);

	ranker->plan = plan;
	ranker->settings = rank_defaults;
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
	struct field_settings s = ranker->settings.fields[field];
	double length = (double)columns->lengths[field];

	return s.weight /
	       (1 - s.b + s.b * length / ranker->mean_lengths[field]);
}

/* The weighted frequency of one alternative. */
static double frequency(const struct ranker *ranker, struct match *m,
			const struct columns *columns, int phrase)
{
	double sum = 0, weight = 0;
	int field = -1;
	struct occurrence o;

	for (bool more = match_first(m, phrase, &o); more;
	     more = match_next(m, &o)) {
		if (field != (int)o.field) {
			field = (int)o.field;
			weight = occurrence_weight(ranker, o.field, columns);
		}
		sum += weight;
	}
	return sum;
}

/* The alternatives that are meant for the document's language. */
static double word_frequency(const struct ranker *ranker, struct match *m,
			     const struct columns *columns,
			     const struct word *word)
{
	uint32_t stem = (uint32_t)1 << columns->stem;
	double sum = 0;

	for (size_t i = 0; i < word->alternative_count; i++)
		if (word->alternatives[i].stems & stem)
			sum += frequency(ranker, m, columns,
					 word->first_phrase + (int)i);
	return sum;
}

struct relevance rank(const struct ranker *ranker, struct match *m,
		      const struct columns *columns, double *explain)
{
	const struct plan *plan = ranker->plan;
	double k1 = ranker->settings.k1;
	struct relevance sum = { 0, 0 };

	for (size_t i = 0; i < plan->word_count; i++) {
		const struct word *word = &plan->words[i];
		double tf, score = 0;

		if (word->alternative_count && !word->is_excluded) {
			tf = word_frequency(ranker, m, columns, word);
			score = word->idf * tf * (k1 + 1) / (k1 + tf);
			if (tf > 0)
				sum.groups |= (uint64_t)1 << word->group;
		}
		sum.score += score;
		if (explain)
			explain[i] = score;
	}
	return sum;
}
