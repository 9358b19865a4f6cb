#include "store/varint.h"

void varint_put(struct strbuf *out, uint64_t value)
{
	strbuf_grow(out, VARINT_MAX);
	out->len += varint_code(out->buf + out->len, value);
	out->buf[out->len] = '\0';
}

void varint_put_signed(struct strbuf *out, int64_t value)
{
	uint64_t bits = (uint64_t)value << 1;

	varint_put(out, value < 0 ? ~bits : bits);
}

uint64_t varint_get_long(struct span *rest, bool *bad)
{
	uint64_t value = 0;

	for (size_t i = 0; i < rest->len && i < VARINT_MAX; i++) {
		unsigned char byte = (unsigned char)rest->ptr[i];

		value |= (uint64_t)(byte & 0x7f) << (7 * i);
		if (byte < 0x80) {
			*rest = span_slice(*rest, i + 1, rest->len);
			return value;
		}
	}
	*bad = true;
	return 0;
}

int64_t varint_get_signed(struct span *rest, bool *bad)
{
	uint64_t bits = varint_get(rest, bad);

	return (int64_t)(bits & 1 ? ~(bits >> 1) : bits >> 1);
}

void varint_put_fts(struct strbuf *out, uint64_t value)
{
	strbuf_grow(out, VARINT_FTS_MAX);
	out->len += varint_code_fts(out->buf + out->len, value);
	out->buf[out->len] = '\0';
}
