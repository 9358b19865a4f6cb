/* Who may ask how often, and who they are. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "server/connections.h"
#include "server/gzip.h"
#include "server/limit.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct address address(const char *text)
{
	struct address a;

	assert_int_equal(0, address_parse(&a, span_from(text)));
	return a;
}

static void address__is_read_and_written(void **state)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {
		{ "192.0.2.1", "192.0.2.1" },
		{ " 192.0.2.1:443 ", "192.0.2.1" },
		{ "2001:DB8::1", "2001:db8::1" },
		{ "[2001:db8::1]:443", "2001:db8::1" },
		{ "::ffff:192.0.2.1", "192.0.2.1" },
	};
	static const char *const bad[] = { "",
					   "unknown",
					   "_hidden",
					   "1.2.3",
					   "1.2.3.4.5",
					   "[::1",
					   "::g",
					   "[]",
					   "1111:2222:3333:4444:5555:6666:7777:"
					   "8888:9999:aaaa:bbbb" };
	char text[ADDRESS_TEXT_SIZE];
	struct address a;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		a = address(cases[i].text);
		address_format(text, &a);
		assert_string_equal(text, cases[i].shown);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(-1, address_parse(&a, span_from(bad[i])));
}

static void network__has_its_addresses(void **state)
{
	static const struct {
		const char *network, *address;
		bool has;
	} cases[] = {
		{ "10.0.0.0/8", "10.255.0.1", true },
		{ "10.0.0.0/8", "11.0.0.1", false },
		{ "10.0.0.0/9", "10.127.0.1", true },
		{ "10.0.0.0/9", "10.128.0.1", false },
		{ "192.0.2.1", "192.0.2.1", true },
		{ "192.0.2.1", "192.0.2.2", false },
		{ "0.0.0.0/0", "8.8.8.8", true },
		{ "0.0.0.0/0", "::1", false },
		{ "2001:db8::/32", "2001:db8:1::1", true },
		{ "unix", "127.0.0.1", false },
		{ "::1", "::1", true },
	};
	static const char *const bad[] = { "",          "10.0.0.0/33",
					   "x/8",       "::1/129",
					   "10.0.0.0/", "10.0.0.0/-1" };
	struct network n;
	struct error err;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct address a = address(cases[i].address);

		assert_int_equal(
			0,
			network_parse(&n, span_from(cases[i].network), &err));
		assert_int_equal(cases[i].has, network_has(&n, &a));
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(-1,
				 network_parse(&n, span_from(bad[i]), &err));
}

static void proxies__are_believed_from_the_right(void **state)
{
	static const struct {
		const char *peer, *forwarded, *client;
	} cases[] = {
		{ "127.0.0.1", "", "127.0.0.1" },
		{ "127.0.0.1", "203.0.113.5", "203.0.113.5" },
		/* what the client itself wrote is not read */
		{ "127.0.0.1", "1.1.1.1, 203.0.113.5", "203.0.113.5" },
		{ "127.0.0.1", "203.0.113.5, 10.1.1.1", "203.0.113.5" },
		{ "127.0.0.1", "10.2.2.2, 10.1.1.1", "10.2.2.2" },
		{ "203.0.113.9", "1.1.1.1", "203.0.113.9" },
		{ "127.0.0.1", "nonsense", "127.0.0.1" },
		{ "127.0.0.1", "203.0.113.5,", "127.0.0.1" },
		{ "127.0.0.1", "nonsense, 10.1.1.1", "10.1.1.1" },
	};
	struct network networks[2];
	struct proxies proxies = { networks, 2 };
	struct error err;

	(void)state;
	network_parse(&networks[0], span_from("127.0.0.1"), &err);
	network_parse(&networks[1], span_from("10.0.0.0/8"), &err);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct address peer = address(cases[i].peer);
		struct address client = proxies_client(
			&proxies, &peer, span_from(cases[i].forwarded));
		char text[ADDRESS_TEXT_SIZE];

		address_format(text, &client);
		assert_string_equal(text, cases[i].client);
	}
}

