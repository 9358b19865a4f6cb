#include "base/distance.h"

#include <stdint.h>

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Optimal string alignment. Rows are kept for this byte of `a` and the
 * two before it, which a swap needs.
 */
size_t distance_between(struct span a, struct span b)
{
	size_t rows[3][DISTANCE_MAX_BYTES + 1];

	if (a.len > DISTANCE_MAX_BYTES || b.len > DISTANCE_MAX_BYTES)
		return SIZE_MAX;
	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3];
		const size_t *swapped = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t change = a.ptr[i - 1] != b.ptr[j - 1];

			row[j] = smaller(above[j], row[j - 1]) + 1;
			row[j] = smaller(row[j], above[j - 1] + change);
			if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
			    a.ptr[i - 2] == b.ptr[j - 1])
				row[j] = smaller(row[j], swapped[j - 2] + 1);
		}
	}
	return rows[a.len % 3][b.len];
}

bool distance_is_typo(struct span typed, struct span meant, size_t *distance)
{
	size_t longer = typed.len > meant.len ? typed.len : meant.len;

	*distance = distance_between(typed, meant);
	if (typed.len >= 2 && typed.len < meant.len &&
	    !memcmp(typed.ptr, meant.ptr, typed.len))
		*distance = 1;
	return *distance <= (longer + 2) / 4 && *distance < longer;
}
