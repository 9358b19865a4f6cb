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

/* The end of the ASCII text from `pos` on, which no format forbids. */
static size_t text_run(struct span s, size_t pos)
{
	while (pos < s.len && ((s.ptr[pos] >= ' ' && s.ptr[pos] < 0x7f) ||
			       s.ptr[pos] == '\n' || s.ptr[pos] == '\t'))
		pos++;
	return pos;
}

static void warn_at(struct span inner, size_t pos, int first_line, int32_t code,
		    struct span path, struct warnings *w)
{
	int line = first_line, column = 1;

	for (size_t at = 0; at < pos;) {
		bool is_end = utf8_next(inner, &at) == '\n';

		column = is_end ? 1 : column + 1;
		line += is_end;
	}
	warnings_put(w, path, line, column, "%s",
		     code < 0 ? "invalid UTF-8" : "control character");
}

/*
 * A copy that can be parsed and overwritten: with U+FFFD for what is no
 * text, and with the lines counted as in the file. `*is_clean`: there is
 * nothing but text.
 */
static struct span clean_copy(struct span inner, int first_line,
			      enum frontmatter_format format, struct span path,
			      struct arena *a, struct warnings *w,
			      bool *is_clean)
{
	struct strbuf copy = STRBUF_INIT;
	struct span kept;

	*is_clean = true;
	strbuf_grow(&copy, (size_t)first_line + inner.len);
	for (int line = 1; line < first_line; line++)
		strbuf_put_char(&copy, '\n');
	for (size_t pos = 0; pos < inner.len;) {
		size_t run = text_run(inner, pos), start = run;
		int32_t code;

		strbuf_put_span(&copy, span_slice(inner, pos, run));
		if (run == inner.len)
			break;
		pos = run;
		code = utf8_next(inner, &pos);
		if (!is_forbidden(code, format)) {
			strbuf_put(&copy, inner.ptr + start, pos - start);
			continue;
		}
		strbuf_put_str(&copy, FRONTMATTER_NO_TEXT);
		if (*is_clean)
			warn_at(inner, start, first_line, code, path, w);
		*is_clean = false;
	}
	kept = arena_copy(a, strbuf_span(&copy));
	strbuf_release(&copy);
	return kept;
}

static bool has_no_text(struct span text)
{
	return span_find(text, span_from(FRONTMATTER_NO_TEXT)) < text.len;
}

/*
 * Whether what is no text stands where it may hide if the article is to be
 * shown: in a key, which may have been "draft", or in what such a key says.
 */
static bool is_damaged(const struct value *v, bool has_say)
{
	bool found = false;

	if (v->type == VALUE_MAP) {
		for (size_t i = 0; !found && i < v->map.count; i++) {
			const struct member *m = &v->map.members[i];

			found = has_no_text(m->key) ||
				is_damaged(m->value,
					   has_say ||
						   frontmatter_has_say(m->key));
		}
	} else if (v->type == VALUE_LIST) {
		for (size_t i = 0; !found && i < v->list.count; i++)
			found = is_damaged(v->list.items[i], has_say);
	} else {
		found = has_say && has_no_text(v->text);
	}
	return found;
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
		i += span_find_char(span_slice(text, i, text.len), '\r');
		if (i >= text.len ||
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
	bool is_clean;
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
	inner = clean_copy(inner, line, out->format, path, a, w, &is_clean);
	if (parse(out, inner, a, &problem) == 0) {
		out->visibility_unknown =
			!is_clean && is_damaged(out->map, false);
		return;
	}
	/* The copy is the arena's, and nobody else's: it can be changed. */
	out->map = value_new(a, VALUE_MAP);
	frontmatter_recover(out, (char *)inner.ptr, inner.len, &problem, path,
			    a, w);
	if (!is_clean && is_damaged(out->map, false))
		out->visibility_unknown = true;
	/* It may have ended too early, at a "---" in a string. */
	if (frontmatter_mentions_visibility(
		    frontmatter_head(out->body),
		    out->format == FRONTMATTER_TOML ? '=' : ':'))
		out->visibility_unknown = true;
}
