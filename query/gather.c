#include "query/search_state.h"

#include "query/recency.h"

/*
 * Fewer articles with all words than this, and those with some of them
 * are shown behind.
 */
#define ENOUGH_WITH_ALL 10

/* Matches that are kept beside twice those asked for, before any is let go. */
#define EVIDENCE_MORE 100

/* What the score of an article without text is worth. */
#define PLACEHOLDER 0.3

/* An article without text is a placeholder: little to read. */
static bool is_placeholder(const struct columns *columns)
{
	return columns->body + columns->code == 0;
}

/*
 * What nobody has translated yet often stands under the title of the
 * original in thirty languages, without text. None of them is what was meant.
 */
static bool is_untranslated(const struct search *s,
			    const struct columns *columns)
{
	return is_placeholder(columns) &&
	       preference_factor(&s->preference, columns->lang) < 1;
}

static enum tier tier_of(const struct search *s, int64_t id,
			 const struct columns *columns, bool has_all)
{
	enum tier by_words = has_all ? TIER_ALL_WORDS : TIER_SOME_WORDS;

	if (!names_are_found(&s->names))
		return by_words;
	if (is_untranslated(s, columns))
		return by_words;
	if (idset_has(&s->names.written, id))
		return TIER_WRITTEN;
	if (idset_has(&s->names.titles, id))
		return TIER_TITLE;
	if (has_all && idset_has(&s->names.others, id))
		return TIER_NAME;
	if (idset_has(&s->names.beginnings, id))
		return TIER_BEGINNING;
	return by_words;
}

double search_recency(const struct search *s, int64_t date)
{
	double half_life = s->ranker.settings.recency_half_life;

	if (half_life <= 0) /* mostly: a division less for each match */
		return 1;
	return recency(half_life, date, reader_revision(s->reader) / 1000);
}

/*
 * Titles being typed keep one order from key to key, so that an article
 * only moves up: the shorter ones first, of which more is there already.
 * Where the last word may be complete, those that have it so gain a little.
 */
static double beginning_score(const struct search *s, int64_t id,
			      const struct columns *columns)
{
	double length = (double)columns->lengths[FIELD_TITLE] + 1;

	return (idset_has(&s->names.whole_words, id) ? 1.2 : 1) + 1 / length;
}

static struct candidate make_candidate(const struct search *s, int64_t id,
				       enum tier tier, double score,
				       const struct columns *columns)
{
	const struct details *details = reader_details(s->reader, id);
	struct candidate c = { .id = id,
			       .tier = tier,
			       .score = score,
			       .date = details->date,
			       .lang = columns->lang,
			       .title_key = details->title_key,
			       .path_hash = details->path_hash };

	return c;
}

/* Count a match, whether it will be shown or not. */
static void count_match(struct search *s, int64_t id)
{
	s->total++;
	if (s->kept_time > 0) {
		s->deadline.end += s->kept_time;
		s->kept_time = 0;
	}
	if (names_are_found(&s->names) && names_have(&s->names, id))
		idset_put(&s->named, s->arena, id);
	if (s->options->facets)
		idset_put(&s->matches, s->arena, id);
}

/* The evidence but for the marks. */
static struct evidence *make_evidence(struct search *s,
				      const struct relevance *relevance,
				      const struct word_score *factors)
{
	struct evidence *e = arena_alloc(&s->evidence, sizeof(*e));
	size_t count = s->plan.word_count;

	e->relevance = *relevance;
	e->factors = arena_room(&s->evidence, count, sizeof(*e->factors));
	if (count)
		memcpy(e->factors, factors, count * sizeof(*e->factors));
	return e;
}

/*
 * Of a site whose articles come by date, the newest are looked for: each match
 * is among the best when it is met. Forget those that no longer are.
 */
static void tidy_evidence(struct search *s)
{
	struct arena old = s->evidence, empty = ARENA_INIT;

	s->evidence = empty;
	s->evidence_count = s->top.count;
	for (size_t i = 0; i < s->top.count; i++) {
		struct candidate *c = &s->top.items[i];
		const struct evidence *e = c->evidence;

		if (!e)
			continue;
		c->evidence = make_evidence(s, &e->relevance, e->factors);
		c->evidence->marks = marks_copy(e->marks, &s->evidence);
	}
	arena_release(&old);
}

