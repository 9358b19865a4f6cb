#include "text/utf8.h"

/* The bytes a sequence has, by its first byte; 0: begins none. */
static size_t sequence_length(unsigned char first)
{
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if ((first & 0xf0) == 0xe0)
		return 3;
	return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

int32_t utf8_next_long(struct span text, size_t *pos)
{
	static const unsigned char first_mask[] = { 0, 0, 0x1f, 0x0f, 0x07 };
	static const int32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *at = (const unsigned char *)text.ptr + *pos;
	size_t len = sequence_length(*at);
	int32_t code;

	if (len == 0 || len > text.len - *pos)
		goto malformed;
	code = *at & first_mask[len];
	for (size_t i = 1; i < len; i++) {
		if ((at[i] & 0xc0) != 0x80)
			goto malformed;
		code = code << 6 | (at[i] & 0x3f);
	}
	if (code < smallest[len] || code > 0x10ffff ||
	    (code >= 0xd800 && code <= 0xdfff))
		goto malformed;
	*pos += len;
	return code;
malformed:
	*pos += 1;
	return -1;
}

void utf8_put(struct strbuf *out, int32_t code)
{
	char bytes[4];
	size_t len = 0;

	if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		code = 0xfffd;
	if (code < 0x80) {
		bytes[len++] = (char)code;
	} else if (code < 0x800) {
		bytes[len++] = (char)(0xc0 | code >> 6);
	} else if (code < 0x10000) {
		bytes[len++] = (char)(0xe0 | code >> 12);
		bytes[len++] = (char)(0x80 | (code >> 6 & 0x3f));
	} else {
		bytes[len++] = (char)(0xf0 | code >> 18);
		bytes[len++] = (char)(0x80 | (code >> 12 & 0x3f));
		bytes[len++] = (char)(0x80 | (code >> 6 & 0x3f));
	}
	if (code >= 0x80)
		bytes[len++] = (char)(0x80 | (code & 0x3f));
	strbuf_put(out, bytes, len);
}

struct span utf8_prefix(struct span text, size_t limit)
{
	if (text.len <= limit)
		return text;
	while (limit && ((unsigned char)text.ptr[limit] & 0xc0) == 0x80)
		limit--;
	return span_slice(text, 0, limit);
}

size_t utf8_length(struct span text)
{
	size_t count = 0;

	for (size_t pos = 0; pos < text.len; count++)
		utf8_next(text, &pos);
	return count;
}
