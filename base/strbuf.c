#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

#define FIRST_ALLOC 64

/* Shared by every buffer that owns nothing yet; only ever holds a NUL. */
char strbuf_empty[1];

void strbuf_release(struct strbuf *sb)
{
	if (sb->alloc)
		free(sb->buf);
	sb->buf = strbuf_empty;
	sb->len = sb->alloc = 0;
}

void strbuf_reset(struct strbuf *sb)
{
	if (sb->alloc)
		strbuf_truncate(sb, 0);
}

void strbuf_enlarge(struct strbuf *sb, size_t extra)
{
	size_t want = sb->len + extra + 1;
	char *owned = sb->alloc ? sb->buf : NULL;

	if (want < FIRST_ALLOC)
		want = FIRST_ALLOC;
	ARRAY_GROW(owned, want, sb->alloc);
	sb->buf = owned;
	sb->buf[sb->len] = '\0';
}

void strbuf_truncate(struct strbuf *sb, size_t len)
{
	if (len >= sb->len)
		return;
	sb->len = len;
	sb->buf[len] = '\0';
}

void strbuf_put_str(struct strbuf *sb, const char *cstr)
{
	strbuf_put(sb, cstr, strlen(cstr));
}

void strbuf_printf(struct strbuf *sb, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	strbuf_vprintf(sb, format, args);
	va_end(args);
}

void strbuf_vprintf(struct strbuf *sb, const char *format, va_list args)
{
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	if (len > 0) {
		strbuf_grow(sb, (size_t)len);
		vsnprintf(sb->buf + sb->len, (size_t)len + 1, format, again);
		sb->len += (size_t)len;
	}
	va_end(again);
}

char *strbuf_detach(struct strbuf *sb)
{
	char *bytes = sb->alloc ? sb->buf : xcalloc(1, 1);

	sb->buf = strbuf_empty;
	sb->len = sb->alloc = 0;
	return bytes;
}
