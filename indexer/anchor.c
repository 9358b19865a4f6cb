#include "indexer/anchor.h"

#include "base/ascii.h"
#include "text/unicode.h"
#include "text/utf8.h"

static void put_lower(struct strbuf *out, int32_t code)
{
	if (code >= 0 && code < 0x80)
		strbuf_put_char(out, ascii_lower((char)code));
	else
		utf8_put(out, unicode_lower(code));
}

/*
 * Hugo's default: letters, digits and '_' stay, spaces become '-' (Hugo,
 * markup/goldmark/autoid.go).
 */
static void put_goldmark(struct strbuf *out, struct span s, bool only_ascii)
{
	s = span_trim(s);
	for (size_t pos = 0; pos < s.len;) {
		int32_t code = utf8_next(s, &pos);

		if (only_ascii && code >= 0x80)
			continue;
		if (code == '-' || code == ' ')
			strbuf_put_char(out, '-');
		else if (code == '_' || unicode_is_letter(code) ||
			 unicode_is_digit(code))
			put_lower(out, code);
	}
}

static void put_goldmark_ascii(struct strbuf *out, struct span s)
{
	struct strbuf plain = STRBUF_INIT;

	unicode_put_unaccented(&plain, s);
	put_goldmark(out, strbuf_span(&plain), true);
	strbuf_release(&plain);
}

/* What is no letter or digit becomes one '-' between words. */
static void put_blackfriday(struct strbuf *out, struct span s)
{
	bool gap = false;

	for (size_t pos = 0; pos < s.len;) {
		int32_t code = utf8_next(s, &pos);

		if (!unicode_is_letter(code) && !unicode_is_number(code)) {
			gap = true;
			continue;
		}
		if (gap && out->len)
			strbuf_put_char(out, '-');
		gap = false;
		put_lower(out, code);
	}
}

/* GitHub, and github-slugger, which Astro and Docusaurus use. */
static void put_github(struct strbuf *out, struct span s)
{
	s = span_trim(s);
	for (size_t pos = 0; pos < s.len;) {
		int32_t code = utf8_next(s, &pos);

		if (code == '-' || code == ' ')
			strbuf_put_char(out, '-');
		else if (unicode_is_word(code))
			put_lower(out, code);
	}
}

/*
 * Jekyll: kramdown's GFM parser, generate_gfm_header_id. Runs of hyphens
 * are dashes to it, which are punctuation and go.
 */
static void put_kramdown(struct strbuf *out, struct span s)
{
	for (size_t pos = 0; pos < s.len;) {
		size_t from = pos;
		int32_t code = utf8_next(s, &pos);

		if (code == '-') {
			while (pos < s.len && pos - from < 3 &&
			       s.ptr[pos] == '-')
				pos++;
			if (pos - from == 1)
				strbuf_put_char(out, '-');
		} else if (code == ' ' || code == '\t') {
			strbuf_put_char(out, '-');
		} else if (unicode_is_word(code)) {
			put_lower(out, code);
		}
	}
}

/* Latin letters that have no decomposition, as the slug crate writes them. */
static const char *latin(int32_t code)
{
	switch (code) {
	case 0xdf:
		return "ss";
	case 0xc6:
	case 0xe6:
		return "ae";
	case 0x152:
	case 0x153:
		return "oe";
	case 0xd8:
	case 0xf8:
		return "o";
	case 0xd0:
	case 0xf0:
	case 0x110:
	case 0x111:
		return "d";
	case 0xde:
	case 0xfe:
		return "th";
	case 0x141:
	case 0x142:
		return "l";
	case 0x131:
		return "i";
	default:
		return "";
	}
}

/*
 * Zola: ASCII letters and digits, everything else one '-' between words.
 * The slug crate transliterates all scripts; here only Latin is.
 */
static void put_zola(struct strbuf *out, struct span s)
{
	struct strbuf plain = STRBUF_INIT;
	bool gap = false;

	unicode_put_unaccented(&plain, s);
	s = strbuf_span(&plain);
	for (size_t pos = 0; pos < s.len;) {
		int32_t code = utf8_next(s, &pos);
		bool is_plain = code < 0x80 && ascii_is_alnum((char)code);

		if (!is_plain && *latin(code) == '\0') {
			gap = gap || unicode_is_punctuation(code) ||
			      unicode_is_space(code);
			continue;
		}
		if (gap && out->len)
			strbuf_put_char(out, '-');
		gap = false;
		if (is_plain)
			put_lower(out, code);
		else
			strbuf_put_str(out, latin(code));
	}
	strbuf_release(&plain);
}

/* "base-12"; on most pages headings repeat, and printf() takes its time. */
static struct span put_number(struct arena *a, struct span base,
			      uint32_t number)
{
	char digits[] = "-4294967295";
	size_t start = sizeof(digits) - 1, len;
	char *id;

	do
		digits[--start] = (char)('0' + number % 10);
	while (number /= 10);
	digits[--start] = '-';
	len = sizeof(digits) - start; /* with the NUL */
	id = arena_bytes(a, base.len + len);
	memcpy(id, base.ptr, base.len);
	memcpy(id + base.len, digits + start, len);
	return span_make(id, base.len + len - 1);
}

/* Number `base`, which is taken, by the first number that is free. */
static struct span number(struct anchors *anchors, struct span base)
{
	uint32_t *last = nameset_find(&anchors->used, base);

	for (;;) {
		struct span id = put_number(anchors->used.arena, base, ++*last);

		if (!nameset_find(&anchors->used, id)) {
			nameset_put(&anchors->used, id);
			return id;
		}
	}
}

static struct span make_unique(struct anchors *anchors, struct span base)
{
	if (!nameset_find(&anchors->used, base)) {
		nameset_put(&anchors->used, base);
		return arena_copy(anchors->used.arena, base);
	}
	/* kramdown counts, and does not look whether the number is free. */
	if (anchors->style == ANCHOR_KRAMDOWN)
		return put_number(anchors->used.arena, base,
				  ++*nameset_find(&anchors->used, base));
	return number(anchors, base);
}

struct span anchor_make(struct anchors *anchors, struct span source,
			struct span text)
{
	struct strbuf *id = &anchors->made;

	strbuf_reset(id);
	switch (anchors->style) {
	case ANCHOR_GITHUB:
		put_goldmark(id, source, false);
		break;
	case ANCHOR_GITHUB_ASCII:
		put_goldmark_ascii(id, source);
		break;
	case ANCHOR_BLACKFRIDAY:
		put_blackfriday(id, source);
		break;
	case ANCHOR_GITHUB_SITE:
		put_github(id, text);
		break;
	case ANCHOR_KRAMDOWN:
		put_kramdown(id, text);
		break;
	case ANCHOR_ZOLA:
		put_zola(id, text);
		break;
	}
	if (id->len == 0 && anchors->style <= ANCHOR_BLACKFRIDAY)
		strbuf_put_str(id, "heading");
	return make_unique(anchors, strbuf_span(id));
}

void anchor_reserve(struct anchors *anchors, struct span id)
{
	if (anchors->style != ANCHOR_KRAMDOWN)
		nameset_put(&anchors->used, id);
}
