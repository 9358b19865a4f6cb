#ifndef QUERY_STATUS_H
#define QUERY_STATUS_H

/* What an index holds and whether it is whole, for its owner. */

#include "base/strbuf.h"
#include "store/reader.h"

struct language_count {
	struct span name;
	int64_t documents;
};

struct status {
	const char *path; /* of the index */
	int64_t bytes;    /* of the file */
	int64_t changed;  /* seconds since the epoch */
	int64_t documents, words;
	int64_t revision;
	struct language_count *languages; /* most documents first */
	size_t language_count;
	struct error damage; /* ERR_NONE: it is whole */
};

/*
 * Look at the index at `path`, all of it: slow. Lives in `a`. Returns -1
 * for an index that cannot be opened; of a damaged one it counts what it
 * can.
 */
int status_find(struct status *out, const char *path, struct arena *a,
		struct error *err);

/* For people; `now` is in seconds since the epoch. */
void status_print_text(struct strbuf *out, const struct status *s, int64_t now);

/* One JSON object on a line. */
void status_print_json(struct strbuf *out, const struct status *s);

#endif
