#ifndef BASE_SPAN_H
#define BASE_SPAN_H

/*
 * Borrowed text: a pointer and a length, never freed, not necessarily
 * NUL-terminated. The empty span may have a NULL pointer.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
	const char *ptr;
	size_t len;
};

/* In an initializer only: a span over a string literal. */
#define SPAN_LITERAL(s)                                                        \
	{                                                                      \
		(s), sizeof(s) - 1                                             \
	}

static inline struct span span_make(const char *ptr, size_t len)
{
	struct span s = { ptr, len };
	return s;
}

/* NULL gives the empty span. */
static inline struct span span_from(const char *cstr)
{
	return span_make(cstr, cstr ? strlen(cstr) : 0);
}

/* The bytes of `s` from `from` up to, not including, `to`. */
static inline struct span span_slice(struct span s, size_t from, size_t to)
{
	/* NULL + 0 is undefined in C. */
	return span_make(s.ptr ? s.ptr + from : NULL, to - from);
}

static inline bool span_eq(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || !memcmp(a.ptr, b.ptr, a.len));
}

static inline uint64_t span_load(const char *bytes, size_t size)
{
	uint64_t number = 0;

	memcpy(&number, bytes, size);
	return number;
}

/*
 * span_eq() for words, most of which have less than 16 bytes: to compare
 * them takes less than to call a function does.
 */
static inline bool span_same(struct span a, struct span b)
{
	const char *p = a.ptr, *q = b.ptr;
	size_t len = a.len;

	if (len != b.len)
		return false;
	if (len > 16)
		return !memcmp(p, q, len);
	/* The two halves may overlap. */
	if (len >= 8)
		return span_load(p, 8) == span_load(q, 8) &&
		       span_load(p + len - 8, 8) == span_load(q + len - 8, 8);
	if (len >= 4)
		return span_load(p, 4) == span_load(q, 4) &&
		       span_load(p + len - 4, 4) == span_load(q + len - 4, 4);
	for (size_t i = 0; i < len; i++)
		if (p[i] != q[i])
			return false;
	return true;
}

static inline bool span_is(struct span a, const char *cstr)
{
	return span_eq(a, span_from(cstr));
}

/* Byte order; a prefix comes before what it begins. */
int span_cmp(struct span a, struct span b);

/* Are these bytes equal but for the case of ASCII letters? */
bool span_same_letters(const char *a, const char *b, size_t len);

/* The same of spans, most of which differ in their lengths. */
static inline bool span_ieq(struct span a, struct span b)
{
	return a.len == b.len && span_same_letters(a.ptr, b.ptr, a.len);
}

static inline bool span_iis(struct span a, const char *cstr)
{
	return span_ieq(a, span_from(cstr));
}

/* How many bytes both begin with. */
size_t span_shared(struct span a, struct span b);

bool span_has_prefix(struct span s, const char *prefix);
bool span_has_suffix(struct span s, const char *suffix);

/* The offset of the first `c`, or s.len. */
size_t span_find_char(struct span s, char c);

/* The offset of the first `needle`, or s.len. */
size_t span_find(struct span s, struct span needle);

/* Whether `c` stands at the front of `*rest`, which moves behind it then. */
static inline bool span_accept(struct span *rest, char c)
{
	if (rest->len == 0 || rest->ptr[0] != c)
		return false;
	*rest = span_slice(*rest, 1, rest->len);
	return true;
}

/* Without the ASCII white space at both ends. */
struct span span_trim(struct span s);

/*
 * Cut the piece before the next `sep` off the front of `*rest`; the last
 * piece has no separator behind it. Returns 1 for a piece, 0 at the end.
 * An empty span holds no piece.
 */
static inline int span_next_piece(struct span *rest, char sep,
				  struct span *piece)
{
	const char *end;

	if (rest->len == 0)
		return 0;
	*piece = *rest;
	end = memchr(rest->ptr, sep, rest->len);
	if (end) {
		piece->len = (size_t)(end - rest->ptr);
		rest->ptr = end + 1;
		rest->len -= piece->len + 1;
	} else {
		*rest = span_make(rest->ptr + rest->len, 0);
	}
	return 1;
}

/*
 * Cut the next line off the front of `*rest`, without its end ("\n" or
 * "\r\n"). Returns 1 for a line, 0 when nothing is left. Inline, as a text
 * is cut into lines several times before it is parsed.
 */
static inline int span_next_line(struct span *rest, struct span *line)
{
	if (!span_next_piece(rest, '\n', line))
		return 0;
	if (line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	return 1;
}

/* A list of spans that someone else owns. */
struct span_list {
	struct span *items;
	size_t count, alloc;
};

#endif
