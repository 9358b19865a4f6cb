#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H

/*
 * The layout of a text as it is stored beside it: its blocks and sections,
 * and how many positions each block takes. Only for store/ itself: others
 * use store/content.h.
 */

#include "store/content.h"

void layout_pack(struct strbuf *out, const struct document *doc,
		 const struct analysis *analysis);

/*
 * Fill in all but content->text, which is there. Returns -1 when the layout
 * is damaged.
 */
int layout_unpack(struct content *content, struct span layout, struct arena *a);

#endif
