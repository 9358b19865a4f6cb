/*
 * Generators differ in what they take for front matter: Hugo passes over
 * white space before it and goes by the beginning of its last line, others
 * want whole lines. Here everything counts that any of them takes, for
 * what is overlooked may be the line that says "draft".
 */

#include "indexer/frontmatter_split.h"

#include "base/ascii.h"
#include "indexer/frontmatter_key.h"
#include "text/unicode.h"
#include "text/utf8.h"

/* So many lines tell whether text looks like front matter. */
#define HEAD_LINES 20

/* A line of a text, and what comes after it. */
struct line {
	struct span text; /* without its end, and blanks before that */
	struct span rest;
	int number;
};

static bool next_line(struct line *line)
{
	if (!span_next_line(&line->rest, &line->text))
		return false;
	while (line->text.len &&
	       ascii_is_space(line->text.ptr[line->text.len - 1]))
		line->text.len--;
	line->number++;
	return true;
}

/* White space, and what cannot be seen at all, as a second BOM. */
static struct span skip_space(struct span text)
{
	const int32_t zero_width = 0x200b, byte_order_mark = 0xfeff;
	size_t at = 0, next = 0;

	while (next < text.len) {
		int32_t code = utf8_next(text, &next);

		if (!unicode_is_space(code) && code != zero_width &&
		    code != byte_order_mark)
			break;
		at = next;
	}
	return span_slice(text, at, text.len);
}

/* The number of the line in `text` on which `part` of it begins. */
static int line_of(struct span text, struct span part)
{
	int number = 1;

	for (const char *c = text.ptr; c < part.ptr; c++)
		number += *c == '\n';
	return number;
}

/*
 * Whether what follows a first line "---" looks like front matter rather
 * than prose under a thematic break: the first lines, up to an empty one,
 * have a key or a brace among them. `if_empty` is the answer where there
 * is nothing at all.
 */
static bool is_front_like(struct span text, char separator, bool if_empty)
{
	struct line line = { .rest = text };
	bool is_empty = true;

	while (next_line(&line)) {
		if (!line.text.len && !is_empty)
			return false;
		if (!line.text.len || line.text.ptr[0] == '#')
			continue;
		if (line.text.ptr[0] == '{' ||
		    frontmatter_line_key(line.text, separator).len)
			return true;
		is_empty = false;
	}
	return is_empty && if_empty;
}

static bool is_end(struct span line, enum frontmatter_format format)
{
	if (format == FRONTMATTER_TOML)
		return span_is(line, "+++");
	return span_is(line, "---") || span_is(line, "...");
}

/* What ends it for Hugo, where no line does for all. */
static bool is_loose_end(struct span line, enum frontmatter_format format)
{
	return span_has_prefix(line,
			       format == FRONTMATTER_TOML ? "+++" : "---");
}

/* Front matter from the end of its first line up to a line like it. */
static bool split_lines(struct frontmatter *out, struct span *inner,
			struct line line)
{
	struct span begin = line.rest;
	struct line end = { .number = 0 };

	while (next_line(&line)) {
		if (is_end(line.text, out->format)) {
			end = line;
			break;
		}
		if (!end.number && is_loose_end(line.text, out->format))
			end = line;
	}
	if (!end.number)
		return false;
	*inner = span_slice(begin, 0, (size_t)(end.text.ptr - begin.ptr));
	out->body = end.rest;
	out->body_line = end.number + 1;
	return true;
}

