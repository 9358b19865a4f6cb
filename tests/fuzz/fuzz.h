#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

/*
 * What the fuzz targets share. A target is one file with a function that
 * libFuzzer calls with bytes it makes up from tests/fuzz/seeds/NAME and
 * from what those reach in the code. A broken promise is an assert().
 *
 * An input that was found to break something becomes a case of the unit
 * tests once it is mended; the seeds only show what input looks like.
 */

#undef NDEBUG
#include <assert.h>
#include <stdint.h>

#include "base/span.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Bytes that choose what is asked of the rest. */
struct fuzz_input {
	struct span rest;
};

static inline struct fuzz_input fuzz_begin(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { span_make((const char *)data, size) };

	return in;
}

/* The next byte; 0 at the end. */
static inline unsigned fuzz_byte(struct fuzz_input *in)
{
	unsigned char c;

	if (in->rest.len == 0)
		return 0;
	c = (unsigned char)in->rest.ptr[0];
	in->rest = span_slice(in->rest, 1, in->rest.len);
	return c;
}

static inline bool fuzz_is_utf8(struct span text)
{
	for (size_t pos = 0; pos < text.len;)
		if (utf8_next(text, &pos) < 0)
			return false;
	return true;
}

/* Is all of `part` inside `whole`? */
static inline bool fuzz_is_inside(struct span part, struct span whole)
{
	return part.len == 0 || (part.ptr >= whole.ptr &&
				 part.ptr + part.len <= whole.ptr + whole.len);
}

#endif
