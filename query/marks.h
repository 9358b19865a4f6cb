#ifndef QUERY_MARKS_H
#define QUERY_MARKS_H

/*
 * Where the words of a query stand in one document that matches. For the
 * bytes they have in its texts see query/locate.h.
 */

#include "base/strbuf.h"
#include "query/plan.h"
#include "store/content.h"
#include "store/match.h"

/* A term of a word of the plan, at a position of a field. */
struct found {
	enum field field;
	int word;
	struct place place;
};

/* All that is shown of a match; grows as needed, see ARRAY_GROW. */
struct found_list {
	struct found *items;
	size_t count, alloc;
};

/*
 * What a match has of one way to write a word of the plan: a list of
 * positions, see store/positions.h. Matches have it for as long as they are
 * among the best, and few are shown.
 */
struct kept_marks {
	struct kept_marks *next;
	int word;
	const struct alternative *alternative;
	struct span positions;
};

/*
 * Keep what a match has of the words of `plan`, which has to live as long;
 * `stem` is the algorithm of the document. NULL: nothing. It lives in `a`.
 */
struct kept_marks *marks_keep(struct match *m, const struct plan *plan,
			      int stem, struct arena *a);

/* The same with their positions, in `a`; NULL where there are none. */
struct kept_marks *marks_copy(const struct kept_marks *marks, struct arena *a);

/* Append it. Of each word no more is taken than anybody will look at. */
void marks_collect(struct found_list *out, const struct kept_marks *kept);

/* What is longer is no word for readers, and would make snippets endless. */
#define MARK_MAX_BYTES 256

/* A found word: bytes [start, end) of a text, MARK_MAX_BYTES at the most. */
struct mark {
	uint32_t start, end;
	uint64_t words; /* bit w: word w of the plan; several where joined */
};

struct marks {
	struct mark *items; /* by start; none overlap */
	size_t count;
};

/* The first mark at or behind `offset`. */
size_t mark_from(const struct marks *marks, uint32_t offset);

/*
 * Append the bytes [start, end) of `text` with MARK_START and MARK_END
 * around what is marked. Runs of white space become one space. `line_end`
 * stands for each newline that follows no punctuation, which gets a space.
 */
void marks_put(struct strbuf *out, const struct marks *marks, struct span text,
	       size_t start, size_t end, const char *line_end);

/*
 * The same for code, which keeps its lines: empty ones and the indentation
 * that all have are left out, and the rest of it stands at the front of
 * each line, in spaces. `start` is at the beginning of a line or behind its
 * indentation.
 */
void marks_put_code(struct strbuf *out, const struct marks *marks,
		    struct span text, size_t start, size_t end);

#endif
