#include "text/key.h"

#include "text/stem.h"

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
