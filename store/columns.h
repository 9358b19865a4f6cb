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

struct columns {
	int64_t date;       /* as struct date; DATE_NONE: undated */
	uint64_t title_key; /* first bytes of the folded title, for ties */
	uint32_t path_hash; /* for ties among those */
	uint32_t lengths[FIELD_COUNT]; /* in tokens */
	int16_t offset;                /* of the date, in minutes */
	uint16_t lang;                 /* number in the table `language` */
	uint16_t section;              /* the same in `section`, from 1 */
	uint8_t stem;                  /* algorithm, see text/stem.h */
	bool is_present;               /* there is such a document */
};

/*
 * Documents a row. With fewer, more rows are read where all documents match;
 * with more, more is unpacked for a match that stands alone.
 */
#define COLUMNS_CHUNK 32

/* Append the packed form of COLUMNS_CHUNK documents. */
void columns_pack(struct strbuf *out, const struct columns *chunk);

/* Fill COLUMNS_CHUNK documents. Returns 0, or -1 when it is damaged. */
int columns_unpack(struct columns *chunk, struct span packed);

#endif
