#include "query/rank.h"

#include <math.h>

#include "base/bytes.h"
#include "query/nearness.h"

/* How soon it stops counting that the query repeats a word: Okapi's k3. */
#define K3 2.0

/* As k1, for how often two words stand near each other. */
#define NEARNESS_K1 0.5

/* Words of a query further apart than this are not meant together. */
#define PAIR_REACH 4

/* What a word is worth in the query, and comes to in a document. */
struct tally {
	double worth;
	double frequency; /* weighted by field; 0: the word does not match */
	double bonus;     /* the same for its part that need not match */
	double synonyms;  /* what its synonyms are of its frequency */
	double floor; /* see ranker_set_floor(); as a frequency of it alone */
	struct spots spots;
};

static double saturate(double k, double frequency)
{
	return frequency * (k + 1) / (k + frequency);
}

static inline double length_norm(const struct field_norm *norm, uint32_t length)
{
	return norm->base + norm->slope * (double)length;
}

/* INFINITY: an occurrence may not even make a match. */
static double worth_elsewhere(const struct ranker *ranker)
{
	double most = 0;

	for (int f = 0; f < FIELD_BODY; f++) {
		const struct field_norm *norm = &ranker->norms[f];
		double worth = norm->weight / length_norm(norm, 1);

		if (!(norm->weight > 0))
			return INFINITY;
		if (worth > most)
			most = worth;
	}
	return most;
}

void ranker_init(struct ranker *ranker, const struct plan *plan,
		 struct reader *r, struct arena *a)
{
	const struct index_stats *stats = reader_stats(r);

	ranker->plan = plan;
	ranker->settings = *reader_tuning(r);
	ranker->is_text_weighted =
		ranker->settings.fields[FIELD_BODY].weight > 0 &&
		ranker->settings.fields[FIELD_CODE].weight > 0;
	ranker->is_only = plan->word_count == 1;
	ranker->tallies =
		arena_array(a, plan->word_count, sizeof(*ranker->tallies));
	for (size_t i = 0; i < plan->word_count; i++) {
		const struct word *word = &plan->words[i];

		ranker->tallies[i].worth =
			word->idf * saturate(K3, word->times);
		ranker->tallies[i].floor = 0;
	}
	for (int f = 0; f < FIELD_COUNT; f++) {
		struct field_tuning s = ranker->settings.fields[f];
		double tokens = (double)stats->tokens[f];
		double mean =
			tokens > 0 ? tokens / (double)stats->documents : 1;

		ranker->norms[f].weight = s.weight;
		ranker->norms[f].base = 1 - s.b;
		ranker->norms[f].slope = s.b / mean;
	}
	ranker->elsewhere = worth_elsewhere(ranker);
}

/* What one occurrence in the field is worth in this document. */
static double occurrence_weight(const struct ranker *ranker, enum field field,
				const struct columns *columns)
{
	const struct field_norm *norm = &ranker->norms[field];

	return norm->weight / length_norm(norm, columns_length(columns, field));
}

/* What the occurrences come to, and where they stand. */
static void add_phrase(struct tally *tally, const struct ranker *ranker,
		       struct match *m, const struct columns *columns,
		       const struct alternative *alternative, int phrase)
{
	double *sum = alternative->is_bonus ? &tally->bonus : &tally->frequency;
	struct occurrence first = { .at = NULL }, o;
	bool more = match_first(m, phrase, &first);
	uint64_t behind = alternative->length - 1;
	double total = *sum, weight = 0;
	int field = -1;

	/* `o` is kept in registers. */
	for (o = first; more; more = positions_next(&o)) {
		if (field != (int)o.field) {
			field = (int)o.field;
			weight = alternative->worth *
				 occurrence_weight(ranker, o.field, columns);
		}
		total += weight;
		if (!ranker->is_only) /* nothing can be near it */
			spots_put(&tally->spots,
				  (struct spot){ occurrence_order(&o),
						 occurrence_order(&o) + behind,
						 weight });
	}
	*sum = total;
}

