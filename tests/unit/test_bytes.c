#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/ascii.h"
#include "base/bytes.h"

/* Each pair of bytes stands in each place of eight, among letters. */
static uint64_t eight(unsigned byte, unsigned next, size_t place)
{
	char text[9] = "mmmmmmmmm";

	text[place] = (char)byte;
	text[place + 1] = (char)next;
	return bytes_load(text);
}

static void between__is_told_of_each_byte_of_ascii(void **state)
{
	static const char ranges[][2] = { { 'A', 'Z' },
					  { '0', '9' },
					  { ' ', '~' },
					  { '\n', '\n' },
					  { '\0', '\x7f' } };

	(void)state;
	for (size_t r = 0; r < sizeof(ranges) / sizeof(*ranges); r++)
		for (unsigned pair = 0; pair < 0x80 * 0x80; pair++) {
			unsigned byte = pair / 0x80, next = pair % 0x80;
			char first = ranges[r][0], last = ranges[r][1];
			uint64_t top_bits = bytes_between(eight(byte, next, 3),
							  first, last);
			uint64_t is_in = byte >= (unsigned)first &&
					 byte <= (unsigned)last;
			uint64_t next_is_in = next >= (unsigned)first &&
					      next <= (unsigned)last;

			assert_int_equal(is_in << 7 | next_is_in << 15,
					 top_bits >> 24 & 0xffff);
		}
}

static void outside__the_first_is_told(void **state)
{
	(void)state;
	for (size_t place = 0; place < 8; place++)
		for (unsigned byte = 0; byte < 0x100; byte++) {
			uint64_t bytes = eight(byte, 'm', place);
			uint64_t others = bytes_outside(bytes, ' ', '~');

			assert_int_equal(byte < 0x80, bytes_are_ascii(bytes));
			assert_int_equal(ascii_is_print((char)byte), !others);
			if (others)
				assert_int_equal(place, bytes_before(others));
		}
}

static void top_bits__are_counted(void **state)
{
	(void)state;
	assert_int_equal(0, bytes_count(0));
	assert_int_equal(8, bytes_count(EACH_BYTE(0x80)));
	for (size_t place = 0; place < 8; place++) {
		uint64_t bit = (uint64_t)0x80 << 8 * place;

		assert_int_equal(1, bytes_count(bit));
		assert_int_equal(7, bytes_count(EACH_BYTE(0x80) ^ bit));
		assert_int_equal(place, bytes_before(bit));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(between__is_told_of_each_byte_of_ascii),
		cmocka_unit_test(outside__the_first_is_told),
		cmocka_unit_test(top_bits__are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
