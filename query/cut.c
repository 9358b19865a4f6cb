#include "query/cut.h"

#include "base/ascii.h"
#include "base/bytes.h"
#include "text/fold.h"
#include "text/grapheme.h"
#include "text/utf8.h"
#include "text/width.h"

/*
 * Words are no longer than this. Where no space is found within it, the
 * text is in a script without spaces, or no text for readers.
 */
#define WORD_BYTES 48

static bool is_ascii_at(struct span text, uint32_t at)
{
	return (unsigned char)text.ptr[at] < 0x80;
}

/*
 * The ASCII that a text of CUT_SCALE_BYTES begins with, eight bytes at once:
 * each place of a word counts what has a column there. Returns its length.
 */
static size_t ascii_columns(struct span text, size_t *columns)
{
	uint64_t counts = 0;
	size_t at = 0;

	for (; text.len - at >= 8; at += 8) {
		uint64_t bytes = bytes_load(text.ptr + at);

		if (!bytes_are_ascii(bytes))
			break;
		counts += bytes_between(bytes, ' ', '~') >> 7;
	}
	for (; counts; counts >>= 8)
		*columns += counts & 0xff;
	return at;
}

struct cut_scale cut_scale(struct span text)
{
	struct span sample = utf8_prefix(text, CUT_SCALE_BYTES);
	struct cut_scale scale = { sample.len, 0 };
	size_t pos = ascii_columns(sample, &scale.columns);

	while (pos < sample.len)
		if (sample.ptr[pos] & 0x80) {
			scale.columns +=
				(size_t)width_of(utf8_next(sample, &pos));
			pos += ascii_columns(
				span_slice(sample, pos, sample.len),
				&scale.columns);
		} else {
			scale.columns += ascii_is_print(sample.ptr[pos]);
			pos++;
		}
	/* Marks alone have no width. */
	if (scale.columns * 4 < scale.bytes)
		scale.columns = scale.bytes / 4;
	return scale;
}

uint32_t cut_bytes(struct cut_scale scale, uint32_t columns)
{
	return scale.columns ? (uint32_t)(columns * scale.bytes / scale.columns)
			     : columns;
}

static bool is_space_at(struct span text, uint32_t at)
{
	return at < text.len && ascii_is_space(text.ptr[at]);
}

