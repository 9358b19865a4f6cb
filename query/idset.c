#include "query/idset.h"

int64_t idset_next(const struct idset *set, int64_t from)
{
	size_t word = (size_t)from / 64;
	unsigned bit = (unsigned)(from % 64);

	for (; word < set->alloc; word++, bit = 0) {
		uint64_t rest = set->bits[word] >> bit;

		if (rest == 0)
			continue;
		for (; !(rest & 1); rest >>= 1)
			bit++;
		return (int64_t)(word * 64 + bit);
	}
	return -1;
}

void idset_put(struct idset *set, struct arena *a, int64_t id)
{
	size_t word = (size_t)id / 64;

	if (id < 0 || idset_has(set, id))
		return;
	if (word >= set->alloc) {
		size_t alloc = (word + 1) * 2;
		uint64_t *bits = arena_array(a, alloc, sizeof(*bits));

		if (set->alloc)
			memcpy(bits, set->bits, set->alloc * sizeof(*bits));
		set->bits = bits;
		set->alloc = alloc;
	}
	set->bits[word] |= (uint64_t)1 << (id % 64);
	set->count++;
}
