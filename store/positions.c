#include "store/positions.h"

void positions_put(struct strbuf *out, uint64_t *last, uint64_t order)
{
	uint64_t before = *last;

	if (order >> 32 != before >> 32) {
		varint_put_fts(out, 1);
		varint_put_fts(out, order >> 32);
		before = order >> 32 << 32;
	}
	varint_put_fts(out, order - before + 2);
	*last = order;
}
