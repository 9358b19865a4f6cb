#ifndef INDEXER_NUMBER_H
#define INDEXER_NUMBER_H

/* Numbers in settings files, for yaml.c and toml_scalar.c. */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/*
 * The value of `digits`, all of which must be digits of `base` (2, 8, 10
 * or 16). Returns -1 when one is not, when there is none, and when the
 * number does not fit.
 */
int number_from_digits(int64_t *out, struct span digits, int base,
		       bool negative);

/*
 * Numbers of YAML's core schema: "12", "-7", "0x1F", "0o17"; "1.5",
 * "-.5e3", ".inf", "-.Inf", ".nan". `text` must have a NUL behind it.
 * Return 0, or -1 when `text` is not such a number.
 */
int number_parse_int(int64_t *out, struct span text);
int number_parse_float(double *out, struct span text);

#endif
