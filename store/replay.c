#include "store/replay.h"

static void put_term(struct strbuf *out, struct span term, bool is_first,
		     bool is_surface)
{
	if (out->len)
		strbuf_put_char(out, ' ');
	if (!is_first)
		strbuf_put_char(out, REPLAY_SAME);
	if (is_surface)
		strbuf_put_char(out, REPLAY_SURFACE);
	strbuf_put_span(out, term);
}

void replay_put(struct strbuf *out, const struct token *tok, bool is_first)
{
	put_term(out, tok->term, is_first, false);
	if (token_is_stemmed(tok))
		put_term(out, tok->word, false, true);
}
