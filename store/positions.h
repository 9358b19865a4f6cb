#ifndef STORE_POSITIONS_H
#define STORE_POSITIONS_H

/*
 * Where a term stands in a document, as FTS5 stores it: for each occurrence
 * a number, 2 more than its distance to the one before in the same field.
 * Before those of another field than the first there is a 1, and the field;
 * fields go up. Here, because each match is looked at.
 */

#include "store/document.h"
#include "store/varint.h"

/* An occurrence, and what comes behind it. */
struct occurrence {
	enum field field;
	uint32_t position;
	const unsigned char *at, *end;
};

/* Occurrences of a document have the order of these numbers. */
static inline uint64_t occurrence_order(const struct occurrence *o)
{
	return (uint64_t)o->field << 32 | o->position;
}

/*
 * Read the next one; false: there is none, or the list is damaged. It is
 * never before the one that was read last.
 */
static inline bool positions_next(struct occurrence *o)
{
	uint64_t value = 0;

	o->at = varint_get_fts(o->at, o->end, &value);
	if (o->at && value == 1) {
		o->at = varint_get_fts(o->at, o->end, &value);
		if (!o->at || value >= FIELD_COUNT || value <= o->field)
			goto end;
		o->field = (enum field)value;
		o->position = 0;
		o->at = varint_get_fts(o->at, o->end, &value);
	}
	if (!o->at || value < 2 || value - 2 > UINT32_MAX - o->position)
		goto end;
	o->position += (uint32_t)(value - 2);
	return true;
end:
	o->at = o->end; /* so that the next call says the same */
	return false;
}

/* The first one of a list. */
static inline bool positions_first(struct span list, struct occurrence *o)
{
	o->field = (enum field)0;
	o->position = 0;
	o->at = (const unsigned char *)list.ptr;
	o->end = o->at + list.len;
	return positions_next(o);
}

/*
 * Whether all are in the text, as in most lists: they begin with a 1 and its
 * field. It is longer than 2 bytes then, and has no more occurrences than
 * bytes behind those.
 */
static inline bool positions_are_in_text(struct span list)
{
	const unsigned char *bytes = (const unsigned char *)list.ptr;

	return list.len > 2 && bytes[0] == 1 && bytes[1] >= FIELD_BODY;
}

/* No more occurrences than these. */
struct occurrence_limit {
	uint32_t in_text, elsewhere;
};

/* For positions_limit() itself, of lists that do not begin in the text. */
struct occurrence_limit positions_limit_mixed(struct span list);

/* How many a list may have, by its bytes: no number is read. */
static inline struct occurrence_limit positions_limit(struct span list)
{
	if (!positions_are_in_text(list))
		return positions_limit_mixed(list);
	return (struct occurrence_limit){ (uint32_t)list.len - 2, 0 };
}

/*
 * Append the occurrence of that order. `*last` is that of the one before,
 * 0 at first, and then this one.
 */
void positions_put(struct strbuf *out, uint64_t *last, uint64_t order);

#endif
