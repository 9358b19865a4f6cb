#ifndef STORE_PHRASE_H
#define STORE_PHRASE_H

/* The documents that hold a phrase, in order; for store/match_walk.c. */

#include "store/match.h"
#include "store/postings.h"

/*
 * The next occurrence of a term; as the phrase's, it is earlier by the
 * term's place in it.
 */
struct phrase_head {
	struct occurrence next;
	uint64_t place;
	bool has_more;
};

struct phrase {
	struct postings *terms;
	struct phrase_head *heads;
	size_t term_count;
	bool is_title_only;
	bool is_term;              /* one, or the beginning of some, anywhere */
	struct match_place *place; /* the caller's; its document: -1 at first */
	const struct match *match; /* it is looked for in */
	struct span part;
	struct strbuf found; /* positions, where they are not those stored */
};

/*
 * Open before its first document, to be looked for in the match. `place`
 * tells where it stands, from now on. Release it also after -1.
 */
int phrase_open(struct phrase *p, const struct match *match,
		struct match_place *place, struct database *db,
		const struct segments *segments,
		const struct match_phrase *wanted, int64_t last_document,
		struct error *err);
void phrase_release(struct phrase *p);

/* The same as phrase_seek(), of any phrase but a term. */
int phrase_seek_found(struct phrase *p, int64_t least, struct error *err);

/*
 * Go to the first document from `least` on. Returns 0, or -1. Inline, for the
 * usual phrase is one term.
 */
static inline int phrase_seek(struct phrase *p, int64_t least,
			      struct error *err)
{
	struct postings *term = &p->terms[0];
	struct match_place *place = p->place;

	if (!p->is_term)
		return phrase_seek_found(p, least, err);
	if (postings_seek(term, least, err) < 0)
		return -1;
	place->document = term->document;
	place->parts = term->parts;
	place->part_count = term->part_count;
	place->limit = term->limit;
	return 0;
}

/* What it is the same as, if it is one term of the index; or NULL. */
struct postings *phrase_term(struct phrase *p);

/* Where its first terms stand, as one list; valid until the next seek. */
struct span phrase_positions(struct phrase *p);

#endif
