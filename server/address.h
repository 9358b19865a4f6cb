#ifndef SERVER_ADDRESS_H
#define SERVER_ADDRESS_H

/*
 * Where a request comes from: an IPv6 address, an IPv4 address in its
 * IPv6 form (::ffff:a.b.c.d), or a unix socket, which is all zeros.
 */

#include <stdbool.h>
#include <sys/socket.h>

#include "base/error.h"
#include "base/span.h"

struct address {
	unsigned char bytes[16];
};

struct address address_of_socket(const struct sockaddr *sa);

/* "192.0.2.1", "2001:db8::1", "[2001:db8::1]:443". Returns 0 or -1. */
int address_parse(struct address *out, struct span text);

bool address_equal(const struct address *a, const struct address *b);

/*
 * What limits count by: an IPv6 user has a whole /64 to choose addresses
 * from, so only that much of it counts.
 */
struct address address_bucket(const struct address *a);

/* "unix" for a unix socket. */
#define ADDRESS_TEXT_SIZE 48
void address_format(char out[ADDRESS_TEXT_SIZE], const struct address *a);

/* The addresses that begin with the same bits. */
struct network {
	struct address address;
	int bits;
};

/* "10.0.0.0/8", "::1", "unix"; ERR_USAGE for anything else. */
int network_parse(struct network *out, struct span text, struct error *err);

bool network_has(const struct network *n, const struct address *a);

/* Proxies whose X-Forwarded-For is believed. */
struct proxies {
	struct network *items;
	size_t count;
};

bool proxies_has(const struct proxies *proxies, const struct address *a);

/*
 * The client behind `peer`, given the value of X-Forwarded-For, to which
 * each proxy appends who it speaks for: from the right, the first that is
 * no proxy of ours. What is further left could be made up.
 */
struct address proxies_client(const struct proxies *proxies,
			      const struct address *peer,
			      struct span forwarded);

#endif
