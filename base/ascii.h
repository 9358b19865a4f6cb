#ifndef BASE_ASCII_H
#define BASE_ASCII_H

/*
 * Character classes of ASCII alone. <ctype.h> asks the locale and is
 * undefined for bytes above 127; neither is wanted for file formats.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* A character of one column, the space among them. */
static inline bool ascii_is_print(char c)
{
	return c >= ' ' && c <= '~';
}

/* Of eight bytes those that are none, told up to the first of them. */
static inline uint64_t ascii_not_print(const char *eight)
{
	return bytes_outside(bytes_load(eight), ' ', '~');
}

static inline bool ascii_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || ascii_is_upper(c);
}

static inline bool ascii_is_alnum(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c);
}

/* Space, tab, newline, vertical tab, form feed, carriage return. */
static inline bool ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char ascii_lower(char c)
{
	return ascii_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

static inline char ascii_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* The value of a hexadecimal digit, or -1. */
static inline int ascii_hex(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
