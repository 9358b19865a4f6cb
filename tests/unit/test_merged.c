/* Lists of positions that become one. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store/merged.h"

enum { LISTS = 4, PLACES = 8 };

#define AT(field, position) ((uint64_t)(field) << 32 | (position))
#define END UINT64_MAX

/* Append what the list has, END behind it. */
static void read_list(struct span list, uint64_t *out)
{
	struct occurrence o;

	for (bool more = positions_first(list, &o); more;
	     more = positions_next(&o))
		*out++ = occurrence_order(&o);
	*out = END;
}

static void merged__is_in_order_and_has_nothing_twice(void **state)
{
	static const struct {
		uint64_t lists[LISTS][PLACES];
		uint64_t expected[LISTS * PLACES];
	} cases[] = {
		{ { { END }, { END }, { END }, { END } }, { END } },
		{ { { AT(0, 3), AT(5, 200), END }, { END }, { END }, { END } },
		  { AT(0, 3), AT(5, 200), END } },
		{ { { AT(5, 7), AT(5, 9), END },
		    { AT(0, 1), AT(5, 8), AT(6, 0), END },
		    { AT(5, 7), AT(6, 0), END },
		    { AT(1, 70000), END } },
		  { AT(0, 1), AT(1, 70000), AT(5, 7), AT(5, 8), AT(5, 9),
		    AT(6, 0), END } },
		{ { { AT(5, 4), END },
		    { AT(5, 3), END },
		    { AT(5, 2), END },
		    { END } },
		  { AT(5, 2), AT(5, 3), AT(5, 4), END } },
	};
	struct merged m = { .list = STRBUF_INIT };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct strbuf lists[LISTS];
		struct span parts[LISTS];
		uint64_t found[LISTS * PLACES + 1];

		for (size_t k = 0; k < LISTS; k++) {
			const struct strbuf empty = STRBUF_INIT;
			const uint64_t *at = cases[i].lists[k];
			uint64_t last = 0;

			lists[k] = empty;
			for (; *at != END; at++)
				positions_put(&lists[k], &last, *at);
			parts[k] = strbuf_span(&lists[k]);
		}
		/* What was made before does not tell. */
		merged_make(&m, parts, LISTS - 1);
		read_list(merged_make(&m, parts, LISTS), found);
		for (size_t k = 0;; k++) {
			assert_true(found[k] == cases[i].expected[k]);
			if (found[k] == END)
				break;
		}
		for (size_t k = 0; k < LISTS; k++)
			strbuf_release(&lists[k]);
	}
	merged_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merged__is_in_order_and_has_nothing_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
