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

/* What is before the text is short. A field begins with a 1, see above. */
struct occurrence_limit positions_limit_mixed(struct span list)
{
	const unsigned char *bytes = (const unsigned char *)list.ptr;
	bool is_number = true; /* one begins here */

	for (size_t i = 0; i + 1 < list.len; i++) {
		if (is_number && bytes[i] == 1 && bytes[++i] >= FIELD_BODY)
			return (struct occurrence_limit){
				(uint32_t)(list.len - i - 1), (uint32_t)i - 1
			};
		is_number = bytes[i] < 0x80;
	}
	return (struct occurrence_limit){ 0, (uint32_t)list.len };
}
