#include "text/key.h"

#include "base/ascii.h"
#include "text/fold.h"
#include "text/stem.h"
#include "text/utf8.h"

struct key {
	struct strbuf *out;
	size_t start;
};

static int put_word(const struct token *tok, void *arg)
{
	struct key *key = arg;

	if (tok->kind == TOKEN_WHOLE)
		return 0;
	if (key->out->len > key->start)
		strbuf_put_char(key->out, ' ');
	strbuf_put_span(key->out, tok->word);
	return 0;
}

void key_put(struct strbuf *out, struct analyzer *analyzer, struct span text)
{
	struct key key = { out, out->len };
	uint32_t position = 0;

	tokenize(analyzer, STEM_NONE, text, &position, put_word, &key);
}

void key_put_written(struct strbuf *out, struct span text)
{
	size_t start = out->len, pos = 0;

	text = utf8_prefix(text, KEY_MAX_WRITTEN);
	while (pos < text.len) {
		size_t begin;

		while (pos < text.len && ascii_is_space(text.ptr[pos]))
			pos++;
		begin = pos;
		while (pos < text.len && !ascii_is_space(text.ptr[pos]))
			pos++;
		if (pos == begin)
			break;
		if (out->len > start)
			strbuf_put_char(out, ' ');
		fold_put(out, span_slice(text, begin, pos));
	}
}
