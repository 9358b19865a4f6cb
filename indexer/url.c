#include "indexer/url.h"

#include "base/ascii.h"
#include "base/strbuf.h"

static void put_escaped(struct strbuf *out, char c)
{
	strbuf_printf(out, "%%%02X", (unsigned char)c);
}

static bool is_in(char c, const char *set)
{
	return c != '\0' && strchr(set, c);
}

static bool is_escape(struct span s, size_t at)
{
	return s.ptr[at] == '%' && at + 2 < s.len &&
	       ascii_hex(s.ptr[at + 1]) >= 0 && ascii_hex(s.ptr[at + 2]) >= 0;
}

/* Whether Go takes the path for well encoded: url.validEncoded. */
static bool is_encoded(struct span path)
{
	for (size_t i = 0; i < path.len; i++) {
		char c = path.ptr[i];

		if (!ascii_is_alnum(c) && !is_in(c, "-_.~$&+,/:;=@!'()*[]") &&
		    !is_escape(path, i))
			return false;
	}
	return true;
}

/* Go's url.escape in its path mode, of the path without its escapes. */
static void put_path(struct strbuf *out, struct span path)
{
	if (is_encoded(path)) {
		strbuf_put_span(out, path);
		return;
	}
	for (size_t i = 0; i < path.len; i++) {
		char c = path.ptr[i];

		if (is_escape(path, i)) {
			c = (char)(ascii_hex(path.ptr[i + 1]) << 4 |
				   ascii_hex(path.ptr[i + 2]));
			i += 2;
		}
		if (ascii_is_alnum(c) || is_in(c, "-_.~$&+,/:;=@"))
			strbuf_put_char(out, c);
		else
			put_escaped(out, c);
	}
}

/* A query or a fragment: what it holds is the author's. */
static void put_rest(struct strbuf *out, struct span rest)
{
	for (size_t i = 0; i < rest.len; i++) {
		char c = rest.ptr[i];

		if (c > ' ' && c < 0x7f && !is_in(c, "\"<>\\^`{|}"))
			strbuf_put_char(out, c);
		else
			put_escaped(out, c);
	}
}

static struct span finish(struct strbuf *out, struct arena *a)
{
	struct span s = arena_copy(a, strbuf_span(out));

	strbuf_release(out);
	return s;
}

struct span url_escape(struct span url, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	size_t end = 0;

	while (end < url.len && url.ptr[end] != '#' && url.ptr[end] != '?')
		end++;
	put_path(&out, span_slice(url, 0, end));
	put_rest(&out, span_slice(url, end, url.len));
	return finish(&out, a);
}

struct span url_escape_path(struct span path, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;

	put_path(&out, path);
	return finish(&out, a);
}

struct span url_encode(struct span path, const char *also, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < path.len; i++) {
		char c = path.ptr[i];

		if (ascii_is_alnum(c) || is_in(c, "-._~/") || is_in(c, also))
			strbuf_put_char(&out, c);
		else
			put_escaped(&out, c);
	}
	return finish(&out, a);
}

/* Take the last "/part" off. */
static void drop_part(struct strbuf *out)
{
	size_t len = out->len;

	while (len && out->buf[len - 1] != '/')
		len--;
	strbuf_truncate(out, len ? len - 1 : 0);
}

struct span url_clean(struct span path, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	bool rooted = path.len && path.ptr[0] == '/';
	bool open = path.len && path.ptr[path.len - 1] == '/';
	struct span part;

	while (span_next_piece(&path, '/', &part)) {
		if (span_is(part, "..")) {
			drop_part(&out);
		} else if (part.len && !span_is(part, ".")) {
			if (out.len || rooted)
				strbuf_put_char(&out, '/');
			strbuf_put_span(&out, part);
		}
	}
	if ((open && out.len) || (rooted && out.len == 0))
		strbuf_put_char(&out, '/');
	return finish(&out, a);
}

struct span url_join(struct span base, struct span path, struct arena *a)
{
	while (base.len && base.ptr[base.len - 1] == '/')
		base.len--;
	while (path.len && path.ptr[0] == '/')
		path = span_slice(path, 1, path.len);
	return arena_printf(a, "%.*s/%.*s", (int)base.len, base.ptr,
			    (int)path.len, path.ptr);
}

bool url_is_absolute(struct span url)
{
	size_t i = 0;

	if (span_has_prefix(url, "//"))
		return true;
	while (i < url.len &&
	       (ascii_is_alnum(url.ptr[i]) || is_in(url.ptr[i], "+-.")))
		i++;
	return i > 0 && ascii_is_alpha(url.ptr[0]) && i < url.len &&
	       url.ptr[i] == ':';
}

bool url_is_web(struct span url)
{
	return span_iis(span_slice(url, 0, url.len < 7 ? url.len : 7),
			"http://") ||
	       span_iis(span_slice(url, 0, url.len < 8 ? url.len : 8),
			"https://");
}

bool url_is_safe(struct span url)
{
	return url_is_web(url) || !url_is_absolute(url) ||
	       span_has_prefix(url, "//");
}