static void limiter__lets_a_burst_through_and_then_the_rate(void **state)
{
	struct address a = address("192.0.2.1"), b = address("192.0.2.2");
	struct limiter l;

	(void)state;
	limiter_init(&l, 2, 3);
	for (int i = 0; i < 3; i++)
		assert_int_equal(0, limiter_take(&l, &a, 1000));
	assert_int_equal(1, limiter_take(&l, &a, 1000));
	assert_int_equal(0, limiter_take(&l, &b, 1000));
	assert_int_equal(0, limiter_take(&l, &a, 1500));
	assert_int_equal(1, limiter_take(&l, &a, 1500));
	/* a long pause is worth no more than a burst */
	for (int i = 0; i < 3; i++)
		assert_int_equal(0, limiter_take(&l, &a, 1e9));
	assert_int_equal(1, limiter_take(&l, &a, 1e9));
	limiter_release(&l);
}

static void limiter__counts_an_ipv6_network_as_one(void **state)
{
	struct address a = address("2001:db8::1");
	struct address b = address("2001:db8::ffff:1");
	struct address c = address("2001:db8:0:1::1");
	struct limiter l;

	(void)state;
	limiter_init(&l, 1, 1);
	assert_int_equal(0, limiter_take(&l, &a, 1000));
	assert_int_equal(1, limiter_take(&l, &b, 1000));
	assert_int_equal(0, limiter_take(&l, &c, 1000));
	limiter_release(&l);
}

/* More addresses than the table has places: none is refused for that. */
static void limiter__forgets_rather_than_grows(void **state)
{
	struct limiter l;

	(void)state;
	limiter_init(&l, 1, 1);
	for (unsigned i = 0; i < 100000; i++) {
		char text[32];
		struct address a;

		snprintf(text, sizeof(text), "10.%u.%u.%u", i >> 16,
			 i >> 8 & 255, i & 255);
		a = address(text);
		assert_int_equal(0, limiter_take(&l, &a, 1000 + i));
	}
	limiter_release(&l);
}

static void limiter__of_rate_0_lets_all_through(void **state)
{
	struct address a = address("192.0.2.1");
	struct limiter l;

	(void)state;
	limiter_init(&l, 0, 1);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(0, limiter_take(&l, &a, 1000));
	limiter_release(&l);
}

static void connections__are_counted(void **state)
{
	struct address a = address("192.0.2.1"), b = address("192.0.2.2");
	struct connections c;

	(void)state;
	connections_init(&c, 4, 2);
	assert_true(connections_admit(&c, 10, &a, false, 0));
	assert_true(connections_admit(&c, 11, &a, false, 0));
	assert_false(connections_admit(&c, 12, &a, false, 0));
	assert_true(connections_admit(&c, 12, &a, true, 0));
	assert_true(connections_admit(&c, 13, &b, false, 0));
	assert_false(connections_admit(&c, 14, &b, true, 0));
	assert_int_equal(4, connections_count(&c));
	connections_forget(&c, 10);
	connections_forget(&c, 10);
	assert_int_equal(3, connections_count(&c));
	assert_true(connections_admit(&c, 14, &b, false, 0));
	assert_false(connections_admit(&c, 1 << 30, &b, false, 0));
	connections_release(&c);
}

static void gzip__is_taken_when_it_is_accepted(void **state)
{
	static const struct {
		const char *header;
		bool accepted;
	} cases[] = {
		{ NULL, false },
		{ "", false },
		{ "gzip", true },
		{ "GZIP", true },
		{ "deflate, gzip;q=0.5, br", true },
		{ "gzip;q=0", false },
		{ "gzip;q=0.000", false },
		{ "gzip;q=0.001", true },
		{ "gzip; q=1", true },
		{ "*", true },
		{ "br, xgzip", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(cases[i].accepted,
				 gzip_is_accepted(cases[i].header));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(address__is_read_and_written),
		cmocka_unit_test(network__has_its_addresses),
		cmocka_unit_test(proxies__are_believed_from_the_right),
		cmocka_unit_test(
			limiter__lets_a_burst_through_and_then_the_rate),
		cmocka_unit_test(limiter__counts_an_ipv6_network_as_one),
		cmocka_unit_test(limiter__forgets_rather_than_grows),
		cmocka_unit_test(limiter__of_rate_0_lets_all_through),
		cmocka_unit_test(connections__are_counted),
		cmocka_unit_test(gzip__is_taken_when_it_is_accepted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
