#include "store/match_walk.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/phrase.h"
#include "store/union.h"

struct walk {
	struct match match;
	const struct match_query *query;
	size_t open_count;
	/* The phrases by group, the excluded ones first. */
	int *members;
	size_t *ends; /* of each group's, in `members`; [0]: the excluded */
	struct error *err;
};

struct span match_positions(struct match *m, int phrase)
{
	return m->places[phrase].document == m->document
		       ? phrase_positions(&m->phrases[phrase])
		       : span_make("", 0);
}

void match_read_parts(const struct match *m, int phrase)
{
	struct match_place *place = &m->places[phrase];

	place->parts =
		postings_parts(m->phrases[phrase].terms, &place->part_count);
}

/*
 * Bring the phrases of a group to the first documents from `least` on.
 * Returns the least of them, INT64_MAX for none, or -1.
 */
static int64_t seek_group(struct walk *w, int group, int64_t least)
{
	size_t i = group == MATCH_EXCLUDED ? 0 : w->ends[group];
	int64_t first = INT64_MAX;

	for (; i < w->ends[group + 1]; i++) {
		int number = w->members[i];
		const struct match_place *place = &w->match.places[number];

		if (place->document < least &&
		    phrase_seek(&w->match.phrases[number], least, w->err) < 0)
			return -1;
		if (place->document < first)
			first = place->document;
	}
	return first;
}

/* The first document from `least` on that has all groups, or any. */
static int64_t seek_groups(struct walk *w, int64_t least)
{
	int count = w->query->group_count, agreed = 0;
	int64_t first = INT64_MAX;

	for (int g = 0; !w->query->needs_all && g < count; g++) {
		int64_t found = seek_group(w, g, least);

		if (found < first)
			first = found;
	}
	if (!w->query->needs_all || count == 0)
		return first;
	for (int g = 0; agreed < count; g = g + 1 < count ? g + 1 : 0) {
		int64_t found = seek_group(w, g, least);

		if (found < 0 || found == INT64_MAX)
			return found;
		agreed = found == least ? agreed + 1 : 1;
		least = found;
	}
	return least;
}

/* One term alone, as most queries are, needs no other to agree. */
static int visit_term(struct walk *w, struct postings *term, match_fn fn,
		      void *arg)
{
	struct posting batch[POSTINGS_BATCH];
	struct match *m = &w->match;

	m->present = 1;
	for (;;) {
		int count = postings_read(term, batch, POSTINGS_BATCH, w->err);

		if (count < 1)
			return count;
		for (int i = 0; i < count; i++) {
			m->document = m->places->document = batch[i].document;
			m->places->parts = &batch[i].positions;
			m->places->part_count = 1;
			if (fn(m, arg))
				return 1;
		}
	}
}

/*
 * Bring all terms to the first document from `least` on that has them.
 * Returns it, INT64_MAX for none, or -1.
 */
static int64_t seek_terms(struct walk *w, int64_t least)
{
	size_t count = w->query->count, agreed = 0;

	for (size_t i = 0; agreed < count; i = i + 1 < count ? i + 1 : 0) {
		struct postings *term = w->match.phrases[i].terms;

		if (postings_seek(term, least, w->err) < 0)
			return -1;
		agreed = term->document == least ? agreed + 1 : 1;
		least = term->document;
		match_expect(&w->match, least);
		if (least == INT64_MAX)
			break;
	}
	return least;
}

/* Words that are a term each, as most are, stand all in every match. */
static int visit_terms(struct walk *w, match_fn fn, void *arg)
{
	struct match *m = &w->match;

	m->present = UINT64_MAX;
	for (size_t i = 0; i < w->query->count; i++) {
		m->places[i].parts = &m->phrases[i].terms->part;
		m->places[i].part_count = 1;
	}
	for (int64_t least = 0;; least = m->document + 1) {
		m->document = seek_terms(w, least);
		if (m->document < 0)
			return -1;
		if (m->document == INT64_MAX)
			return 0;
		for (size_t i = 0; i < w->query->count; i++)
			m->places[i].document = m->document;
		if (fn(m, arg))
			return 1;
	}
}

