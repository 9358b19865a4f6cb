#ifndef INDEXER_WORDCOUNT_H
#define INDEXER_WORDCOUNT_H

/*
 * Count words as Hugo 0.111 does, from the page that it would render:
 * tags are taken out of the HTML, without leaving a space, and what is
 * between white space is a word (tpl.StripHTML and helpers.TotalWords in
 * Hugo's source; <https://gohugo.io/variables/page/>, .WordCount). The
 * walk of the Markdown tree says what it would render, piece by piece.
 *
 * The plain text that comes out at the same time is what Hugo cuts an
 * automatic summary from. Start with WORDCOUNT_INIT.
 */

#include <stdint.h>

#include "base/strbuf.h"

struct wordcount {
	uint32_t words;     /* runs of what is not white space */
	uint32_t cjk_words; /* a run that is not ASCII counts each character */
	uint32_t run;       /* characters of the word being read */
	bool run_is_ascii;
	bool in_tag; /* raw HTML left a '<' open */

	struct strbuf plain;
	size_t plain_limit; /* more is not kept */
	bool plain_in_space;
	bool plain_is_paused;
};

#define WORDCOUNT_INIT                                                         \
	{                                                                      \
		0, 0, 0, true, false, STRBUF_INIT, 0, true, false              \
	}

void wordcount_release(struct wordcount *w);

/* Characters that Markdown shows: HTML escapes them. */
void wordcount_put(struct wordcount *w, struct span text);

/* HTML as written in the Markdown. */
void wordcount_put_html(struct wordcount *w, struct span html);

/* A tag with no white space around it. */
void wordcount_tag(struct wordcount *w);

/* The end of a line, of a paragraph, of anything else. */
void wordcount_break(struct wordcount *w);
void wordcount_end_paragraph(struct wordcount *w);

#endif