/* Is it of a script that puts no spaces between words? */
static bool is_spaceless_at(struct span text, size_t at)
{
	enum char_class class;

	while (at > 0 && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
		at--;
	class = char_classify(utf8_next(text, &at));
	return class == CHAR_IDEOGRAPH || class == CHAR_SYLLABLE;
}

/* Between two words. */
static bool is_word_edge(struct span text, uint32_t at)
{
	if (at == 0 || at >= text.len || is_space_at(text, at) ||
	    is_space_at(text, at - 1))
		return true;
	if (is_ascii_at(text, at) && is_ascii_at(text, at - 1))
		return false;
	return grapheme_floor(text, at) == at &&
	       (is_spaceless_at(text, at) || is_spaceless_at(text, at - 1));
}

/* Is `at` inside of what looks like an entity? The longest has 33 bytes. */
static bool is_in_entity(struct span text, uint32_t at)
{
	for (uint32_t i = at; i > 0 && at - i < 33; i--) {
		char c = text.ptr[i - 1];

		if (c == '&')
			return true;
		if (!ascii_is_alnum(c) && c != '#')
			return false;
	}
	return false;
}

/* Letters, digits and what else a name in a program has. */
static bool is_name_at(struct span text, uint32_t at)
{
	return ascii_is_alnum(text.ptr[at]) || text.ptr[at] == '_' ||
	       !is_ascii_at(text, at);
}

static bool is_name_edge(struct span text, uint32_t at)
{
	return !is_name_at(text, at - 1) || !is_name_at(text, at);
}

/* Where a text without spaces may be cut. */
static bool is_spaceless_edge(struct span text, uint32_t at)
{
	return is_word_edge(text, at) ||
	       (is_name_edge(text, at) && !is_in_entity(text, at));
}

/* The first place at or behind `at`, up to `limit`, where a word begins. */
static uint32_t edge_forward(struct span text, uint32_t at, uint32_t limit)
{
	uint32_t i = at;

	while (i < limit && i - at < WORD_BYTES && !is_space_at(text, i - 1))
		i++;
	if (is_space_at(text, i - 1))
		return i;
	for (i = at; i < limit && !is_spaceless_edge(text, i);)
		i++;
	return i;
}

/* The last place at or before `at`, down to `limit`, where a word ends. */
static uint32_t edge_back(struct span text, uint32_t at, uint32_t limit)
{
	uint32_t i = at;

	while (i > limit && at - i < WORD_BYTES && !is_space_at(text, i))
		i--;
	if (is_space_at(text, i))
		return i;
	for (i = at; i > limit && !is_spaceless_edge(text, i);)
		i--;
	return i;
}

uint32_t cut_word_start(struct span text, uint32_t low, uint32_t at)
{
	uint32_t least = at - low > WORD_BYTES ? at - WORD_BYTES : low;
	uint32_t i = at;

	while (i > least && !is_word_edge(text, i))
		i--;
	if (i == low || is_word_edge(text, i))
		return i;
	for (i = at; i > least && !is_name_edge(text, i);)
		i--;
	if (i == least)
		return at;
	while (i > low && is_in_entity(text, i))
		i--;
	return i;
}

static uint32_t word_end(struct span text, uint32_t at, uint32_t high)
{
	uint32_t most = high - at > WORD_BYTES ? at + WORD_BYTES : high;
	uint32_t i = at;

	while (i < most && !is_word_edge(text, i))
		i++;
	if (i == high || is_word_edge(text, i))
		return i;
	for (i = at; i < most && !is_name_edge(text, i);)
		i++;
	if (i == most)
		return at;
	while (i < high && is_in_entity(text, i))
		i++;
	return i;
}

/* A full stop, question or exclamation mark of Chinese and Japanese. */
static bool is_wide_stop(struct span text, uint32_t end)
{
	struct span last = span_slice(text, end - 3, end);

	return (span_is(last, "。") || span_is(last, "！") ||
		span_is(last, "？")) &&
	       grapheme_floor(text, end) == end;
}

/* "e.g. this" is no end of a sentence. */
static bool is_behind_stop(struct span text, uint32_t at)
{
	char stop = text.ptr[at - 2];

	return (stop == '.' || stop == '!' || stop == '?') && at < text.len &&
	       !(ascii_is_alpha(text.ptr[at]) && !ascii_is_upper(text.ptr[at]));
}

/* Does a sentence or a block begin at `at`, behind `low`? */
static bool is_sentence_start(struct span text, uint32_t low, uint32_t at)
{
	char before = text.ptr[at - 1];

	if (before == '\n')
		return true;
	if (before & 0x80)
		return at >= low + 3 && is_wide_stop(text, at);
	return before == ' ' && at >= low + 2 && is_behind_stop(text, at);
}

/* The last sentence to begin in (low, at]; `low` where none does. */
static uint32_t sentence_start(struct span text, uint32_t low, uint32_t at)
{
	uint32_t i = at;

	/* Behind most bytes, those of words, none does. */
	while (i > low &&
	       ((text.ptr[i - 1] > ' ' && is_ascii_at(text, i - 1)) ||
		!is_sentence_start(text, low, i)))
		i--;
	return i;
}

static void trim(struct span text, struct cut *cut)
{
	while (cut->start < cut->end && is_space_at(text, cut->start))
		cut->start++;
	while (cut->end > cut->start && is_space_at(text, cut->end - 1))
		cut->end--;
}

/* `lead` bytes before what must be shown. */
static uint32_t lead_start(const struct cut_limits *l, uint32_t lead)
{
	return l->start - l->low > lead ? l->start - lead : l->low;
}

/*
 * From the beginning of the sentence, if it is so near that what must be
 * shown is not far behind the front.
 */
static void cut_front(struct cut *cut, struct span text,
		      const struct cut_limits *l, uint32_t spare)
{
	uint32_t half = l->bytes / 2, first, from;

	from = lead_start(l, spare < half ? spare : half);
	cut->start = sentence_start(text, from, l->start);
	cut->is_front_cut = false;
	if (cut->start > from || from == l->low)
		return;
	from = lead_start(l, spare / 2);
	first = cut_word_start(text, l->low, l->start);
	cut->start = from < first ? edge_forward(text, from, first) : first;
	cut->is_front_cut = cut->start > l->low &&
			    !is_sentence_start(text, l->low, cut->start);
}

/* To the end of a sentence, if that leaves little room. */
static void cut_back(struct cut *cut, struct span text,
		     const struct cut_limits *l)
{
	uint32_t last = word_end(text, l->end, l->high), sentence;
	uint32_t most = cut->start + l->bytes, least;

	cut->is_back_cut = false;
	cut->end = l->high;
	if (l->high <= most)
		return;
	if (most < last)
		most = last;
	least = cut->start + (most - cut->start) / 2;
	if (least < last)
		least = last;
	sentence = sentence_start(text, least, most);
	if (sentence > least || is_sentence_start(text, l->low, least)) {
		cut->end = sentence;
		return;
	}
	cut->end = edge_back(text, most, last);
	cut->is_back_cut = cut->end < l->high;
}

struct cut cut_prose(struct span text, const struct cut_limits *limits)
{
	uint32_t shown = limits->end - limits->start;
	uint32_t spare = limits->bytes > shown ? limits->bytes - shown : 0;
	struct cut cut = { limits->low, limits->high, false, false };

	if (cut.end - cut.start > limits->bytes) {
		cut_front(&cut, text, limits, spare);
		cut_back(&cut, text, limits);
	}
	trim(text, &cut);
	return cut;
}

uint32_t cut_line_start(struct span text, uint32_t low, uint32_t at)
{
	while (at > low && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

uint32_t cut_line_end(struct span text, uint32_t at, uint32_t high)
{
	while (at < high && text.ptr[at] != '\n')
		at++;
	return at;
}

static bool is_blank(struct span text, uint32_t start, uint32_t end)
{
	while (start < end && is_space_at(text, start))
		start++;
	return start == end;
}

/* Something to read, and not just what closes a block. */
static bool has_words(struct span text, uint32_t start, uint32_t end)
{
	for (uint32_t i = start; i < end; i++)
		if (is_name_at(text, i))
			return true;
	return false;
}

/*
 * The lines that follow, as far as they fit and say something; where there
 * are too few, the one before.
 */
static void add_lines(struct cut *cut, struct span text,
		      const struct cut_limits *limits, int lines)
{
	uint32_t end = cut->end, start;

	while (end < limits->high && lines < CUT_MAX_LINES) {
		start = end + 1;
		end = cut_line_end(text, start, limits->high);
		if (is_blank(text, start, end))
			continue;
		if (end - cut->start > limits->bytes ||
		    !has_words(text, start, end))
			break;
		cut->end = end;
		lines++;
	}
	if (lines == CUT_MAX_LINES || cut->start == limits->low)
		return;
	end = cut->start - 1;
	start = cut_line_start(text, limits->low, end);
	if (cut->end - start <= limits->bytes && has_words(text, start, end))
		cut->start = start;
}

struct cut cut_code(struct span text, const struct cut_limits *limits)
{
	struct cut_limits line = *limits;
	struct cut cut = { 0, 0, false, false };
	int lines = 1;

	cut.start = cut_line_start(text, limits->low, limits->start);
	cut.end = cut_line_end(text, limits->end, limits->high);
	for (uint32_t i = cut.start; i < cut.end; i++)
		lines += text.ptr[i] == '\n';
	if (lines == 1 && cut.end - cut.start > limits->bytes) {
		line.low = cut.start;
		line.high = cut.end;
		return cut_prose(text, &line);
	}
	add_lines(&cut, text, limits, lines);
	return cut;
}
