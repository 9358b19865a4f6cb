#include "text/grapheme.h"

#include <utf8proc.h>

#include "text/utf8.h"

/* A family of emoji, the longest cluster in use, takes 25 bytes. */
#define LOOK_BACK 64

static size_t code_point_floor(struct span text, size_t at)
{
	while (at > 0 && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
		at--;
	return at;
}

size_t grapheme_floor(struct span text, size_t at)
{
	size_t pos, found = 0;
	utf8proc_int32_t state = 0;
	bool is_found;
	int32_t last;

	if (at >= text.len)
		return text.len;
	at = code_point_floor(text, at);
	pos = code_point_floor(text, at > LOOK_BACK ? at - LOOK_BACK : 0);
	if (pos == at)
		return at;
	is_found = pos == 0;
	last = utf8_next(text, &pos);
	while (pos <= at) {
		size_t start = pos;
		int32_t code = utf8_next(text, &pos);

		if (utf8proc_grapheme_break_stateful(last, code, &state)) {
			found = start;
			is_found = true;
		}
		last = code;
	}
	return is_found ? found : at;
}