static void set_present(struct walk *w)
{
	struct match *m = &w->match;

	m->present = 0;
	for (size_t i = 0; i < w->query->count && i < MATCH_BITS; i++)
		m->present |= (uint64_t)(m->places[i].document == m->document)
			      << i;
}

static int visit_all(struct walk *w, match_fn fn, void *arg)
{
	struct match *m = &w->match;
	int64_t least = 0;

	for (;;) {
		int64_t excluded;

		m->document = seek_groups(w, least);
		if (m->document < 0)
			return -1;
		if (m->document == INT64_MAX)
			return 0;
		excluded = seek_group(w, MATCH_EXCLUDED, m->document);
		if (excluded < 0)
			return -1;
		set_present(w);
		if (excluded != m->document && fn(m, arg))
			return 1;
		least = m->document + 1;
	}
}

/* Whether each group is one phrase, and this one term. */
static bool has_only_terms(const struct walk *w)
{
	const struct match_query *query = w->query;

	for (size_t i = 0; i < query->count; i++)
		if (query->phrases[i].group == MATCH_EXCLUDED ||
		    !phrase_term(&w->match.phrases[i]))
			return false;
	return query->count > 0 && query->count == (size_t)query->group_count &&
	       (query->needs_all || query->count == 1);
}

/* Whether any of the phrases will do, and each is a term or a prefix. */
static bool is_union(const struct walk *w)
{
	const struct match_query *query = w->query;

	for (size_t i = 0; i < query->count; i++)
		if (query->phrases[i].group == MATCH_EXCLUDED ||
		    !w->match.phrases[i].is_term)
			return false;
	return query->count <= MATCH_BITS &&
	       (!query->needs_all || query->group_count == 1);
}

static int visit(struct walk *w, match_fn fn, void *arg)
{
	if (!has_only_terms(w))
		return is_union(w) ? union_visit(&w->match, w->query->count, fn,
						 arg, w->err)
				   : visit_all(w, fn, arg);
	if (w->query->count == 1)
		return visit_term(w, w->match.phrases->terms, fn, arg);
	return visit_terms(w, fn, arg);
}

/* Phrases that are nowhere, as many are of those for a prefix, are left out. */
static void sort_into_groups(struct walk *w)
{
	size_t count = 0;

	for (int group = MATCH_EXCLUDED; group < w->query->group_count;
	     group++) {
		for (size_t i = 0; i < w->query->count; i++)
			if (w->query->phrases[i].group == group &&
			    w->match.places[i].document < INT64_MAX)
				w->members[count++] = (int)i;
		w->ends[group + 1] = count;
	}
}

int match_walk(struct database *db, const struct segments *segments,
	       int64_t last_document, const struct match_query *query,
	       const struct columns *columns, match_fn fn, void *arg,
	       struct error *err)
{
	struct walk w = { .query = query, .err = err };
	struct match *m = &w.match;
	int ret = 0;

	m->columns = columns;
	m->phrases = xcalloc(query->count, sizeof(*m->phrases));
	m->places = xcalloc(query->count, sizeof(*m->places));
	w.members = xcalloc(query->count, sizeof(*w.members));
	w.ends = xcalloc((size_t)query->group_count + 1, sizeof(*w.ends));
	while (ret == 0 && w.open_count < query->count) {
		size_t i = w.open_count++;

		ret = phrase_open(&m->phrases[i], m, &m->places[i], db,
				  segments, &query->phrases[i], last_document,
				  err);
	}
	if (ret == 0) {
		sort_into_groups(&w);
		ret = visit(&w, fn, arg);
	}
	for (size_t i = 0; i < w.open_count; i++)
		phrase_release(&m->phrases[i]);
	free(m->phrases);
	free(m->places);
	free(w.members);
	free(w.ends);
	return ret;
}
