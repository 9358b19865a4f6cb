#ifndef QUERY_FILTER_H
#define QUERY_FILTER_H

/*
 * The conditions of a query, ready to be asked of every match: sets of
 * documents and numbers in memory, no SQL.
 */

#include "base/error.h"
#include "query/idset.h"
#include "query/parse.h"
#include "store/reader.h"
#include "text/tokenize.h"

struct filter_set {
	struct idset documents;
	bool is_excluded;
};

struct filter_section {
	uint16_t number; /* 0: there is no such section */
	bool is_excluded;
};

struct filter {
	struct reader *reader; /* where it asks for details */
	struct filter_set sets[QUERY_MAX_CONDITIONS];
	size_t set_count;
	struct filter_section sections[QUERY_MAX_CONDITIONS];
	size_t section_count;
	bool *langs; /* by number: documents in it pass; NULL: all do */
	size_t lang_count;
	int64_t after, before; /* seconds of the article's own clock */
	bool is_dated;         /* undated documents do not pass */
};

int filter_make(struct filter *out, const struct query *query, struct reader *r,
		struct analyzer *analyzer, struct arena *a, struct error *err);

/* filter_passes() where there is a condition. */
bool filter_holds(const struct filter *f, int64_t id,
		  const struct columns *columns);

/* Inline, for mostly there is none, and every match is asked. */
static inline bool filter_passes(const struct filter *f, int64_t id,
				 const struct columns *columns)
{
	bool has_any =
		f->is_dated || f->langs || f->section_count || f->set_count;

	return !has_any || filter_holds(f, id, columns);
}

#endif
