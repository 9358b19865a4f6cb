#include "query/search.h"

#include <time.h>

#include "query/excerpt.h"
#include "query/facets.h"
#include "query/filter.h"
#include "query/plan.h"
#include "query/rank.h"
#include "query/top.h"
#include "text/key.h"
#include "text/utf8.h"

/*
 * Fewer articles with all words than this, and those with some of them
 * are shown behind.
 */
#define ENOUGH_WITH_ALL 10

/* Matches between two looks at the clock; a power of two. */
#define DEADLINE_STEP 256

/* One search under way. */
struct search {
	const struct search_options *options;
	struct reader *reader;
	struct analyzer *analyzer;
	struct arena *arena;
	struct error *err;
	struct query query;
	struct plan plan;
	struct filter filter;
	struct ranker ranker;
	struct strbuf expression;
	struct idset titles, names; /* the query is exactly theirs */
	struct idset named;         /* those of them that were put */
	struct idset excluded;      /* when all others are listed */
	struct idset matches;       /* kept for facets */
	struct top top;
	int64_t total;
	uint64_t all_groups;
	bool needs_all;  /* some of the words are not enough */
	double deadline; /* as now_ms(); 0: none */
	unsigned steps;
	bool is_late;
};

struct search_options search_defaults(void)
{
	struct search_options options;

	memset(&options, 0, sizeof(options));
	options.limit = 10;
	options.sort = SORT_RELEVANCE;
	options.excerpts = true;
	return options;
}

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Whether time is up; looks at the clock. */
static bool is_late(struct search *s)
{
	if (s->deadline > 0 && !s->is_late)
		s->is_late = now_ms() >= s->deadline;
	return s->is_late;
}

/* The same, once in a while, for loops over many documents. */
static bool is_step_late(struct search *s)
{
	return ++s->steps % DEADLINE_STEP == 0 ? is_late(s) : s->is_late;
}

static int put_option(struct search *s, const char *field, struct span value)
{
	if (value.len == 0)
		return 0;
	if (query_put_condition(&s->query, span_from(field), value, false) == 0)
		return 0;
	return error_set(s->err, ERR_USAGE, "'%.*s' is not a date",
			 (int)value.len, value.ptr);
}

static int put_options(struct search *s, const char *field,
		       const struct span_list *values)
{
	for (size_t i = 0; i < values->count; i++)
		if (put_option(s, field, values->items[i]) < 0)
			return -1;
	return 0;
}

static int put_conditions(struct search *s)
{
	const struct search_options *o = s->options;

	if (put_options(s, "tag", &o->tags) < 0 ||
	    put_options(s, "category", &o->categories) < 0 ||
	    put_options(s, "author", &o->authors) < 0 ||
	    put_option(s, "lang", o->lang) < 0 ||
	    put_option(s, "section", o->section) < 0 ||
	    put_option(s, "after", o->after) < 0)
		return -1;
	return put_option(s, "before", o->before);
}

static int collect_name(int64_t id, bool is_title, void *arg)
{
	struct search *s = arg;

	idset_put(is_title ? &s->titles : &s->names, s->arena, id);
	return 0;
}

/* The articles whose title or other name is what was typed. */
static int find_names(struct search *s, struct span text)
{
	struct strbuf key = STRBUF_INIT;
	int ret = 0;

	key_put(&key, s->analyzer, text);
	if (key.len)
		ret = reader_find_name(s->reader, strbuf_span(&key),
				       collect_name, s, s->err);
	strbuf_release(&key);
	return ret;
}

static enum tier tier_of(const struct search *s, int64_t id, bool has_all)
{
	if (idset_has(&s->titles, id))
		return TIER_TITLE;
	if (idset_has(&s->names, id))
		return TIER_NAME;
	return has_all ? TIER_ALL_WORDS : TIER_SOME_WORDS;
}

static void put_candidate(struct search *s, int64_t id, enum tier tier,
			  double relevance, const struct columns *columns)
{
	struct candidate c = { id,
			       tier,
			       relevance,
			       columns->date,
			       columns->title_key,
			       columns->path_hash };

	s->total++;
	if (tier >= TIER_NAME)
		idset_put(&s->named, s->arena, id);
	if (s->options->facets)
		idset_put(&s->matches, s->arena, id);
	top_put(&s->top, &c);
}

static int visit(struct match *m, void *arg)
{
	struct search *s = arg;
	int64_t id = match_document(m);
	const struct columns *columns = reader_columns(s->reader, id);
	struct relevance relevance;
	bool has_all;

	if (is_step_late(s))
		return 1;
	if (!columns || !filter_passes(&s->filter, id, columns))
		return 0;
	relevance = rank(&s->ranker, m, columns, NULL);
	has_all = relevance.groups == s->all_groups;
	/*
	 * FTS5 also finds stems of another language than the article's, and
	 * what is only a bonus.
	 */
	if (relevance.groups == 0 || (s->needs_all && !has_all))
		return 0;
	put_candidate(s, id, tier_of(s, id, has_all),
		      relevance.bm25f + relevance.nearness, columns);
	return 0;
}

