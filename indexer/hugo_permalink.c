/*
 * Where Hugo puts a page: gohugo.io/content-management/urls.
 *
 * 1. `url` in the front matter is taken as it is; else
 * 2. the section's pattern among the `permalinks`; else
 * 3. the file's place, its last part replaced by `slug`.
 * Those two are made into a path: letters, digits and a few signs stay,
 * spaces become hyphens, all in lower case. Last come the folder of the
 * language and the base URL.
 */

#include "indexer/hugo.h"

#include "base/ascii.h"
#include "indexer/fields.h"
#include "indexer/url.h"
#include "text/unicode.h"
#include "text/utf8.h"

/* What a permalink is made from. */
struct parts {
	const struct hugo *hugo;
	const struct hugo_page *page;
	const struct value *front;
	struct date date;
	struct span slug;
	struct arena *arena;
};

static bool is_escape(struct span s, size_t at)
{
	return s.ptr[at] == '%' && at + 2 < s.len &&
	       ascii_hex(s.ptr[at + 1]) >= 0 && ascii_hex(s.ptr[at + 2]) >= 0;
}

static bool is_path_sign(int32_t code)
{
	return code > 0 && code < 0x80 && strchr("./\\_#+~-@", (char)code);
}

/*
 * Hugo's paths.Sanitize: white space between what stays becomes one
 * hyphen, unless there is one already.
 */
static void put_sanitized(struct strbuf *out, struct span text)
{
	bool space = false, hyphen = false;
	size_t start = out->len;

	for (size_t pos = 0; pos < text.len;) {
		size_t at = pos;
		int32_t code = utf8_next(text, &pos);

		if (unicode_is_letter(code) || unicode_is_digit(code) ||
		    unicode_is_mark(code) || is_path_sign(code) ||
		    is_escape(text, at)) {
			hyphen = code == '-';
			if (space && !hyphen)
				strbuf_put_char(out, '-');
			space = false;
			utf8_put(out, code);
		} else if (unicode_is_space(code) && out->len > start &&
			   !hyphen) {
			space = true;
		}
	}
}

static struct span sanitize(const struct parts *parts, struct span text)
{
	const struct hugo *hugo = parts->hugo;
	struct strbuf clean = STRBUF_INIT, plain = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;
	struct span result;

	put_sanitized(&clean, text);
	if (value_bool(value_get(hugo->config, "removePathAccents"), false))
		unicode_put_unaccented(&plain, strbuf_span(&clean));
	else
		strbuf_put_span(&plain, strbuf_span(&clean));
	if (value_bool(value_get(hugo->config, "disablePathToLower"), false))
		strbuf_put_span(&out, strbuf_span(&plain));
	else
		unicode_put_lower(&out, strbuf_span(&plain));
	result = arena_copy(parts->arena, strbuf_span(&out));
	strbuf_release(&clean);
	strbuf_release(&plain);
	strbuf_release(&out);
	return result;
}

/* A number in `spec` or "last"; `otherwise` where it is empty. */
static size_t parse_index(struct span spec, size_t count, size_t otherwise)
{
	size_t n = 0;

	if (spec.len == 0)
		return otherwise;
	if (span_is(spec, "last"))
		return count ? count - 1 : 0;
	for (size_t i = 0; i < spec.len && ascii_is_digit(spec.ptr[i]); i++)
		n = n > 1000 ? n : n * 10 + (size_t)(spec.ptr[i] - '0');
	return n;
}

/* The sections that "[1:last]", "[:2]" or "[0]" selects; "" is all. */
static void put_sections(struct strbuf *out, const struct span_list *sections,
			 struct span spec)
{
	size_t low = 0, high = sections->count, colon;

	if (spec.len >= 2) {
		spec = span_slice(spec, 1, spec.len - 1);
		colon = span_find_char(spec, ':');
		low = parse_index(span_slice(spec, 0, colon), high, 0);
		high = colon == spec.len
			       ? low + 1
			       : parse_index(
					 span_slice(spec, colon + 1, spec.len),
					 high, high);
	}
	for (size_t i = low; i < high && i < sections->count; i++) {
		if (i > low)
			strbuf_put_char(out, '/');
		strbuf_put_span(out, sections->items[i]);
	}
}

static const char *const months[] = { "January", "February", "March",
				      "April",   "May",      "June",
				      "July",    "August",   "September",
				      "October", "November", "December" };
