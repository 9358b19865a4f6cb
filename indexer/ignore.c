#include "indexer/ignore.h"

#include "base/io.h"
#include "indexer/glob.h"

/* Without the white space at its end, unless a backslash keeps it. */
static struct span trim_end(struct span line)
{
	while (line.len &&
	       (line.ptr[line.len - 1] == ' ' ||
		line.ptr[line.len - 1] == '\t' ||
		line.ptr[line.len - 1] == '\r') &&
	       !(line.len > 1 && line.ptr[line.len - 2] == '\\'))
		line.len--;
	return line;
}

static void append(struct ignore *ignore, struct ignore_rule rule,
		   struct arena *a)
{
	if (ignore->count == ignore->alloc) {
		size_t alloc = ignore->alloc ? ignore->alloc * 2 : 8;
		struct ignore_rule *rules =
			arena_array(a, alloc, sizeof(*rules));

		if (ignore->count)
			memcpy(rules, ignore->rules,
			       ignore->count * sizeof(*rules));
		ignore->rules = rules;
		ignore->alloc = alloc;
	}
	ignore->rules[ignore->count++] = rule;
}

void ignore_put(struct ignore *ignore, struct span line, struct arena *a)
{
	struct ignore_rule rule = { { NULL, 0 }, false, false, false };

	line = trim_end(line);
	if (line.len == 0 || line.ptr[0] == '#')
		return;
	if (line.ptr[0] == '!') {
		rule.takes_back = true;
		line = span_slice(line, 1, line.len);
	}
	if (line.len && line.ptr[line.len - 1] == '/') {
		rule.folder_only = true;
		line.len--;
	}
	rule.anchored = span_find_char(line, '/') < line.len;
	if (line.len && line.ptr[0] == '/')
		line = span_slice(line, 1, line.len);
	if (line.len == 0)
		return;
	rule.pattern = arena_copy(a, line);
	append(ignore, rule, a);
}

const char *ignore_find_mistake(struct span line)
{
	size_t i = 0, close;

	line = trim_end(line);
	if (line.len && line.ptr[0] == '#')
		return NULL;
	for (; i < line.len; i++) {
		if (line.ptr[i] == '\\') {
			if (++i == line.len)
				return "ends with a backslash";
		} else if (line.ptr[i] == '[') {
			/* "[]x]" holds a "]". */
			close = i + 2 +
				(i + 1 < line.len &&
				 strchr("!^", line.ptr[i + 1]));
			while (close < line.len && line.ptr[close] != ']')
				close++;
			if (close >= line.len)
				return "has a '[' without its ']'";
			i = close;
		}
	}
	return NULL;
}

bool ignore_matches(const struct ignore *ignore, struct span path,
		    bool is_folder)
{
	for (size_t i = ignore->count; i-- > 0;) {
		const struct ignore_rule *rule = &ignore->rules[i];

		if (rule->folder_only && !is_folder)
			continue;
		if (glob_match(rule->pattern,
			       rule->anchored ? path : path_base(path)))
			return !rule->takes_back;
	}
	return false;
}