/* Keep what will be shown of a match, while the walk stands on it. */
static struct evidence *keep_evidence(struct search *s, struct match *m,
				      const struct relevance *relevance,
				      const struct columns *columns)
{
	struct evidence *e;

	if (s->evidence_count++ > 2 * s->top.capacity + EVIDENCE_MORE)
		tidy_evidence(s);
	e = make_evidence(s, relevance, s->factors);
	if (s->options->excerpts)
		e->marks = marks_keep(m, &s->plan, columns->stem, &s->evidence);
	return e;
}

/*
 * The index also finds stems of another language than the article's, and
 * what is only a bonus.
 */
static bool is_match(const struct search *s, const struct relevance *relevance)
{
	return relevance->groups != 0 &&
	       (!s->needs_all || relevance->groups == s->all_groups);
}

/* Where a match stands in the order: its tier, and the score within that. */
struct standing {
	enum tier tier;
	double score;
};

static struct standing standing_of(const struct search *s, int64_t id,
				   const struct columns *columns,
				   const struct relevance *relevance)
{
	bool has_all = relevance->groups == s->all_groups;
	enum tier tier = tier_of(s, id, columns, has_all);
	double score = tier == TIER_BEGINNING
			       ? beginning_score(s, id, columns)
			       : relevance->bm25f + relevance->nearness;

	if (is_placeholder(columns))
		score *= PLACEHOLDER;
	if (s->preference.languages)
		score *= preference_factor(&s->preference, columns->lang);
	if (s->ranker.settings.recency_half_life > 0)
		score *= search_recency(s, reader_details(s->reader, id)->date);
	return (struct standing){ tier, score };
}

/* Whether it may be among the best. */
static bool may_be_kept(const struct search *s, struct standing standing,
			int64_t id, const struct columns *columns)
{
	struct candidate c;

	if (top_is_above(&s->top, standing.tier, standing.score))
		return false;
	c = make_candidate(s, id, standing.tier, standing.score, columns);
	return top_takes(&s->top, &c);
}

/* What is worse than the worst of the best is only counted. */
static void raise_floor(struct search *s, const struct candidate *worst)
{
	if (worst->tier == (s->needs_all ? TIER_ALL_WORDS : TIER_SOME_WORDS))
		ranker_set_floor(&s->ranker, worst->score);
}

static void keep_match(struct search *s, struct match *m, int64_t id,
		       const struct columns *columns)
{
	struct relevance relevance = rank(&s->ranker, m, columns, s->factors);
	struct standing standing;
	struct candidate c;

	if (!is_match(s, &relevance))
		return;
	standing = standing_of(s, id, columns, &relevance);
	if (!may_be_kept(s, standing, id, columns))
		return;
	c = make_candidate(s, id, standing.tier, standing.score, columns);
	c.evidence = keep_evidence(s, m, &relevance, columns);
	top_put(&s->top, &c);
	if (s->is_plain && s->top.count == s->top.capacity)
		raise_floor(s, s->top.items);
}

/* A match that passes the filter; `limit` is what rank_limit() says of it. */
static __attribute__((noinline)) void put_match(struct search *s,
						struct match *m,
						const struct columns *columns,
						const struct relevance *limit)
{
	int64_t id = match_document(m);

	if (!is_match(s, limit))
		return;
	s->missing |= s->all_groups & ~limit->groups;
	count_match(s, id);
	if (may_be_kept(s, standing_of(s, id, columns, limit), id, columns))
		keep_match(s, m, id, columns);
}

/* Whether a match that is not among the best by its words is counted only. */
static bool is_only_counted(const struct search *s, int64_t id)
{
	return !s->options->facets &&
	       !(names_are_found(&s->names) && names_have(&s->names, id));
}

/*
 * Whether a match is counted, and that is all: it is not told by its name,
 * and not among the best. Few instructions are spent on these, which most
 * are. All that a score is multiplied by makes it less.
 */