static int run(struct search *s, enum plan_operator operator)
{
	s->needs_all = operator== PLAN_ALL;
	s->total = 0;
	s->top.count = 0;
	memset(&s->matches, 0, sizeof(s->matches));
	memset(&s->named, 0, sizeof(s->named));
	strbuf_reset(&s->expression);
	plan_write_expression(&s->plan, &s->expression, operator);
	return reader_match(s->reader, s->expression.buf, visit, s, s->err);
}

/* Names need not stand in the text: a slug, an old URL. */
static void put_missing_names(struct search *s, const struct idset *set)
{
	int64_t end = (int64_t)set->alloc * 64;

	for (int64_t id = 1; set->count && id < end; id++) {
		const struct columns *columns;

		if (!idset_has(set, id) || idset_has(&s->named, id))
			continue;
		columns = reader_columns(s->reader, id);
		if (columns && filter_passes(&s->filter, id, columns))
			put_candidate(s, id, tier_of(s, id, true), 0, columns);
	}
}

static int search_words(struct search *s)
{
	s->all_groups = s->plan.group_count < 64
				? ((uint64_t)1 << s->plan.group_count) - 1
				: UINT64_MAX;
	if (s->plan.group_count) {
		if (run(s, PLAN_ALL) < 0)
			return -1;
		if (s->plan.group_count > 1 && s->total < ENOUGH_WITH_ALL &&
		    !is_late(s) && run(s, PLAN_ANY) < 0)
			return -1;
	}
	put_missing_names(s, &s->titles);
	put_missing_names(s, &s->names);
	return 0;
}

static int visit_excluded(struct match *m, void *arg)
{
	struct search *s = arg;

	idset_put(&s->excluded, s->arena, match_document(m));
	return 0;
}

