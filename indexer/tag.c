#include "indexer/tag.h"

#include "base/ascii.h"

static size_t skip_spaces(struct span s, size_t pos)
{
	while (pos < s.len && ascii_is_space(s.ptr[pos]))
		pos++;
	return pos;
}

static bool is_at(struct span s, size_t pos, const char *what)
{
	return span_has_prefix(span_slice(s, pos, s.len), what);
}

/* Pay for `cost` bytes that were read in vain. Always returns false. */
static bool fail(struct tag_reader *reader, size_t cost)
{
	reader->fuel -= cost < reader->fuel ? cost : reader->fuel;
	return false;
}

/*
 * The offset behind the quoted value that begins at `pos`, or s.len. Only
 * a value in `backquotes` goes on over the end of a line.
 */
static size_t quoted_end(struct span s, size_t pos)
{
	char quote = s.ptr[pos];

	for (pos++; pos < s.len; pos++) {
		if (s.ptr[pos] == quote)
			return pos + 1;
		if (quote == '`')
			continue;
		if (s.ptr[pos] == '\n')
			return s.len;
		if (s.ptr[pos] == '\\')
			pos++;
	}
	return s.len;
}

/*
 * Read "{{<" up to ">}}" with the escaped tag in between, "/ * ... * /".
 * `opening` and `closing` are the delimiters.
 */
static bool parse_shown(struct tag *tag, struct tag_reader *reader,
			struct span text, const char *opening,
			const char *closing)
{
	size_t from = strlen(opening) + 2;
	struct span rest = span_slice(text, from, text.len);
	size_t end = span_find(rest, span_from("*/"));

	if (end == rest.len)
		return fail(reader, text.len);
	if (!is_at(rest, end + 2, closing))
		return fail(reader, end);
	tag->kind = TAG_SHOWN;
	tag->opening = span_from(opening);
	tag->shown = span_slice(rest, 0, end);
	tag->closing = span_from(closing);
	tag->len = from + end + 2 + strlen(closing);
	return true;
}

/* --- Hugo --- */

/* Read the parameters from `pos` up to `closing`. */
static bool parse_parameters(struct tag *tag, struct tag_reader *reader,
			     struct span text, size_t pos, const char *closing)
{
	size_t from = pos;

	while (pos < text.len) {
		if (is_at(text, pos, closing)) {
			if (text.ptr[pos - 1] == '/' && tag->kind == TAG_OPEN)
				tag->kind = TAG_VOID;
			tag->len = pos + strlen(closing);
			return true;
		}
		if (is_at(text, pos, "{{<") || is_at(text, pos, "{{%"))
			break;
		if (text.ptr[pos] == '"' || text.ptr[pos] == '`')
			pos = quoted_end(text, pos);
		else
			pos++;
	}
	return fail(reader, pos - from);
}

struct span tag_parameter(struct span tag, const char *name)
{
	for (size_t pos = 3; pos < tag.len;) {
		size_t from = pos, end;
		struct span key;

		while (pos < tag.len && !strchr(" \t\n=\"`", tag.ptr[pos]))
			pos++;
		key = span_slice(tag, from, pos);
		if (pos == tag.len || tag.ptr[pos] != '=')
			key.len = 0;
		else
			pos++;
		from = pos;
		if (pos < tag.len && strchr("\"`", tag.ptr[pos])) {
			end = quoted_end(tag, pos);
			pos = end;
			from++;
			end--;
		} else {
			while (pos < tag.len && !ascii_is_space(tag.ptr[pos]))
				pos++;
			end = pos++;
		}
		if (span_is(key, name) && end >= from)
			return span_slice(tag, from, end);
	}
	return span_make("", 0);
}

static bool parse_hugo(struct tag *tag, struct tag_reader *reader,
		       struct span text)
{
	bool is_markdown = text.ptr[2] == '%';
	const char *opening = is_markdown ? "{{%" : "{{<";
	const char *closing = is_markdown ? "%}}" : ">}}";
	size_t pos, end;

	if (is_at(text, 3, "/*"))
		return parse_shown(tag, reader, text, opening, closing);
	tag->kind = TAG_OPEN;
	tag->is_hugo = true;
	tag->is_markdown = is_markdown;
	pos = skip_spaces(text, 3);
	if (is_at(text, pos, "/")) {
		tag->kind = TAG_CLOSE;
		pos = skip_spaces(text, pos + 1);
	}
	for (end = pos; end < text.len && !ascii_is_space(text.ptr[end]) &&
			!strchr(">%\"`{}", text.ptr[end]);)
		end++;
	tag->name = span_slice(text, pos, end);
	if (span_has_suffix(tag->name, "/"))
		tag->name.len--;
	if (tag->name.len == 0)
		return false;
	return parse_parameters(tag, reader, text, end, closing);
}

