#ifndef BASE_BYTES_H
#define BASE_BYTES_H

/*
 * Eight bytes at a time, in one number: the first byte is the lowest, on
 * every processor. What is found of a byte shows in its top bit.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The same byte, or bits of it, eight times. */
#define EACH_BYTE(byte) (0x0101010101010101u * (uint64_t)(byte))

/* From the order of memory to that of numbers, and back. */
static inline uint64_t bytes_ordered(uint64_t eight)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(eight);
#else
	return eight;
#endif
}

static inline uint64_t bytes_load(const char *eight)
{
	uint64_t bytes;

	memcpy(&bytes, eight, sizeof(bytes));
	return bytes_ordered(bytes);
}

/* As numbers they are in the order of the bytes: the first is the highest. */
static inline uint64_t bytes_swapped(uint64_t bytes)
{
	return __builtin_bswap64(bytes);
}

/* The first `count` of them, fewer than eight; then zeros. */
static inline uint64_t bytes_first(uint64_t bytes, size_t count)
{
	return bytes & (((uint64_t)1 << 8 * count) - 1);
}

static inline bool bytes_are_ascii(uint64_t bytes)
{
	return !(bytes & EACH_BYTE(0x80));
}

/*
 * The bytes from `first` to `last`, both of ASCII: 0x80 - first takes what is
 * no less than `first` to 0x80 or more, and 0x7f - last what is above `last`.
 * Nothing of ASCII gets above 0xff that way, and into the next byte. What is
 * told of a byte that is not ASCII, and of those behind it, is of no use.
 */
static inline uint64_t bytes_between(uint64_t bytes, char first, char last)
{
	return (bytes + EACH_BYTE(0x80 - first)) &
	       ~(bytes + EACH_BYTE(0x7f - last)) & EACH_BYTE(0x80);
}

/*
 * The bytes that are not, of any bytes. The first of them may borrow from the
 * next, or carry into it: what is told of those behind is of no use.
 */
static inline uint64_t bytes_outside(uint64_t bytes, char first, char last)
{
	return (bytes | (bytes - EACH_BYTE(first)) |
		(bytes + EACH_BYTE(0x7f - last))) &
	       EACH_BYTE(0x80);
}

/* How many bytes stand before the first top bit, of which there is one. */
static inline size_t bytes_before(uint64_t top_bits)
{
	return (size_t)__builtin_ctzll(top_bits) / 8;
}

/* How many top bits there are: the highest byte of the product is the sum. */
static inline size_t bytes_count(uint64_t top_bits)
{
	return (size_t)((top_bits >> 7) * EACH_BYTE(1) >> 56);
}

#endif
