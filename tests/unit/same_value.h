#ifndef TESTS_UNIT_SAME_VALUE_H
#define TESTS_UNIT_SAME_VALUE_H

/* Whether two values are the same, places included. Also for fuzz targets. */

#include "indexer/value.h"

static inline bool value_is_same(const struct value *a, const struct value *b)
{
	bool same = a->type == b->type && a->line == b->line &&
		    a->column == b->column && span_eq(a->text, b->text);

	if (!same)
		return false;
	switch (a->type) {
	case VALUE_BOOL:
		return a->boolean == b->boolean;
	case VALUE_INT:
		return a->integer == b->integer;
	case VALUE_LIST:
		same = a->list.count == b->list.count;
		for (size_t i = 0; same && i < a->list.count; i++)
			same = value_is_same(a->list.items[i],
					     b->list.items[i]);
		return same;
	case VALUE_MAP:
		same = a->map.count == b->map.count;
		for (size_t i = 0; same && i < a->map.count; i++) {
			const struct member *m = &a->map.members[i];
			const struct member *n = &b->map.members[i];

			same = span_eq(m->key, n->key) &&
			       value_is_same(m->value, n->value);
		}
		return same;
	default:
		return true; /* the text says it */
	}
}

#endif
