#include "indexer/wordcount.h"

#include "base/ascii.h"
#include "base/bytes.h"
#include "text/unicode.h"
#include "text/utf8.h"

void wordcount_release(struct wordcount *w)
{
	strbuf_release(&w->plain);
}

static void end_word(struct wordcount *w)
{
	if (w->run == 0)
		return;
	w->words++;
	w->cjk_words += w->run_is_ascii ? 1 : w->run;
	w->run = 0;
	w->run_is_ascii = true;
}

/* Is what is read inside a tag, a comment, a script? */
static bool is_hidden(const struct wordcount *w)
{
	return w->state != HTML_TEXT || w->element;
}

static bool keeps_plain(const struct wordcount *w)
{
	return !w->plain_is_paused && w->plain.len < w->plain_limit;
}

/* One white space character; of several in a row the first is kept. */
static void put_space(struct wordcount *w, char c)
{
	if (is_hidden(w))
		return;
	end_word(w);
	w->last = ' ';
	if (!w->plain_in_space && keeps_plain(w))
		strbuf_put_char(&w->plain, c);
	w->plain_in_space = true;
}

/* The characters that HTML writes for `code`: "&amp;" has five. */
static uint32_t escaped_length(int32_t code)
{
	switch (code) {
	case '&':
		return 5;
	case '<':
	case '>':
		return 4;
	case '"':
		return 6;
	default:
		return 1;
	}
}

static void put_character(struct wordcount *w, int32_t code, uint32_t count)
{
	if (is_hidden(w))
		return;
	w->run += count;
	w->last = code;
	if (code >= 0x80)
		w->run_is_ascii = false;
	if (keeps_plain(w))
		utf8_put(&w->plain, code);
	w->plain_in_space = false;
}

static void put_text_character(struct wordcount *w, int32_t code)
{
	if (unicode_is_space(code))
		put_space(w, ' ');
	else if (!unicode_is_forbidden(code))
		put_character(w, code, escaped_length(code));
}

/*
 * What a byte is to a run. HTML writes some with more characters, and in
 * prose the typographer those that depend on what is around them, which
 * matters only where characters are counted.
 */
enum { OTHER, PLAIN, SPACE, DEPENDS, LONGER };

/* clang-format off */
static const unsigned char kinds[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, /* newline */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	2, 1, 4, 1, 1, 1, 4, 3, 1, 1, 1, 1, 1, 3, 3, 1, /* space " & ' - . */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4, 1, 4, 1, /* < > */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0,
};
/* clang-format on */

static unsigned kind_at(struct span text, size_t pos)
{
	return kinds[(unsigned char)text.ptr[pos]];
}

static bool is_plain_at(const struct wordcount *w, struct span text, size_t pos,
			bool is_prose)
{
	char c = text.ptr[pos];

	if (!w->counts_characters)
		return kind_at(text, pos) >= DEPENDS;
	return kind_at(text, pos) == DEPENDS &&
	       (!is_prose ||
		(c != '\'' && (pos + 1 == text.len || text.ptr[pos + 1] != c)));
}

/* A word, or a part of one, of plain characters. */
static void put_word(struct wordcount *w, struct span word)
{
	if (word.len == 0 || is_hidden(w))
		return;
	w->run += (uint32_t)word.len;
	w->last = (unsigned char)word.ptr[word.len - 1];
	w->plain_in_space = false;
	if (keeps_plain(w)) {
		size_t room = w->plain_limit - w->plain.len;

		strbuf_put(&w->plain, word.ptr,
			   word.len < room ? word.len : room);
	}
}

/*
 * count_run() for eight bytes at once. `*white`: the byte before is white
 * space, 0x80, or 0. Returns where it finds other bytes than words have.
 */
