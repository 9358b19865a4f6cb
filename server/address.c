#include "server/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

static const unsigned char v4_prefix[12] = { 0, 0, 0, 0, 0,    0,
					     0, 0, 0, 0, 0xff, 0xff };

static struct address from_v4(const void *bytes)
{
	struct address a;

	memcpy(a.bytes, v4_prefix, 12);
	memcpy(a.bytes + 12, bytes, 4);
	return a;
}

static bool is_v4(const struct address *a)
{
	return !memcmp(a->bytes, v4_prefix, 12);
}

static bool is_unix(const struct address *a)
{
	static const struct address none;

	return address_equal(a, &none);
}

struct address address_of_socket(const struct sockaddr *sa)
{
	struct address a;

	memset(&a, 0, sizeof(a));
	if (sa->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, sa, sizeof(in));
		a = from_v4(&in.sin_addr);
	} else if (sa->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;

		memcpy(&in6, sa, sizeof(in6));
		memcpy(a.bytes, &in6.sin6_addr, 16);
	}
	return a;
}

/* The address alone of "[address]:port" and "v4:port". */
static struct span without_port(struct span text)
{
	size_t colon = span_find_char(text, ':');

	if (text.len && text.ptr[0] == '[') {
		size_t end = span_find_char(text, ']');

		return end < text.len ? span_slice(text, 1, end) : text;
	}
	if (colon < text.len &&
	    span_find_char(span_slice(text, colon + 1, text.len), ':') ==
		    text.len - colon - 1)
		return span_slice(text, 0, colon);
	return text;
}

int address_parse(struct address *out, struct span text)
{
	char copy[ADDRESS_TEXT_SIZE];
	unsigned char v4[4];

	text = without_port(span_trim(text));
	if (text.len == 0 || text.len >= sizeof(copy))
		return -1;
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	if (inet_pton(AF_INET, copy, v4) == 1) {
		*out = from_v4(v4);
		return 0;
	}
	return inet_pton(AF_INET6, copy, out->bytes) == 1 ? 0 : -1;
}

bool address_equal(const struct address *a, const struct address *b)
{
	return !memcmp(a->bytes, b->bytes, sizeof(a->bytes));
}

struct address address_bucket(const struct address *a)
{
	struct address bucket = *a;

	if (!is_v4(a))
		memset(bucket.bytes + 8, 0, 8);
	return bucket;
}

void address_format(char out[ADDRESS_TEXT_SIZE], const struct address *a)
{
	if (is_unix(a))
		snprintf(out, ADDRESS_TEXT_SIZE, "unix");
	else if (is_v4(a))
		inet_ntop(AF_INET, a->bytes + 12, out, ADDRESS_TEXT_SIZE);
	else
		inet_ntop(AF_INET6, a->bytes, out, ADDRESS_TEXT_SIZE);
}

/* A number of at most three digits; -1 for anything else. */
static int parse_bits(struct span text)
{
	int bits = 0;

	if (text.len == 0 || text.len > 3)
		return -1;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return -1;
		bits = bits * 10 + (text.ptr[i] - '0');
	}
	return bits;
}

int network_parse(struct network *out, struct span text, struct error *err)
{
	size_t slash = span_find_char(text, '/');
	int offset;

	memset(out, 0, sizeof(*out));
	out->bits = 128;
	if (span_is(text, "unix"))
		return 0;
	if (address_parse(&out->address, span_slice(text, 0, slash)) < 0)
		goto bad;
	if (slash == text.len)
		return 0;
	offset = is_v4(&out->address) ? 96 : 0;
	out->bits = parse_bits(span_slice(text, slash + 1, text.len));
	if (out->bits < 0 || out->bits > 128 - offset)
		goto bad;
	out->bits += offset;
	return 0;
bad:
	return error_set(err, ERR_USAGE,
			 "'%.*s' is not an address, a network or 'unix'",
			 (int)text.len, text.ptr);
}

bool network_has(const struct network *n, const struct address *a)
{
	size_t whole = (size_t)n->bits / 8;
	int rest = n->bits % 8;

	if (memcmp(n->address.bytes, a->bytes, whole) != 0)
		return false;
	return rest == 0 ||
	       (n->address.bytes[whole] ^ a->bytes[whole]) >> (8 - rest) == 0;
}

bool proxies_has(const struct proxies *proxies, const struct address *a)
{
	for (size_t i = 0; i < proxies->count; i++)
		if (network_has(&proxies->items[i], a))
			return true;
	return false;
}

struct address proxies_client(const struct proxies *proxies,
			      const struct address *peer, struct span forwarded)
{
	struct address client = *peer;

	while (forwarded.len && proxies_has(proxies, &client)) {
		size_t start = forwarded.len;
		struct address next;

		while (start > 0 && forwarded.ptr[start - 1] != ',')
			start--;
		if (address_parse(&next, span_slice(forwarded, start,
						    forwarded.len)) < 0)
			break;
		client = next;
		forwarded = span_slice(forwarded, 0, start ? start - 1 : 0);
	}
	return client;
}
