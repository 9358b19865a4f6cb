#include "indexer/attributes.h"

#include "base/ascii.h"

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80 ||
	       (c != '\0' && strchr("_-:.", c));
}

static size_t name_end(struct span s, size_t pos)
{
	while (pos < s.len && is_name_char(s.ptr[pos]))
		pos++;
	return pos;
}

/* The end of the value at `pos`, or 0. */
static size_t value_end(struct span s, size_t pos)
{
	size_t from = pos;

	if (pos < s.len && (s.ptr[pos] == '"' || s.ptr[pos] == '\'')) {
		for (pos++; pos < s.len; pos++) {
			if (s.ptr[pos] == '\\')
				pos++;
			else if (s.ptr[pos] == s.ptr[from])
				return pos + 1;
		}
		return 0;
	}
	while (pos < s.len && !ascii_is_space(s.ptr[pos]) &&
	       s.ptr[pos] != '}' && s.ptr[pos] != ',')
		pos++;
	return pos > from ? pos : 0;
}

/* The end of the item at `pos`: #id, .class or key=value; 0: none. */
static size_t item_end(struct span s, size_t pos, struct span *id)
{
	size_t end;

	if (s.ptr[pos] == '#' || s.ptr[pos] == '.') {
		end = name_end(s, pos + 1);
		if (end == pos + 1)
			return 0;
		if (s.ptr[pos] == '#')
			*id = span_slice(s, pos + 1, end);
		return end;
	}
	end = name_end(s, pos);
	if (end == pos || end == s.len || s.ptr[end] != '=')
		return 0;
	return value_end(s, end + 1);
}

/* Is `s` "{", items and "}"? `*count` becomes the number of items. */
static bool parse(struct span s, struct span *id, size_t *count)
{
	size_t pos = 1;

	*id = span_make(NULL, 0);
	*count = 0;
	if (s.len < 2 || s.ptr[0] != '{')
		return false;
	if (s.ptr[pos] == ':')
		pos++;
	while (pos < s.len) {
		if (s.ptr[pos] == '}')
			return pos + 1 == s.len;
		if (s.ptr[pos] == ' ' || s.ptr[pos] == '\t' ||
		    s.ptr[pos] == ',') {
			pos++;
			continue;
		}
		pos = item_end(s, pos, id);
		if (pos == 0)
			return false;
		(*count)++;
	}
	return false;
}

size_t attributes_find(struct span heading, bool kramdown, struct span *id)
{
	struct span s = span_trim(heading);
	size_t start = s.len, count;

	*id = span_make(NULL, 0);
	if (s.len == 0 || s.ptr[s.len - 1] != '}')
		return heading.len;
	while (start > 0 && s.ptr[start - 1] != '{')
		start--;
	if (start == 0 || (start > 1 && s.ptr[start - 2] == '\\'))
		return heading.len;
	s = span_slice(s, start - 1, s.len);
	if (!parse(s, id, &count))
		return heading.len;
	if (kramdown && (id->len == 0 || id->len + 3 != s.len ||
			 !ascii_is_alpha(id->ptr[0]))) {
		*id = span_make(NULL, 0);
		return heading.len;
	}
	return (size_t)(s.ptr - heading.ptr);
}

bool attributes_fill_line(struct span line, struct span *id)
{
	size_t count;

	return parse(span_trim(line), id, &count) && count > 0;
}