/* Only the alternatives that are meant for the document's language count. */
static void tally_word(struct tally *tally, const struct ranker *ranker,
		       struct match *m, const struct columns *columns,
		       const struct word *word)
{
	uint32_t stem = (uint32_t)1 << columns->stem;
	int first = word->first_phrase, phrase = first;
	int end = first + (int)word->alternative_count;

	tally->frequency = tally->bonus = tally->synonyms = 0;
	tally->spots.count = 0;
	for (; (phrase = match_next_phrase(m, phrase, end)) < end; phrase++) {
		const struct alternative *alternative =
			&word->alternatives[phrase - first];
		double before = tally->frequency;

		if (!(alternative->stems & stem))
			continue;
		add_phrase(tally, ranker, m, columns, alternative, phrase);
		if (alternative->synonym)
			tally->synonyms += tally->frequency - before;
	}
}

static double nearness_of_pair(const struct tally *first,
			       const struct tally *second)
{
	return nearness(&first->spots, &second->spots);
}

typedef double (*pair_fn)(const struct tally *first,
			  const struct tally *second);

/*
 * What it adds that the i-th word stands as near as `fn` says to those
 * before it in the query.
 */
static double pair_scores(const struct ranker *ranker, size_t i, pair_fn fn)
{
	const struct word *words = ranker->plan->words;
	size_t j = i > PAIR_REACH ? i - PAIR_REACH : 0;
	double sum = 0;

	for (; j < i; j++) {
		double idf = words[j].idf < words[i].idf ? words[j].idf
							 : words[i].idf;

		if (ranker->tallies[j].frequency > 0 &&
		    words[j].group != words[i].group)
			sum += idf *
			       saturate(NEARNESS_K1, fn(&ranker->tallies[j],
							&ranker->tallies[i]));
	}
	return ranker->settings.nearness * sum;
}

struct relevance rank(const struct ranker *ranker, struct match *m,
		      const struct columns *columns, struct word_score *explain)
{
	const struct plan *plan = ranker->plan;
	struct relevance sum = { 0, 0, 0 };

	for (size_t i = 0; i < plan->word_count; i++) {
		const struct word *word = &plan->words[i];
		struct tally *tally = &ranker->tallies[i];
		double score = 0, synonyms = 0;

		tally->frequency = 0;
		if (word->alternative_count && !word->is_excluded)
			tally_word(tally, ranker, m, columns, word);
		if (tally->frequency > 0) {
			sum.groups |= (uint64_t)1 << word->group;
			score = tally->worth *
				saturate(ranker->settings.k1,
					 tally->frequency + tally->bonus);
			synonyms = score * tally->synonyms /
				   (tally->frequency + tally->bonus);
			sum.nearness +=
				pair_scores(ranker, i, nearness_of_pair);
		}
		sum.bm25f += score;
		if (explain) {
			explain[i].score = score;
			explain[i].synonyms = synonyms;
		}
	}
	return sum;
}

/*
 * What is in a document's text is weighed by the better of the two. There is
 * one of these for each match, so no division is made to compare them.
 */
static inline double text_weight(const struct ranker *ranker,
				 const struct columns *columns)
{
	const struct field_norm *body = &ranker->norms[FIELD_BODY];
	const struct field_norm *code = &ranker->norms[FIELD_CODE];
	double body_norm = length_norm(body, columns->body);
	double code_norm = length_norm(code, columns->code);

	/* With b = 1 an occurrence in a field without tokens has no weight. */
	if (columns->code == 0)
		return columns->body ? body->weight / body_norm : 0;
	if (columns->body == 0 ||
	    code->weight * body_norm > body->weight * code_norm)
		return code->weight / code_norm;
	return body->weight / body_norm;
}

/* How many numbers of a list end from `at` on: the others have the top bit. */
static inline size_t count_numbers(const unsigned char *at,
				   const unsigned char *end)
{
	size_t size = (size_t)(end - at), count = size;

	for (; size >= 8; at += 8, size -= 8)
		count -= bytes_count(span_load((const char *)at, 8) &
				     EACH_BYTE(0x80));
	if (size >= 4) {
		count -= bytes_count(span_load((const char *)at, 4) &
				     EACH_BYTE(0x80));
		at += 4;
	}
	for (size &= 3; size; size--)
		count -= *at++ >> 7;
	return count;
}

/*
 * What is in fields before the text is looked at, for these are short. In the
 * text an occurrence takes a number or more of the list.
 */
