#include "store/columns.h"

#include "store/varint.h"
#include "text/stem.h"

/* Years 1 to 9999 in seconds, and a day more on either side for offsets. */
#define FIRST_SECOND (-62135596800 - 86400)
#define LAST_SECOND (253402300799 + 86400)

/*
 * A chunk: for each document a varint, 0 where there is none, else the stem
 * plus 1; then varints: lang, the lengths of body and code and of the others.
 *
 * Its details, for each document that is there:
 *
 *	date        signed varint; 0: undated, else seconds, those >= 0 plus 1
 *	offset      signed varint
 *	title key   8 bytes, high one first
 *	path hash   4 bytes, high one first
 *	section     varint
 */

static void put_big_endian(struct strbuf *out, uint64_t value, int bytes)
{
	while (bytes--)
		strbuf_put_char(out, (char)(value >> (8 * bytes)));
}

static uint64_t get_big_endian(struct span *rest, size_t bytes, bool *bad)
{
	uint64_t value = 0;

	if (rest->len < bytes) {
		*bad = true;
		return 0;
	}
	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | (unsigned char)rest->ptr[i];
	*rest = span_slice(*rest, bytes, rest->len);
	return value;
}

/* Keep 0 free for "undated"; seconds are far from the ends of the range. */
static int64_t date_to_code(int64_t seconds)
{
	if (seconds == DATE_NONE)
		return 0;
	return seconds >= 0 ? seconds + 1 : seconds;
}

static int64_t date_from_code(int64_t code)
{
	if (code == 0)
		return DATE_NONE;
	return code > 0 ? code - 1 : code;
}

void columns_pack(struct strbuf *out, const struct columns *chunk)
{
	for (int i = 0; i < COLUMNS_CHUNK; i++) {
		const struct columns *c = &chunk[i];

		varint_put(out, c->is_present ? c->stem + 1u : 0);
		if (!c->is_present)
			continue;
		varint_put(out, c->lang);
		varint_put(out, c->body);
		varint_put(out, c->code);
		for (int f = 0; f < FIELD_BODY; f++)
			varint_put(out, c->lengths[f]);
	}
}

void details_pack(struct strbuf *out, const struct columns *chunk,
		  const struct details *details)
{
	for (int i = 0; i < COLUMNS_CHUNK; i++) {
		const struct details *d = &details[i];

		if (!chunk[i].is_present)
			continue;
		varint_put_signed(out, date_to_code(d->date));
		varint_put_signed(out, d->offset);
		put_big_endian(out, d->title_key, 8);
		put_big_endian(out, d->path_hash, 4);
		varint_put(out, d->section);
	}
}

int columns_unpack(struct columns *chunk, struct span packed)
{
	bool bad = false;

	memset(chunk, 0, COLUMNS_CHUNK * sizeof(*chunk));
	for (int i = 0; i < COLUMNS_CHUNK && !bad; i++) {
		struct columns *c = &chunk[i];
		uint64_t stem = varint_get(&packed, &bad);

		if (stem == 0)
			continue;
		if (stem > STEM_COUNT)
			bad = true;
		c->is_present = true;
		c->stem = (uint8_t)(stem - 1);
		c->lang = (uint16_t)varint_get(&packed, &bad);
		c->body = (uint32_t)varint_get(&packed, &bad);
		c->code = (uint32_t)varint_get(&packed, &bad);
		for (int f = 0; f < FIELD_BODY; f++)
			c->lengths[f] = (uint16_t)varint_get(&packed, &bad);
	}
	return bad ? -1 : 0;
}

static void unpack_details(struct details *d, struct span *rest, bool *bad)
{
	d->date = date_from_code(varint_get_signed(rest, bad));
	if (d->date != DATE_NONE &&
	    (d->date < FIRST_SECOND || d->date > LAST_SECOND))
		*bad = true; /* sums with it could overflow */
	d->offset = (int16_t)varint_get_signed(rest, bad);
	d->title_key = get_big_endian(rest, 8, bad);
	d->path_hash = (uint32_t)get_big_endian(rest, 4, bad);
	d->section = (uint16_t)varint_get(rest, bad);
}

int details_unpack(struct details *details, const struct columns *chunk,
		   struct span packed)
{
	bool bad = false;

	memset(details, 0, COLUMNS_CHUNK * sizeof(*details));
	for (int i = 0; i < COLUMNS_CHUNK && !bad; i++)
		if (chunk[i].is_present)
			unpack_details(&details[i], &packed, &bad);
	return bad ? -1 : 0;
}
