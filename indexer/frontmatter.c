#include "indexer/frontmatter.h"

#include "indexer/frontmatter_key.h"
#include "indexer/frontmatter_split.h"
#include "indexer/recover.h"
#include "text/utf8.h"

/* No settings are longer; their values take many times the room. */
#define FRONTMATTER_MAX ((size_t)1024 * 1024)

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
static struct span clean_copy(struct span inner, int first_line,
			      enum frontmatter_format format, struct span path,
			      struct arena *a, struct warnings *w)
{
	struct strbuf copy = STRBUF_INIT;
	int line, column = 1;
	bool is_clean = true;
	struct span kept;

	for (line = 1; line < first_line; line++)
		strbuf_put_char(&copy, '\n');
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

/*
 * A line ends with "\n" from here on. In CommonMark, and to Hugo, a "\r"
 * alone ends one too, as on old Macs.
 */
static struct span end_lines(struct span text, struct arena *a)
{
	char *copy = NULL;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\r' ||
		    (i + 1 < text.len && text.ptr[i + 1] == '\n'))
			continue;
		if (!copy)
			copy = arena_strdup(a, text);
		copy[i] = '\n';
	}
	return copy ? span_make(copy, text.len) : text;
}

void frontmatter_parse(struct frontmatter *out, struct span text,
		       struct span path, struct arena *a, struct warnings *w)
{
	struct parse_problem problem;
	struct span inner;
	int line;

	if (span_has_prefix(text, "\xef\xbb\xbf"))
		text = span_slice(text, 3, text.len);
	text = end_lines(text, a);
	memset(out, 0, sizeof(*out));
	out->map = value_new(a, VALUE_MAP);
	out->body = text;
	out->body_line = 1;
	if (!frontmatter_split(out, &inner, &line, text, path, w))
		return;
	if (inner.len + (size_t)line > FRONTMATTER_MAX) {
		warnings_put(w, path, 1, 1, "front matter is too long");
		out->visibility_unknown = true;
		return;
	}
	inner = clean_copy(inner, line, out->format, path, a, w);
	if (parse(out, inner, a, &problem) == 0)
		return;
	/* The copy is the arena's, and nobody else's: it can be changed. */
	out->map = value_new(a, VALUE_MAP);
	frontmatter_recover(out, (char *)inner.ptr, inner.len, &problem, path,
			    a, w);
	/* It may have ended too early, at a "---" in a string. */
	if (frontmatter_mentions_visibility(
		    frontmatter_head(out->body),
		    out->format == FRONTMATTER_TOML ? '=' : ':'))
		out->visibility_unknown = true;
}
