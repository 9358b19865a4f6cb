#ifndef STORE_DOCUMENT_H
#define STORE_DOCUMENT_H

/*
 * The stored record made from an article: what indexer/ fills in and the
 * writer stores. Plain data; knows neither Markdown nor SQL. All text is
 * UTF-8 without control bytes other than newline and lives in the arena
 * of whoever made the document.
 */

#include <stdint.h>

#include "base/date.h"
#include "base/span.h"

/* The indexed parts of a document, in the column order of the index. */
enum field {
	FIELD_TITLE,
	FIELD_HEADINGS,
	FIELD_SUMMARY,
	FIELD_TAGS, /* tags and categories */
	FIELD_AUTHORS,
	FIELD_BODY,
	FIELD_CODE,
	FIELD_COUNT
};

/*
 * A run of `text` that belongs to one field: FIELD_HEADINGS, FIELD_BODY
 * or FIELD_CODE. Blocks are in order, do not overlap, and are separated
 * by newlines that belong to none.
 */
struct block {
	enum field field;
	uint32_t start, end; /* bytes of text */
};

/* A heading and what follows it, up to the next heading. */
struct section {
	int level;                   /* 1 to 6 */
	uint32_t start;              /* byte of text where the heading begins */
	struct span heading, anchor; /* anchor: the id in the page, no '#' */
};

/*
 * The longest text of a document, in bytes. Whoever makes a document sees
 * to it (indexer/intake.c); a stored text that is longer is damage.
 */
#define DOCUMENT_MAX_TEXT ((uint32_t)64 * 1024 * 1024)

struct document {
	struct span path; /* from the site's root, '/' between folders */
	struct span url;
	struct span title, summary;
	bool summary_is_excerpt; /* the text says it too: not indexed twice */
	struct span lang;        /* lowercase BCP 47, as "en" or "pt-br" */
	struct span section;     /* the top folder of the site's content */
	struct date date, lastmod;
	uint32_t words, minutes;
	struct span_list authors, tags, categories;
	struct span_list aliases; /* other names: file name, slug, old URLs */
	struct span text;
	struct block *blocks;
	size_t block_count;
	struct section *sections;
	size_t section_count;
};

/*
 * Of all that is shown of it, but for aliases, text, blocks and sections:
 * stored with it, to tell damage from what was written.
 */
uint64_t document_hash(const struct document *doc);

#endif
