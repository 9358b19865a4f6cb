#include "indexer/glob.h"

#include "base/strbuf.h"

#define MAX_ALTERNATIVES 64

/*
 * Match the set that begins at `pattern[*pos]`, a '[', and move `*pos`
 * behind it. An unclosed one is a literal '['.
 */
static bool match_set(struct span pattern, size_t *pos, char c)
{
	size_t i = *pos + 1;
	bool negated = false, found = false;
	size_t first;

	if (i < pattern.len && (pattern.ptr[i] == '!' || pattern.ptr[i] == '^'))
		negated = pattern.ptr[i++] != '\0';
	for (first = i; i < pattern.len; i++) {
		unsigned char low = (unsigned char)pattern.ptr[i], high = low;

		if (pattern.ptr[i] == ']' && i > first) {
			*pos = i + 1;
			return c != '/' && found != negated;
		}
		if (i + 2 < pattern.len && pattern.ptr[i + 1] == '-' &&
		    pattern.ptr[i + 2] != ']') {
			high = (unsigned char)pattern.ptr[i + 2];
			i += 2;
		}
		if ((unsigned char)c >= low && (unsigned char)c <= high)
			found = true;
	}
	*pos += 1;
	return c == '[';
}

/* Match one character of text; moves `*pos` behind what stands for it. */
static bool match_one(struct span pattern, size_t *pos, char c)
{
	switch (pattern.ptr[*pos]) {
	case '?':
		*pos += 1;
		return c != '/';
	case '[':
		return match_set(pattern, pos, c);
	case '\\':
		if (*pos + 1 < pattern.len)
			*pos += 1;
		break;
	}
	return pattern.ptr[(*pos)++] == c;
}

static bool is_double_star(struct span pattern, size_t pos)
{
	return pos + 1 < pattern.len && pattern.ptr[pos + 1] == '*';
}

/*
 * The pattern behind the stars at `pos`. Behind a double star that fills
 * a folder's place its slash is passed over too, so that it can stand for
 * none: what it takes in is then tried at every start of a name.
 */
static size_t pass_stars(struct span pattern, size_t pos)
{
	size_t start = pos;

	while (pos < pattern.len && pattern.ptr[pos] == '*')
		pos++;
	if (pos - start > 1 && pos < pattern.len && pattern.ptr[pos] == '/' &&
	    (start == 0 || pattern.ptr[start - 1] == '/'))
		pos++;
	return pos;
}

/* Where to go on when what follows a star did not match. */
struct retry {
	bool set;
	size_t pattern, text;
	bool by_folder; /* only behind a '/' */
};

/* Let the star take one more character; false when it cannot. */
static bool retry_star(struct retry *star, struct span text)
{
	if (!star->set || star->text >= text.len || text.ptr[star->text] == '/')
		return false;
	star->text++;
	return true;
}

static bool retry_double(struct retry *stars, struct span text)
{
	if (!stars->set)
		return false;
	do {
		if (stars->text >= text.len)
			return false;
		stars->text++;
	} while (stars->by_folder && text.ptr[stars->text - 1] != '/');
	return true;
}

/*
 * Only the last star and the last double star need to be tried again: an
 * earlier one could only bring the text behind it further to the right.
 */
bool glob_match(struct span pattern, struct span text)
{
	struct retry star = { false, 0, 0, false };
	struct retry stars = { false, 0, 0, false };
	size_t p = 0, t = 0;

	for (;;) {
		if (p < pattern.len && pattern.ptr[p] == '*') {
			struct retry here = { true, pass_stars(pattern, p), t,
					      false };

			if (is_double_star(pattern, p)) {
				here.by_folder =
					pattern.ptr[here.pattern - 1] == '/';
				stars = here;
				star.set = false;
			} else {
				star = here;
			}
			p = here.pattern;
			continue;
		}
		if (p == pattern.len && t == text.len)
			return true;
		if (p < pattern.len && t < text.len &&
		    match_one(pattern, &p, text.ptr[t])) {
			t++;
			continue;
		}
		if (retry_star(&star, text)) {
			p = star.pattern;
			t = star.text;
		} else if (retry_double(&stars, text)) {
			star.set = false;
			p = stars.pattern;
			t = stars.text;
		} else {
			return false;
		}
	}
}

bool glob_match_any(const struct span_list *patterns, struct span text)
{
	for (size_t i = 0; i < patterns->count; i++)
		if (glob_match(patterns->items[i], text))
			return true;
	return false;
}

/* The '}' of the '{' at `open`, or pattern.len. */
static size_t find_close(struct span pattern, size_t open)
{
	size_t depth = 0;

	for (size_t i = open; i < pattern.len; i++) {
		if (pattern.ptr[i] == '\\')
			i++;
		else if (pattern.ptr[i] == '{')
			depth++;
		else if (pattern.ptr[i] == '}' && --depth == 0)
			return i;
	}
	return pattern.len;
}

/* The ',' or the end that closes the alternative beginning at `from`. */
static size_t find_comma(struct span pattern, size_t from, size_t close)
{
	for (size_t i = from; i < close; i++) {
		if (pattern.ptr[i] == '\\')
			i++;
		else if (pattern.ptr[i] == '{')
			i = find_close(pattern, i);
		else if (pattern.ptr[i] == ',')
			return i;
	}
	return close;
}

/*
 * Each step replaces the first pair of braces of one pattern by its
 * alternatives; those are looked at again, for there may be more.
 */
int glob_expand(struct span_list *out, struct span pattern, struct arena *a)
{
	struct span_list work = { NULL, 0, 0 };
	size_t kept = out->count;

	arena_list_put(a, &work, pattern);
	for (size_t i = 0; i < work.count; i++) {
		struct span at = work.items[i];
		size_t open = span_find_char(at, '{');
		size_t close, from;

		if (work.count > 2 * MAX_ALTERNATIVES)
			goto fail;
		if (open == at.len) {
			arena_list_put(a, out, at);
			continue;
		}
		close = find_close(at, open);
		if (close == at.len)
			goto fail;
		for (from = open + 1; from <= close;) {
			size_t end = find_comma(at, from, close);

			arena_list_put(a, &work,
				       arena_printf(a, "%.*s%.*s%.*s",
						    (int)open, at.ptr,
						    (int)(end - from),
						    at.ptr + from,
						    (int)(at.len - close - 1),
						    at.ptr + close + 1));
			from = end + 1;
		}
	}
	return 0;
fail:
	out->count = kept;
	return -1;
}
