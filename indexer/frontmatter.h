#ifndef INDEXER_FRONTMATTER_H
#define INDEXER_FRONTMATTER_H

/* The settings at the top of an article: YAML (---), TOML (+++), JSON ({). */

#include "indexer/value.h"
#include "indexer/warning.h"

enum frontmatter_format {
	FRONTMATTER_NONE,
	FRONTMATTER_YAML,
	FRONTMATTER_TOML,
	FRONTMATTER_JSON,
};

struct frontmatter {
	enum frontmatter_format format;
	struct value *map; /* never NULL; empty where there is none */
	struct span body;  /* what follows, in the text given or the arena */
	int body_line;     /* the line it begins on, from 1 */
	/*
	 * A mistake hid an entry that may say whether the article is to be
	 * shown: draft, published, date and the like. It must be left out.
	 */
	bool visibility_unknown;
};

/*
 * Split `text`, one article (a UTF-8 byte order mark and white space are
 * passed over), and parse its front matter. Each mistake adds a warning about
 * `path`, and what stands around it is still read: the entry (a key at the left
 * edge and all that belongs to it) with the mistake is dropped and the others
 * kept.
 */
void frontmatter_parse(struct frontmatter *out, struct span text,
		       struct span path, struct arena *a, struct warnings *w);

#endif
