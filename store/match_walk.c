#include "store/match_walk.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/phrase.h"

struct match {
	const struct match_query *query;
	struct phrase *phrases;
	size_t open_count;
	/* The phrases by group, the excluded ones first. */
	struct phrase **members;
	size_t *ends; /* of each group's, in `members`; [0]: the excluded */
	int64_t document;
	struct error *err;
};

int64_t match_document(const struct match *m)
{
	return m->document;
}

int match_next_phrase(const struct match *m, int from, int end)
{
	while (from < end && m->phrases[from].document != m->document)
		from++;
	return from;
}

bool match_first(struct match *m, int phrase, struct occurrence *o)
{
	struct phrase *p = &m->phrases[phrase];

	return p->document == m->document &&
	       positions_first(phrase_positions(p), o);
}

size_t match_parts(const struct match *m, int phrase, const struct span **out)
{
	const struct phrase *p = &m->phrases[phrase];

	*out = p->parts;
	return p->document == m->document ? p->part_count : 0;
}

/*
 * Bring the phrases of a group to the first documents from `least` on.
 * Returns the least of them, INT64_MAX for none, or -1.
 */
static int64_t seek_group(struct match *m, int group, int64_t least)
{
	size_t i = group == MATCH_EXCLUDED ? 0 : m->ends[group];
	int64_t first = INT64_MAX;

	for (; i < m->ends[group + 1]; i++) {
		struct phrase *p = m->members[i];

		if (p->document < least && phrase_seek(p, least, m->err) < 0)
			return -1;
		if (p->document < first)
			first = p->document;
	}
	return first;
}

/* The first document from `least` on that has all groups, or any. */
static int64_t seek_groups(struct match *m, int64_t least)
{
	int count = m->query->group_count, agreed = 0;
	int64_t first = INT64_MAX;

	for (int g = 0; !m->query->needs_all && g < count; g++) {
		int64_t found = seek_group(m, g, least);

		if (found < first)
			first = found;
	}
	if (!m->query->needs_all || count == 0)
		return first;
	for (int g = 0; agreed < count; g = g + 1 < count ? g + 1 : 0) {
		int64_t found = seek_group(m, g, least);

		if (found < 0 || found == INT64_MAX)
			return found;
		agreed = found == least ? agreed + 1 : 1;
		least = found;
	}
	return least;
}

/* One phrase alone, as most queries are, needs no other to agree. */
static int visit_phrase(struct match *m, match_fn fn, void *arg)
{
	struct phrase *p = &m->phrases[0];

	for (m->document = -1;;) {
		if (phrase_seek(p, m->document + 1, m->err) < 0)
			return -1;
		m->document = p->document;
		if (m->document == INT64_MAX)
			return 0;
		if (fn(m, arg))
			return 1;
	}
}

static int visit_all(struct match *m, match_fn fn, void *arg)
{
	int64_t least = 0;

	for (;;) {
		int64_t excluded;

		m->document = seek_groups(m, least);
		if (m->document < 0)
			return -1;
		if (m->document == INT64_MAX)
			return 0;
		excluded = seek_group(m, MATCH_EXCLUDED, m->document);
		if (excluded < 0)
			return -1;
		if (excluded != m->document && fn(m, arg))
			return 1;
		least = m->document + 1;
	}
}

static void sort_into_groups(struct match *m)
{
	size_t count = 0;

	for (int group = MATCH_EXCLUDED; group < m->query->group_count;
	     group++) {
		for (size_t i = 0; i < m->query->count; i++)
			if (m->query->phrases[i].group == group)
				m->members[count++] = &m->phrases[i];
		m->ends[group + 1] = count;
	}
}

int match_walk(struct database *db, const struct segments *segments,
	       int64_t last_document, const struct match_query *query,
	       match_fn fn, void *arg, struct error *err)
{
	struct match m = { .query = query, .err = err };
	int ret = 0;

	m.phrases = xcalloc(query->count, sizeof(*m.phrases));
	m.members = xcalloc(query->count, sizeof(struct phrase *));
	m.ends = xcalloc((size_t)query->group_count + 1, sizeof(*m.ends));
	sort_into_groups(&m);
	while (ret == 0 && m.open_count < query->count) {
		size_t i = m.open_count++;

		ret = phrase_open(&m.phrases[i], db, segments,
				  &query->phrases[i], last_document, err);
	}
	if (ret == 0)
		ret = query->count == 1 && query->phrases[0].group >= 0
			      ? visit_phrase(&m, fn, arg)
			      : visit_all(&m, fn, arg);
	for (size_t i = 0; i < m.open_count; i++)
		phrase_release(&m.phrases[i]);
	free(m.phrases);
	free(m.members);
	free(m.ends);
	return ret;
}
