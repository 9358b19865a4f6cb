/* The results page: complete without JavaScript, and without any. */

#include <stdio.h>
#include <string.h>

#include "query/printer.h"
#include "server/filters.h"
#include "server/state.h"
#include "text/escape.h"

static const char html_type[] = "text/html; charset=utf-8";

static void put_str(struct strbuf *out, const char *text)
{
	escape_html(out, span_from(text));
}

static void put_quoted(struct strbuf *out, struct span text)
{
	strbuf_put_str(out, "<b dir=\"auto\">");
	escape_html(out, text);
	strbuf_put_str(out, "</b>");
}

/* Links are relative, so that the server may stand below any path. */
static void put_head(struct strbuf *out, const char *name, struct span text)
{
	strbuf_put_str(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
			    "<meta charset=\"utf-8\">\n<title>");
	if (text.len) {
		escape_html(out, text);
		strbuf_put_str(out, " – ");
	}
	strbuf_put_str(out, "Search");
	if (name) {
		strbuf_put_char(out, ' ');
		put_str(out, name);
	}
	strbuf_put_str(out,
		       "</title>\n"
		       "<meta name=\"viewport\" content=\"width=device-width, "
		       "initial-scale=1\">\n"
		       "<meta name=\"robots\" content=\"noindex\">\n"
		       "<link rel=\"stylesheet\" href=\"searchbox.css\">\n"
		       "<link rel=\"search\" href=\"opensearch.xml\" type="
		       "\"application/opensearchdescription+xml\" title=\"");
	put_str(out, name ? name : "Search");
	strbuf_put_str(out, "\">\n</head>\n");
}

static void put_form(struct strbuf *out, const char *name,
		     const struct search_request *request)
{
	strbuf_put_str(out, "<body class=\"bs-page\">\n"
			    "<main class=\"bs-main\">\n<h1>Search");
	if (name) {
		strbuf_put_char(out, ' ');
		put_str(out, name);
	}
	strbuf_printf(
		out,
		"</h1>\n"
		"<form class=\"bs-form\" role=\"search\" action=\"search\">"
		"\n<input class=\"bs-field\" type=\"search\" name=\"q\" "
		"aria-label=\"Search\" maxlength=\"%d\" dir=\"auto\" "
		"autocomplete=\"off\" spellcheck=\"false\"%s value=\"",
		QUERY_MAX_BYTES, request->text.len ? "" : " autofocus");
	escape_html(out, request->text);
	strbuf_put_str(out, "\">\n");
	link_put_inputs(out, request);
	strbuf_put_str(out, "<button class=\"bs-button\">Search</button>\n"
			    "</form>\n");
}

static void put_tail(struct strbuf *out)
{
	strbuf_put_str(out, "</main>\n</body>\n</html>\n");
}

/* The text with the corrected words in it. */
static void put_corrected_text(struct strbuf *out, struct span text,
			       const struct results *results)
{
	for (size_t i = 0; i < results->corrected_count && text.len; i++) {
		const struct correction *c = &results->corrected[i];
		size_t at = span_find(text, c->from);

		if (at == text.len)
			continue;
		strbuf_put_span(out, span_slice(text, 0, at));
		strbuf_put_span(out, c->to);
		text = span_slice(text, at + c->from.len, text.len);
	}
	strbuf_put_span(out, text);
}

static void put_correction(struct strbuf *out,
			   const struct search_request *request,
			   const struct results *results)
{
	struct search_request literal = *request;
	struct strbuf corrected = STRBUF_INIT;

	literal.options.literal = true;
	literal.options.offset = 0;
	put_corrected_text(&corrected, request->text, results);
	strbuf_put_str(out, "<p class=\"bs-note\">Showing results for ");
	put_quoted(out, strbuf_span(&corrected));
	strbuf_put_str(out, ". ");
	link_open(out, &literal, "");
	strbuf_put_str(out, "Search instead for ");
	put_quoted(out, request->text);
	strbuf_put_str(out, "</a>.</p>\n");
	strbuf_release(&corrected);
}

static void put_dropped(struct strbuf *out, const struct span_list *dropped)
{
	strbuf_put_str(out, "<p class=\"bs-note\">Some results lack: ");
	for (size_t i = 0; i < dropped->count; i++) {
		if (i)
			strbuf_put_str(out, ", ");
		put_quoted(out, dropped->items[i]);
	}
	strbuf_put_str(out, "</p>\n");
}

static void put_count(struct strbuf *out, const struct search_request *request,
		      const struct results *results)
{
	size_t first = request->options.offset + 1;

	strbuf_put_str(out, "<p class=\"bs-count\">");
	if (results->total > (int64_t)results->hit_count && results->hit_count)
		strbuf_printf(out, "%zu–%zu of ", first,
			      first + results->hit_count - 1);
	strbuf_printf(out, "%lld result%s</p>\n", (long long)results->total,
		      results->total == 1 ? "" : "s");
}

static bool is_filtered(const struct search_options *o)
{
	return o->tags.count || o->categories.count || o->authors.count ||
	       o->lang.len || o->section.len || o->after.len || o->before.len;
}

