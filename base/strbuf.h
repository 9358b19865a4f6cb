#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

/*
 * Bytes being built. Owns its memory and is always NUL-terminated; the
 * bytes may hold NULs of their own. Start with STRBUF_INIT, end with
 * strbuf_release().
 */

#include <stdarg.h>
#include <stddef.h>

#include "base/span.h"

struct strbuf {
	char *buf; /* never NULL */
	size_t len, alloc;
};

extern char strbuf_empty[];
#define STRBUF_INIT                                                            \
	{                                                                      \
		strbuf_empty, 0, 0                                             \
	}

void strbuf_release(struct strbuf *sb);

/* Empty it, keep the memory. */
void strbuf_reset(struct strbuf *sb);

/* strbuf_grow() where there is no room. */
void strbuf_enlarge(struct strbuf *sb, size_t extra);

/* Make room for `extra` more bytes, and the NUL. */
static inline void strbuf_grow(struct strbuf *sb, size_t extra)
{
	if (extra >= sb->alloc - sb->len)
		strbuf_enlarge(sb, extra);
}

/* Shorten to `len` bytes. */
void strbuf_truncate(struct strbuf *sb, size_t len);

/* These are inline because text is built of a few bytes at a time. */
static inline void strbuf_put(struct strbuf *sb, const void *bytes, size_t len)
{
	if (len == 0)
		return;
	strbuf_grow(sb, len);
	memcpy(sb->buf + sb->len, bytes, len);
	sb->len += len;
	sb->buf[sb->len] = '\0';
}

static inline void strbuf_put_char(struct strbuf *sb, char c)
{
	strbuf_grow(sb, 1);
	sb->buf[sb->len++] = c;
	sb->buf[sb->len] = '\0';
}

static inline void strbuf_put_span(struct strbuf *sb, struct span s)
{
	strbuf_put(sb, s.ptr, s.len);
}

void strbuf_put_str(struct strbuf *sb, const char *cstr);
void strbuf_printf(struct strbuf *sb, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void strbuf_vprintf(struct strbuf *sb, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* The bytes so far; valid until the next change. */
static inline struct span strbuf_span(const struct strbuf *sb)
{
	return span_make(sb->buf, sb->len);
}

/* Give the bytes away, to be freed with free(), and start anew. */
char *strbuf_detach(struct strbuf *sb);

#endif