static bool is_low(const struct search *s, int64_t id,
		   const struct relevance *limit)
{
	bool has_all = limit->groups == s->all_groups;

	return top_is_above(&s->top, has_all ? TIER_ALL_WORDS : TIER_SOME_WORDS,
			    limit->bm25f + limit->nearness) &&
	       is_match(s, limit) && is_only_counted(s, id);
}

static void count_low(struct search *s, uint64_t groups)
{
	s->total++;
	s->missing |= s->all_groups & ~groups;
}

/* What visit_match() has to look at more closely. */
static __attribute__((noinline)) int
visit_closely(struct search *s, struct match *m, const struct columns *columns)
{
	struct relevance limit = rank_limit(&s->ranker, m, columns);

	if (is_low(s, match_document(m), &limit))
		count_low(s, limit.groups);
	else
		put_match(s, m, columns, &limit);
	return 0;
}

static int visit_match(struct match *m, void *arg)
{
	struct search *s = arg;
	int64_t id = match_document(m);
	const struct columns *columns = reader_columns(s->reader, id);
	const struct word *word = NULL;

	if (search_is_step_late(s))
		return 1;
	if (!columns || !filter_passes(&s->filter, id, columns))
		return 0;
	if (s->is_plain)
		word = rank_find_below_floor(&s->ranker, m, columns);
	if (!word || !is_only_counted(s, id))
		return visit_closely(s, m, columns);
	count_low(s, (uint64_t)1 << word->group);
	return 0;
}

static int walk_matches(struct search *s, bool needs_all)
{
	struct match_query query = plan_matching(&s->plan, needs_all, s->arena);

	s->needs_all = needs_all;
	s->is_plain =
		s->ranker.is_text_weighted &&
		s->options->sort == SORT_RELEVANCE &&
		(s->ranker.is_only ? s->all_groups == 1
				   : !needs_all && query.count <= MATCH_BITS);
	s->total = 0;
	memset(&s->matches, 0, sizeof(s->matches));
	memset(&s->named, 0, sizeof(s->named));
	top_init(&s->top, s->options->offset + s->options->limit,
		 s->options->sort, s->arena);
	return reader_match(s->reader, &query, visit_match, s, s->err);
}

/*
 * Articles with some of the words, behind those with all. Where time runs
 * out before all are seen, the articles with all words alone are a better
 * answer than those with low numbers.
 */
static int relax(struct search *s)
{
	struct top top = s->top;
	struct arena evidence = s->evidence, empty = ARENA_INIT;
	struct idset matches = s->matches, named = s->named;
	int64_t total = s->total;
	int ret;

	/* tidy_evidence() keeps what `s->top` has, and not what `top` has. */
	s->evidence = empty;
	s->evidence_count = 0;
	ret = walk_matches(s, false);
	if (ret >= 0 && search_is_late(s) && total > 0) {
		struct arena other = s->evidence;

		s->evidence = evidence;
		evidence = other;
		s->top = top;
		s->matches = matches;
		s->named = named;
		s->total = total;
		s->missing = 0;
	}
	arena_release(&evidence);
	return ret < 0 ? -1 : 0;
}

/*
 * Names need not stand in the text: a slug, an old URL. Articles that have
 * only that come behind those that have the words, for a page may go by
 * one name in thirty languages. Where no article has all that was typed,
 * the name is what was meant.
 */
static void put_missing_names(struct search *s, const struct idset *set,
			      enum tier tier)
{
	for (int64_t id = idset_next(set, 0); id >= 0;
	     id = idset_next(set, id + 1)) {
		const struct columns *columns;
		struct candidate c;

		if (idset_has(&s->named, id))
			continue;
		columns = reader_columns(s->reader, id);
		if (!columns || !filter_passes(&s->filter, id, columns))
			continue;
		c = make_candidate(s, id, tier,
				   tier == TIER_BEGINNING
					   ? beginning_score(s, id, columns)
					   : 0,
				   columns);
		count_match(s, id);
		top_put(&s->top, &c);
	}
}

