#include "store/union.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/completions.h"

/*
 * Documents are visited a window at a time. First each phrase marks those
 * that it is in, and then only the marks are looked at: so a phrase costs
 * something for its own documents, and not for those of the others.
 */
enum { WINDOW = 256 };

/* What is read ahead of a phrase; more than a window has mostly. */
enum { AHEAD = 32 };

struct source {
	struct phrase *phrase;
	int64_t first; /* document that is not visited yet; INT64_MAX: none */
	struct posting batch[AHEAD]; /* of a term; none of a prefix */
	int next, count;
};

struct union_walk {
	struct match *match;
	struct source *sources; /* by phrase */
	size_t count;
	int64_t from, before;   /* the window */
	uint64_t marks[WINDOW]; /* bit i: phrase i has it */
	struct error *err;
};

/* A term stays on the last of its batch until the window is there. */
static int read_ahead(struct source *s, int64_t least, struct error *err)
{
	struct postings *term = s->phrase->terms;

	if (s->first >= least)
		return 0;
	if (term->completions) {
		if (postings_seek(term, least, err) < 0)
			return -1;
		s->first = term->document;
		return 0;
	}
	s->count = postings_read(term, s->batch, AHEAD, err);
	s->next = 0;
	s->first = s->count > 0 ? s->batch[0].document : INT64_MAX;
	return s->count < 0 ? -1 : 0;
}

/*
 * The next window: from the first document of any phrase, as far as all are
 * read. Returns 1, or 0 at the end, or -1.
 */
static int next_window(struct union_walk *w)
{
	int64_t least = w->before;

	w->from = INT64_MAX;
	for (size_t i = 0; i < w->count; i++) {
		if (read_ahead(&w->sources[i], least, w->err) < 0)
			return -1;
		if (w->sources[i].first < w->from)
			w->from = w->sources[i].first;
	}
	if (w->from == INT64_MAX)
		return 0;
	w->before = w->from + WINDOW;
	for (size_t i = 0; i < w->count; i++) {
		const struct source *s = &w->sources[i];

		if (s->first < INT64_MAX && s->count > 0 &&
		    s->batch[s->count - 1].document < w->before)
			w->before = s->batch[s->count - 1].document + 1;
	}
	return 1;
}

static void mark(struct union_walk *w, size_t phrase)
{
	struct source *s = &w->sources[phrase];
	struct postings *term = s->phrase->terms;
	uint64_t bit = (uint64_t)1 << phrase;
	int i = s->next;

	if (s->first >= w->before)
		return;
	if (term->completions) {
		completions_mark(term->completions, w->from, w->before,
				 w->marks, bit);
		return;
	}
	for (; i < s->count && s->batch[i].document < w->before; i++) {
		match_expect(w->match, s->batch[i].document);
		w->marks[s->batch[i].document - w->from] |= bit;
	}
	s->first = i < s->count ? s->batch[i].document : w->before - 1;
}

/* Tell where the phrase stands in the match. */
static inline void stand(struct union_walk *w, int phrase)
{
	struct source *s = &w->sources[phrase];
	struct match_place *place = &w->match->places[phrase];

	struct postings *term = s->phrase->terms;
	int64_t id = w->match->document;

	place->document = id;
	if (term->completions) {
		term->document = id;
		term->parts = place->parts = NULL;
		place->limit = completions_limit(term->completions, id);
		return;
	}
	place->parts = &s->batch[s->next++].positions;
	place->part_count = 1;
}

static int visit_marked(struct union_walk *w, match_fn fn, void *arg)
{
	struct match *m = w->match;

	for (int64_t id = w->from; id < w->before; id++) {
		uint64_t present = w->marks[id - w->from];

		if (!present)
			continue;
		m->document = id;
		m->present = present;
		for (; present; present &= present - 1)
			stand(w, __builtin_ctzll(present));
		if (fn(m, arg))
			return 1;
	}
	return 0;
}

static int visit_windows(struct union_walk *w, match_fn fn, void *arg)
{
	for (;;) {
		int ret = next_window(w);

		if (ret < 1)
			return ret;
		memset(w->marks, 0, sizeof(w->marks));
		for (size_t i = 0; i < w->count; i++)
			mark(w, i);
		ret = visit_marked(w, fn, arg);
		if (ret)
			return ret;
	}
}

int union_visit(struct match *m, size_t count, match_fn fn, void *arg,
		struct error *err)
{
	struct union_walk w = { .match = m, .count = count, .err = err };
	int ret;

	w.sources = xcalloc(count, sizeof(*w.sources));
	for (size_t i = 0; i < count; i++) {
		w.sources[i].phrase = &m->phrases[i];
		w.sources[i].first =
			m->places[i].document < INT64_MAX ? -1 : INT64_MAX;
	}
	ret = visit_windows(&w, fn, arg);
	free(w.sources);
	return ret;
}