static __attribute__((noinline)) double
limit_mixed(const struct ranker *ranker, struct span positions,
	    const struct columns *columns, double in_text)
{
	int field = -1;
	double sum = 0, weight = 0;
	struct occurrence o;

	for (bool more = positions_first(positions, &o); more;
	     more = positions_next(&o)) {
		if (in_text > 0 && o.field >= FIELD_BODY)
			return sum +
			       in_text *
				       (double)(1 + count_numbers(o.at, o.end));
		if (field != (int)o.field)
			weight = occurrence_weight(ranker, o.field, columns);
		field = (int)o.field;
		sum += weight;
	}
	return sum;
}

static inline double limit_part(const struct ranker *ranker,
				struct span positions,
				const struct columns *columns, double in_text)
{
	const unsigned char *bytes = (const unsigned char *)positions.ptr;

	if (in_text > 0 && positions_are_in_text(positions))
		return in_text *
		       (double)count_numbers(bytes + 2, bytes + positions.len);
	return limit_mixed(ranker, positions, columns, in_text);
}

/* Several, as a prefix has. */
static __attribute__((noinline)) double
limit_parts(const struct ranker *ranker, const struct match_place *place,
	    const struct columns *columns, double in_text)
{
	double sum = 0;

	for (size_t i = 0; i < place->part_count; i++)
		sum += limit_part(ranker, place->parts[i], columns, in_text);
	return sum;
}

static inline double limit_phrase(const struct ranker *ranker,
				  const struct match *m,
				  const struct columns *columns, int phrase,
				  double in_text)
{
	const struct match_place *place = match_place(m, phrase);

	return place->part_count == 1
		       ? limit_part(ranker, place->parts[0], columns, in_text)
		       : limit_parts(ranker, place, columns, in_text);
}

/* What the alternatives of a word come to, together. */
static __attribute__((noinline)) double
limit_alternatives(const struct ranker *ranker, const struct match *m,
		   const struct columns *columns, const struct word *word,
		   double in_text)
{
	uint32_t stem = (uint32_t)1 << columns->stem;
	int first = word->first_phrase, phrase = first;
	int end = first + (int)word->alternative_count;
	double frequency = 0, bonus = 0;

	for (; (phrase = match_next_phrase(m, phrase, end)) < end; phrase++) {
		const struct alternative *a =
			&word->alternatives[phrase - first];

		if (a->stems & stem)
			*(a->is_bonus ? &bonus : &frequency) +=
				a->worth * limit_phrase(ranker, m, columns,
							phrase, in_text);
	}
	return frequency > 0 ? frequency + bonus : 0;
}

/*
 * The same of the word, as a frequency; 0: it does not match. `in_text`: no
 * occurrence in the text is worth more; 0: that does not tell. Most words
 * are one phrase, and need none of the above.
 */
static inline double limit_word(const struct ranker *ranker,
				const struct match *m,
				const struct columns *columns,
				const struct word *word, double in_text)
{
	const struct alternative *a = word->alternatives;
	int phrase = word->first_phrase;

	if (word->is_excluded)
		return 0;
	if (word->alternative_count != 1 || a->is_bonus)
		return limit_alternatives(ranker, m, columns, word, in_text);
	if (!(a->stems >> columns->stem & 1) ||
	    match_next_phrase(m, phrase, phrase + 1) != phrase)
		return 0;
	return a->worth * limit_phrase(ranker, m, columns, phrase, in_text);
}

/* nearness() gives no spot of the first word more than its weight. */
static double limit_pair(const struct tally *first, const struct tally *second)
{
	(void)second;
	return first->frequency;
}

/* Sums may come out a little different in another order. */
static struct relevance allow_rounding(struct relevance sum)
{
	sum.bm25f *= 1 + 1e-9;
	sum.nearness *= 1 + 1e-9;
	return sum;
}

static inline double text_limit(const struct ranker *ranker,
				const struct columns *columns)
{
	return ranker->is_text_weighted ? text_weight(ranker, columns) : 0;
}

