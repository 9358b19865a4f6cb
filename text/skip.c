#include "text/skip.h"

#include "text/compound.h"

enum class { SIGN, LOWER, DIGIT, UPPER, SPACE, CLASS_COUNT };

static const unsigned char classes[128] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 4, 0, 0, /* \t to \r */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* signs */
	4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* space */
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0, /* digits */
	0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, /* A to O */
	3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 0, 0, 0, /* P to Z */
	0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* a to o */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, /* p to z */
};

/* What stands before a character: of capitals, one or several in a row. */
enum state { NONE, SMALL, CAPITAL, CAPITALS, STATE_COUNT };

/* The state behind a character, and PART where it begins one. */
#define PART 4

/*
 * A part begins with a run of letters and digits, and within it with a hump:
 * aB, or the B of ABc, which shows at the c.
 */
static const unsigned char steps[CLASS_COUNT][STATE_COUNT] = {
	[SIGN] = { NONE, NONE, NONE, NONE },
	[LOWER] = { SMALL | PART, SMALL, SMALL, SMALL | PART },
	[DIGIT] = { SMALL | PART, SMALL, SMALL, SMALL },
	[UPPER] = { CAPITAL | PART, CAPITAL | PART, CAPITALS, CAPITALS },
	[SPACE] = { NONE, NONE, NONE, NONE },
};

size_t skip_words(struct span text, uint32_t *position, uint32_t until)
{
	unsigned state = NONE, class = NONE;
	uint32_t parts = 0;
	size_t passed = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		unsigned step;

		if (c >= sizeof(classes))
			return passed;
		class = classes[c];
		step = steps[class][state];
		parts += step / PART;
		state = step % PART;
		if (class != SPACE)
			continue;
		if (parts > MAX_PARTS || parts > until - *position)
			return passed;
		*position += parts;
		parts = 0;
		passed = i + 1;
	}
	if (parts > MAX_PARTS || parts > until - *position)
		return passed;
	*position += parts;
	return text.len;
}
