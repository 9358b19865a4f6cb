#include "store/replay.h"

void replay_put(struct strbuf *out, const struct replay *replay,
		const struct term_word *words)
{
	for (size_t i = 0; i < replay->count; i++) {
		uint32_t bits = replay->words[i];
		const struct term_word *word = &words[bits >> REPLAY_SHIFT];
		const struct term_word *term = &words[word->stem];

		if (bits & REPLAY_IS_LITERAL)
			term = word;
		if (i)
			strbuf_put_char(out, ' ');
		if (bits & REPLAY_IS_SAME)
			strbuf_put_char(out, REPLAY_SAME);
		strbuf_put_span(out, term_word_text(term));
		if (term == word)
			continue;
		strbuf_put_char(out, ' ');
		strbuf_put_char(out, REPLAY_SAME);
		strbuf_put_char(out, REPLAY_SURFACE);
		strbuf_put_span(out, term_word_text(word));
	}
}
