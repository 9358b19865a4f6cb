#ifndef INDEXER_WORDCOUNT_H
#define INDEXER_WORDCOUNT_H

/*
 * Count words as Hugo 0.111 does, from the page that it would render:
 * tags are taken out of the HTML, without leaving a space, and what is
 * between white space is a word (tpl.StripHTML, which is html/template's
 * stripTags, and helpers.TotalWords in Hugo's source). The walk of the
 * Markdown tree says what it would render, piece by piece.
 *
 * The plain text that comes out at the same time is what Hugo cuts an
 * automatic summary from. Start with WORDCOUNT_INIT.
 */

#include <stdint.h>

#include "base/strbuf.h"

/* Where raw HTML has left off. */
enum html_state { HTML_TEXT, HTML_TAG, HTML_COMMENT };

struct wordcount {
	uint32_t words;     /* runs of what is not white space */
	uint32_t cjk_words; /* a run that is not ASCII counts each character */
	bool counts_characters; /* or `cjk_words` is of no use */
	uint32_t run;           /* characters of the word being read */
	bool run_is_ascii;
	int32_t last;         /* the character before what is read next */
	uint32_t open_quotes; /* in this paragraph */

	enum html_state state;
	char quote;          /* of the attribute being read, or NUL */
	const char *element; /* whose content does not count, or NULL */

	struct strbuf plain;
	size_t plain_limit; /* more is not kept */
	bool plain_in_space;
	bool plain_is_paused;
};

#define WORDCOUNT_INIT                                                         \
	{                                                                      \
		.run_is_ascii = true, .last = ' ', .plain = STRBUF_INIT,       \
		.plain_in_space = true                                         \
	}

void wordcount_release(struct wordcount *w);

/*
 * Characters that Markdown shows: HTML escapes them. In prose Hugo's
 * typographer writes quotes and dashes as entities, which is longer.
 */
void wordcount_put(struct wordcount *w, struct span text);
void wordcount_put_prose(struct wordcount *w, struct span text);

/* HTML as written in the Markdown. */
void wordcount_put_html(struct wordcount *w, struct span html);

/* A tag with no white space around it. */
void wordcount_tag(struct wordcount *w);

/* The end of a line, of a paragraph, of anything else. */
void wordcount_break(struct wordcount *w);
void wordcount_end_paragraph(struct wordcount *w);

#endif