/* Whether it is the filters that leave nothing shows without them. */
static void put_unfiltered(struct strbuf *out,
			   const struct search_request *request)
{
	const struct search_options *o = &request->options;
	struct search_request bare = { request->text, search_defaults() };

	bare.options.sort = o->sort;
	bare.options.limit = o->limit;
	bare.options.literal = o->literal;
	bare.options.prefer = o->prefer;
	strbuf_put_str(out, " with these filters. ");
	link_open(out, &bare, "");
	strbuf_put_str(out, "Remove the filters</a>.</p>\n");
}

static void put_none(struct strbuf *out, const struct search_request *request)
{
	strbuf_put_str(out, "<p class=\"bs-note\">No results");
	if (request->text.len) {
		strbuf_put_str(out, " for ");
		put_quoted(out, request->text);
	}
	if (is_filtered(&request->options))
		put_unfiltered(out, request);
	else
		strbuf_put_str(out, ". Check the spelling, or try fewer words."
				    "</p>\n");
}

static void put_notes(struct strbuf *out, const struct search_request *request,
		      const struct results *results)
{
	if (results->corrected_count)
		put_correction(out, request, results);
	if (results->dropped.count && results->total)
		put_dropped(out, &results->dropped);
	if (results->partial)
		strbuf_put_str(out,
			       "<p class=\"bs-note\">The search was cut "
			       "short. Some results may be missing.</p>\n");
	if (results->total)
		put_count(out, request, results);
	else
		put_none(out, request);
}

static void put_pager(struct strbuf *out, const struct search_request *request,
		      const struct results *results)
{
	struct search_request previous = *request, next = *request;
	size_t limit = request->options.limit;
	size_t offset = request->options.offset;
	bool has_next = (int64_t)(offset + limit) < results->total &&
			offset + limit <= SEARCH_MAX_OFFSET;

	if (!offset && !has_next)
		return;
	previous.options.offset = offset > limit ? offset - limit : 0;
	next.options.offset = offset + limit;
	strbuf_put_str(out, "<nav class=\"bs-pager\" aria-label=\"Pages\">\n");
	if (offset) {
		link_open(out, &previous, " rel=\"prev\"");
		strbuf_put_str(out, "← Previous</a>\n");
	}
	if (has_next) {
		link_open(out, &next, " rel=\"next\"");
		strbuf_put_str(out, "Next →</a>\n");
	}
	strbuf_put_str(out, "</nav>\n");
}

/* What a tag's name is appended to: this search, in the tag alone. */
static void put_tag_url(struct strbuf *out,
			const struct search_request *request)
{
	struct search_request tagged = *request;

	tagged.options.offset = 0;
	tagged.options.tags.count = 0;
	link_put(out, &tagged);
	strbuf_put_str(out, "&tag=");
}

static void put_results(struct strbuf *out,
			const struct search_request *request,
			const struct results *results, struct arena *a)
{
	struct print_options print = { .offset = request->options.offset };
	struct strbuf tag_url = STRBUF_INIT;

	put_tag_url(&tag_url, request);
	print.query = request->text;
	print.tag_url = strbuf_span(&tag_url);
	filters_put(out, request, results, a);
	put_notes(out, request, results);
	print_html(out, results, &print);
	put_pager(out, request, results);
	strbuf_release(&tag_url);
}

/* A page that says what is wrong; the status is the reply's. */
static void put_failure(struct reply *reply, const char *name,
			const struct search_request *request)
{
	struct strbuf out = STRBUF_INIT;

	put_head(&out, name, request->text);
	put_form(&out, name, request);
	strbuf_put_str(&out, "<p class=\"bs-note\">Cannot search: ");
	put_str(&out, reply->reason);
	strbuf_put_str(&out, ".</p>\n");
	put_tail(&out);
	strbuf_release(&reply->body);
	reply->body = out;
	reply->type = html_type;
}

void answer_page(struct exchange *x, const struct target *target,
		 struct worker *worker, struct reply *reply)
{
	const char *name = x->server->options->name;
	struct search_request request = { .options = search_defaults() };
	struct error err = ERROR_INIT;
	struct results results;
	bool is_blank_page;

	request.options.facets = true;
	request.options.deadline_ms = x->server->options->deadline;
	if (search_request_parse(&request, target, &worker->arena, &err) < 0)
		exchange_fail(x, &err, reply);
	is_blank_page = reply->status == 200 && request.text.len == 0 &&
			!is_filtered(&request.options);
	if (reply->status == 200 && !is_blank_page)
		exchange_search(x, &request, worker, &results, reply);
	reply->is_page = true;
	if (reply->status == 304)
		return;
	if (reply->status != 200) {
		put_failure(reply, name, &request);
		return;
	}
	reply->type = html_type;
	put_head(&reply->body, name, request.text);
	put_form(&reply->body, name, &request);
	if (!is_blank_page)
		put_results(&reply->body, &request, &results, &worker->arena);
	put_tail(&reply->body);
}