/* The byte behind the brace that closes the first one; 0: none does. */
static size_t json_end(struct span text)
{
	bool quoted = false;
	int depth = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (c == '\n') /* no string goes over lines */
			quoted = false;
		else if (!quoted && c == '{')
			depth++;
		else if (!quoted && c == '}' && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* Where braces do not balance, a line "}" ends it. */
static bool split_json(struct frontmatter *out, struct span *inner,
		       struct span text)
{
	struct line line = { .rest = text };
	size_t end = json_end(text);

	while (next_line(&line)) {
		size_t line_end =
			(size_t)(line.text.ptr - text.ptr) + line.text.len;

		if (end ? line_end < end : !span_is(line.text, "}"))
			continue;
		if (!end)
			end = line_end;
		*inner = span_slice(text, 0, end);
		/* What follows the brace on its line belongs to the body. */
		out->body = end < line_end ? span_slice(text, end, text.len)
					   : line.rest;
		out->body_line = line.number + (end == line_end);
		return true;
	}
	return false;
}

/* A JSON map, and not Liquid's {% or {{, nor MDX's {. */
static bool is_json_start(struct span text)
{
	if (!text.len || text.ptr[0] != '{')
		return false;
	text = skip_space(span_slice(text, 1, text.len));
	return text.len && (text.ptr[0] == '"' || text.ptr[0] == '}');
}

/*
 * What JSON forbids and people write: keys without quotes or in others,
 * comments. A comment right behind the brace is MDX.
 */
static bool is_json_like(struct span text)
{
	struct span inside;

	if (!text.len || text.ptr[0] != '{')
		return false;
	inside = span_slice(text, 1, text.len);
	if (span_has_prefix(inside, "/*"))
		return false;
	inside = skip_space(inside);
	return span_has_prefix(inside, "'") || span_has_prefix(inside, "//") ||
	       span_has_prefix(inside, "/*") || span_has_prefix(inside, "#") ||
	       frontmatter_line_key(frontmatter_head(inside), ':').len;
}

struct span frontmatter_head(struct span text)
{
	struct line line = { .rest = text };

	while (line.number < HEAD_LINES && next_line(&line))
		;
	return span_slice(text, 0, text.len - line.rest.len);
}

/* Comments, as they are left for linters, hide front matter. */
static struct span skip_comments(struct span text)
{
	struct span close = span_from("-->");

	text = skip_space(text);
	while (span_has_prefix(text, "<!--")) {
		size_t end = span_find(text, close);

		if (end == text.len)
			break;
		text = skip_space(span_slice(text, end + close.len, text.len));
	}
	return text;
}

/*
 * Why text without front matter looks as if it had some, or NULL; and
 * what parts keys from values there.
 */
static const char *find_doubt(struct span start, bool is_behind,
			      char *separator)
{
	struct line line = { .rest = start };

	*separator = ':';
	if (!next_line(&line))
		return NULL;
	if (span_has_prefix(line.text, "+++"))
		*separator = '=';
	if (*separator == '=' || span_has_prefix(line.text, "---")) {
		if (!is_front_like(line.rest, *separator, false))
			return NULL;
		return is_behind ? "front matter behind a comment is not read"
				 : "front matter must begin with a line that "
				   "is '---' or '+++' alone";
	}
	if (is_json_like(start) || (is_behind && is_json_start(start)))
		return is_behind ? "front matter behind a comment is not read"
				 : "what looks like JSON front matter is none";
	if (span_has_prefix(line.text, "#+") &&
	    frontmatter_line_key(span_slice(line.text, 2, line.text.len), ':')
		    .len)
		return "Org front matter is not read";
	return NULL;
}

/* No front matter was found: is that what its writer wanted? */
static void doubt(struct frontmatter *out, struct span text, struct span path,
		  struct warnings *w)
{
	struct span start = skip_comments(text);
	bool is_behind = start.ptr != skip_space(text).ptr;
	char separator;
	const char *reason = find_doubt(start, is_behind, &separator);

	if (!reason)
		return;
	warnings_put(w, path, line_of(text, start), 1, "%s", reason);
	if (frontmatter_mentions_visibility(frontmatter_head(start), separator))
		out->visibility_unknown = true;
}

/* After "---": a thematic break and prose, or front matter? */
static bool is_yaml(struct frontmatter *out, struct span text, bool found,
		    const struct span *inner, struct span rest, bool is_first)
{
	if (is_front_like(found ? *inner : rest, ':', found && is_first))
		return true;
	/* Prose that speaks of drafts as front matter does is doubtful. */
	if (found && frontmatter_mentions_visibility(*inner, ':'))
		return true;
	out->format = FRONTMATTER_NONE;
	out->body = text;
	out->body_line = 1;
	return false;
}

bool frontmatter_split(struct frontmatter *out, struct span *inner, int *number,
		       struct span text, struct span path, struct warnings *w)
{
	struct span start = skip_space(text);
	struct line line = { .rest = start };
	bool found, is_first = start.ptr == text.ptr;

	line.number = line_of(text, start) - 1;
	*number = line.number + 2; /* behind the opening line */
	if (is_json_start(start)) {
		out->format = FRONTMATTER_JSON;
		found = split_json(out, inner, text);
		*number = 1;
	} else if (!next_line(&line)) {
		return false;
	} else if (span_is(line.text, "---")) {
		out->format = FRONTMATTER_YAML;
		found = split_lines(out, inner, line);
		if (!is_yaml(out, text, found, inner, line.rest, is_first))
			return false;
	} else if (span_is(line.text, "+++")) {
		out->format = FRONTMATTER_TOML;
		found = split_lines(out, inner, line);
	} else {
		doubt(out, text, path, w);
		return false;
	}
	if (!found) {
		warnings_put(w, path, line.number ? line.number : 1, 1,
			     "front matter never ends");
		out->format = FRONTMATTER_NONE;
		out->visibility_unknown = true;
	}
	return found;
}