static const char *const weekdays[] = { "Sunday",    "Monday",   "Tuesday",
					"Wednesday", "Thursday", "Friday",
					"Saturday" };

/* Returns false when the token is not one of a date. */
static bool put_date_token(struct strbuf *out, struct span token,
			   struct date date)
{
	/* Go's zero time, which Hugo shows for a page without a date. */
	struct civil c = { 1, 1, 1, 0, 0, 0 };
	int64_t days;
	int weekday;

	if (date_is_set(date))
		c = date_civil(date);
	days = date_days(c.year, c.month, c.day);
	weekday = (int)(((days + 4) % 7 + 7) % 7);
	if (span_is(token, "year"))
		strbuf_printf(out, "%d", c.year);
	else if (span_is(token, "month"))
		strbuf_printf(out, "%02d", c.month);
	else if (span_is(token, "monthname"))
		strbuf_put_str(out, months[c.month - 1]);
	else if (span_is(token, "day"))
		strbuf_printf(out, "%02d", c.day);
	else if (span_is(token, "weekday"))
		strbuf_printf(out, "%d", weekday);
	else if (span_is(token, "weekdayname"))
		strbuf_put_str(out, weekdays[weekday]);
	else if (span_is(token, "yearday"))
		strbuf_printf(out, "%d",
			      (int)(days - date_days(c.year, 1, 1)) + 1);
	else
		return false;
	return true;
}

static void put_title(struct strbuf *out, const struct parts *parts)
{
	struct span title =
		value_text(value_get(parts->front, "title"), span_make("", 0));

	strbuf_put_span(out, sanitize(parts, title));
}

static void put_name(struct strbuf *out, const struct parts *parts)
{
	strbuf_put_span(out, sanitize(parts, parts->page->name));
}

/* The slug, or else what `otherwise` puts. */
static void put_slug(struct strbuf *out, const struct parts *parts,
		     void (*otherwise)(struct strbuf *, const struct parts *))
{
	if (parts->slug.len)
		strbuf_put_span(out, sanitize(parts, parts->slug));
	else
		otherwise(out, parts);
}

/* Put what `token` stands for; false when there is no such token. */
static bool put_token(struct strbuf *out, struct span token, struct span spec,
		      const struct parts *parts)
{
	const struct span_list *sections = &parts->page->sections;

	if (put_date_token(out, token, parts->date))
		return true;
	if (span_is(token, "section"))
		put_sections(out, sections, span_from("[0]"));
	else if (span_is(token, "sections"))
		put_sections(out, sections, spec);
	else if (span_is(token, "title"))
		put_title(out, parts);
	else if (span_is(token, "slug"))
		put_slug(out, parts, put_title);
	else if (span_is(token, "slugorfilename") ||
		 span_is(token, "slugorcontentbasename"))
		put_slug(out, parts, put_name);
	else if (span_is(token, "filename") ||
		 span_is(token, "contentbasename"))
		put_name(out, parts);
	else
		return false;
	return true;
}

/* Replace the tokens of `pattern`, as ":year" or ":sections[1:]". */
static void expand(struct strbuf *out, struct span pattern,
		   const struct parts *parts)
{
	size_t i = 0;

	while (i < pattern.len) {
		size_t start = i + 1, end = start, close;
		struct span token, spec = { "", 0 };

		while (end < pattern.len && (ascii_is_alnum(pattern.ptr[end]) ||
					     pattern.ptr[end] == '_'))
			end++;
		token = span_slice(pattern, start, end);
		if (end < pattern.len && pattern.ptr[end] == '[') {
			spec = span_slice(pattern, end, pattern.len);
			close = span_find_char(spec, ']');
			spec.len = close < spec.len ? close + 1 : 0;
		}
		if (pattern.ptr[i] == ':' && put_token(out, token, spec, parts))
			i = end + spec.len;
		else
			strbuf_put_char(out, pattern.ptr[i++]);
	}
}

/* Hugo decodes what it made as if it were a form's field. */
static void decode_form(struct strbuf *sb)
{
	struct span s = strbuf_span(sb);
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (is_escape(s, i)) {
			c = (char)(ascii_hex(s.ptr[i + 1]) << 4 |
				   ascii_hex(s.ptr[i + 2]));
			i += 2;
		} else if (c == '+') {
			c = ' ';
		}
		sb->buf[len++] = c;
	}
	strbuf_truncate(sb, len);
}

