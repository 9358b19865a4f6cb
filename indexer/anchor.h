#ifndef INDEXER_ANCHOR_H
#define INDEXER_ANCHOR_H

/* The ids that generators give to headings, unique in a page. */

#include "base/strbuf.h"
#include "indexer/markdown.h"
#include "indexer/nameset.h"

/* Made of a style and an arena; its owner releases `made`. */
struct anchors {
	enum anchor_style style;
	struct nameset used;
	struct strbuf made; /* the one being made, before it has a number */
};

/*
 * The next heading's id, in the arena of `anchors->used`. `source` is the
 * heading as written, in Markdown but without its marks and attributes;
 * `text` is what it shows. Generators differ in which of them they take.
 */
struct span anchor_make(struct anchors *anchors, struct span source,
			struct span text);

/* A heading has this id by the author's wish; others must avoid it. */
void anchor_reserve(struct anchors *anchors, struct span id);

#endif