/* One word alone, which nothing can be near: as most that match much. */
static struct relevance limit_only(const struct ranker *ranker,
				   const struct match *m,
				   const struct columns *columns)
{
	const struct word *word = ranker->plan->words;
	struct relevance sum = { 0, 0, 0 };
	double frequency = limit_word(ranker, m, columns, word,
				      text_limit(ranker, columns));

	if (frequency > 0) {
		sum.groups = (uint64_t)1 << word->group;
		sum.bm25f = ranker->tallies->worth *
			    saturate(ranker->settings.k1, frequency);
	}
	return allow_rounding(sum);
}

static __attribute__((noinline)) struct relevance
limit_words(const struct ranker *ranker, const struct match *m,
	    const struct columns *columns)
{
	const struct plan *plan = ranker->plan;
	double in_text = text_limit(ranker, columns);
	struct relevance sum = { 0, 0, 0 };

	for (size_t i = 0; i < plan->word_count; i++) {
		const struct word *word = &plan->words[i];
		struct tally *tally = &ranker->tallies[i];

		tally->frequency =
			limit_word(ranker, m, columns, word, in_text);
		if (tally->frequency > 0) {
			sum.groups |= (uint64_t)1 << word->group;
			sum.bm25f +=
				tally->worth *
				saturate(ranker->settings.k1, tally->frequency);
			if (i > 0)
				sum.nearness +=
					pair_scores(ranker, i, limit_pair);
		}
	}
	return allow_rounding(sum);
}

struct relevance rank_limit(const struct ranker *ranker, const struct match *m,
			    const struct columns *columns)
{
	return ranker->is_only ? limit_only(ranker, m, columns)
			       : limit_words(ranker, m, columns);
}

void ranker_set_floor(struct ranker *ranker, double score)
{
	double k = ranker->settings.k1;

	for (size_t i = 0; i < ranker->plan->word_count; i++) {
		struct tally *tally = &ranker->tallies[i];
		/* What saturate() has to come to, with room for rounding. */
		double least = score / tally->worth * (1 - 1e-9);

		tally->floor =
			least < k + 1 ? k * least / (k + 1 - least) : INFINITY;
	}
}

static inline bool is_less(const struct ranker *ranker, double count,
			   double floor, enum field field,
			   const struct columns *columns)
{
	const struct field_norm *norm = &ranker->norms[field];

	return count * norm->weight <
	       floor * length_norm(norm, columns_length(columns, field));
}

/* The phrases of a word, which has some, as bits in struct match. */
static inline uint64_t phrases_of(const struct word *word)
{
	return UINT64_MAX >> (MATCH_BITS - word->alternative_count)
				     << word->first_phrase;
}

/* The word that alone is in the match; -1: there are several. */
static int find_only_word(const struct ranker *ranker, const struct match *m)
{
	const struct plan *plan = ranker->plan;

	if (ranker->is_only)
		return 0;
	for (size_t i = 0; i < plan->word_count; i++)
		if (plan->words[i].alternative_count &&
		    (m->present & ~phrases_of(&plan->words[i])) == 0)
			return (int)i;
	return -1;
}

static inline bool is_word_below_floor(const struct ranker *ranker, int number,
				       const struct match *m,
				       const struct columns *columns)
{
	const struct word *word = &ranker->plan->words[number];
	int first = word->first_phrase, phrase = first;
	int end = first + (int)word->alternative_count;
	double count = 0, floor = ranker->tallies[number].floor;
	bool is_match = false;

	for (; (phrase = match_next_phrase(m, phrase, end)) < end; phrase++) {
		const struct alternative *a =
			&word->alternatives[phrase - first];
		struct occurrence_limit limit;

		if (!(a->stems >> columns->stem & 1))
			continue;
		limit = match_limit(m, phrase);
		count += a->worth * (double)limit.in_text;
		if (limit.elsewhere)
			floor -= a->worth * (double)limit.elsewhere *
				 ranker->elsewhere;
		is_match |= !a->is_bonus;
	}
	return is_match && is_less(ranker, count, floor, FIELD_BODY, columns) &&
	       (columns->code == 0 ||
		is_less(ranker, count, floor, FIELD_CODE, columns));
}

const struct word *rank_find_below_floor(const struct ranker *ranker,
					 const struct match *m,
					 const struct columns *columns)
{
	int number = find_only_word(ranker, m);

	if (number < 0 || !is_word_below_floor(ranker, number, m, columns))
		return NULL;
	return &ranker->plan->words[number];
}
