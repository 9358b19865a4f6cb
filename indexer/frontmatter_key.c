#include "indexer/frontmatter_key.h"

#include "base/ascii.h"

static const char *const visibility_keys[] = {
	"draft",
	"published",
	"publishdate",
	"pubdate",
	"date",
	"expirydate",
	"unpublishdate",
	"headless",
	"build",
	"_build",
	"in_search_index",
	"searchhidden",
	"cascade",
	"render",
	"list",
	"unlisted",
	"noindex",
	"search_exclude",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_control(char c)
{
	return ((unsigned char)c < ' ' && c != '\t' && c != '\n' &&
		c != '\r') ||
	       c == 0x7f;
}

/* A control character is a mistake, in what is a key all the same. */
static bool is_key_char(char c)
{
	return ascii_is_alnum(c) || is_control(c) || strchr("_-.$\"'", c) ||
	       (unsigned char)c >= 0x80;
}

/* Whether what is no text stands in the key, which may have been any. */
static bool is_damaged(struct span key)
{
	for (size_t i = 0; i < key.len; i++)
		if (is_control(key.ptr[i]))
			return true;
	return span_find(key, span_from(FRONTMATTER_NO_TEXT)) < key.len;
}

static struct span without_quotes(struct span key)
{
	while (key.len && strchr("\"'", key.ptr[0]))
		key = span_slice(key, 1, key.len);
	while (key.len && strchr("\"'", key.ptr[key.len - 1]))
		key.len--;
	return key;
}

struct span frontmatter_line_key(struct span line, char sep)
{
	struct span key;
	size_t end = 0, at;

	line = span_trim(line);
	while (span_has_prefix(line, "- "))
		line = span_trim(span_slice(line, 2, line.len));
	if (sep == '=' && span_has_prefix(line, "[")) {
		while (span_has_prefix(line, "["))
			line = span_slice(line, 1, line.len);
		return span_trim(
			span_slice(line, 0, span_find_char(line, ']')));
	}
	while (end < line.len && is_key_char(line.ptr[end]))
		end++;
	for (at = end; at < line.len && ascii_is_space(line.ptr[at]);)
		at++;
	key = span_slice(line, 0, end);
	line = span_slice(line, at, line.len);
	/* "https://..." is no key. */
	if (!line.len || line.ptr[0] != sep || span_has_prefix(line, "://"))
		return span_slice(key, 0, 0);
	return without_quotes(key);
}

bool frontmatter_has_say(struct span key)
{
	for (size_t i = 0; i < COUNT(visibility_keys); i++)
		if (span_iis(key, visibility_keys[i]))
			return true;
	return false;
}

static bool is_word_char(char c)
{
	return ascii_is_alnum(c) || c == '_';
}

static size_t skip_any(struct span text, size_t at, const char *chars)
{
	while (at < text.len && text.ptr[at] && strchr(chars, text.ptr[at]))
		at++;
	return at;
}

/* What a key with a say is set to, in earnest: a truth value or a date. */
static bool is_decisive(struct span value)
{
	static const char *const words[] = {
		"true", "false", "yes",   "no",     "on",
		"off",  "never", "local", "always",
	};
	size_t end = 0;

	while (end < value.len && ascii_is_alnum(value.ptr[end]))
		end++;
	for (size_t i = 0; i < COUNT(words); i++)
		if (span_iis(span_slice(value, 0, end), words[i]))
			return true;
	return end && ascii_is_digit(value.ptr[0]);
}

enum setting {
	ANY_WORD,     /* whatever stands behind it */
	ANY_VALUE,    /* the separator behind it */
	DECISIVE_ONLY /* and a value that can be meant */
};

/* Whether `text` has a word with a say, set in this way. */
static bool has_visibility_word(struct span text, char sep,
				enum setting setting)
{
	size_t start, end, at;

	for (start = 0; start < text.len; start = end + 1) {
		end = start;
		while (end < text.len && is_word_char(text.ptr[end]))
			end++;
		if (end == start ||
		    !frontmatter_has_say(span_slice(text, start, end)))
			continue;
		if (setting == ANY_WORD)
			return true;
		at = skip_any(text, end, " \t\"'");
		if (at == text.len || text.ptr[at] != sep)
			continue;
		if (setting == ANY_VALUE)
			return true;
		at = skip_any(text, at + 1, " \t\"'");
		if (is_decisive(span_slice(text, at, text.len)))
			return true;
	}
	return false;
}

bool frontmatter_mentions_visibility(struct span text, char sep)
{
	struct span rest = text, line, key;

	while (span_next_line(&rest, &line)) {
		key = frontmatter_line_key(line, sep);
		if (is_damaged(key) || has_visibility_word(key, 0, ANY_WORD))
			return true;
	}
	/* Prose has colons, but no '='. */
	return has_visibility_word(text, sep,
				   sep == '=' ? ANY_VALUE : DECISIVE_ONLY);
}

bool frontmatter_hides_visibility(struct span text, char sep)
{
	struct span rest = text, line;

	if (span_find(text, span_from(FRONTMATTER_NO_TEXT)) < text.len)
		return true;
	if (span_next_line(&rest, &line) &&
	    !frontmatter_line_key(line, sep).len)
		return has_visibility_word(text, 0, ANY_WORD);
	return frontmatter_mentions_visibility(text, sep) ||
	       (span_find_char(text, '{') < text.len &&
		has_visibility_word(text, sep, ANY_VALUE));
}
