/*
 * The description by which a browser can add the site to its search
 * engines (OpenSearch 1.1, draft 6).
 */

#include <string.h>

#include "base/ascii.h"
#include "server/state.h"
#include "text/escape.h"

/* What is put into a URL of ours must at least look like a name. */
static bool is_host(const char *host)
{
	size_t len = host ? strlen(host) : 0;

	for (size_t i = 0; i < len; i++)
		if (!ascii_is_alnum(host[i]) && !strchr("-._:[]", host[i]))
			return false;
	return len > 0 && len < 256;
}

/* "https://example.org", without a slash at its end. */
static void put_base(struct strbuf *out, const struct exchange *x)
{
	struct span url = span_from(x->server->options->url);
	const char *host = exchange_header(x, "Host");

	while (url.len && url.ptr[url.len - 1] == '/')
		url.len--;
	if (url.len) {
		escape_url(out, url);
		return;
	}
	strbuf_put_str(out, exchange_is_https(x) ? "https://" : "http://");
	strbuf_put_str(out, is_host(host) ? host : "localhost");
}

static void put_url(struct strbuf *out, struct span base, const char *rel,
		    const char *type, const char *path)
{
	strbuf_printf(out, "<Url%s type=\"%s\" template=\"", rel, type);
	escape_html(out, base);
	escape_html(out, span_from(path));
	strbuf_put_str(out, "\"/>\n");
}

void answer_opensearch(struct exchange *x, const struct target *target,
		       struct worker *worker, struct reply *reply)
{
	static const char type[] = "application/opensearchdescription+xml";
	const char *name = x->server->options->name;
	struct strbuf base = STRBUF_INIT;
	struct strbuf *out = &reply->body;

	(void)target;
	(void)worker;
	put_base(&base, x);
	reply->type = type;
	reply->max_age = 300;
	strbuf_put_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			    "<OpenSearchDescription xmlns="
			    "\"http://a9.com/-/spec/opensearch/1.1/\">\n"
			    "<ShortName>");
	escape_html(out, span_from(name ? name : "Search"));
	strbuf_put_str(out, "</ShortName>\n<Description>Search ");
	escape_html(out, span_from(name ? name : "this site"));
	strbuf_put_str(out, "</Description>\n"
			    "<InputEncoding>UTF-8</InputEncoding>\n");
	put_url(out, strbuf_span(&base), "", "text/html",
		"/search?q={searchTerms}");
	put_url(out, strbuf_span(&base), "", "application/x-suggestions+json",
		"/api/suggest?q={searchTerms}&format=opensearch");
	put_url(out, strbuf_span(&base), " rel=\"self\"", type,
		"/opensearch.xml");
	strbuf_put_str(out, "</OpenSearchDescription>\n");
	strbuf_release(&base);
}
