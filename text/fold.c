#include "text/fold.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "text/unicode.h"
#include "text/utf8.h"

static bool is_ideograph(int32_t code)
{
	return unicode_is_between(code, 0x1100, 0x11ff) || /* hangul jamo */
	       unicode_is_between(code, 0x2e80, 0x2fd5) || /* radicals */
	       unicode_is_between(code, 0x3005, 0x3007) || /* iteration marks */
	       unicode_is_between(code, 0x3021,
				  0x3029) || /* Hangzhou numerals */
	       unicode_is_between(code, 0x3041, 0x30ff) || /* kana */
	       unicode_is_between(code, 0x3105, 0x318e) || /* bopomofo, jamo */
	       unicode_is_between(code, 0x31a0, 0x31ff) || /* bopomofo, kana */
	       unicode_is_between(code, 0x3400, 0x4dbf) || /* extension A */
	       unicode_is_between(code, 0x4e00,
				  0x9fff) || /* unified ideographs */
	       unicode_is_between(code, 0xa960, 0xa97c) || /* jamo extended A */
	       unicode_is_between(code, 0xac00,
				  0xd7fb) || /* hangul syllables */
	       unicode_is_between(code, 0xf900, 0xfaff) || /* compatibility */
	       unicode_is_between(code, 0xff66, 0xffdc) || /* half width kana */
	       unicode_is_between(code, 0x20000, 0x3ffff); /* extensions B on */
}

static bool is_syllable(int32_t code)
{
	return unicode_is_between(code, 0x0e01, 0x0eff) || /* Thai, Lao */
	       unicode_is_between(code, 0x1000, 0x109f) || /* Burmese */
	       unicode_is_between(code, 0x1780, 0x17ff);   /* Khmer */
}

static bool is_ignored(int32_t code)
{
	return code == 0xad || code == 0x2060 || code == 0xfeff ||
	       unicode_is_between(code, 0x200c, 0x200d);
}

enum char_class char_classify(int32_t code)
{
	if (code < 0)
		return CHAR_OTHER;
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return CHAR_MARK;
	case UTF8PROC_CATEGORY_CF:
		return is_ignored(code) ? CHAR_IGNORED : CHAR_OTHER;
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		break;
	default:
		return CHAR_OTHER;
	}
	if (is_ideograph(code))
		return CHAR_IDEOGRAPH;
	return is_syllable(code) ? CHAR_SYLLABLE : CHAR_WORD;
}

/* Letters whose marks people leave out when they type. */
static bool drops_marks(int32_t base)
{
	return unicode_is_between(base, 'a', 'z') ||
	       unicode_is_between(base, 0xdf, 0x3ff) ||  /* Latin, IPA, Greek */
	       unicode_is_between(base, 0x590, 0x6ff) || /* Hebrew, Arabic */
	       unicode_is_between(base, 0x1e00,
				  0x1fff) || /* Latin, Greek extended */
	       base == 0x435;                /* ё is е with two dots */
}

/*
 * Drop marks from decomposed `codes`, in place; returns how many stay. A
 * few letters decompose into spaces too (U+037A, U+FDFA): a word has none.
 */
static size_t drop_marks(utf8proc_int32_t *codes, size_t count)
{
	int32_t base = 0;
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		enum char_class class = char_classify(codes[i]);

		if (class == CHAR_IGNORED || codes[i] == ' ' ||
		    (class == CHAR_MARK && drops_marks(base)))
			continue;
		if (class != CHAR_MARK)
			base = codes[i];
		codes[kept++] = codes[i];
	}
	return kept;
}

/*
 * Put marks in canonical order (Unicode, section 3.11) once more: what was
 * dropped may have stood between them.
 */
static void order_marks(utf8proc_int32_t *codes, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		utf8proc_int32_t code = codes[i];
		int rank = utf8proc_get_property(code)->combining_class;
		size_t to = i;

		while (rank && to > 0 &&
		       utf8proc_get_property(codes[to - 1])->combining_class >
			       rank) {
			codes[to] = codes[to - 1];
			to--;
		}
		codes[to] = code;
	}
}

static utf8proc_ssize_t decompose(struct span word, utf8proc_int32_t *codes,
				  size_t room)
{
	return utf8proc_decompose(
		(const utf8proc_uint8_t *)word.ptr, (utf8proc_ssize_t)word.len,
		codes, (utf8proc_ssize_t)room,
		UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
}

static void fold_unicode(struct strbuf *out, struct span word)
{
	utf8proc_int32_t few[128], *codes = few;
	size_t room = sizeof(few) / sizeof(few[0]);
	utf8proc_ssize_t count = decompose(word, codes, room);

	if (count > (utf8proc_ssize_t)room) {
		room = (size_t)count;
		codes = xmalloc(mem_product(room, sizeof(*codes)));
		count = decompose(word, codes, room);
	}
	if (count > 0) {
		count = (utf8proc_ssize_t)drop_marks(codes, (size_t)count);
		order_marks(codes, (size_t)count);
		count = utf8proc_normalize_utf32(
			codes, count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	}
	for (utf8proc_ssize_t i = 0; i < count; i++)
		utf8_put(out, codes[i]);
	if (codes != few)
		free(codes);
}

void fold_put(struct strbuf *out, struct span word)
{
	char *end;

	strbuf_grow(out, word.len);
	end = out->buf + out->len;
	for (size_t i = 0; i < word.len; i++) {
		if ((unsigned char)word.ptr[i] >= 0x80) {
			out->buf[out->len] = '\0';
			fold_unicode(out, word);
			return;
		}
		end[i] = ascii_lower(word.ptr[i]);
	}
	out->len += word.len;
	out->buf[out->len] = '\0';
}
