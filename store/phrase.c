#include "store/phrase.h"

#include <stdlib.h>

#include "base/mem.h"

static size_t count_terms(struct span terms)
{
	struct span term;
	size_t count = 0;

	while (span_next_piece(&terms, ' ', &term))
		count++;
	return count;
}

int phrase_open(struct phrase *p, const struct match *match,
		struct match_place *place, struct database *db,
		const struct segments *segments,
		const struct match_phrase *wanted, int64_t last_document,
		struct error *err)
{
	struct strbuf empty = STRBUF_INIT;
	struct span rest = wanted->terms, term;
	size_t count = count_terms(rest);
	int ret = 0;

	memset(p, 0, sizeof(*p));
	p->found = empty;
	p->match = match;
	p->place = place;
	place->document = count ? -1 : INT64_MAX;
	p->is_title_only = wanted->is_title_only;
	p->is_term = count == 1 && !p->is_title_only;
	p->terms = xcalloc(count, sizeof(*p->terms));
	p->heads = xcalloc(count, sizeof(*p->heads));
	/* A prefix is not gathered where a word before it is nowhere. */
	while (ret == 0 && place->document < INT64_MAX &&
	       span_next_piece(&rest, ' ', &term)) {
		struct postings *next = &p->terms[p->term_count++];

		if (p->term_count == count && wanted->is_prefix)
			ret = postings_open_prefix(
				next, db, segments,
				&(struct postings_prefix){
					term, wanted->most_terms,
					wanted->is_title_only },
				last_document, err);
		else
			ret = postings_open(next, db, segments, term, err);
		if (ret == 0 && postings_are_empty(next))
			place->document = INT64_MAX;
	}
	return ret;
}

void phrase_release(struct phrase *p)
{
	for (size_t i = 0; i < p->term_count; i++)
		postings_release(&p->terms[i]);
	free(p->terms);
	free(p->heads);
	strbuf_release(&p->found);
}

/* Bring all terms to the first document from `least` on that has them. */
static int seek_terms(struct phrase *p, int64_t least, struct error *err)
{
	size_t agreed = 0;

	for (size_t i = 0; agreed < p->term_count;
	     i = i + 1 < p->term_count ? i + 1 : 0) {
		if (postings_seek(&p->terms[i], least, err) < 0)
			return -1;
		agreed = p->terms[i].document == least ? agreed + 1 : 1;
		least = p->terms[i].document;
		if (least == INT64_MAX)
			break;
	}
	p->place->document = least;
	return 0;
}

static uint64_t order_of(const struct phrase_head *h)
{
	return occurrence_order(&h->next) - h->place;
}

/*
 * Go on in the field, up to `position`, while numbers are of one byte and of
 * no other field: what positions_next() would do, in a tight loop.
 */
static inline void skip_within(struct occurrence *o, uint32_t position)
{
	const unsigned char *at = o->at;
	uint32_t here = o->position;

	while (here < position && at < o->end && *at >= 2 && *at < 0x80)
		here += *at++ - 2u;
	o->at = at;
	o->position = here;
}

/*
 * Go to the first that is not before `least`; false: there is none. What is
 * before the beginning of a field by its place, the first term never is.
 */
static bool skip_to(struct phrase_head *h, uint64_t least)
{
	struct occurrence o = h->next; /* to be kept in registers */
	bool has_more = h->has_more;
	uint64_t wanted = least + h->place;

	while (has_more && occurrence_order(&o) < wanted) {
		if (o.field == wanted >> 32)
			skip_within(&o, (uint32_t)wanted);
		if (occurrence_order(&o) < wanted)
			has_more = positions_next(&o);
	}
	h->next = o;
	h->has_more = has_more;
	return has_more;
}

/* Gather where the terms stand side by side. */
static void find_adjacent(struct phrase *p)
{
	struct phrase_head *heads = p->heads;
	uint64_t least = 0, last = 0;
	size_t agreed = 0;

	strbuf_reset(&p->found);
	for (size_t i = 0;; i = i + 1 < p->term_count ? i + 1 : 0) {
		if (!skip_to(&heads[i], least))
			return;
		agreed = order_of(&heads[i]) == least ? agreed + 1 : 1;
		least = order_of(&heads[i]);
		if (agreed < p->term_count)
			continue;
		positions_put(&p->found, &last, least++);
		agreed = 0;
	}
}

static void find_phrase(struct phrase *p)
{
	for (size_t i = 0; i < p->term_count; i++) {
		struct phrase_head *head = &p->heads[i];

		head->place = i;
		head->has_more = positions_first(
			postings_positions(&p->terms[i]), &head->next);
	}
	find_adjacent(p);
}

/* Keep those that stand in the title. */
static void keep_title(struct phrase *p, struct span all)
{
	struct occurrence o;
	uint64_t last = 0;
	struct strbuf title = STRBUF_INIT;

	for (bool more = positions_first(all, &o);
	     more && o.field == FIELD_TITLE; more = positions_next(&o))
		positions_put(&title, &last, occurrence_order(&o));
	strbuf_release(&p->found);
	p->found = title;
}

/* Whether the document that has the terms has the phrase. */
static bool is_found(struct phrase *p)
{
	if (p->term_count > 1) {
		match_expect(p->match, p->place->document);
		find_phrase(p);
	}
	if (p->is_title_only)
		keep_title(p, p->term_count > 1
				      ? strbuf_span(&p->found)
				      : postings_positions(&p->terms[0]));
	p->part = strbuf_span(&p->found);
	p->place->parts = &p->part;
	p->place->part_count = 1;
	return p->found.len > 0;
}

int phrase_seek_found(struct phrase *p, int64_t least, struct error *err)
{
	while (p->place->document < least) {
		if (seek_terms(p, least, err) < 0)
			return -1;
		if (p->place->document == INT64_MAX || is_found(p))
			break;
		least = p->place->document + 1;
	}
	return 0;
}

struct postings *phrase_term(struct phrase *p)
{
	return p->is_term && !p->terms[0].completions ? &p->terms[0] : NULL;
}

struct span phrase_positions(struct phrase *p)
{
	if (p->place->parts && p->place->part_count == 1)
		return p->place->parts[0];
	return postings_positions(&p->terms[0]);
}