static size_t count_by_eight(struct wordcount *w, struct span text, size_t pos,
			     uint64_t *white)
{
	for (; text.len - pos >= 8; pos += 8) {
		uint64_t bytes = bytes_load(text.ptr + pos);
		uint64_t newlines = bytes_between(bytes, '\n', '\n');
		uint64_t spaces = newlines | bytes_between(bytes, ' ', ' ');

		if (!bytes_are_ascii(bytes) ||
		    (newlines | bytes_between(bytes, ' ', '~')) !=
			    EACH_BYTE(0x80))
			break;
		w->words +=
			(uint32_t)bytes_count(spaces & ~(spaces << 8 | *white));
		*white = spaces >> 56;
	}
	return pos;
}

/* put_run() where nothing but the number of words is of use any more. */
static size_t count_run(struct wordcount *w, struct span text, size_t pos)
{
	uint64_t white = w->run ? 0 : 0x80;

	for (pos = count_by_eight(w, text, pos, &white); pos < text.len;
	     pos++) {
		unsigned kind = kind_at(text, pos);

		if (kind == OTHER)
			break;
		if (kind == SPACE)
			w->words += !white;
		white = kind == SPACE ? 0x80 : 0;
	}
	w->run = !white;
	w->plain_in_space = white;
	return pos;
}

static bool only_counts(const struct wordcount *w)
{
	return !w->counts_characters && !is_hidden(w) && !keeps_plain(w);
}

/*
 * Put the plain characters from `pos` on and the spaces between them, most
 * of what there is. Returns where they end.
 */
static size_t put_run(struct wordcount *w, struct span text, size_t pos,
		      bool is_prose)
{
	size_t word = pos;

	while (pos < text.len) {
		unsigned kind = kind_at(text, pos);

		if (pos == word && only_counts(w))
			return count_run(w, text, pos);
		if (kind == SPACE) {
			put_word(w, span_slice(text, word, pos++));
			put_space(w, ' ');
			word = pos;
		} else if (kind == PLAIN ||
			   is_plain_at(w, text, pos, is_prose)) {
			pos++;
		} else {
			break;
		}
	}
	put_word(w, span_slice(text, word, pos));
	return pos;
}

void wordcount_put(struct wordcount *w, struct span text)
{
	for (size_t pos = 0; (pos = put_run(w, text, pos, false)) < text.len;)
		put_text_character(w, utf8_next(text, &pos));
}

/*
 * Is the quote at the front of `text` made curly: does it open a
 * quotation, close one that is open, or stand for a letter left out?
 * CommonMark's rule of flanking (section 6.2) tells.
 */
static bool is_curly(struct wordcount *w, struct span text)
{
	int32_t before = w->last, after = ' ';
	size_t pos = 1;
	bool opens, closes;

	if (text.len > 1)
		after = utf8_next(text, &pos);
	if (text.ptr[0] == '\'' && after < 0x80 &&
	    ascii_is_alnum((char)after) && unicode_is_word(before))
		return true;
	opens = !unicode_is_space(after) &&
		(!unicode_is_punctuation(after) || unicode_is_space(before) ||
		 unicode_is_punctuation(before));
	closes = !unicode_is_space(before) &&
		 (!unicode_is_punctuation(before) || unicode_is_space(after) ||
		  unicode_is_punctuation(after));
	if (opens == closes || text.ptr[0] == '\'')
		return opens != closes;
	if (closes && w->open_quotes == 0)
		return false;
	if (opens)
		w->open_quotes++;
	else
		w->open_quotes--;
	return true;
}

/*
 * How many bytes at the front of `text` goldmark's typographer writes as
 * one entity, of `*written` characters. 0: none.
 */
static size_t typographic(struct wordcount *w, struct span text,
			  uint32_t *written)
{
	static const char *const signs[] = { "---", "--", "<<", ">>" };

	*written = 7;
	if (text.ptr[0] == '"' || text.ptr[0] == '\'')
		return is_curly(w, text);
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (span_has_prefix(text, signs[i]))
			return strlen(signs[i]);
	*written = 8;
	return span_has_prefix(text, "...") ? 3 : 0;
}

