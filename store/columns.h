#ifndef STORE_COLUMNS_H
#define STORE_COLUMNS_H

/*
 * What ranking, sorting and filtering need to know of every match, kept in
 * memory by document number. Many documents share one row of the table
 * `columns`, so that a reader loads them in bulk and only where a query
 * has matches.
 */

#include <stdint.h>

#include "base/strbuf.h"
#include "store/document.h"

/* Asked of every match: small, so that those of many matches are in a cache. */
struct columns {
	uint32_t body, code;          /* lengths of the text, in tokens */
	uint16_t lengths[FIELD_BODY]; /* of what is before it, see below */
	uint16_t lang;                /* number in the table `language` */
	uint8_t stem;                 /* algorithm, see text/stem.h */
	bool is_present;              /* there is such a document */
};

/* So long is a longer field that is not text, for ranking. */
#define COLUMNS_MAX_LENGTH UINT16_MAX

static inline uint32_t columns_length(const struct columns *c, enum field field)
{
	if (field < FIELD_BODY)
		return c->lengths[field];
	return field == FIELD_BODY ? c->body : c->code;
}

/* Asked of those that may be among the best, and by some filters. */
struct details {
	int64_t date;       /* as struct date; DATE_NONE: undated */
	uint64_t title_key; /* first bytes of the folded title, for ties */
	uint32_t path_hash; /* for ties among those */
	int16_t offset;     /* of the date, in minutes */
	uint16_t section;   /* number in `section`, from 1 */
};

/*
 * Documents a row. With fewer, more rows are read where all documents match;
 * with more, more is unpacked for a match that stands alone.
 */
#define COLUMNS_CHUNK 64

/* Append the packed form of COLUMNS_CHUNK documents. */
void columns_pack(struct strbuf *out, const struct columns *chunk);

/* The same of their details. */
void details_pack(struct strbuf *out, const struct columns *chunk,
		  const struct details *details);

/* Fill COLUMNS_CHUNK documents. Returns 0, or -1 when it is damaged. */
int columns_unpack(struct columns *chunk, struct span packed);

/* Fill those of the documents that are present; the others are cleared. */
int details_unpack(struct details *details, const struct columns *chunk,
		   struct span packed);

#endif
