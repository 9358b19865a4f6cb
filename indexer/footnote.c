#include "indexer/footnote.h"

#include "base/ascii.h"

/* Longer labels are no labels: keeps "[^[^[^..." linear. */
#define MAX_LABEL 200

struct span footnote_label(struct span text, size_t *len)
{
	size_t end = 2;

	if (!span_has_prefix(text, "[^"))
		return span_make(NULL, 0);
	while (end < text.len && end < MAX_LABEL && text.ptr[end] != ']' &&
	       text.ptr[end] != '[' && text.ptr[end] != '\n')
		end++;
	if (end == 2 || end == text.len || text.ptr[end] != ']')
		return span_make(NULL, 0);
	*len = end + 1;
	return span_slice(text, 2, end);
}

uint32_t footnote_put(struct footnotes *notes, struct span label)
{
	size_t known = notes->labels.count;
	uint32_t *number = nameset_put(&notes->labels, label);

	if (notes->count == notes->alloc) {
		size_t alloc = notes->alloc ? notes->alloc * 2 : 8;
		struct footnote *items =
			arena_array(notes->labels.arena, alloc, sizeof(*items));

		if (notes->count)
			memcpy(items, notes->items,
			       notes->count * sizeof(*items));
		notes->items = items;
		notes->alloc = alloc;
	}
	/* The first definition of a label is the one that counts. */
	if (notes->labels.count > known)
		*number = (uint32_t)notes->count;
	notes->items[notes->count] = (struct footnote){ false, 0, 0 };
	return (uint32_t)notes->count++;
}

struct footnote *footnote_find(const struct footnotes *notes, struct span label)
{
	uint32_t *number = nameset_find(&notes->labels, label);

	return number ? &notes->items[*number] : NULL;
}
