#include "server/gzip.h"

#include <stdlib.h>

#define ZLIB_CONST /* input is not written to */
#include <zlib.h>

#include "base/ascii.h"
#include "base/mem.h"

struct gzip {
	z_stream stream;
};

struct gzip *gzip_new(int level)
{
	struct gzip *gzip = xcalloc(1, sizeof(*gzip));

	/* 15 bits of window, and 16 for a gzip header. */
	if (deflateInit2(&gzip->stream, level, Z_DEFLATED, 15 + 16, 8,
			 Z_DEFAULT_STRATEGY) != Z_OK)
		mem_exhausted();
	return gzip;
}

void gzip_free(struct gzip *gzip)
{
	if (!gzip)
		return;
	deflateEnd(&gzip->stream);
	free(gzip);
}

/* Bodies are far smaller than the 4 GiB that zlib takes at once. */
void gzip_put(struct gzip *gzip, struct strbuf *out, struct span text)
{
	z_stream *z = &gzip->stream;
	uLong bound;

	deflateReset(z);
	bound = deflateBound(z, text.len);
	strbuf_grow(out, bound);
	z->next_in = (const unsigned char *)text.ptr;
	z->avail_in = (uInt)text.len;
	z->next_out = (unsigned char *)out->buf + out->len;
	z->avail_out = (uInt)bound;
	deflate(z, Z_FINISH);
	out->len += z->total_out;
	out->buf[out->len] = '\0';
}

/* "q=0", "q=0.0": not wanted. */
static bool is_refused(struct span parameters)
{
	size_t at = span_find(parameters, span_from("q="));
	size_t i = at + 2;

	if (at == parameters.len)
		return false;
	while (i < parameters.len &&
	       (parameters.ptr[i] == '0' || parameters.ptr[i] == '.'))
		i++;
	return i > at + 2 &&
	       (i == parameters.len || !ascii_is_digit(parameters.ptr[i]));
}

bool gzip_is_accepted(const char *accept_encoding)
{
	struct span rest = span_from(accept_encoding), piece;

	while (span_next_piece(&rest, ',', &piece)) {
		size_t semicolon = span_find_char(piece, ';');
		struct span name = span_trim(span_slice(piece, 0, semicolon));

		if (span_iis(name, "gzip") || span_is(name, "*"))
			return !is_refused(
				span_slice(piece, semicolon, piece.len));
	}
	return false;
}
