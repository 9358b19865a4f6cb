#include "query/plan.h"

#include <assert.h>
#include <math.h>

#include "base/ascii.h"
#include "query/join.h"
#include "query/meant.h"
#include "query/pieces.h"
#include "query/prefixes.h"
#include "query/presence.h"
#include "store/replay.h"
#include "text/stem.h"

struct planner {
	struct plan *plan;
	struct reader *reader;
	struct analyzer *analyzer;
	struct arena *arena;
	uint32_t stems; /* algorithms of the index */
	bool literal;
	const struct filter *filter;
	int corrections; /* that may still be looked for */
	struct error *err;
};

/* Words of a query that are looked for in another spelling. */
#define MAX_CORRECTIONS 8

/* Of a longer word, where the one typed so far is a word itself. */
#define PREFIX_WORTH 0.3

/*
 * The most a stem adds: the word, a whole, three prefixes, a last name; and
 * for a synonym the word and a whole.
 */
#define MAX_ALTERNATIVES (STEM_COUNT * 6)
#define MAX_SYNONYM_ALTERNATIVES (STEM_COUNT * 2)

static struct alternative *put_alternative(struct word *word, struct span terms,
					   uint32_t length, bool is_prefix,
					   uint32_t stems)
{
	struct alternative *alternative;

	for (size_t i = 0; i < word->alternative_count; i++) {
		alternative = &word->alternatives[i];
		if (span_eq(alternative->terms, terms) &&
		    alternative->is_prefix == is_prefix) {
			alternative->stems |= stems;
			return alternative;
		}
	}
	assert(word->alternative_count < word->alternative_room);
	alternative = &word->alternatives[word->alternative_count++];
	alternative->terms = terms;
	alternative->length = length;
	alternative->is_prefix = is_prefix;
	alternative->stems = stems;
	alternative->worth = 1;
	return alternative;
}

/* The terms before the last one, with the space behind them. */
static struct span all_but_last(struct span terms)
{
	while (terms.len && terms.ptr[terms.len - 1] != ' ')
		terms.len--;
	return terms;
}

/*
 * An unfinished word is looked for among surface words, which the index
 * marks where the stem is another, so that nothing that is found by the
 * whole word is lost on the way to it.
 */
static void put_prefixes(struct planner *p, struct word *word,
			 const struct reading *reading, uint32_t stem)
{
	struct span front = all_but_last(reading->terms);

	put_alternative(word,
			arena_printf(p->arena, "%.*s%.*s", (int)front.len,
				     front.ptr, (int)reading->last_word.len,
				     reading->last_word.ptr),
			reading->length, true, stem);
	if (reading->last_is_word)
		put_alternative(word,
				arena_printf(p->arena, "%.*s%c%.*s",
					     (int)front.len, front.ptr,
					     REPLAY_SURFACE,
					     (int)reading->last_word.len,
					     reading->last_word.ptr),
				reading->length, true, stem);
	/* "CMultiPageDH" has other parts than CMultiPageDHtmlDialog. */
	if (reading->whole.len)
		put_alternative(word, reading->whole, 1, true, stem);
}

/* "vector" of "std::vector", "TaskGroup" of "asyncio.TaskGroup". */
static struct span last_name(struct span text)
{
	size_t start = text.len;

	while (start && text.ptr[start - 1] != '.' &&
	       text.ptr[start - 1] != ':')
		start--;
	if (start == 0 || text.len - start < 3 ||
	    !ascii_is_alpha(text.ptr[start]))
		return span_make("", 0);
	return span_slice(text, start, text.len);
}

/*
 * The page about std::vector is the one that has "vector" in its title. So
 * where the qualified name is found, its last name counts too.
 */
static void put_bonus(struct planner *p, struct word *word, struct span text,
		      int algorithm)
{
	struct alternative *bonus;
	struct reading reading;
	size_t before = word->alternative_count;

	reading_make(&reading, last_name(text), algorithm, p->analyzer,
		     p->arena);
	if (reading.length == 0)
		return;
	bonus = put_alternative(word, reading.terms, reading.length, false,
				(uint32_t)1 << algorithm);
	/* It may be there already: .gitignore is its own last name. */
	if (word->alternative_count > before)
		bonus->is_bonus = true;
}

