#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

/*
 * Words of up to 16 bytes of ASCII, looked at eight bytes at a time: where
 * each byte is asked what it is, the end of each word is a jump that nobody
 * guesses. For text/tokenize.c, text/lexicon.c and store/vocabulary.c.
 */

#include "base/bytes.h"
#include "base/span.h"

#define LETTERS_MAX 16

/* Zeros follow where there are fewer. */
struct letters {
	uint64_t front, back;
};

/* Up to 16 bytes from `pos` on, where `text` has less than that. */
static inline struct letters letters_load_last(struct span text, size_t pos)
{
	struct letters l;
	char copy[LETTERS_MAX] = { 0 };
	size_t rest = text.len - pos, drop = (LETTERS_MAX - rest) * 8;

	if (text.len < LETTERS_MAX) {
		memcpy(copy, text.ptr + pos, rest);
		return (struct letters){ bytes_load(copy),
					 bytes_load(copy + 8) };
	}
	l.front = bytes_load(text.ptr + text.len - 16);
	l.back = bytes_load(text.ptr + text.len - 8);
	if (drop >= 64)
		return (struct letters){ l.back >> (drop - 64), 0 };
	return (struct letters){ l.front >> drop | l.back << (64 - drop),
				 l.back >> drop };
}

/* Up to 16 bytes from `pos` on, of which `text` has one at least. */
static inline struct letters letters_load(struct span text, size_t pos)
{
	if (text.len - pos < LETTERS_MAX)
		return letters_load_last(text, pos);
	return (struct letters){ bytes_load(text.ptr + pos),
				 bytes_load(text.ptr + pos + 8) };
}

/* The first `len` of them, up to 16. */
static inline struct letters letters_cut(struct letters l, size_t len)
{
	if (len < 8)
		return (struct letters){ bytes_first(l.front, len), 0 };
	if (len < 16)
		l.back = bytes_first(l.back, len - 8);
	return l;
}

/*
 * The bytes that are neither lower case letters of ASCII nor digits, up to the
 * first that is not ASCII.
 */
static inline uint64_t letters_other(uint64_t bytes)
{
	uint64_t plain =
		bytes_between(bytes, 'a', 'z') | bytes_between(bytes, '0', '9');

	return (bytes | ~plain) & EACH_BYTE(0x80);
}

/*
 * How many letters and digits they begin with, all but the first of which
 * are in lower case; the first is a letter or digit.
 */
static inline size_t letters_plain(struct letters l)
{
	uint64_t other = letters_other(l.front) & ~(uint64_t)0x80;

	if (other)
		return bytes_before(other);
	other = letters_other(l.back);
	return 8 + (other ? bytes_before(other) : 8);
}

static inline bool letters_are_ascii(struct letters l)
{
	return bytes_are_ascii(l.front | l.back);
}

/* ASCII in lower case. */
static inline struct letters letters_lower(struct letters l)
{
	return (struct letters){
		l.front | bytes_between(l.front, 'A', 'Z') >> 2,
		l.back | bytes_between(l.back, 'A', 'Z') >> 2,
	};
}

#endif
