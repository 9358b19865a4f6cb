#include "indexer/shortcode.h"

#include "base/ascii.h"
#include "indexer/linemap.h"
#include "indexer/marks.h"
#include "indexer/nameset.h"
#include "indexer/tag.h"

struct rewriter {
	struct strbuf *out;
	struct span text;
	size_t pos;        /* of what is read next */
	size_t line_start; /* of the line that holds it */
	size_t line;       /* its number from 0 */
	size_t code_end;   /* of the code span that holds it, or before */
	struct linemap map;
	struct nameset closed; /* names of Hugo's tags that have an end tag */
	struct tag_reader tags;
	bool is_raw; /* up to {% endraw %} */
};

static struct span rest_of(const struct rewriter *r)
{
	return span_slice(r->text, r->pos, r->text.len);
}

/* Move on to `end`; lines are counted on the way. */
static void advance(struct rewriter *r, size_t end)
{
	for (; r->pos < end; r->pos++)
		if (r->text.ptr[r->pos] == '\n') {
			r->line++;
			r->line_start = r->pos + 1;
		}
}

static void copy(struct rewriter *r, size_t len)
{
	strbuf_put(r->out, r->text.ptr + r->pos, len);
	advance(r, r->pos + len);
}

static bool is_in_code(const struct rewriter *r)
{
	return r->pos < r->code_end ||
	       (r->line < r->map.count &&
		r->map.lines[r->line].kind == LINE_CODE);
}

/* --- code spans --- */

static size_t run_length(struct span s, size_t pos)
{
	size_t end = pos;

	while (end < s.len && s.ptr[end] == s.ptr[pos])
		end++;
	return end - pos;
}

/* Is the line behind the newline at `pos` blank? */
static bool ends_paragraph(struct span s, size_t pos)
{
	for (pos++; pos < s.len && s.ptr[pos] != '\n'; pos++)
		if (!ascii_is_space(s.ptr[pos]))
			return false;
	return true;
}

/* Copy the backquotes here; they may begin a code span. */
static void put_backquotes(struct rewriter *r)
{
	size_t count = run_length(r->text, r->pos);
	size_t pos = r->pos + count, run;

	copy(r, count);
	while (pos < r->text.len && r->tags.fuel) {
		if (r->text.ptr[pos] == '\n' && ends_paragraph(r->text, pos))
			break;
		if (r->text.ptr[pos] != '`') {
			pos++;
			continue;
		}
		run = run_length(r->text, pos);
		pos += run;
		if (run == count) {
			r->code_end = pos;
			return;
		}
	}
	r->tags.fuel -=
		pos - r->pos < r->tags.fuel ? pos - r->pos : r->tags.fuel;
}

/* --- tags --- */

/* Is there nothing else on the tag's line but containers? */
static bool stands_alone(const struct rewriter *r, size_t end)
{
	size_t pos = r->line_start;

	while (pos < r->pos && strchr(" \t>-*+", r->text.ptr[pos]))
		pos++;
	return pos == r->pos &&
	       (end == r->text.len || r->text.ptr[end] == '\n' ||
		ends_paragraph(r->text, end - 1));
}

/*
 * A tag with no end tag: to Markdown it is a word, even if the page shows
 * nothing. Not so in a link's address, which takes no control character.
 */
static void put_void(struct rewriter *r, const struct tag *tag)
{
	char before = r->pos ? r->text.ptr[r->pos - 1] : '\n';

	if (tag->is_markdown)
		return;
	if (stands_alone(r, r->pos + tag->len) || strchr(" \n*_~[|", before))
		strbuf_put_char(r->out, MARK_NOTHING);
}

/* Copy a value of a parameter into a line, without brackets. */
static void put_value(struct rewriter *r, struct span value)
{
	for (size_t i = 0; i < value.len; i++)
		if (!strchr("[]", value.ptr[i]))
			strbuf_put_char(r->out, ascii_is_space(value.ptr[i])
							? ' '
							: value.ptr[i]);
}

/*
 * Hugo's own shortcode for pictures: readers see its title and captions,
 * and its description is that of an image.
 */
static void put_figure(struct rewriter *r, const struct tag *tag)
{
	static const char *const shown[] = { "title", "caption", "attr" };
	struct span text = span_slice(r->text, r->pos, r->pos + tag->len);

	strbuf_put_str(r->out, "![");
	put_value(r, tag_parameter(text, "alt"));
	strbuf_put_str(r->out, "]()");
	for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++) {
		strbuf_put_char(r->out, ' ');
		put_value(r, tag_parameter(text, shown[i]));
	}
}

static void put_shown(struct rewriter *r, const struct tag *tag)
{
	strbuf_put_span(r->out, tag->opening);
	strbuf_put_span(r->out, tag->shown);
	strbuf_put_span(r->out, tag->closing);
}

/* Tildes enough to hold `code`. */
static size_t fence_length(struct span code)
{
	size_t longest = 2;

	for (size_t pos = 0; pos < code.len; pos++) {
		size_t run = code.ptr[pos] == '~' ? run_length(code, pos) : 0;

		longest = run > longest ? run : longest;
		pos += run ? run - 1 : 0;
	}
	return longest + 1;
}

static void put_fence(struct rewriter *r, size_t length)
{
	while (length--)
		strbuf_put_char(r->out, '~');
	strbuf_put_char(r->out, '\n');
}

