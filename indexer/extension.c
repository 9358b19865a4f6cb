#include "indexer/extension.h"

#include "base/ascii.h"
#include "indexer/attributes.h"
#include "indexer/linemap.h"
#include "indexer/marks.h"

struct rewriter {
	struct strbuf *out;
	struct footnotes *notes;
	const struct markdown_options *options;
	struct linemap map;
	size_t line;           /* number of the line being read, from 0 */
	bool after_paragraph;  /* what a definition may follow */
	bool after_definition; /* or an indented line behind one */
};

static bool is_blank_at(struct span s, size_t pos)
{
	return pos < s.len && (s.ptr[pos] == ' ' || s.ptr[pos] == '\t');
}

/* The length of "[^label]:" at the front of `content`, or 0. */
static size_t note_length(struct span content, struct span *label)
{
	size_t len = 0;

	*label = footnote_label(content, &len);
	return label->len && len < content.len && content.ptr[len] == ':'
		       ? len + 1
		       : 0;
}

/* --- "::: name title" --- */

/* The value of alt-text="..." in `s`, or the empty span. */
static struct span alt_text(struct span s)
{
	size_t at = span_find(s, span_from("alt-text=\""));

	if (at == s.len)
		return span_make(NULL, 0);
	s = span_slice(s, at + strlen("alt-text=\""), s.len);
	return span_slice(s, 0, span_find_char(s, '"'));
}

/*
 * What a reader sees of a directive: the title of ":::note Title" and
 * ":::note[Title]", the description of ":::image alt-text="..."".
 */
static struct span directive_text(struct span s)
{
	size_t name = 0;

	while (s.len && s.ptr[0] == ':')
		s = span_slice(s, 1, s.len);
	s = span_trim(s);
	if (span_has_suffix(s, ":::"))
		return alt_text(s);
	while (name < s.len &&
	       (ascii_is_alnum(s.ptr[name]) || s.ptr[name] == '-'))
		name++;
	s = span_slice(s, name, s.len);
	if (s.len && s.ptr[0] == '[')
		return span_slice(s, 1, span_find_char(s, ']'));
	if (span_find_char(s, '=') < s.len)
		return alt_text(s);
	return span_find_char(s, '{') < s.len ? span_make(NULL, 0)
					      : span_trim(s);
}

/* --- [!INCLUDE[name](file)], of Microsoft's documentation --- */

static size_t skip_to(struct span s, size_t pos, const char *stops)
{
	while (pos < s.len && !strchr(stops, s.ptr[pos]))
		pos++;
	return pos;
}

/* The length of it at the front of `s`, or 0. */
static size_t include_length(struct span s)
{
	size_t pos = 2;

	while (pos < s.len && (ascii_is_alnum(s.ptr[pos]) ||
			       s.ptr[pos] == '-' || s.ptr[pos] == ' '))
		pos++;
	if (pos == 2 || pos == s.len || s.ptr[pos] != '[')
		return 0;
	pos = skip_to(s, pos + 1, "[]");
	if (pos + 1 >= s.len || s.ptr[pos] != ']' || s.ptr[pos + 1] != '(')
		return 0;
	pos = skip_to(s, pos + 2, "()[");
	if (pos == s.len || s.ptr[pos] != ')')
		return 0;
	pos++;
	while (is_blank_at(s, pos))
		pos++;
	return pos < s.len && s.ptr[pos] == ']' ? pos + 1 : 0;
}

static bool has_include(struct span text)
{
	for (;;) {
		size_t at = span_find(text, span_from("[!"));

		if (at == text.len)
			return false;
		text = span_slice(text, at, text.len);
		if (include_length(text))
			return true;
		text = span_slice(text, 2, text.len);
	}
}

/* Append `line` without its includes. */
static void put_line(struct rewriter *r, struct span line)
{
	for (;;) {
		size_t at = span_find(line, span_from("[!")), len;

		strbuf_put(r->out, line.ptr, at);
		if (at == line.len)
			break;
		line = span_slice(line, at, line.len);
		len = include_length(line);
		if (len)
			strbuf_put_char(r->out, MARK_NOTHING);
		else
			strbuf_put(r->out, line.ptr, len = 2);
		line = span_slice(line, len, line.len);
	}
	strbuf_put_char(r->out, '\n');
}

/* --- lines --- */

static void put_note(struct rewriter *r, struct span line, size_t prefix,
		     struct span label, struct span text)
{
	strbuf_put(r->out, line.ptr, prefix);
	strbuf_printf(r->out, "-   %c%u\n", MARK_NOTE,
		      (unsigned)footnote_put(r->notes, label));
	line_put_prefix(r->out, line, prefix);
	strbuf_put_char(r->out, '\n');
	line_put_prefix(r->out, line, prefix);
	strbuf_put_str(r->out, "    ");
	put_line(r, span_trim(text));
}

