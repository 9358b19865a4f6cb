#include "indexer/summary.h"

#include "base/ascii.h"
#include "base/strbuf.h"
#include "text/unicode.h"
#include "text/utf8.h"

struct span summary_one_line(struct span text, struct arena *a)
{
	char *line;

	text = span_trim(text);
	line = arena_strdup(a, text);
	for (size_t i = 0; i < text.len; i++)
		if (line[i] == '\n')
			line[i] = ' ';
	return span_make(line, text.len);
}

/* How many of the mark `c` stand at `at`. */
static size_t count_marks(struct span text, size_t at, char c)
{
	size_t end = at;

	while (end < text.len && text.ptr[end] == c)
		end++;
	return end - at;
}

/*
 * Where the `count` marks at `open` are closed, or text.len. Strong words
 * have no space inside their marks: "2 ** 3 ** 4" has none.
 */
static size_t find_close(struct span text, size_t open, size_t count)
{
	char c = text.ptr[open];
	size_t at = open + count;

	if (c == '*' && at < text.len && ascii_is_space(text.ptr[at]))
		return text.len;
	while (at < text.len) {
		size_t run = count_marks(text, at, c);

		if (run == count &&
		    (c != '*' || !ascii_is_space(text.ptr[at - 1])))
			return at;
		at += run ? run : 1;
	}
	return at;
}

/* So many marks that nothing closes are passed over: stay linear. */
#define UNCLOSED_MAX 8

static void put_unmarked(struct strbuf *out, struct span text)
{
	int unclosed = 0;

	for (size_t at = 0; at < text.len;) {
		char c = text.ptr[at];
		bool is_mark = c == '`' || c == '*';
		size_t run = is_mark ? count_marks(text, at, c) : 1;
		size_t close = text.len;
		struct span inner;

		if (is_mark && run <= 2 && (c == '`' || run == 2) &&
		    unclosed < UNCLOSED_MAX)
			close = find_close(text, at, run);
		if (close == text.len) {
			strbuf_put(out, text.ptr + at, run);
			unclosed += is_mark;
			at += run;
			continue;
		}
		inner = span_slice(text, at + run, close);
		if (c == '`')
			strbuf_put_span(out, span_trim(inner));
		else /* with code at the most: what closes it ends it */
			put_unmarked(out, inner);
		at = close + run;
	}
}

struct span summary_without_marks(struct span text, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	struct span kept;

	if (!text.len || (!memchr(text.ptr, '`', text.len) &&
			  !memchr(text.ptr, '*', text.len)))
		return text;
	put_unmarked(&out, text);
	kept = arena_copy(a, strbuf_span(&out));
	strbuf_release(&out);
	return kept;
}

/* "..." is one character to Hugo's typographer, and ends no sentence. */
static bool ends_sentence(struct span plain, size_t at)
{
	char c = plain.ptr[at];

	if (c == '.')
		return !(at + 1 < plain.len && plain.ptr[at + 1] == '.') &&
		       !(at > 0 && plain.ptr[at - 1] == '.');
	return c == '?' || c == '!' || c == '\n';
}

struct span summary_by_sentence(struct span plain, uint32_t words,
				struct arena *a)
{
	uint32_t spaces = 0;
	size_t pos = 0;

	while (pos < plain.len && spaces < words)
		spaces += ascii_is_space(plain.ptr[pos++]);
	/* The space itself may be the end of a paragraph. */
	if (pos > 0 && spaces == words)
		pos--;
	while (pos < plain.len && !ends_sentence(plain, pos))
		pos++;
	if (pos < plain.len)
		pos++;
	return summary_one_line(span_slice(plain, 0, pos), a);
}

struct span summary_by_character(struct span plain, uint32_t words,
				 struct arena *a)
{
	uint32_t count = 0;
	bool in_ascii_word = false;
	size_t pos = 0;

	while (pos < plain.len) {
		size_t next = pos;
		int32_t code = utf8_next(plain, &next);

		if (code >= 0x80 && !unicode_is_space(code)) {
			if (count++ >= words)
				break;
			in_ascii_word = false;
		} else if (unicode_is_space(code)) {
			in_ascii_word = false;
		} else if (!in_ascii_word) {
			if (count++ >= words)
				break;
			in_ascii_word = true;
		}
		pos = next;
	}
	return summary_one_line(span_slice(plain, 0, pos), a);
}

size_t summary_reach(uint32_t words)
{
	size_t most = 64 * 1024;

	return words > most / 64 ? most : 4096 + (size_t)words * 64;
}
