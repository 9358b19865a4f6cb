#include "indexer/frontmatter.h"

#include "base/ascii.h"
#include "indexer/frontmatter_key.h"
#include "indexer/recover.h"
#include "text/utf8.h"

/* No settings are longer; their values take many times the room. */
#define FRONTMATTER_MAX ((size_t)1024 * 1024)

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

/*
 * Whether what follows a first line "---" looks like front matter rather
 * than prose under a thematic break: the first lines, up to an empty one,
 * have a key or a brace among them. `if_empty` is the answer where there
 * is nothing at all.
 */
static bool is_yaml_like(struct span text, bool if_empty)
{
	struct line line = { .rest = text };
	bool is_empty = true;

	while (next_line(&line)) {
		if (!line.text.len && !is_empty)
			return false;
		if (!line.text.len || line.text.ptr[0] == '#')
			continue;
		if (line.text.ptr[0] == '{' ||
		    frontmatter_line_key(line.text, ':').len)
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

/* Front matter from the end of its first line up to a line like it. */
static bool split_lines(struct frontmatter *out, struct span *inner,
			struct line line)
{
	struct span begin = line.rest;

	while (next_line(&line)) {
		if (!is_end(line.text, out->format))
			continue;
		*inner = span_slice(begin, 0,
				    (size_t)(line.text.ptr - begin.ptr));
		out->body = line.rest;
		out->body_line = line.number + 1;
		return true;
	}
	return false;
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
	text = span_trim(span_slice(text, 1, text.len));
	return text.len && (text.ptr[0] == '"' || text.ptr[0] == '}');
}

/*
 * Tell front matter from body. Returns whether there is any; `*inner` is
 * what to parse then.
 */
static bool split(struct frontmatter *out, struct span *inner, struct span text,
		  struct span path, struct warnings *w)
{
	struct line line = { .rest = text };
	bool found;

	if (is_json_start(text)) {
		out->format = FRONTMATTER_JSON;
		found = split_json(out, inner, text);
	} else if (!next_line(&line)) {
		return false;
	} else if (span_is(line.text, "---")) {
		out->format = FRONTMATTER_YAML;
		found = split_lines(out, inner, line);
		if (!is_yaml_like(found ? *inner : line.rest, found)) {
			out->format = FRONTMATTER_NONE;
			out->body = text;
			out->body_line = 1;
			return false;
		}
	} else if (span_is(line.text, "+++")) {
		out->format = FRONTMATTER_TOML;
		found = split_lines(out, inner, line);
	} else {
		return false;
	}
	if (!found) {
		warnings_put(w, path, 1, 1, "front matter never ends");
		out->format = FRONTMATTER_NONE;
		out->visibility_unknown = true;
	}
	return found;
}

/* What the format allows nowhere; a parser would refuse all of the text. */
static bool is_forbidden(int32_t code, enum frontmatter_format format)
{
	if (code < ' ')
		return code != '\t' && code != '\n' && code != '\r';
	if (format == FRONTMATTER_JSON)
		return false;
	if (format == FRONTMATTER_TOML)
		return code == 0x7f;
	return (code >= 0x7f && code < 0xa0 && code != 0x85) ||
	       code == 0xfffe || code == 0xffff;
}

/*
 * A copy that can be parsed and overwritten: with U+FFFD for what is no
 * text, and with the lines counted as in the file.
 */
static struct span clean_copy(struct span inner, enum frontmatter_format format,
			      struct span path, struct arena *a,
			      struct warnings *w)
{
	struct strbuf copy = STRBUF_INIT;
	int line = 1, column = 1;
	bool is_clean = true;
	struct span kept;

	if (format != FRONTMATTER_JSON) {
		strbuf_put_char(&copy, '\n'); /* for the opening line */
		line++;
	}
	for (size_t pos = 0; pos < inner.len;) {
		size_t start = pos;
		int32_t code = utf8_next(inner, &pos);

		if (!is_forbidden(code, format)) {
			strbuf_put(&copy, inner.ptr + start, pos - start);
		} else {
			strbuf_put_str(&copy, "\xef\xbf\xbd");
			if (is_clean)
				warnings_put(w, path, line, column, "%s",
					     code < 0 ? "invalid UTF-8"
						      : "control character");
			is_clean = false;
		}
		column = code == '\n' ? 1 : column + 1;
		line += code == '\n';
	}
	kept = arena_copy(a, strbuf_span(&copy));
	strbuf_release(&copy);
	return kept;
}

static int parse(struct frontmatter *out, struct span text, struct arena *a,
		 struct parse_problem *problem)
{
	if (out->format == FRONTMATTER_YAML)
		return yaml_parse(&out->map, text, a, problem);
	if (out->format == FRONTMATTER_TOML)
		return toml_parse(&out->map, text, a, problem);
	return json_parse(&out->map, text, a, problem);
}

void frontmatter_parse(struct frontmatter *out, struct span text,
		       struct span path, struct arena *a, struct warnings *w)
{
	struct parse_problem problem;
	struct span inner;

	if (span_has_prefix(text, "\xef\xbb\xbf"))
		text = span_slice(text, 3, text.len);
	memset(out, 0, sizeof(*out));
	out->map = value_new(a, VALUE_MAP);
	out->body = text;
	out->body_line = 1;
	if (!split(out, &inner, text, path, w))
		return;
	if (inner.len > FRONTMATTER_MAX) {
		warnings_put(w, path, 1, 1, "front matter is too long");
		out->visibility_unknown = true;
		return;
	}
	inner = clean_copy(inner, out->format, path, a, w);
	if (parse(out, inner, a, &problem) == 0)
		return;
	/* The copy is the arena's, and nobody else's: it can be changed. */
	out->map = value_new(a, VALUE_MAP);
	frontmatter_recover(out, (char *)inner.ptr, inner.len, &problem, path,
			    a, w);
}
