#include "query/related.h"

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/map.h"
#include "query/search_state.h"
#include "text/stopwords.h"

/*
 * So much is read of an article, so many of its most frequent terms are
 * looked up, and so many are asked for: more made the answers no better.
 */
enum { MAX_BYTES = 128 * 1024, MAX_FREQUENT = 200, MAX_TERMS = 16 };

/* What an occurrence counts, by field. */
static const unsigned field_counts[FIELD_COUNT] = {
	[FIELD_TITLE] = 8, [FIELD_HEADINGS] = 4, [FIELD_TAGS] = 8,
	[FIELD_BODY] = 2,  [FIELD_CODE] = 1,
};

/* The terms of one article. */
struct profile {
	struct analyzer *analyzer;
	int stem;
	uint64_t lang;    /* its bit among those with stop words */
	unsigned count;   /* of an occurrence in the field being read */
	struct map terms; /* value: sum of those */
};

static int put_term(const struct token *tok, void *arg)
{
	struct profile *p = arg;
	bool is_word = tok->kind == TOKEN_WORD;

	if (tok->kind == TOKEN_BIGRAM_TAIL ||
	    (is_word &&
	     (tok->word.len < 2 || (stopwords_find(tok->word) & p->lang))))
		return 0;
	map_put(&p->terms, tok->term)->value += p->count;
	return 0;
}

static void read_text(struct profile *p, enum field field, struct span text)
{
	uint32_t position = 0;

	p->count = field_counts[field];
	tokenize(p->analyzer, p->stem, text, &position, put_term, p);
}

static void read_list(struct profile *p, const struct span_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		read_text(p, FIELD_TAGS, list->items[i]);
}

static void read_article(struct profile *p, const struct document *doc,
			 const struct content *content)
{
	read_text(p, FIELD_TITLE, doc->title);
	read_list(p, &doc->tags);
	read_list(p, &doc->categories);
	for (size_t i = 0; i < content->block_count; i++) {
		const struct block *block = &content->blocks[i];

		if (block->end > MAX_BYTES)
			break;
		read_text(p, block->field,
			  span_slice(content->text, block->start, block->end));
	}
}

struct weighted {
	struct span term;
	double weight;
};

/* The heaviest first; a fixed order where they weigh the same. */
static int by_weight(const void *a, const void *b)
{
	const struct weighted *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return span_cmp(x->term, y->term);
}

/* The terms by how often they stand in the article. */
static struct weighted *sort_terms(const struct profile *p, struct arena *a)
{
	struct weighted *list = arena_array(a, p->terms.count, sizeof(*list));

	for (size_t i = 0; i < p->terms.count; i++) {
		list[i].term = p->terms.entries[i].key;
		list[i].weight = (double)p->terms.entries[i].value;
	}
	qsort(list, p->terms.count, sizeof(*list), by_weight);
	return list;
}

/*
 * Weigh the term by its frequency, which counts less and less, and by how
 * few other articles have it; nothing where none has.
 */
static int weigh(struct search *s, struct weighted *w)
{
	double all = (double)reader_stats(s->reader)->documents;
	struct word_counts counts;

	if (reader_find_word(s->reader, w->term, &counts, s->err) < 0)
		return -1;
	w->weight = counts.documents < 2 || (double)counts.documents > all / 2
			    ? 0
			    : log(all / (double)counts.documents) *
				      (w->weight / (w->weight + 8));
	return 0;
}

/* A word of the plan that is a term as it is. */
static void put_word(struct search *s, const struct weighted *w, int stem)
{
	struct word *word = &s->plan.words[s->plan.word_count++];

	word->text = arena_copy(s->arena, w->term);
	word->alternatives =
		arena_array(s->arena, 1, sizeof(*word->alternatives));
	word->alternatives[0].terms = word->text;
	word->alternatives[0].length = 1;
	word->alternatives[0].stems = (uint32_t)1 << stem;
	word->alternatives[0].worth = 1;
	word->alternative_count = word->alternative_room = 1;
	word->group = s->plan.group_count++;
	word->times = 1;
	word->idf = w->weight;
}

static int make_plan(struct search *s, const struct profile *p)
{
	struct weighted *list = sort_terms(p, s->arena);
	size_t count = p->terms.count;

	if (count > MAX_FREQUENT)
		count = MAX_FREQUENT;
	for (size_t i = 0; i < count; i++)
		if (weigh(s, &list[i]) < 0)
			return -1;
	qsort(list, count, sizeof(*list), by_weight);
	s->plan.words = arena_array(s->arena, MAX_TERMS, sizeof(struct word));
	for (size_t i = 0; i < count && i < MAX_TERMS; i++)
		if (list[i].weight > 0)
			put_word(s, &list[i], p->stem);
	return 0;
}

/* Articles of the same language, and not the one itself. */
static void make_filter(struct search *s, int64_t id, unsigned lang)
{
	struct filter *f = &s->filter;

	f->lang_count = reader_languages(s->reader)->count;
	f->langs = arena_array(s->arena, f->lang_count, sizeof(bool));
	f->langs[lang] = true;
	f->sets[0].is_excluded = true;
	idset_put(&f->sets[0].documents, s->arena, id);
	f->set_count = 1;
	f->after = INT64_MIN;
	f->before = INT64_MAX;
}

static int find_related(struct search *s, int64_t id)
{
	const struct columns *columns = reader_columns(s->reader, id);
	const struct span_list *languages = reader_languages(s->reader);
	struct profile p = { .analyzer = s->analyzer, .terms = MAP_INIT };
	struct document doc;
	struct content content;
	int ret = -1;

	if (!columns || columns->lang >= languages->count)
		return 0;
	p.stem = columns->stem;
	p.lang = stopwords_find_language(languages->items[columns->lang]);
	if (reader_find_document(s->reader, id, &doc, s->arena, s->err) < 0 ||
	    reader_find_content(s->reader, id, &content, s->arena, s->err) < 0)
		goto out;
	read_article(&p, &doc, &content);
	if (make_plan(s, &p) < 0)
		goto out;
	make_filter(s, id, columns->lang);
	ret = s->plan.word_count ? search_gather_any(s) : 0;
out:
	map_release(&p.terms);
	return ret;
}

static int find_article(struct search *s, struct span name, struct results *out)
{
	int64_t id;
	int found = reader_find_article(s->reader, name, &id, s->err);

	if (found < 1)
		return found;
	found = find_related(s, id);
	reader_watch(s->reader, NULL, NULL);
	if ((found < 0 && s->err->code != ERR_LATE) ||
	    search_make_results(s, out) < 0)
		return -1;
	/* What the terms are is of no interest. */
	memset(&out->dropped, 0, sizeof(out->dropped));
	out->total = (int64_t)out->hit_count;
	return 1;
}

int related(struct results *out, struct reader *r, struct span name,
	    const struct related_options *options, struct arena *a,
	    struct error *err)
{
	struct search_options search = search_defaults();
	struct search s = {
		.options = &search, .reader = r, .arena = a, .err = err
	};
	double start = clock_ms();
	int found;

	memset(out, 0, sizeof(*out));
	search.limit = options->limit;
	search.excerpts = false;
	s.deadline = deadline_after(start, options->deadline_ms);
	if (reader_begin(r, err) < 0)
		return -1;
	s.analyzer = reader_analyzer(r);
	reader_watch(r, deadline_watch, &s.deadline);
	found = find_article(&s, name, out);
	out->partial = s.deadline.is_late;
	if (found == 1 && reader_failure(r, err) < 0)
		found = -1;
	search_end(&s, out, start);
	return found;
}
