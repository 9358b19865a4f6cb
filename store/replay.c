#include "store/replay.h"

void replay_put(struct strbuf *out, const struct replay *replay,
		const struct term_word *words)
{
	for (size_t i = 0; i < replay->count; i++) {
		uint32_t term = replay->terms[i];

		if (i)
			strbuf_put_char(out, ' ');
		if (term & REPLAY_IS_SAME)
			strbuf_put_char(out, REPLAY_SAME);
		if (term & REPLAY_IS_SURFACE)
			strbuf_put_char(out, REPLAY_SURFACE);
		strbuf_put_span(out,
				term_word_text(&words[term >> REPLAY_SHIFT]));
	}
}
