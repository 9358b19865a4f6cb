#include "text/compound.h"

#include "base/ascii.h"
#include "text/utf8.h"

enum {
	W = BYTE_WORD,
	U = BYTE_WORD | BYTE_UPPER,
	J = BYTE_JOINS,
	L = BYTE_LEADS,
	B = BYTE_JOINS | BYTE_LEADS
};

/* clang-format off */
const unsigned char byte_kinds[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, B, L, 0, 0, J, 0, 0, 0, J, 0, B, B, B, /* # $ ' + - . / */
	W, W, W, W, W, W, W, W, W, W, J, 0, 0, 0, 0, 0, /* : */
	L, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* @ */
	U, U, U, U, U, U, U, U, U, U, U, 0, 0, 0, 0, B, /* _ */
	0, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, 0, 0, 0, 0, 0,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
};
/* clang-format on */

enum char_class next_class(struct span text, size_t *pos)
{
	unsigned char c = (unsigned char)text.ptr[*pos];

	if (c >= 0x80)
		return char_classify(utf8_next(text, pos));
	*pos += 1;
	return ascii_is_alnum((char)c) ? CHAR_WORD : CHAR_OTHER;
}

static bool is_word_at(struct span text, size_t pos)
{
	return pos < text.len && next_class(text, &pos) == CHAR_WORD;
}

/* The end of the run of letters, digits and marks that begins at `pos`. */
static size_t word_end(struct span text, size_t pos)
{
	while (pos < text.len) {
		size_t next = pos;
		enum char_class class;

		if (byte_kind_at(text, pos) & BYTE_WORD) {
			pos++;
			continue;
		}
		if ((unsigned char)text.ptr[pos] < 0x80)
			break;
		class = next_class(text, &next);
		if (class != CHAR_WORD && class != CHAR_MARK &&
		    class != CHAR_IGNORED)
			break;
		pos = next;
	}
	return pos;
}

static bool has_at(struct span text, size_t pos, const char *bytes)
{
	size_t len = strlen(bytes);

	return text.len - pos >= len && !memcmp(text.ptr + pos, bytes, len);
}

/*
 * The length of the sign at `pos` that joins a word to the next one, or 0.
 * U+2019 is the apostrophe of typeset text.
 */
static size_t joiner_length(struct span text, size_t pos)
{
	size_t len = 0;

	if (pos >= text.len)
		return 0;
	switch (text.ptr[pos]) {
	case '.':
	case '-':
	case '/':
	case '\'':
		len = 1;
		break;
	case '_':
		while (pos + len < text.len && text.ptr[pos + len] == '_')
			len++;
		break;
	case ':':
		len = has_at(text, pos, "::") ? 2 : 0;
		break;
	case '\xe2':
		len = has_at(text, pos, "\xe2\x80\x99") ? 3 : 0;
	}
	return len && is_word_at(text, pos + len) ? len : 0;
}

size_t prefix_length(struct span text, size_t pos)
{
	char sign = text.ptr[pos];
	size_t len = 1;

	if (!strchr("._-/@#$", sign) || sign == '\0')
		return 0;
	if (pos && !ascii_is_space(text.ptr[pos - 1]) &&
	    !strchr("([{\"'`,=<>|;:*", text.ptr[pos - 1]))
		return 0;
	if (sign == '-' || sign == '_')
		while (pos + len < text.len && text.ptr[pos + len] == sign)
			len++;
	if (sign == '-' && len > 2)
		return 0;
	return is_word_at(text, pos + len) ? len : 0;
}

/* The length of the sign behind a word that belongs to it: C++, C#. */
static size_t suffix_length(struct span text, size_t start, size_t end)
{
	if (end == text.len || (text.ptr[end] != '+' && text.ptr[end] != '#'))
		return 0;
	if (has_at(text, end, "++") && !has_at(text, end, "+++"))
		return 2;
	if (has_at(text, end, "#") && end - start == 1 &&
	    ascii_is_alpha(text.ptr[start]) && !is_word_at(text, end + 1))
		return 1;
	return 0;
}

size_t plain_word_end(struct span text, size_t pos)
{
	while (pos < text.len && (byte_kind_at(text, pos) &
				  (BYTE_WORD | BYTE_UPPER)) == BYTE_WORD)
		pos++;
	return pos;
}

bool joins_more(struct span text, size_t start, size_t end)
{
	/* Most signs end a sentence and join nothing. */
	return (unsigned char)text.ptr[end] >= 0x80 ||
	       (byte_kind_at(text, end) & BYTE_UPPER) ||
	       joiner_length(text, end) || suffix_length(text, start, end);
}

static void compound_put(struct compound *c, size_t start, size_t end,
			 bool begins_segment)
{
	struct part *part;

	if (c->count == MAX_PARTS) { /* the rest stays with the last part */
		c->parts[MAX_PARTS - 1].end = end;
		return;
	}
	part = &c->parts[c->count++];
	part->start = start;
	part->end = end;
	part->begins_segment = begins_segment;
	part->is_sign_word = false;
}

/* A hump begins at `i`: aB, or the B of ABc. */
static bool is_hump(struct span text, size_t start, size_t i, size_t end)
{
	char before = text.ptr[i - 1];

	if (i == start || !ascii_is_upper(text.ptr[i]))
		return false;
	if (!ascii_is_upper(before))
		return ascii_is_alnum(before);
	return i + 1 < end && ascii_is_alpha(text.ptr[i + 1]) &&
	       !ascii_is_upper(text.ptr[i + 1]);
}

/* Split the run [start, end) at its humps. */
static void split_humps(struct compound *c, struct span text, size_t start,
			size_t end)
{
	size_t from = start;

	for (size_t i = start + 1; i < end; i++) {
		if (!is_hump(text, from, i, end))
			continue;
		compound_put(c, from, i, from == start);
		from = i;
	}
	compound_put(c, from, end, from == start);
}

/*
 * Read one run and the sign behind it. Returns where it ends. A single
 * letter and its sign are one word, for C is not C++.
 */
static size_t read_segment(struct compound *c, struct span text, size_t start)
{
	size_t end = word_end(text, start);
	size_t suffix = suffix_length(text, start, end);

	if (suffix && end - start == 1) {
		compound_put(c, start, end + suffix, true);
		c->parts[c->count - 1].is_sign_word = true;
	} else {
		split_humps(c, text, start, end);
	}
	return end + suffix;
}

void compound_read(struct compound *c, struct span text, size_t start,
		   size_t word)
{
	size_t pos = read_segment(c, text, word);

	c->start = start;
	while (c->count < MAX_PARTS) {
		size_t joiner = joiner_length(text, pos);

		if (joiner == 0 &&
		    !(text.ptr[pos - 1] == '+' && is_word_at(text, pos)))
			break;
		pos = read_segment(c, text, pos + joiner);
	}
	c->end = pos;
}

size_t segment_end(const struct compound *c, size_t i)
{
	while (i + 1 < c->count && !c->parts[i + 1].begins_segment)
		i++;
	return c->parts[i].end;
}

size_t cluster_end(struct span text, size_t pos)
{
	next_class(text, &pos);
	while (pos < text.len) {
		size_t next = pos;
		enum char_class class = next_class(text, &next);

		if (class != CHAR_MARK && class != CHAR_IGNORED)
			break;
		pos = next;
	}
	return pos;
}
