#include "text/escape.h"

#include <stdint.h>

#include "base/ascii.h"
#include "text/unicode.h"
#include "text/utf8.h"

/* Unicode's own ends of lines and paragraphs too. */
static bool is_white(int32_t code)
{
	return (code >= '\t' && code <= '\r') || code == 0x85 ||
	       code == 0x2028 || code == 0x2029;
}

void escape_malformed(struct strbuf *out, struct span text)
{
	for (size_t pos = 0; pos < text.len;)
		utf8_put(out, utf8_next(text, &pos));
}

static bool is_plain_html(char c)
{
	return c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>' &&
	       c != '"' && c != '\'';
}

/* Append the bytes from `pos` on that stand for themselves; their number. */
static size_t put_plain_html(struct strbuf *out, struct span text, size_t pos)
{
	size_t end = pos;

	while (end < text.len && is_plain_html(text.ptr[end]))
		end++;
	strbuf_put_span(out, span_slice(text, pos, end));
	return end - pos;
}

void escape_html(struct strbuf *out, struct span text)
{
	for (size_t pos = put_plain_html(out, text, 0); pos < text.len;
	     pos += put_plain_html(out, text, pos)) {
		int32_t code = utf8_next(text, &pos);

		if (code == '&')
			strbuf_put_str(out, "&amp;");
		else if (code == '<')
			strbuf_put_str(out, "&lt;");
		else if (code == '>')
			strbuf_put_str(out, "&gt;");
		else if (code == '"')
			strbuf_put_str(out, "&quot;");
		else if (code == '\'')
			strbuf_put_str(out, "&#39;");
		else if (unicode_is_control(code) && code != '\n' &&
			 code != '\t')
			utf8_put(out, -1);
		else
			utf8_put(out, code);
	}
}

/* Bytes from `pos` on that stand for themselves in JSON. */
static size_t plain_json(struct span text, size_t pos)
{
	size_t start = pos;

	while (pos < text.len && text.ptr[pos] >= ' ' && text.ptr[pos] < 0x7f &&
	       !strchr("\"\\<", text.ptr[pos]))
		pos++;
	return pos - start;
}

void escape_json(struct strbuf *out, struct span text)
{
	strbuf_put_char(out, '"');
	for (size_t pos = 0; pos < text.len;) {
		size_t plain = plain_json(text, pos);
		int32_t code;

		strbuf_put(out, text.ptr + pos, plain);
		pos += plain;
		if (pos == text.len)
			break;
		code = utf8_next(text, &pos);
		if (code == '"' || code == '\\')
			strbuf_printf(out, "\\%c", code);
		else if (unicode_is_control(code) || code == '<' ||
			 code == 0x2028 || code == 0x2029)
			strbuf_printf(out, "\\u%04x", (unsigned)code);
		else
			utf8_put(out, code);
	}
	strbuf_put_char(out, '"');
}

void escape_terminal(struct strbuf *out, struct span text)
{
	for (size_t pos = 0; pos < text.len;) {
		int32_t code = utf8_next(text, &pos);

		if (is_white(code))
			strbuf_put_char(out, ' ');
		else if (unicode_is_control(code))
			utf8_put(out, -1);
		else if (!unicode_is_reordering(code))
			utf8_put(out, code);
	}
}

/* Percent-encode what is neither letter, digit nor one of `others`. */
static void encode(struct strbuf *out, struct span text, const char *others)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (ascii_is_alnum(c) || (c && strchr(others, c)))
			strbuf_put_char(out, c);
		else
			strbuf_printf(out, "%%%02X", (unsigned char)c);
	}
}

#define FRAGMENT_OTHERS "-._~!$&'()*+,;=:@/?"

void escape_fragment(struct strbuf *out, struct span anchor)
{
	encode(out, anchor, FRAGMENT_OTHERS);
}

void escape_fragment_readable(struct strbuf *out, struct span anchor)
{
	for (size_t pos = 0; pos < anchor.len;) {
		size_t start = pos;
		int32_t code = utf8_next(anchor, &pos);
		struct span bytes = span_slice(anchor, start, pos);

		if (code >= 0xa0 && !is_white(code) &&
		    !unicode_is_reordering(code))
			strbuf_put_span(out, bytes);
		else
			encode(out, bytes, FRAGMENT_OTHERS);
	}
}

void escape_url(struct strbuf *out, struct span url)
{
	encode(out, url, "-._~!$&'()*+,;=:@/?#[]%");
}

void escape_component(struct strbuf *out, struct span value)
{
	encode(out, value, "-._~");
}