void wordcount_put_prose(struct wordcount *w, struct span text)
{
	for (size_t pos = 0; (pos = put_run(w, text, pos, true)) < text.len;) {
		struct span rest = span_slice(text, pos, text.len);
		size_t len = 0;
		uint32_t written;

		if (strchr(".-<>'\"", rest.ptr[0]))
			len = typographic(w, rest, &written);
		if (len == 0)
			put_text_character(w, utf8_next(text, &pos));
		for (; len; len--, pos++) {
			put_character(w, text.ptr[pos], written);
			written = 0;
		}
	}
}

/* The length of the tag at the front of `html` at which Hugo breaks, or 0. */
static size_t breaking_tag(struct span html)
{
	static const char *const tags[] = { "</p>", "<br>", "<br />" };

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (span_has_prefix(html, tags[i]))
			return strlen(tags[i]);
	return 0;
}

static bool begins_tag(struct span html)
{
	size_t name = html.len > 1 && html.ptr[1] == '/' ? 2 : 1;

	return html.len > name && html.ptr[0] == '<' &&
	       ascii_is_alpha(html.ptr[name]);
}

/* The element that the tag at the front of `html` hides the content of. */
static const char *hiding_element(struct span html)
{
	static const char *const names[] = { "script", "style" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t end = strlen(names[i]) + 1;

		if (html.len > end && !ascii_is_alnum(html.ptr[end]) &&
		    span_iis(span_slice(html, 1, end), names[i]))
			return names[i];
	}
	return NULL;
}

static bool is_end_of(struct span html, const char *element)
{
	size_t len = strlen(element) + 2;

	return html.len > len && html.ptr[1] == '/' &&
	       span_iis(span_slice(html, 2, len), element) &&
	       !ascii_is_alnum(html.ptr[len]);
}

/* Read on inside a tag. */
static size_t put_in_tag(struct wordcount *w, char c)
{
	if (w->quote)
		w->quote = c == w->quote ? '\0' : w->quote;
	else if (c == '"' || c == '\'')
		w->quote = c;
	else if (c == '>')
		w->state = HTML_TEXT;
	return 1;
}

/* Read a '<'. Returns the length of what was read. */
static size_t put_angle(struct wordcount *w, struct span html)
{
	size_t breaking = breaking_tag(html);

	if (w->element) {
		if (is_end_of(html, w->element)) {
			w->element = NULL;
			w->state = HTML_TAG;
		}
		return 1;
	}
	if (breaking) {
		put_space(w, '\n');
		return breaking;
	}
	if (span_has_prefix(html, "<!--")) {
		w->state = HTML_COMMENT;
		return 4;
	}
	if (begins_tag(html)) {
		w->element = hiding_element(html);
		w->state = HTML_TAG;
		return 1;
	}
	put_character(w, '<', 1);
	return 1;
}

void wordcount_put_html(struct wordcount *w, struct span html)
{
	for (size_t pos = 0; pos < html.len;) {
		struct span rest = span_slice(html, pos, html.len);
		int32_t code;

		if (w->state == HTML_COMMENT) {
			pos += span_find(rest, span_from("-->")) + 3;
			if (pos <= html.len)
				w->state = HTML_TEXT;
		} else if (w->state == HTML_TAG) {
			pos += put_in_tag(w, rest.ptr[0]);
		} else if (rest.ptr[0] == '<') {
			pos += put_angle(w, rest);
		} else {
			code = utf8_next(html, &pos);
			if (unicode_is_space(code))
				put_space(w, ' ');
			else if (!unicode_is_forbidden(code))
				put_character(w, code, 1);
		}
	}
}

void wordcount_tag(struct wordcount *w)
{
	if (w->state == HTML_TAG)
		w->state = HTML_TEXT;
	w->quote = '\0';
}

void wordcount_break(struct wordcount *w)
{
	wordcount_tag(w);
	w->open_quotes = 0;
	put_space(w, ' ');
}

void wordcount_end_paragraph(struct wordcount *w)
{
	w->open_quotes = 0;
	put_space(w, '\n');
}