/* `text` as articles of the algorithm have it; false: nothing but signs. */
static bool put_reading(struct planner *p, struct word *word,
			struct reading *reading, struct span text,
			int algorithm)
{
	uint32_t stem = (uint32_t)1 << algorithm;

	reading_make(reading, text, algorithm, p->analyzer, p->arena);
	if (reading->length == 0)
		return false;
	put_alternative(word, reading->terms, reading->length, reading->is_open,
			stem);
	if (reading->whole.len)
		put_alternative(word, reading->whole, 1, false, stem);
	return true;
}

/* All that may stand for `word`, whether the index has it or not. */
static void put_alternatives(struct planner *p, struct word *word,
			     struct span text, bool is_prefix)
{
	for (int algorithm = 0; algorithm < STEM_COUNT; algorithm++) {
		uint32_t stem = (uint32_t)1 << algorithm;
		struct reading reading;

		if (!(p->stems & stem) ||
		    !put_reading(p, word, &reading, text, algorithm))
			continue;
		if (reading.whole.len && !word->is_excluded)
			put_bonus(p, word, text, algorithm);
		if (is_prefix)
			put_prefixes(p, word, &reading, stem);
	}
}

/* The words of an expansion, where they do not stand for themselves. */
static void put_synonym(struct planner *p, struct word *word, int number)
{
	const struct expansion *e = &p->plan->expansions[number - 1];
	size_t before = word->alternative_count;

	for (int algorithm = 0; algorithm < STEM_COUNT; algorithm++) {
		struct reading reading;

		if (e->stems & (uint32_t)1 << algorithm)
			put_reading(p, word, &reading, e->to, algorithm);
	}
	for (size_t i = before; !e->is_joined && i < word->alternative_count;
	     i++) {
		word->alternatives[i].worth =
			reader_tuning(p->reader)->synonym_weight;
		word->alternatives[i].synonym = number;
	}
}

static bool covers(const struct expansion *e, size_t piece)
{
	return e->first <= piece && piece <= e->last;
}

/* Room for all that may stand for a piece. */
static void make_room(struct planner *p, struct word *word, size_t piece)
{
	size_t count = MAX_ALTERNATIVES;

	for (size_t i = 0; i < p->plan->expansion_count; i++)
		if (covers(&p->plan->expansions[i], piece))
			count += MAX_SYNONYM_ALTERNATIVES;
	word->alternatives =
		arena_array(p->arena, count, sizeof(*word->alternatives));
	word->alternative_room = count;
}

static void put_synonyms(struct planner *p, struct word *word, size_t piece)
{
	for (size_t i = 0; i < p->plan->expansion_count; i++)
		if (covers(&p->plan->expansions[i], piece))
			put_synonym(p, word, (int)i + 1);
}

/* About how many documents have the alternative: those of its rarest term. */
static int count_documents(struct planner *p,
			   const struct alternative *alternative,
			   int64_t *least)
{
	struct span rest = alternative->terms, term;

	*least = INT64_MAX;
	while (span_next_piece(&rest, ' ', &term)) {
		bool is_last = rest.len == 0;
		struct word_counts counts;

		if (term.ptr[0] == REPLAY_SURFACE)
			term = span_slice(term, 1, term.len);
		if (is_last && alternative->is_prefix) {
			if (reader_count_prefix(p->reader, term,
						&counts.documents, p->err) < 0)
				return -1;
		} else if (reader_find_word(p->reader, term, &counts, p->err) <
			   0) {
			return -1;
		}
		if (counts.documents < *least)
			*least = counts.documents;
	}
	return 0;
}

/* Robertson and Sparck Jones's weight, in the form that is never negative. */
static double idf(int64_t documents, int64_t holding)
{
	double n = (double)holding, all = (double)documents;

	if (n > all)
		n = all;
	return log(1 + (all - n + 0.5) / (n + 0.5));
}

