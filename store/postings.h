#ifndef STORE_POSTINGS_H
#define STORE_POSTINGS_H

/*
 * The documents that hold a term, or any term that begins with a prefix,
 * over all segments of the index, and where it stands in them.
 */

#include "store/merged.h"
#include "store/segment.h"

struct completions;

/* Documents that are worth to be read at once. */
#define POSTINGS_BATCH 64

/* Those that are read ahead of a seek, in struct postings. */
#define POSTINGS_AHEAD 16

struct postings {
	struct segment_cursor *cursors; /* one a segment; none for a prefix */
	size_t cursor_count;
	struct segment_cursor **live; /* those with documents left */
	size_t live_count;
	struct segment_cursor *lead; /* the one that stands on `document` */
	int64_t others; /* the first document that another stands on */
	/*
	 * What the lead has read behind `document`, and stands on the last of;
	 * postings_seek() goes through it.
	 */
	struct posting ahead[POSTINGS_AHEAD];
	int next_ahead, ahead_count;
	struct completions *completions; /* of a prefix */

	int64_t document; /* -1: none yet; INT64_MAX: no more */
	/*
	 * Lists of positions in it, see store/positions.h: one, or one for
	 * each term that begins with the prefix. Valid until the next call.
	 * NULL: ask postings_parts(); there are no more occurrences than
	 * `limit` says then.
	 */
	const struct span *parts;
	size_t part_count;
	struct occurrence_limit limit;
	struct span part;
	struct merged merged;
	struct span all; /* of the document `merged_for`, made of its parts */
	int64_t merged_for; /* -1: of none yet */
};

/* Terms that begin so. */
struct postings_prefix {
	struct span text;
	size_t most; /* of them; 0: all */
	bool is_title_only;
};

/*
 * Open on the term, before its first document. Release it also after -1.
 * `segments` has to live as long. A prefix is read at once; no document has
 * a number above `last_document`.
 */
int postings_open(struct postings *p, struct database *db,
		  const struct segments *segments, struct span term,
		  struct error *err);
int postings_open_prefix(struct postings *p, struct database *db,
			 const struct segments *segments,
			 const struct postings_prefix *prefix,
			 int64_t last_document, struct error *err);
void postings_release(struct postings *p);

/* Whether no document has the term; told once it is open. */
bool postings_are_empty(const struct postings *p);

/* The same as postings_seek(), behind what was read ahead. */
int postings_seek_far(struct postings *p, int64_t least, struct error *err);

/*
 * Go to the first document from `least` on. Returns 0, or -1. Inline: there
 * are many, and most are among those that were read ahead.
 */
static inline int postings_seek(struct postings *p, int64_t least,
				struct error *err)
{
	if (p->document >= least)
		return 0;
	while (p->next_ahead < p->ahead_count) {
		const struct posting *posting = &p->ahead[p->next_ahead++];

		if (posting->document >= least) {
			p->document = posting->document;
			p->part = posting->positions;
			return 0;
		}
	}
	return postings_seek_far(p, least, err);
}

/*
 * Go over some of the documents that come next, and put them; for a term, and
 * in place of postings_seek(). Returns how many, `most` at the most, or 0 at
 * the end, or -1. They are valid until the next call.
 */
int postings_read(struct postings *p, struct posting *out, int most,
		  struct error *err);

/* The parts, also where they were not yet read. */
const struct span *postings_parts(struct postings *p, size_t *count);

/* All parts as one list, in order; valid until the next call. */
struct span postings_positions(struct postings *p);

#endif