/* --- Zola --- */

static size_t identifier_end(struct span s, size_t pos)
{
	while (pos < s.len &&
	       (ascii_is_alnum(s.ptr[pos]) || strchr("_:/", s.ptr[pos])))
		pos++;
	return pos;
}

/* Read the arguments from behind "(" up to ")" and `closing`. */
static bool parse_arguments(struct tag *tag, struct tag_reader *reader,
			    struct span text, size_t pos, const char *closing)
{
	size_t from = pos, end;

	while (pos < text.len) {
		if (text.ptr[pos] == ')') {
			end = skip_spaces(text, pos + 1);
			if (end < text.len && text.ptr[end] == '-')
				end++;
			if (!is_at(text, end, closing))
				return fail(reader, pos - from);
			tag->len = end + 2;
			return true;
		}
		if (text.ptr[pos] == '{')
			break;
		if (strchr("\"'`", text.ptr[pos]))
			pos = quoted_end(text, pos);
		else
			pos++;
	}
	return fail(reader, pos - from);
}

static bool parse_zola(struct tag *tag, struct tag_reader *reader,
		       struct span text)
{
	bool is_void = text.ptr[1] == '{';
	const char *closing = is_void ? "}}" : "%}";
	size_t pos = 2, end;

	if (is_at(text, pos, "/*"))
		return parse_shown(tag, reader, text, is_void ? "{{" : "{%",
				   closing);
	if (is_at(text, pos, "-"))
		pos++;
	pos = skip_spaces(text, pos);
	end = identifier_end(text, pos);
	tag->name = span_slice(text, pos, end);
	tag->kind = is_void ? TAG_VOID : TAG_OPEN;
	pos = skip_spaces(text, end);
	if (!is_void && span_is(tag->name, "end")) {
		if (is_at(text, pos, "-"))
			pos++;
		tag->kind = TAG_CLOSE;
		tag->len = pos + 2;
		return is_at(text, pos, closing);
	}
	if (tag->name.len == 0 || !is_at(text, pos, "("))
		return false;
	return parse_arguments(tag, reader, text, pos + 1, closing);
}

/* --- Liquid --- */

static bool parse_liquid_output(struct tag *tag, struct tag_reader *reader,
				struct span text)
{
	size_t end;

	if (reader->no_output_end)
		return false;
	end = span_find(text, span_from("}}"));
	reader->no_output_end = end == text.len;
	tag->kind = TAG_VOID;
	tag->len = end + 2;
	return end < text.len;
}

static bool parse_liquid_tag(struct tag *tag, struct tag_reader *reader,
			     struct span text)
{
	size_t pos = 2, end;

	if (reader->no_tag_end)
		return false;
	end = span_find(text, span_from("%}"));
	reader->no_tag_end = end == text.len;
	if (end == text.len)
		return false;
	tag->len = end + 2;
	if (is_at(text, pos, "-"))
		pos++;
	pos = skip_spaces(text, pos);
	tag->name = span_slice(text, pos, identifier_end(text, pos));
	tag->kind = TAG_OPEN;
	if (span_has_prefix(tag->name, "end")) {
		tag->kind = TAG_CLOSE;
		tag->name = span_slice(tag->name, 3, tag->name.len);
	}
	return true;
}

bool tag_parse(struct tag *tag, struct tag_reader *reader, struct span text)
{
	const struct markdown_options *options = reader->options;

	memset(tag, 0, sizeof(*tag));
	if (text.len < 4 || (text.ptr[1] != '{' && text.ptr[1] != '%'))
		return false;
	if (options->shortcodes && reader->fuel) {
		if (text.ptr[1] == '{' &&
		    (text.ptr[2] == '<' || text.ptr[2] == '%'))
			return parse_hugo(tag, reader, text);
		if (parse_zola(tag, reader, text))
			return true;
	}
	if (!options->liquid)
		return false;
	return text.ptr[1] == '{' ? parse_liquid_output(tag, reader, text)
				  : parse_liquid_tag(tag, reader, text);
}

size_t tag_find_close(struct tag *close, struct tag_reader *reader,
		      const struct tag *open, struct span text)
{
	for (size_t pos = 0; pos < text.len && reader->fuel; pos++) {
		struct span rest = span_slice(text, pos, text.len);

		pos += span_find_char(rest, '{');
		if (pos < text.len &&
		    tag_parse(close, reader, span_slice(text, pos, text.len)) &&
		    close->kind == TAG_CLOSE &&
		    span_eq(close->name, open->name))
			return pos;
	}
	fail(reader, text.len);
	return text.len;
}
