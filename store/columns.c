#include "store/columns.h"

#include "store/varint.h"
#include "text/stem.h"

/* Years 1 to 9999 in seconds, and a day more on either side for offsets. */
#define FIRST_SECOND (-62135596800 - 86400)
#define LAST_SECOND (253402300799 + 86400)

/*
 * A chunk: for each document one byte, 1 where there is one, and then
 *
 *	date        signed varint; 0: undated, else seconds, those >= 0 plus 1
 *	offset      signed varint
 *	title key   8 bytes, high one first
 *	path hash   4 bytes, high one first
 *	lang, stem, section  varints
 *	lengths     varints
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

		strbuf_put_char(out, c->is_present);
		if (!c->is_present)
			continue;
		varint_put_signed(out, date_to_code(c->date));
		varint_put_signed(out, c->offset);
		put_big_endian(out, c->title_key, 8);
		put_big_endian(out, c->path_hash, 4);
		varint_put(out, c->lang);
		varint_put(out, c->stem);
		varint_put(out, c->section);
		for (int f = 0; f < FIELD_COUNT; f++)
			varint_put(out, c->lengths[f]);
	}
}

static void unpack_one(struct columns *c, struct span *rest, bool *bad)
{
	uint64_t stem;

	c->date = date_from_code(varint_get_signed(rest, bad));
	if (c->date != DATE_NONE &&
	    (c->date < FIRST_SECOND || c->date > LAST_SECOND))
		*bad = true; /* sums with it could overflow */
	c->offset = (int16_t)varint_get_signed(rest, bad);
	c->title_key = get_big_endian(rest, 8, bad);
	c->path_hash = (uint32_t)get_big_endian(rest, 4, bad);
	c->lang = (uint16_t)varint_get(rest, bad);
	stem = varint_get(rest, bad);
	if (stem >= STEM_COUNT)
		*bad = true;
	c->stem = (uint8_t)stem;
	c->section = (uint16_t)varint_get(rest, bad);
	for (int f = 0; f < FIELD_COUNT; f++)
		c->lengths[f] = (uint32_t)varint_get(rest, bad);
}

int columns_unpack(struct columns *chunk, struct span packed)
{
	bool bad = false;

	memset(chunk, 0, COLUMNS_CHUNK * sizeof(*chunk));
	for (int i = 0; i < COLUMNS_CHUNK && !bad; i++) {
		chunk[i].is_present = varint_get(&packed, &bad) == 1;
		if (chunk[i].is_present)
			unpack_one(&chunk[i], &packed, &bad);
	}
	return bad ? -1 : 0;
}
