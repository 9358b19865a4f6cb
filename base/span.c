#include "base/span.h"

#include "base/ascii.h"

int span_cmp(struct span a, struct span b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.ptr, b.ptr, len) : 0;

	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool span_same_letters(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	return true;
}

size_t span_shared(struct span a, struct span b)
{
	size_t len = 0;

	while (len < a.len && len < b.len && a.ptr[len] == b.ptr[len])
		len++;
	return len;
}

bool span_has_prefix(struct span s, const char *prefix)
{
	size_t len = strlen(prefix);

	return s.len >= len && !memcmp(s.ptr, prefix, len);
}

bool span_has_suffix(struct span s, const char *suffix)
{
	size_t len = strlen(suffix);

	return s.len >= len && !memcmp(s.ptr + s.len - len, suffix, len);
}

size_t span_find_char(struct span s, char c)
{
	const char *at = s.len ? memchr(s.ptr, c, s.len) : NULL;

	return at ? (size_t)(at - s.ptr) : s.len;
}

size_t span_find(struct span s, struct span needle)
{
	if (needle.len == 0)
		return 0;
	for (size_t i = 0; i + needle.len <= s.len; i++) {
		const char *at = memchr(s.ptr + i, needle.ptr[0],
					s.len - needle.len - i + 1);

		if (!at)
			break;
		i = (size_t)(at - s.ptr);
		if (!memcmp(at, needle.ptr, needle.len))
			return i;
	}
	return s.len;
}

struct span span_trim(struct span s)
{
	while (s.len && ascii_is_space(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len && ascii_is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}
