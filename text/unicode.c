#include "text/unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "text/utf8.h"

/* The general category, or -1 for a malformed byte. */
static int category(int32_t code)
{
	return code < 0 ? -1 : (int)utf8proc_category(code);
}

bool unicode_is_letter(int32_t code)
{
	return unicode_is_between(category(code), UTF8PROC_CATEGORY_LU,
				  UTF8PROC_CATEGORY_LO);
}

bool unicode_is_mark(int32_t code)
{
	return unicode_is_between(category(code), UTF8PROC_CATEGORY_MN,
				  UTF8PROC_CATEGORY_ME);
}

bool unicode_is_digit(int32_t code)
{
	return category(code) == UTF8PROC_CATEGORY_ND;
}

bool unicode_is_number(int32_t code)
{
	return unicode_is_between(category(code), UTF8PROC_CATEGORY_ND,
				  UTF8PROC_CATEGORY_NO);
}

bool unicode_is_punctuation(int32_t code)
{
	int is = category(code);

	return unicode_is_between(is, UTF8PROC_CATEGORY_PC,
				  UTF8PROC_CATEGORY_PO) ||
	       (code < 0x80 && unicode_is_between(is, UTF8PROC_CATEGORY_SM,
						  UTF8PROC_CATEGORY_SO));
}

bool unicode_is_word(int32_t code)
{
	int is;

	if (code >= 0 && code < 0x80)
		return ascii_is_alnum((char)code) || code == '_';
	is = category(code);
	return unicode_is_between(is, UTF8PROC_CATEGORY_LU,
				  UTF8PROC_CATEGORY_NL) ||
	       is == UTF8PROC_CATEGORY_PC;
}

bool unicode_is_space(int32_t code)
{
	if (code < 0x80)
		return code == ' ' || unicode_is_between(code, '\t', '\r');
	return code == 0x85 || code == 0xa0 || code == 0x1680 ||
	       unicode_is_between(code, 0x2000, 0x200a) || code == 0x2028 ||
	       code == 0x2029 || code == 0x202f || code == 0x205f ||
	       code == 0x3000;
}

bool unicode_is_cjk(int32_t code)
{
	if (code < 0x1100)
		return false;
	return unicode_is_between(code, 0x1100, 0x11ff) || /* hangul jamo */
	       unicode_is_between(code, 0x2e80, 0x2fd5) || /* radicals */
	       code == 0x3005 || code == 0x3007 ||         /* iteration, zero */
	       unicode_is_between(code, 0x3021, 0x302f) ||
	       unicode_is_between(code, 0x3038, 0x303b) ||
	       unicode_is_between(code, 0x3041, 0x3096) || /* hiragana */
	       unicode_is_between(code, 0x309d, 0x309f) ||
	       unicode_is_between(code, 0x30a1, 0x30fa) || /* katakana */
	       unicode_is_between(code, 0x30fd, 0x30ff) ||
	       unicode_is_between(code, 0x3131, 0x318e) || /* jamo */
	       unicode_is_between(code, 0x31f0, 0x321e) ||
	       unicode_is_between(code, 0x3260, 0x327e) ||
	       unicode_is_between(code, 0x32d0, 0x3357) ||
	       unicode_is_between(code, 0x3400, 0x4dbf) || /* Han */
	       unicode_is_between(code, 0x4e00, 0x9fff) ||
	       unicode_is_between(code, 0xa960, 0xa97c) ||
	       unicode_is_between(code, 0xac00,
				  0xd7fb) || /* hangul syllables */
	       unicode_is_between(code, 0xf900, 0xfad9) ||
	       unicode_is_between(code, 0xff66, 0xff6f) || /* half width */
	       unicode_is_between(code, 0xff71, 0xff9d) ||
	       unicode_is_between(code, 0xffa0, 0xffdc) ||
	       unicode_is_between(code, 0x1b000, 0x1b167) ||
	       unicode_is_between(code, 0x20000, 0x323af);
}

bool unicode_is_control(int32_t code)
{
	return unicode_is_between(code, 0, 0x1f) ||
	       unicode_is_between(code, 0x7f, 0x9f);
}

bool unicode_is_reordering(int32_t code)
{
	return unicode_is_between(code, 0x202a, 0x202e) ||
	       unicode_is_between(code, 0x2066, 0x2069);
}

bool unicode_is_forbidden(int32_t code)
{
	if (code == '\n' || code == '\t')
		return false;
	return code < 0 || unicode_is_control(code) ||
	       unicode_is_reordering(code);
}

int32_t unicode_lower(int32_t code)
{
	return code < 0 ? code : utf8proc_tolower(code);
}

int32_t unicode_upper(int32_t code)
{
	return code < 0 ? code : utf8proc_toupper(code);
}

void unicode_put_lower(struct strbuf *out, struct span text)
{
	for (size_t pos = 0; pos < text.len;) {
		int32_t code = utf8_next(text, &pos);

		if (code >= 0)
			utf8_put(out, unicode_lower(code));
	}
}

/* No code point decomposes into more than this, by canonical rules. */
#define MAX_PARTS 4

void unicode_put_unaccented(struct strbuf *out, struct span text)
{
	utf8proc_int32_t *codes =
		xmalloc(mem_product(text.len + 1, MAX_PARTS * sizeof(*codes)));
	utf8proc_ssize_t count = 0;

	for (size_t pos = 0; pos < text.len;) {
		int32_t code = utf8_next(text, &pos);
		utf8proc_int32_t parts[MAX_PARTS];
		int boundary = 0;
		utf8proc_ssize_t got =
			code < 0 ? 0
				 : utf8proc_decompose_char(
					   code, parts, MAX_PARTS,
					   UTF8PROC_DECOMPOSE, &boundary);

		for (utf8proc_ssize_t i = 0; i < got && i < MAX_PARTS; i++)
			if (category(parts[i]) != UTF8PROC_CATEGORY_MN)
				codes[count++] = parts[i];
	}
	count = utf8proc_normalize_utf32(codes, count, UTF8PROC_COMPOSE);
	for (utf8proc_ssize_t i = 0; i < count; i++)
		utf8_put(out, codes[i]);
	free(codes);
}
