#include "store/merged.h"

#include <stdlib.h>

#include "base/mem.h"

/* A run for each part. */
static void read_parts(struct merged *m, const struct span *parts, size_t count)
{
	struct occurrence o;

	m->count = m->run_count = 0;
	ARRAY_GROW(m->ends, count, m->end_alloc);
	for (size_t i = 0; i < count; i++) {
		for (bool more = positions_first(parts[i], &o); more;
		     more = positions_next(&o)) {
			ARRAY_GROW(m->items, m->count + 1, m->alloc);
			m->items[m->count++] = occurrence_order(&o);
		}
		m->ends[m->run_count++] = m->count;
	}
}

/* Put the items from `at` up to `end` into the room, those of two runs. */
static void merge_two(struct merged *m, size_t at, size_t middle, size_t end)
{
	const uint64_t *items = m->items;
	size_t other = middle;

	for (size_t to = at; to < end; to++)
		m->room[to] = other == end || (at < middle &&
					       items[at] <= items[other])
				      ? items[at++]
				      : items[other++];
}

/* Merge runs two by two, until there is one. */
static void merge_runs(struct merged *m)
{
	ARRAY_GROW(m->room, m->count, m->room_alloc);
	while (m->run_count > 1) {
		uint64_t *items = m->items;
		size_t alloc = m->alloc, kept = 0, at = 0;

		for (size_t i = 0; i < m->run_count; i += 2) {
			bool is_last = i + 1 == m->run_count;
			size_t end = m->ends[is_last ? i : i + 1];

			merge_two(m, at, m->ends[i], end);
			m->ends[kept++] = at = end;
		}
		m->run_count = kept;
		m->items = m->room;
		m->alloc = m->room_alloc;
		m->room = items;
		m->room_alloc = alloc;
	}
}

struct span merged_make(struct merged *m, const struct span *parts,
			size_t part_count)
{
	uint64_t last = 0;

	read_parts(m, parts, part_count);
	merge_runs(m);
	strbuf_reset(&m->list);
	for (size_t i = 0; i < m->count; i++)
		/* Two terms may share a position. */
		if (i == 0 || m->items[i] != last)
			positions_put(&m->list, &last, m->items[i]);
	return strbuf_span(&m->list);
}

void merged_release(struct merged *m)
{
	free(m->items);
	free(m->room);
	free(m->ends);
	strbuf_release(&m->list);
}
