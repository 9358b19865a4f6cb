#include "store/postings.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/completions.h"
#include "store/positions.h"
#include "store/segment_format.h"

static void init(struct postings *p, struct database *db,
		 const struct segments *segments)
{
	const struct merged empty = { .list = STRBUF_INIT };

	memset(p, 0, sizeof(*p));
	p->merged = empty;
	p->document = p->merged_for = -1;
	p->parts = &p->part;
	p->part_count = 1;
	p->cursors = xcalloc(segments->count, sizeof(*p->cursors));
	p->live = xcalloc(segments->count, sizeof(struct segment_cursor *));
	p->cursor_count = segments->count;
	for (size_t i = 0; i < segments->count; i++)
		segment_cursor_init(&p->cursors[i], db, &segments->items[i]);
}

static void release_cursors(struct postings *p)
{
	for (size_t i = 0; i < p->cursor_count; i++)
		segment_cursor_release(&p->cursors[i]);
	p->cursor_count = p->live_count = 0;
}

void postings_release(struct postings *p)
{
	release_cursors(p);
	free(p->cursors);
	free(p->live);
	completions_free(p->completions);
	merged_release(&p->merged);
}

static struct span put_key(struct strbuf *key, struct span term)
{
	strbuf_put_char(key, FTS_MAIN_INDEX);
	strbuf_put_span(key, term);
	return strbuf_span(key);
}

/* Go to the first document; a cursor that has none is not among the live. */
static int start(struct postings *p, struct segment_cursor *c,
		 struct error *err)
{
	int found = segment_cursor_next(c, 0, err);

	if (found == 1)
		p->live[p->live_count++] = c;
	return found;
}

int postings_open(struct postings *p, struct database *db,
		  const struct segments *segments, struct span term,
		  struct error *err)
{
	struct strbuf key = STRBUF_INIT;
	struct span wanted = put_key(&key, term);
	int found = 0;

	init(p, db, segments);
	for (size_t i = 0; i < p->cursor_count && found >= 0; i++) {
		struct segment_cursor *c = &p->cursors[i];

		found = segment_cursor_find(c, wanted, err);
		if (found == 1)
			found = start(p, c, err);
	}
	strbuf_release(&key);
	return found < 0 ? -1 : 0;
}

bool postings_are_empty(const struct postings *p)
{
	return p->live_count == 0 && !p->completions;
}

/* Bring all to `least`, and let go of those that have no more documents. */
static int advance(struct postings *p, int64_t least, struct error *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->live_count; i++) {
		struct segment_cursor *c = p->live[i];
		int found = 1;

		if (c->document < least)
			found = segment_cursor_next(c, least, err);
		if (found < 0)
			return -1;
		if (found == 1)
			p->live[kept++] = c;
	}
	p->live_count = kept;
	return 0;
}

/*
 * Stand where the first of them stands. What the newest says holds: it may
 * say that there is nothing.
 */
static void stand(struct postings *p)
{
	p->lead = NULL;
	p->document = p->others = INT64_MAX;
	for (size_t i = 0; i < p->live_count; i++) {
		struct segment_cursor *c = p->live[i];

		if (c->document < p->document) {
			p->others = p->document;
			p->document = c->document;
			p->lead = c;
		} else if (c->document < p->others) {
			p->others = c->document;
		}
	}
	if (p->lead)
		p->part = p->lead->positions;
}

/* Where it takes more than one cursor to tell. */
static __attribute__((noinline)) int seek_all(struct postings *p, int64_t least,
					      struct error *err)
{
	for (;; least = p->document + 1) {
		if (advance(p, least, err) < 0)
			return -1;
		stand(p);
		if (p->document == INT64_MAX || p->part.len)
			return 0;
	}
}

/*
 * Most documents are in one segment, which was written when the site was
 * first indexed: its cursor moves alone up to where another one stands.
 */
static int seek_cursors(struct postings *p, int64_t least, struct error *err)
{
	struct segment_cursor *c = p->lead;

	if (c && least <= p->others) {
		int found = segment_cursor_next(c, least, err);

		if (found < 0)
			return -1;
		if (found && c->document < p->others && c->positions.len) {
			p->document = c->document;
			p->part = c->positions;
			return 0;
		}
	}
	return seek_all(p, least, err);
}

int postings_read(struct postings *p, struct posting *out, int most,
		  struct error *err)
{
	struct segment_cursor *c = p->lead;

	if (c) {
		int count = segment_cursor_read(c, p->others, out, most, err);

		p->document = c->document;
		if (count)
			return count;
	}
	if (p->document == INT64_MAX)
		return 0;
	if (seek_cursors(p, p->document + 1, err) < 0)
		return -1;
	if (p->document == INT64_MAX)
		return 0;
	*out = (struct posting){ p->document, p->part };
	return 1;
}

static int seek_completions(struct postings *p, int64_t least)
{
	p->document = completions_find(p->completions, least);
	p->parts = NULL;
	if (p->document < INT64_MAX)
		p->limit = completions_limit(p->completions, p->document);
	return 0;
}

int postings_seek_far(struct postings *p, int64_t least, struct error *err)
{
	int count = 0;

	if (p->completions)
		return seek_completions(p, least);
	if (seek_cursors(p, least, err) < 0)
		return -1;
	if (p->lead)
		count = segment_cursor_read(p->lead, p->others, p->ahead,
					    POSTINGS_AHEAD, err);
	p->next_ahead = 0;
	p->ahead_count = count;
	return count < 0 ? -1 : 0;
}

