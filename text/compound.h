#ifndef TEXT_COMPOUND_H
#define TEXT_COMPOUND_H

/*
 * Where words and compounds begin and end, see text/tokenize.h. For
 * text/tokenize.c and text/skip.c alone.
 */

#include "base/span.h"
#include "text/fold.h"

/* What a byte is, for most text is ASCII and told by a table. */
enum byte_kind {
	BYTE_WORD = 1,  /* a letter or digit of ASCII */
	BYTE_UPPER = 2, /* an upper case one */
	BYTE_JOINS = 4, /* behind a word, it may belong to a compound */
	BYTE_LEADS = 8, /* before a word likewise; or it is not ASCII */
};

extern const unsigned char byte_kinds[256];

static inline unsigned byte_kind_at(struct span text, size_t pos)
{
	return byte_kinds[(unsigned char)text.ptr[pos]];
}

/*
 * A compound ends with the segment that fills it up; that segment's further
 * humps stay in the last part. What is joined on begins another compound.
 */
#define MAX_PARTS 8

/* A part of a compound: bytes [start, end) of the text. */
struct part {
	size_t start, end;
	bool begins_segment; /* what stands before it is a sign, no hump */
	bool is_sign_word;   /* C++, C#: never stemmed */
};

struct compound {
	size_t start, end; /* with the signs before it */
	struct part parts[MAX_PARTS];
	size_t count;
};

/* The class of the character at `pos`, which moves behind it. */
enum char_class next_class(struct span text, size_t *pos);

/* The end of the lower case letters and digits of ASCII from `pos` on. */
size_t plain_word_end(struct span text, size_t pos);

/*
 * Whether more is joined to a plain word, of lower case letters and digits
 * but for the first: read a compound.
 */
static inline bool is_joined(struct span text, size_t start, size_t end);

/* The same where a byte stands behind it that may join something. */
bool joins_more(struct span text, size_t start, size_t end);

/* The length of the signs that a name may begin with, as in --flag. */
size_t prefix_length(struct span text, size_t pos);

/* Read the compound whose signs begin at `start` and first word at `word`. */
void compound_read(struct compound *c, struct span text, size_t start,
		   size_t word);

/* The end of the segment that part `i` begins. */
size_t segment_end(const struct compound *c, size_t i);

/* The end of the character at `pos` and the marks on it. */
size_t cluster_end(struct span text, size_t pos);

static inline bool is_joined(struct span text, size_t start, size_t end)
{
	return end < text.len &&
	       (byte_kind_at(text, end) & (BYTE_JOINS | BYTE_UPPER)) &&
	       joins_more(text, start, end);
}

#endif