/*
 * Whether those with all words are so few that others may join. By date
 * they would not stay behind, so there they join only where none has all.
 */
static bool is_too_few(const struct search *s)
{
	if (s->plan.group_count < 2)
		return false;
	if (s->options->sort != SORT_RELEVANCE)
		return s->total == 0;
	return s->total < ENOUGH_WITH_ALL;
}

/*
 * Articles with all words. It may take long to see that there are none: so
 * a quarter of the time is kept, until there is one, for those with some.
 */
static int walk_all(struct search *s)
{
	double end = s->deadline.end;
	int ret;

	if (s->plan.group_count > 1)
		s->kept_time = s->options->deadline_ms / 4;
	s->deadline.end -= s->kept_time;
	ret = walk_matches(s, true);
	if (s->kept_time > 0 && s->deadline.is_late) {
		s->plan.is_cut = true;
		s->deadline.is_late = false;
	}
	s->kept_time = 0;
	s->deadline.end = end;
	return ret;
}

static int gather_words(struct search *s)
{
	s->all_groups = s->plan.group_count < 64
				? ((uint64_t)1 << s->plan.group_count) - 1
				: UINT64_MAX;
	if (s->plan.group_count && walk_all(s) < 0)
		return -1;
	if (is_too_few(s) && !search_is_late(s) && relax(s) < 0)
		return -1;
	/* Their numbers are known, and take no time that is worth to end. */
	reader_watch(s->reader, NULL, NULL);
	put_missing_names(s, &s->names.written, TIER_WRITTEN);
	put_missing_names(s, &s->names.titles, TIER_TITLE);
	put_missing_names(s, &s->names.beginnings, TIER_BEGINNING);
	put_missing_names(s, &s->names.others,
			  s->plan.unknown.count ? TIER_NAME : TIER_ALL_WORDS);
	return 0;
}

static int visit_excluded(struct match *m, void *arg)
{
	struct search *s = arg;

	idset_put(&s->excluded, s->arena, match_document(m));
	return search_is_step_late(s);
}

static int find_excluded(struct search *s)
{
	struct match_query query = plan_matching_excluded(&s->plan, s->arena);

	return reader_match(s->reader, &query, visit_excluded, s, s->err);
}

/* Nothing to look for: list everything that passes the filters. */
static int gather_all(struct search *s)
{
	if (find_excluded(s) < 0)
		return -1;
	if (s->top.sort == SORT_RELEVANCE)
		s->top.sort = SORT_NEWEST;
	for (int64_t id = 1; id <= reader_last_document(s->reader); id++) {
		const struct columns *columns = reader_columns(s->reader, id);
		struct candidate c;

		if (search_is_step_late(s))
			break;
		if (!columns || idset_has(&s->excluded, id) ||
		    !filter_passes(&s->filter, id, columns))
			continue;
		c = make_candidate(s, id, TIER_SOME_WORDS, 0, columns);
		count_match(s, id);
		top_put(&s->top, &c);
	}
	return 0;
}

/* Only words to be left out: what is there besides them? */
static bool has_only_excluded(const struct query *query)
{
	for (size_t i = 0; i < query->clause_count; i++)
		if (!query->clauses[i].is_excluded)
			return false;
	return true;
}

int search_gather(struct search *s)
{
	top_init(&s->top, s->options->offset + s->options->limit,
		 s->options->sort, s->arena);
	ranker_init(&s->ranker, &s->plan, s->reader, s->arena);
	s->factors =
		arena_array(s->arena, s->plan.word_count, sizeof(*s->factors));
	return has_only_excluded(&s->query) ? gather_all(s) : gather_words(s);
}

int search_gather_any(struct search *s)
{
	/* More than there are, so that no document has them all. */
	s->all_groups = UINT64_MAX;
	ranker_init(&s->ranker, &s->plan, s->reader, s->arena);
	s->ranker.settings.nearness = 0;
	s->factors =
		arena_array(s->arena, s->plan.word_count, sizeof(*s->factors));
	return walk_matches(s, false);
}