/* Reading all terms that begin so. */
struct prefix_walk {
	struct postings *postings;
	struct segment_cursor **items; /* those that stand on such a term */
	size_t count;
	struct strbuf prefix, term; /* term: the one being read */
	bool is_title_only;
	int64_t last_document;
	struct error *err;
};

/* Keep a cursor where it stands on a term that begins so. */
static int keep(struct prefix_walk *w, struct segment_cursor *c, int found)
{
	const struct strbuf *term = &c->term;

	if (found == 1 && term->len >= w->prefix.len &&
	    memcmp(term->buf, w->prefix.buf, w->prefix.len) == 0)
		w->items[w->count++] = c;
	return found;
}

static int begin_walk(struct prefix_walk *w)
{
	struct postings *p = w->postings;
	int found = 0;

	for (size_t i = 0; i < p->cursor_count && found >= 0; i++) {
		struct segment_cursor *c = &p->cursors[i];

		found = segment_cursor_seek(c, strbuf_span(&w->prefix), w->err);
		keep(w, c, found);
	}
	return found;
}

static bool is_at_term(const struct prefix_walk *w,
		       const struct segment_cursor *c)
{
	return span_eq(strbuf_span(&c->term), strbuf_span(&w->term));
}

/* Turn to the least of the terms, before its first document. */
static int open_term(struct prefix_walk *w)
{
	struct postings *p = w->postings;
	const struct segment_cursor *least = w->items[0];
	int found = 0;

	for (size_t i = 1; i < w->count; i++)
		if (span_cmp(strbuf_span(&w->items[i]->term),
			     strbuf_span(&least->term)) < 0)
			least = w->items[i];
	strbuf_reset(&w->term);
	strbuf_put_span(&w->term, strbuf_span(&least->term));
	p->live_count = 0;
	p->lead = NULL;
	p->document = -1;
	for (size_t i = 0; i < w->count && found >= 0; i++)
		if (is_at_term(w, w->items[i]))
			found = start(p, w->items[i], w->err);
	return found;
}

/* Those in the title, which is the first field, from the front of a list. */
static struct span title_of(struct span list)
{
	const unsigned char *front = (const unsigned char *)list.ptr;
	const unsigned char *end = front;
	struct occurrence o;

	for (bool more = positions_first(list, &o);
	     more && o.field == FIELD_TITLE; more = positions_next(&o))
		end = o.at;
	return span_make(list.ptr, (size_t)(end - front));
}

/* Leave those in titles; returns of how many documents. */
static int keep_titles(struct posting *batch, int count)
{
	int kept = 0;

	for (int i = 0; i < count; i++) {
		batch[kept] = batch[i];
		batch[kept].positions = title_of(batch[i].positions);
		if (batch[kept].positions.len)
			kept++;
	}
	return kept;
}

/* Put all documents of the term. */
static int drain_term(struct prefix_walk *w)
{
	struct posting batch[POSTINGS_BATCH];
	struct postings *p = w->postings;

	for (;;) {
		int count = postings_read(p, batch, POSTINGS_BATCH, w->err);

		if (count < 1)
			return count;
		if (batch[count - 1].document > w->last_document)
			return database_damaged(p->cursors[0].db, w->err);
		if (w->is_title_only)
			count = keep_titles(batch, count);
		completions_put(p->completions, batch, count);
	}
}

static int leave_term(struct prefix_walk *w)
{
	size_t count = w->count;
	int found = 0;

	w->count = 0;
	for (size_t i = 0; i < count && found >= 0; i++) {
		struct segment_cursor *c = w->items[i];

		found = 1;
		if (is_at_term(w, c))
			found = segment_cursor_next_term(c, w->err);
		keep(w, c, found);
	}
	return found;
}

int postings_open_prefix(struct postings *p, struct database *db,
			 const struct segments *segments,
			 const struct postings_prefix *prefix,
			 int64_t last_document, struct error *err)
{
	struct prefix_walk w = { .postings = p,
				 .items = xcalloc(segments->count,
						  sizeof(*w.items)),
				 .prefix = STRBUF_INIT,
				 .term = STRBUF_INIT,
				 .is_title_only = prefix->is_title_only,
				 .last_document = last_document,
				 .err = err };
	size_t left = prefix->most ? prefix->most : SIZE_MAX;
	int ret;

	init(p, db, segments);
	p->completions = completions_new(last_document);
	put_key(&w.prefix, prefix->text);
	ret = begin_walk(&w);
	while (ret >= 0 && w.count && left--) {
		ret = open_term(&w);
		if (ret >= 0)
			ret = drain_term(&w);
		if (ret >= 0)
			ret = leave_term(&w);
	}
	release_cursors(p);
	p->document = -1;
	free(w.items);
	strbuf_release(&w.prefix);
	strbuf_release(&w.term);
	return ret < 0 ? -1 : 0;
}

const struct span *postings_parts(struct postings *p, size_t *count)
{
	if (!p->parts)
		p->parts = completions_get(p->completions, p->document,
					   &p->part_count);
	*count = p->part_count;
	return p->parts;
}

struct span postings_positions(struct postings *p)
{
	size_t count;
	const struct span *parts = postings_parts(p, &count);

	if (count == 1)
		return parts[0];
	if (p->merged_for != p->document) {
		p->merged_for = p->document;
		p->all = merged_make(&p->merged, parts, count);
	}
	return p->all;
}
