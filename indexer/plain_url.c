#include "indexer/plain.h"

#include "base/ascii.h"
#include "base/io.h"
#include "indexer/fields.h"
#include "indexer/url.h"

bool plain_is_index(struct span path)
{
	struct span stem = path_stem(path);

	return span_iis(stem, "index") || span_iis(stem, "readme");
}

/* What a pattern is filled from. */
struct parts {
	struct span path, dir, stem, slug;
	struct date date;
};

static void put_number(struct strbuf *out, const struct parts *parts, int width,
		       int number)
{
	if (date_is_set(parts->date))
		strbuf_printf(out, "%0*d", width, number);
}

/* Put what `token` stands for; false when there is no such token. */
static bool put_token(struct strbuf *out, struct span token,
		      const struct parts *parts)
{
	struct civil c = { 0, 0, 0, 0, 0, 0 };

	if (date_is_set(parts->date))
		c = date_civil(parts->date);
	if (span_is(token, "path"))
		strbuf_put_span(out, parts->path);
	else if (span_is(token, "dir"))
		strbuf_put_span(out, parts->dir);
	else if (span_is(token, "stem"))
		strbuf_put_span(out, parts->stem);
	else if (span_is(token, "slug"))
		strbuf_put_span(out, parts->slug);
	else if (span_is(token, "year"))
		put_number(out, parts, 4, c.year);
	else if (span_is(token, "month"))
		put_number(out, parts, 2, c.month);
	else if (span_is(token, "day"))
		put_number(out, parts, 2, c.day);
	else
		return false;
	return true;
}

/* The letters behind a ':' at `start`, which may be a token. */
static struct span token_at(struct span pattern, size_t start)
{
	size_t end = start + 1;

	if (pattern.ptr[start] != ':')
		return span_make("", 0);
	while (end < pattern.len && ascii_is_alpha(pattern.ptr[end]))
		end++;
	return span_slice(pattern, start + 1, end);
}

static void expand(struct strbuf *out, struct span pattern,
		   const struct parts *parts)
{
	for (size_t i = 0; i < pattern.len;) {
		struct span token = token_at(pattern, i);

		if (token.len && put_token(out, token, parts))
			i += 1 + token.len;
		else
			strbuf_put_char(out, pattern.ptr[i++]);
	}
}

void plain_url_check(const struct site *site, struct warnings *w)
{
	struct span pattern = site->settings.url;
	const struct value *v = value_get(site->settings.map, "url");
	struct parts none = { .date = date_none() };
	struct strbuf unused = STRBUF_INIT;

	for (size_t i = 0; i < pattern.len; i++) {
		struct span token = token_at(pattern, i);

		if (token.len && !put_token(&unused, token, &none))
			warnings_put(w, span_from(SETTINGS_FILE), v->line,
				     v->column, "'url' has no token ':%.*s'",
				     (int)token.len, token.ptr);
	}
	strbuf_release(&unused);
}

struct span plain_url(const struct site *site, struct span path,
		      const struct value *front, struct date date,
		      struct span pattern, struct arena *a)
{
	struct parts parts = { .date = date };
	struct strbuf out = STRBUF_INIT;
	struct span url;

	parts.path = plain_is_index(path)
			     ? path_dir(path)
			     : span_slice(path, 0,
					  path.len - path_extension(path).len);
	parts.dir = path_dir(parts.path);
	parts.stem = path_base(parts.path);
	parts.slug = line_get(front, "slug", a);
	if (parts.slug.len == 0)
		parts.slug = parts.stem;
	expand(&out, pattern, &parts);
	url = url_clean(strbuf_span(&out), a);
	strbuf_release(&out);
	return url_join(site->settings.base_url, url_encode(url, "@+,:", a), a);
}