/* Keep what the index has, and weigh the word by it. */
static int weigh(struct planner *p, struct word *word)
{
	int64_t sum = 0;
	size_t kept = 0;
	bool is_known = false;

	for (size_t i = 0; i < word->alternative_count; i++) {
		int64_t documents;

		if (count_documents(p, &word->alternatives[i], &documents) < 0)
			return -1;
		if (documents == 0)
			continue;
		if (!word->alternatives[i].is_bonus) {
			is_known = true;
			sum += documents;
		}
		word->alternatives[kept++] = word->alternatives[i];
	}
	word->alternative_count = is_known ? kept : 0;
	word->idf = idf(reader_stats(p->reader)->documents, sum);
	return 0;
}

/*
 * Look for a word that the index has only joined to others: GetModuleBase,
 * typed in small letters, is one term that is not stemmed.
 */
static int put_joined(struct planner *p, struct word *word, struct span text)
{
	struct reading reading;

	reading_make(&reading, text, STEM_NONE, p->analyzer, p->arena);
	if (reading.length != 1 || !reading.last_is_word)
		return 0;
	put_alternative(word, reading.last_word, 1, false, p->stems);
	return weigh(p, word);
}

/*
 * Look for a word that the index does not have in another spelling. What
 * was typed stays where that finds nothing either.
 */
static int correct(struct planner *p, struct word *word)
{
	struct mender mender = { p->reader, p->analyzer, p->arena,
				 &p->corrections, p->err };
	struct span meant;
	int found = meant_find(&meant, word->text, &mender);

	if (found < 1)
		return found;
	put_alternatives(p, word, meant, false);
	word->corrected = meant;
	if (weigh(p, word) < 0)
		return -1;
	return word->alternative_count ? 0 : put_joined(p, word, meant);
}

/*
 * A word that no article writes so, "glosary", may have the stem that other
 * words have in another language. Then nothing is found by it, and it had
 * better be corrected.
 */
static int forget_unfound(struct planner *p, struct word *word)
{
	struct reading reading;
	struct word_counts counts;
	int found;

	reading_make(&reading, word->text, STEM_NONE, p->analyzer, p->arena);
	if (reading.length != 1 || !reading.last_is_word)
		return 0;
	if (reader_find_word(p->reader, reading.last_word, &counts, p->err) < 0)
		return -1;
	if (counts.documents + counts.surfaces > 0)
		return 0;
	found = presence_find(word, p->reader, p->filter, p->err);
	if (found == 0)
		word->alternative_count = 0;
	return found < 0 ? -1 : 0;
}

/* "cart" is met by a cart before it is by cartography. */
static void prefer_whole(struct word *word)
{
	bool is_word = false;

	for (size_t i = 0; i < word->alternative_count; i++) {
		const struct alternative *a = &word->alternatives[i];

		if (!a->is_prefix && !a->is_bonus && !a->synonym)
			is_word = true;
	}
	for (size_t i = 0; is_word && i < word->alternative_count; i++)
		if (word->alternatives[i].is_prefix &&
		    !word->alternatives[i].synonym)
			word->alternatives[i].worth = PREFIX_WORTH;
}

static int put_word(struct planner *p, const struct piece *pieces,
		    size_t number)
{
	const struct piece *piece = &pieces[number];
	const struct clause *clause = piece->clause;
	struct word *word = &p->plan->words[p->plan->word_count];

	word->text = piece->text;
	word->group = piece->group;
	word->is_title_only = clause->is_title_only;
	word->is_excluded = clause->is_excluded;
	word->times = 1;
	word->first_phrase = -1;
	make_room(p, word, number);
	put_alternatives(p, word, piece->text, piece->is_prefix);
	if (word->alternative_count == 0)
		return 0; /* only signs: nothing to look for */
	put_synonyms(p, word, number);
	if (weigh(p, word) < 0)
		return -1;
	if (word->alternative_count && !word->is_excluded &&
	    forget_unfound(p, word) < 0)
		return -1;
	if (!clause->is_prefix) /* word* stands for all alike */
		prefer_whole(word);
	if (word->alternative_count == 0 &&
	    put_joined(p, word, piece->text) < 0)
		return -1;
	if (word->alternative_count == 0 && !clause->is_quoted &&
	    !clause->is_excluded && !p->literal && correct(p, word) < 0)
		return -1;
	p->plan->word_count++;
	if (word->alternative_count == 0 && !word->is_excluded)
		arena_list_put(p->arena, &p->plan->unknown, piece->text);
	return 0;
}