/* The section's pattern, from a flat table or from that of pages. */
static struct span find_pattern(const struct parts *parts)
{
	const struct value *table =
		hugo_setting(parts->hugo, parts->page->language, "permalinks");
	const struct value *pages = value_get(table, "page");
	const struct span_list *sections = &parts->page->sections;
	const struct value *pattern = NULL;

	if (sections->count == 0)
		return span_make("", 0);
	if (pages && pages->type == VALUE_MAP)
		pattern = value_get_span(pages, sections->items[0]);
	if (!pattern)
		pattern = value_get_span(table, sections->items[0]);
	return value_text(pattern, span_make("", 0));
}

/* `uglyURLs`, for all sections or by each one's name. */
static bool is_ugly(const struct parts *parts)
{
	const struct value *ugly =
		hugo_setting(parts->hugo, parts->page->language, "uglyURLs");
	const struct span_list *sections = &parts->page->sections;

	if (ugly && ugly->type == VALUE_MAP)
		return sections->count &&
		       value_bool(value_get_span(ugly, sections->items[0]),
				  false);
	return value_bool(ugly, false);
}

/* The folder of the page's language: "fr", or nothing. */
static struct span find_prefix(const struct hugo *hugo, size_t language)
{
	if (hugo->language_count < 2 || hugo->has_hosts ||
	    (language == hugo->default_language && !hugo->has_subfolder))
		return span_make("", 0);
	return hugo->languages[language].code;
}

static struct span made_path(const struct parts *parts)
{
	const struct hugo_page *page = parts->page;
	struct span pattern = find_pattern(parts);
	struct strbuf out = STRBUF_INIT;
	struct span name = parts->slug.len ? parts->slug : page->name;
	struct span prefix = find_prefix(parts->hugo, page->language);
	struct span path;

	expand(&out, pattern, parts);
	decode_form(&out);
	if (out.len == 0)
		strbuf_printf(&out, "%.*s/%.*s", (int)page->dir.len,
			      page->dir.ptr, (int)name.len, name.ptr);
	path = arena_printf(parts->arena, "/%.*s/%s", (int)prefix.len,
			    prefix.ptr, out.buf);
	strbuf_release(&out);
	path = url_clean(path, parts->arena);
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	if (!is_ugly(parts))
		path = arena_printf(parts->arena, "%.*s%s", (int)path.len,
				    path.ptr, path.len > 1 ? "/" : "");
	else if (!span_has_suffix(path, ".html"))
		path = arena_printf(parts->arena, "%.*s.html", (int)path.len,
				    path.ptr);
	return sanitize(parts, path);
}

/*
 * A path given as `url`: from the root if it begins with a slash, else from
 * the language's folder. It is a folder unless it has an extension.
 * Versions from 0.131 on replace tokens in it.
 */
static struct span given_path(const struct parts *parts, struct span url)
{
	struct span prefix = find_prefix(parts->hugo, parts->page->language);
	struct strbuf out = STRBUF_INIT;
	struct span path;
	bool open;

	expand(&out, url, parts);
	url = strbuf_span(&out);
	open = span_has_suffix(url, "/") || span_find_char(url, '.') == url.len;
	if (span_has_prefix(url, "/"))
		prefix.len = 0;
	path = arena_printf(parts->arena, "/%.*s/%.*s%s", (int)prefix.len,
			    prefix.ptr, (int)url.len, url.ptr, open ? "/" : "");
	strbuf_release(&out);
	return url_clean(path, parts->arena);
}

struct span hugo_permalink(const struct hugo *hugo,
			   const struct hugo_page *page,
			   const struct value *front, struct date date,
			   struct span slug, struct arena *a)
{
	struct parts parts = { hugo, page, front, date, slug, a };
	struct span url = line_get(front, "url", a);
	struct span base = hugo->languages[page->language].base_url;
	struct span path;

	if (url_is_web(url))
		return url_escape(url, a);
	if (url.len)
		return url_join(base, url_escape(given_path(&parts, url), a),
				a);
	/*
	 * Hugo leaves a "#" of a name or title as it is, where it ends the
	 * path; this leads to the file that it writes.
	 */
	path = url_escape_path(made_path(&parts), a);
	return url_join(base, path, a);
}
