#include "indexer/wordcount.h"

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

static bool keeps_plain(const struct wordcount *w)
{
	return !w->plain_is_paused && w->plain.len < w->plain_limit;
}

/* One white space character; of several in a row the first is kept. */
static void put_space(struct wordcount *w, char c)
{
	if (w->in_tag)
		return;
	end_word(w);
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
	if (w->in_tag)
		return;
	w->run += count;
	if (code >= 0x80)
		w->run_is_ascii = false;
	if (keeps_plain(w))
		utf8_put(&w->plain, code);
	w->plain_in_space = false;
}

void wordcount_put(struct wordcount *w, struct span text)
{
	for (size_t pos = 0; pos < text.len;) {
		int32_t code = utf8_next(text, &pos);

		if (unicode_is_space(code))
			put_space(w, ' ');
		else if (!unicode_is_control(code))
			put_character(w, code, escaped_length(code));
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

void wordcount_put_html(struct wordcount *w, struct span html)
{
	for (size_t pos = 0; pos < html.len;) {
		struct span rest = span_slice(html, pos, html.len);
		size_t tag = breaking_tag(rest);
		int32_t code;

		if (tag) {
			put_space(w, '\n');
			pos += tag;
			continue;
		}
		code = utf8_next(html, &pos);
		if (code == '<')
			w->in_tag = true;
		else if (code == '>')
			w->in_tag = false;
		else if (unicode_is_space(code))
			put_space(w, ' ');
		else if (!unicode_is_control(code))
			put_character(w, code, 1);
	}
}

void wordcount_tag(struct wordcount *w)
{
	w->in_tag = false;
}

void wordcount_break(struct wordcount *w)
{
	wordcount_tag(w);
	put_space(w, ' ');
}

void wordcount_end_paragraph(struct wordcount *w)
{
	put_space(w, '\n');
}