static bool is_same(const struct word *a, const struct word *b)
{
	if (a->is_excluded || b->is_excluded || a->alternative_count == 0 ||
	    a->alternative_count != b->alternative_count ||
	    a->is_title_only != b->is_title_only)
		return false;
	for (size_t i = 0; i < a->alternative_count; i++)
		if (!span_eq(a->alternatives[i].terms,
			     b->alternatives[i].terms) ||
		    a->alternatives[i].is_prefix !=
			    b->alternatives[i].is_prefix)
			return false;
	return true;
}

/* No other word stands for it. */
static bool is_alone(const struct plan *plan, const struct word *word)
{
	for (size_t i = 0; i < plan->word_count; i++)
		if (&plan->words[i] != word &&
		    plan->words[i].group == word->group)
			return false;
	return true;
}

/* A word that the query has twice is looked up once. */
static void merge_repeated(struct plan *plan)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->word_count; i++) {
		size_t j = 0;

		while (j < kept &&
		       !(is_same(&plan->words[j], &plan->words[i]) &&
			 is_alone(plan, &plan->words[j]) &&
			 is_alone(plan, &plan->words[i])))
			j++;
		if (j < kept)
			plan->words[j].times++;
		else
			plan->words[kept++] = plan->words[i];
	}
	plan->word_count = kept;
}

/* Number the groups that can be matched from 0. */
static void number_groups(struct plan *plan, struct arena *a)
{
	int *numbers = arena_array(a, PIECES_MAX_GROUPS, sizeof(int));

	for (size_t i = 0; i < plan->word_count; i++) {
		struct word *word = &plan->words[i];

		if (word->alternative_count == 0 || word->is_excluded)
			continue;
		if (numbers[word->group] == 0)
			numbers[word->group] = ++plan->group_count;
		word->group = numbers[word->group] - 1;
	}
}

/* Joined words come behind the synonyms. */
static int find_expansions(struct planner *p, const struct pieces *pieces)
{
	struct plan *plan = p->plan;
	int joined;

	plan->expansions = arena_array(p->arena, EXPAND_MAX + JOIN_MAX,
				       sizeof(*plan->expansions));
	plan->expansion_count =
		expand_find(plan->expansions, pieces->items, pieces->count,
			    p->stems, p->reader, p->arena);
	if (p->literal)
		return 0;
	joined = join_find(plan->expansions + plan->expansion_count, pieces,
			   p->stems, p->reader, p->arena, p->err);
	if (joined < 0)
		return -1;
	plan->expansion_count += (size_t)joined;
	return 0;
}

int plan_make(struct plan *out, const struct query *query,
	      struct plan_options options, struct reader *r,
	      struct analyzer *analyzer, struct arena *a, struct error *err)
{
	struct planner p = { .plan = out,
			     .reader = r,
			     .analyzer = analyzer,
			     .arena = a,
			     .stems = reader_stems(r),
			     .literal = options.literal ||
					reader_tuning(r)->spelling == 0,
			     .filter = options.filter,
			     .corrections = MAX_CORRECTIONS,
			     .err = err };
	struct pieces pieces = { NULL, 0 };

	memset(out, 0, sizeof(*out));
	out->words = arena_array(a, QUERY_MAX_CLAUSES, sizeof(*out->words));
	if (pieces_make(&pieces, query, options.prefix, r, analyzer, a, err) <
	    0)
		return -1;
	if (!options.literal && find_expansions(&p, &pieces) < 0)
		return -1;
	for (size_t i = 0; i < pieces.count; i++) {
		if (pieces.items[i].is_stop)
			continue;
		if (out->word_count == QUERY_MAX_CLAUSES)
			break;
		if (put_word(&p, pieces.items, i) == 0)
			continue;
		if (err->code != ERR_LATE)
			return -1;
		out->is_cut = true;
		break;
	}
	merge_repeated(out);
	number_groups(out, a);
	/* Small sites, with small numbers, have no prefix that is too much. */
	if (reader_last_document(r) < PREFIXES_MIN_DOCUMENTS)
		return 0;
	return prefixes_limit(out, r, PREFIXES_MAX_POSTINGS, a, err);
}
