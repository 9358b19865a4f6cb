#ifndef INDEXER_MARKDOWN_H
#define INDEXER_MARKDOWN_H

/*
 * From Markdown to fields: headings with their anchors, sections, prose
 * and code apart, as plain text.
 */

#include "base/arena.h"
#include "store/document.h"

enum anchor_style {
	ANCHOR_GITHUB,       /* Hugo's default: from the heading as written */
	ANCHOR_GITHUB_ASCII, /* Hugo: github-ascii */
	ANCHOR_BLACKFRIDAY,  /* Hugo: blackfriday */
	ANCHOR_GITHUB_SITE,  /* GitHub itself, Astro: from the text it shows */
	ANCHOR_KRAMDOWN,     /* Jekyll */
	ANCHOR_ZOLA,         /* Zola: slugified */
};

/* What the generator does with an article besides CommonMark. */
struct markdown_options {
	enum anchor_style anchors;
	bool shortcodes; /* Hugo {{< >}}, {{% %}}; Zola {{ f() }}, {% f() %} */
	bool liquid;     /* Jekyll {{ }}, {% %} */
	bool mdx;        /* import, export, JSX tags, {expressions} */
	bool raw_html;   /* HTML in Markdown reaches the page */
	bool emoji;      /* :name: is one character */
	bool definition_lists; /* a line that starts with ": " */
	bool cjk_words; /* count Han, kana and hangul by character if any */
	const char *summary_divider; /* "<!--more-->", Jekyll's separator; or
					NULL */
	uint32_t summary_words; /* length of an automatic summary; Hugo: 70 */
	struct arena *tree;     /* empty, and reset afterwards, or NULL: where
				   the caller would have the tree made */
};

/* The result; its text lives in the arena. */
struct markdown {
	struct span text;
	struct block *blocks;
	size_t block_count;
	struct section *sections;
	size_t section_count;
	struct span first_heading;     /* plain text of the first heading of
					  level 1, or of the first at all */
	bool starts_with_heading;      /* that heading opens the article */
	struct span first_paragraph;   /* plain text */
	struct span divided_summary;   /* plain text before the divider */
	struct span automatic_summary; /* Hugo's rule: whole sentences until
					  summary_words words */
	uint32_t words;   /* of the rendered page, by Hugo's rule */
	bool is_cjk;      /* words were counted by character */
	bool is_unparsed; /* too much markup: all is one paragraph */
};

/*
 * Parse `body`, which need not be valid UTF-8 or sane. Time and memory
 * grow linearly with its length. Never fails.
 */
void markdown_parse(struct markdown *out, struct span body,
		    const struct markdown_options *options, struct arena *a);

#endif