/* Make a fenced block of `code`, behind the containers of the tag's line. */
static void put_code(struct rewriter *r, struct span code, bool alone)
{
	size_t fence = fence_length(code);
	struct span line = span_slice(r->text, r->line_start, r->pos);
	struct strbuf prefix = STRBUF_INIT;

	if (alone)
		line_put_prefix(&prefix, line, line.len);
	else
		strbuf_put_char(r->out, '\n');
	put_fence(r, fence);
	if (code.len && code.ptr[0] == '\n')
		code = span_slice(code, 1, code.len);
	while (span_next_line(&code, &line)) {
		if (!span_has_prefix(line, prefix.buf))
			strbuf_put_span(r->out, strbuf_span(&prefix));
		strbuf_put_span(r->out, line);
		strbuf_put_char(r->out, '\n');
	}
	strbuf_put_span(r->out, strbuf_span(&prefix));
	put_fence(r, fence);
	strbuf_release(&prefix);
}

/*
 * Deal with a tag that decides what its content is. Returns the length of
 * all of it, or 0 for another tag.
 */
static size_t put_whole(struct rewriter *r, const struct tag *tag)
{
	bool is_code = span_is(tag->name, "highlight");
	size_t from = r->pos + tag->len, end;
	struct span rest = span_slice(r->text, from, r->text.len);
	struct tag close;

	if (tag->kind != TAG_OPEN ||
	    (!is_code && !span_is(tag->name, "comment") &&
	     !span_has_suffix(tag->name, ".inline")))
		return 0;
	end = tag_find_close(&close, &r->tags, tag, rest);
	if (end == rest.len)
		return 0;
	if (is_code)
		put_code(r, span_slice(rest, 0, end), stands_alone(r, from));
	return tag->len + end + close.len;
}

/* Put what becomes of `tag`. Returns the length of what that covers. */
static size_t put_tag(struct rewriter *r, const struct tag *tag)
{
	size_t len = put_whole(r, tag);

	if (len)
		return len;
	if (r->tags.options->liquid && span_is(tag->name, "raw"))
		r->is_raw = tag->kind == TAG_OPEN;
	else if (tag->kind == TAG_SHOWN)
		put_shown(r, tag);
	else if (tag->is_hugo && span_is(tag->name, "figure"))
		put_figure(r, tag);
	else if (tag->kind == TAG_VOID ||
		 (tag->kind == TAG_OPEN && tag->is_hugo &&
		  !nameset_find(&r->closed, tag->name)))
		put_void(r, tag);
	return tag->len;
}

/* In code, and in raw text, only these tags are read. */
static bool is_read(const struct rewriter *r, const struct tag *tag)
{
	bool ends_raw = tag->kind == TAG_CLOSE && span_is(tag->name, "raw");

	if (r->is_raw)
		return ends_raw;
	if (!is_in_code(r))
		return true;
	return tag->kind == TAG_SHOWN ||
	       (r->tags.options->liquid && span_is(tag->name, "raw"));
}

static void put_brace(struct rewriter *r)
{
	struct tag tag;

	if (tag_parse(&tag, &r->tags, rest_of(r)) && is_read(r, &tag))
		advance(r, r->pos + put_tag(r, &tag));
	else
		copy(r, 1);
}

/* Remember the names of Hugo's end tags. */
static void find_closed(struct rewriter *r)
{
	struct span text = r->text;

	for (size_t pos = 0; pos < text.len; pos++) {
		size_t end;

		pos += span_find_char(span_slice(text, pos, text.len), '{');
		if (!span_has_prefix(span_slice(text, pos, text.len), "{{"))
			continue;
		for (pos += 3; pos < text.len && ascii_is_space(text.ptr[pos]);)
			pos++;
		if (pos >= text.len || text.ptr[pos] != '/')
			continue;
		for (pos++; pos < text.len && ascii_is_space(text.ptr[pos]);)
			pos++;
		for (end = pos; end < text.len &&
				!ascii_is_space(text.ptr[end]) &&
				!strchr(">%{}", text.ptr[end]);)
			end++;
		nameset_put(&r->closed, span_slice(text, pos, end));
	}
}

bool shortcode_may_be_in(struct span text,
			 const struct markdown_options *options)
{
	if (!options->shortcodes && !options->liquid)
		return false;
	return span_find(text, span_from("{{")) < text.len ||
	       span_find(text, span_from("{%")) < text.len;
}

void shortcode_rewrite(struct strbuf *out, struct span text,
		       const struct markdown_options *options, struct arena *a)
{
	struct rewriter r = {
		.out = out,
		.text = text,
		.closed = { a, NULL, 0, 0 },
		.tags = { options, text.len * 8 + 4096, false, false },
	};

	linemap_init(&r.map, text);
	if (options->shortcodes)
		find_closed(&r);
	while (r.pos < text.len) {
		switch (text.ptr[r.pos]) {
		case '{':
			put_brace(&r);
			break;
		case '`':
			if (is_in_code(&r))
				copy(&r, run_length(text, r.pos));
			else
				put_backquotes(&r);
			break;
		case '\\':
			copy(&r, r.pos + 1 < text.len &&
						 text.ptr[r.pos + 1] == '`' &&
						 !is_in_code(&r)
					 ? 2
					 : 1);
			break;
		default:
			copy(&r, 1);
		}
	}
	linemap_release(&r.map);
}
