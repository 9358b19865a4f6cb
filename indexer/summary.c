#include "indexer/summary.h"

#include "base/ascii.h"
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