/* In the place of `line`, a paragraph that shows no more than `text`. */
static void put_instead(struct rewriter *r, struct span line, size_t prefix,
			struct span text)
{
	strbuf_put(r->out, line.ptr, prefix);
	strbuf_put_char(r->out, '\n');
	if (text.len == 0)
		return;
	line_put_prefix(r->out, line, prefix);
	put_line(r, text);
	line_put_prefix(r->out, line, prefix);
	strbuf_put_char(r->out, '\n');
}

static bool is_definition(const struct rewriter *r, struct span content)
{
	return r->options->definition_lists && content.len > 1 &&
	       content.ptr[0] == ':' && is_blank_at(content, 1) &&
	       (r->after_paragraph || r->after_definition);
}

/* kramdown's "{::comment}", "{:/}" and "{:toc}" too. */
static bool is_attributes(struct span content)
{
	struct span id;

	content = span_trim(content);
	if (span_has_suffix(content, "}") &&
	    (span_has_prefix(content, "{::") ||
	     span_has_prefix(content, "{:/") || span_is(content, "{:toc}")))
		return true;
	return attributes_fill_line(content, &id);
}

/* If `content` is a block of ours, put what it becomes in its place. */
static bool put_block(struct rewriter *r, struct span line, size_t prefix)
{
	struct span content = span_slice(line, prefix, line.len), label;
	size_t note;

	if (content.len == 0)
		return false;
	switch (content.ptr[0]) {
	case '[':
		note = note_length(content, &label);
		if (note == 0)
			return false;
		put_note(r, line, prefix, label,
			 span_slice(content, note, content.len));
		return true;
	case ':':
		if (span_has_prefix(content, ":::")) {
			put_instead(r, line, prefix, directive_text(content));
			return true;
		}
		if (!is_definition(r, content))
			return false;
		strbuf_put(r->out, line.ptr, prefix);
		strbuf_put_char(r->out, '*');
		put_line(r, span_slice(content, 1, content.len));
		r->after_definition = true;
		return true;
	case '{':
		if (!is_attributes(content))
			return false;
		put_instead(r, line, prefix, span_make("", 0));
		return true;
	default:
		return false;
	}
}

/* kramdown: "{: #id}" behind a heading gives it the id. */
static void put_heading(struct rewriter *r, struct span line, struct span rest)
{
	struct span next, id = { NULL, 0 };

	strbuf_put_span(r->out, line);
	if (span_next_line(&rest, &next) && attributes_fill_line(next, &id) &&
	    id.len)
		strbuf_printf(r->out, " {#%.*s}", (int)id.len, id.ptr);
	strbuf_put_char(r->out, '\n');
}

static void put_any(struct rewriter *r, struct span line, struct span rest)
{
	const struct line *kind = &r->map.lines[r->line];
	bool is_paragraph = kind->kind == LINE_PARAGRAPH;
	size_t prefix = line_content(line);

	if (kind->begins && kind->column && kind->column <= line.len)
		prefix = kind->column;
	if (kind->kind == LINE_HEADING) {
		put_heading(r, line, rest);
	} else if (kind->kind == LINE_CODE || kind->kind == LINE_HTML) {
		strbuf_put_span(r->out, line);
		strbuf_put_char(r->out, '\n');
	} else if (!put_block(r, line, prefix)) {
		put_line(r, line);
	}
	if (prefix == line.len)
		return;
	r->after_paragraph = is_paragraph;
	r->after_definition = r->after_definition && prefix > 0;
}

bool extension_may_be_in(struct span text,
			 const struct markdown_options *options)
{
	struct span line, label;

	if (has_include(text))
		return true;
	while (span_next_line(&text, &line)) {
		struct span content =
			span_slice(line, line_content(line), line.len);

		if (content.len < 2)
			continue;
		if ((content.ptr[0] == ':' &&
		     (options->definition_lists || content.ptr[1] == ':')) ||
		    (content.ptr[0] == '{' && is_attributes(content)) ||
		    (content.ptr[0] == '[' && note_length(content, &label)))
			return true;
	}
	return false;
}

void extension_rewrite(struct strbuf *out, struct footnotes *notes,
		       struct span text, const struct markdown_options *options)
{
	struct rewriter r = {
		out, notes, options, { NULL, 0 }, 0, false, false
	};
	struct span line;

	linemap_init(&r.map, text);
	for (; span_next_line(&text, &line); r.line++)
		put_any(&r, line, text);
	linemap_release(&r.map);
}