/* Nothing to look for: list everything that passes the filters. */
static int list_all(struct search *s)
{
	plan_write_excluded(&s->plan, &s->expression);
	if (s->expression.len && reader_match(s->reader, s->expression.buf,
					      visit_excluded, s, s->err) < 0)
		return -1;
	if (s->top.sort == SORT_RELEVANCE)
		s->top.sort = SORT_NEWEST;
	for (int64_t id = 1; id <= reader_last_document(s->reader); id++) {
		const struct columns *columns = reader_columns(s->reader, id);

		if (is_step_late(s))
			break;
		if (columns && !idset_has(&s->excluded, id) &&
		    filter_passes(&s->filter, id, columns))
			put_candidate(s, id, TIER_SOME_WORDS, 0, columns);
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

static int find(struct search *s, struct span text)
{
	struct plan_options options = { s->options->prefix,
					s->options->literal };

	query_parse(&s->query, text, s->arena);
	if (put_conditions(s) < 0 ||
	    filter_make(&s->filter, &s->query, s->reader, s->analyzer, s->arena,
			s->err) < 0 ||
	    plan_make(&s->plan, &s->query, options, s->reader, s->analyzer,
		      s->arena, s->err) < 0 ||
	    find_names(s, text) < 0)
		return -1;
	ranker_init(&s->ranker, &s->plan, s->reader);
	top_init(&s->top, s->options->offset + s->options->limit,
		 s->options->sort, s->arena);
	if (has_only_excluded(&s->query))
		return list_all(s);
	return search_words(s);
}

struct explained {
	struct search *search;
	const struct columns *columns;
	double *factors;
	struct relevance relevance;
};

static int visit_explained(struct match *m, void *arg)
{
	struct explained *e = arg;

	e->relevance = rank(&e->search->ranker, m, e->columns, e->factors);
	return 0;
}

static void put_factor(struct hit *hit, struct span name, double value)
{
	hit->explanation[hit->explanation_count].name = name;
	hit->explanation[hit->explanation_count++].value = value;
}

static void explain(struct search *s, struct hit *hit,
		    const struct candidate *c, const struct explained *e)
{
	size_t count = s->plan.word_count;

	hit->explanation =
		arena_array(s->arena, count + 3, sizeof(struct factor));
	put_factor(hit, span_from("tier"), c->tier);
	put_factor(hit, span_from("bm25f"), e->relevance.bm25f);
	put_factor(hit, span_from("nearness"), e->relevance.nearness);
	for (size_t i = 0; i < count; i++)
		if (!s->plan.words[i].is_excluded)
			put_factor(hit, s->plan.words[i].text, e->factors[i]);
}

/*
 * One number that sorts as the hits do: the tier before the point, and
 * behind it the relevance, brought between 0 and 1.
 */
static double score_of(const struct candidate *c)
{
	return (double)c->tier + c->relevance / (1 + c->relevance);
}

static int excerpt(struct search *s, struct hit *hit)
{
	struct document_marks marks;
	struct content content;

	if (reader_find_content(s->reader, hit->id, &content, s->arena,
				s->err) < 0)
		return -1;
	memset(&marks, 0, sizeof(marks));
	if (s->plan.group_count &&
	    marks_find(&marks, s->reader, &s->plan, s->expression.buf, hit->id,
		       &hit->document, &content, s->analyzer, s->arena,
		       s->err) < 0)
		return -1;
	excerpt_make(hit, &s->plan, &marks, &content, s->arena);
	return 0;
}

/* Fill in one hit; `missing` gathers the groups that hits lack. */
static int make_hit(struct search *s, struct hit *hit,
		    const struct candidate *c, uint64_t *missing)
{
	struct explained e = { .search = s,
			       .columns = reader_columns(s->reader, c->id) };

	hit->id = c->id;
	hit->score = score_of(c);
	if (reader_find_document(s->reader, c->id, &hit->document, s->arena,
				 s->err) < 0)
		return -1;
	hit->title = hit->document.title;
	if (s->options->excerpts && !is_late(s) && excerpt(s, hit) < 0)
		return -1;
	if (c->tier != TIER_SOME_WORDS && !s->options->explain)
		return 0;
	e.factors = arena_array(s->arena, s->plan.word_count, sizeof(double));
	if (s->plan.group_count && e.columns &&
	    reader_match_one(s->reader, s->expression.buf, c->id,
			     visit_explained, &e, s->err) < 0)
		return -1;
	if (c->tier == TIER_SOME_WORDS)
		*missing |= s->all_groups & ~e.relevance.groups;
	if (s->options->explain)
		explain(s, hit, c, &e);
	return 0;
}

/* Words that the index does not have, and those that not every hit has. */
static void put_dropped(struct search *s, struct results *out, uint64_t missing)
{
	out->dropped = s->plan.unknown;
	for (size_t i = 0; i < s->plan.word_count; i++) {
		const struct word *word = &s->plan.words[i];

		if (word->alternative_count && !word->is_excluded &&
		    missing >> word->group & 1)
			arena_list_put(s->arena, &out->dropped, word->text);
	}
}

static void put_corrected(struct search *s, struct results *out)
{
	out->corrected = arena_array(s->arena, s->plan.word_count,
				     sizeof(*out->corrected));
	for (size_t i = 0; i < s->plan.word_count; i++) {
		const struct word *word = &s->plan.words[i];

		if (word->corrected.len == 0)
			continue;
		out->corrected[out->corrected_count].from = word->text;
		out->corrected[out->corrected_count++].to = word->corrected;
	}
}

static int make_results(struct search *s, struct results *out)
{
	size_t offset = s->options->offset;
	uint64_t missing = 0;

	top_sort(&s->top);
	out->total = s->total;
	if (s->top.count > offset)
		out->hit_count = s->top.count - offset;
	out->hits = arena_array(s->arena, out->hit_count, sizeof(struct hit));
	for (size_t i = 0; i < out->hit_count; i++)
		if (make_hit(s, &out->hits[i], &s->top.items[offset + i],
			     &missing) < 0)
			return -1;
	put_dropped(s, out, missing);
	put_corrected(s, out);
	if (s->options->facets)
		return facets_count(out, &s->matches, s->reader, s->arena,
				    s->err);
	return 0;
}

int search(struct results *out, struct reader *r, struct span text,
	   const struct search_options *options, struct arena *a,
	   struct error *err)
{
	struct search s = { .options = options,
			    .reader = r,
			    .arena = a,
			    .err = err,
			    .expression = STRBUF_INIT };
	double start = now_ms();
	int ret;

	memset(out, 0, sizeof(*out));
	out->partial = text.len > QUERY_MAX_BYTES;
	text = utf8_prefix(text, QUERY_MAX_BYTES);
	if (options->deadline_ms > 0)
		s.deadline = start + options->deadline_ms;
	if (reader_begin(r, err) < 0)
		return -1;
	s.analyzer = reader_analyzer(r);
	ret = find(&s, text);
	if (ret == 0)
		ret = make_results(&s, out);
	out->partial = out->partial || s.is_late;
	out->revision = reader_revision(r);
	reader_end(r);
	strbuf_release(&s.expression);
	out->took_ms = now_ms() - start;
	return ret;
}
