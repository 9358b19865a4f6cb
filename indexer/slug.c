#include "indexer/slug.h"

#include "base/ascii.h"
#include "base/strbuf.h"
#include "text/unicode.h"
#include "text/utf8.h"

/* Latin letters that no accent explains. */
static const struct {
	int32_t code;
	const char *spelling;
} latin[] = {
	{ 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" },
	{ 0xf8, "o" },  { 0xfe, "th" }, { 0x111, "d" },
	{ 0x131, "i" }, { 0x142, "l" }, { 0x153, "oe" },
};

static const char *find_spelling(int32_t code)
{
	for (size_t i = 0; i < sizeof(latin) / sizeof(latin[0]); i++)
		if (latin[i].code == code)
			return latin[i].spelling;
	return NULL;
}

static bool is_word(int32_t code)
{
	return unicode_is_letter(code) || unicode_is_digit(code) ||
	       unicode_is_mark(code);
}

static struct span finish(struct strbuf *out, struct arena *a)
{
	struct span s;

	while (out->len && out->buf[out->len - 1] == '-')
		strbuf_truncate(out, out->len - 1);
	s = arena_copy(a, strbuf_span(out));
	strbuf_release(out);
	return s;
}

/* A hyphen for what is left out, unless there is one or it would be first. */
static void put_hyphen(struct strbuf *out)
{
	if (out->len && out->buf[out->len - 1] != '-')
		strbuf_put_char(out, '-');
}

struct span slug_zola(struct span text, struct arena *a)
{
	struct strbuf plain = STRBUF_INIT, out = STRBUF_INIT;
	struct span s;

	unicode_put_unaccented(&plain, text);
	s = strbuf_span(&plain);
	for (size_t pos = 0; pos < s.len;) {
		int32_t code = unicode_lower(utf8_next(s, &pos));
		const char *spelling = find_spelling(code);

		if (spelling)
			strbuf_put_str(&out, spelling);
		else if (is_word(code))
			utf8_put(&out, code);
		else
			put_hyphen(&out);
	}
	strbuf_release(&plain);
	return finish(&out, a);
}

static bool is_kept(int32_t code, enum slug_mode mode)
{
	bool is_ascii = code > 0 && code < 0x80;

	switch (mode) {
	case SLUG_ASCII:
		return is_ascii && ascii_is_alnum((char)code);
	case SLUG_RAW:
		return code >= 0 && !unicode_is_space(code);
	case SLUG_PRETTY:
		if (is_ascii && strchr("._~!$&'()+,;=@", (char)code))
			return true;
		break;
	case SLUG_DEFAULT:
		break;
	}
	return is_word(code);
}

struct span slug_jekyll(struct span text, enum slug_mode mode, bool cased,
			struct arena *a)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t pos = 0; pos < text.len;) {
		int32_t code = utf8_next(text, &pos);

		if (is_kept(code, mode))
			utf8_put(&out, cased ? code : unicode_lower(code));
		else
			put_hyphen(&out);
	}
	return finish(&out, a);
}
