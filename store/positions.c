#include "store/positions.h"

/* As positions_number() reads it; up to 35 bits. */
static void put_number(struct strbuf *out, uint64_t value)
{
	for (int shift = 28; shift; shift -= 7)
		if (value >> shift)
			strbuf_put_char(out,
					(char)(0x80 | (value >> shift & 0x7f)));
	strbuf_put_char(out, (char)(value & 0x7f));
}

void positions_put(struct strbuf *out, uint64_t *last, uint64_t order)
{
	uint64_t before = *last;

	if (order >> 32 != before >> 32) {
		put_number(out, 1);
		put_number(out, order >> 32);
		before = order >> 32 << 32;
	}
	put_number(out, order - before + 2);
	*last = order;
}
