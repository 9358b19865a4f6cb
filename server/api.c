/* The answers that programs read. */

#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "query/printer.h"
#include "query/related.h"
#include "query/suggest.h"
#include "server/state.h"
#include "text/escape.h"

static const char json_type[] = "application/json; charset=utf-8";

void answer_search(struct exchange *x, const struct target *target,
		   struct worker *worker, struct reply *reply)
{
	struct search_request request = { .options = search_defaults() };
	struct print_options print = { .colour = false };
	struct error err = ERROR_INIT;
	struct results results;

	reply->is_shared = true;
	request.options.prefix = true;
	request.options.deadline_ms = x->server->options->deadline;
	if (search_request_parse(&request, target, &worker->arena, &err) < 0) {
		exchange_fail(x, &err, reply);
		return;
	}
	if (exchange_search(x, &request, worker, &results, reply) < 0)
		return;
	reply->type = json_type;
	print.query = request.text;
	print.offset = request.options.offset;
	print_json(&reply->body, &results, &print);
}

static void print_suggestions(struct strbuf *out, const struct suggestions *s,
			      struct span query)
{
	strbuf_put_str(out, "{\"query\":");
	escape_json(out, query);
	strbuf_put_str(out, ",\"words\":[");
	for (size_t i = 0; i < s->word_count; i++) {
		strbuf_put_str(out, i ? ",{\"text\":" : "{\"text\":");
		escape_json(out, s->words[i].text);
		strbuf_printf(out, ",\"count\":%lld}",
			      (long long)s->words[i].documents);
	}
	strbuf_put_str(out, "],\"titles\":[");
	for (size_t i = 0; i < s->title_count; i++) {
		strbuf_put_str(out, i ? ",{\"title\":" : "{\"title\":");
		escape_json(out, s->titles[i].title);
		strbuf_put_str(out, ",\"url\":");
		escape_json(out, s->titles[i].url);
		strbuf_put_char(out, '}');
	}
	strbuf_put_str(out, "]}\n");
}

/*
 * What a browser's search field reads (OpenSearch Suggestions 1.1):
 * ["query", ["completion", ...]].
 */
static void print_completions(struct strbuf *out, const struct suggestions *s,
			      struct span query)
{
	strbuf_put_char(out, '[');
	escape_json(out, query);
	strbuf_put_str(out, ",[");
	for (size_t i = 0; i < s->word_count; i++) {
		if (i)
			strbuf_put_char(out, ',');
		escape_json(out, s->words[i].text);
	}
	for (size_t i = 0; i < s->title_count; i++) {
		if (i || s->word_count)
			strbuf_put_char(out, ',');
		escape_json(out, s->titles[i].title);
	}
	strbuf_put_str(out, "]]\n");
}

static int get_format(const struct target *target, bool *is_opensearch,
		      struct error *err)
{
	struct span format;

	if (target_get(target, "format", &format, err) < 0)
		return -1;
	*is_opensearch = span_is(format, "opensearch");
	if (format.len && !*is_opensearch && !span_is(format, "json"))
		return error_set(err, ERR_USAGE,
				 "'format' is json or opensearch");
	return 0;
}

void answer_suggest(struct exchange *x, const struct target *target,
		    struct worker *worker, struct reply *reply)
{
	struct error err = ERROR_INIT;
	struct suggestions suggestions;
	struct reader *reader;
	struct span text;
	bool is_opensearch;

	reply->is_shared = true;
	if (target_get(target, "q", &text, &err) < 0 ||
	    get_format(target, &is_opensearch, &err) < 0) {
		exchange_fail(x, &err, reply);
		return;
	}
	reader = worker_reader(worker, &x->server->pool, &err);
	if (!reader ||
	    suggest(&suggestions, reader, text, x->server->options->deadline,
		    &worker->arena, &err) < 0) {
		worker_drop(worker);
		exchange_fail(x, &err, reply);
		return;
	}
	if (exchange_is_known(x, suggestions.revision, reply))
		return;
	reply->type =
		is_opensearch ? "application/x-suggestions+json" : json_type;
	if (is_opensearch)
		print_completions(&reply->body, &suggestions, text);
	else
		print_suggestions(&reply->body, &suggestions, text);
}

/* What --limit is of `blogsearch related`. */
enum { RELATED_LIMIT = 5 };

static int find_related(struct exchange *x, const struct target *target,
			struct worker *worker, struct results *results,
			struct error *err)
{
	struct related_options options = { RELATED_LIMIT,
					   x->server->options->deadline };
	struct reader *reader;
	struct span name;

	if (target_get(target, "path", &name, err) < 0 ||
	    target_get_limit(target, &options.limit, err) < 0)
		return -1;
	if (name.len == 0)
		return error_set(err, ERR_USAGE, "'path' is missing");
	reader = worker_reader(worker, &x->server->pool, err);
	if (!reader)
		return -1;
	return related(results, reader, name, &options, &worker->arena, err);
}

void answer_related(struct exchange *x, const struct target *target,
		    struct worker *worker, struct reply *reply)
{
	struct print_options print = { .colour = false };
	struct error err = ERROR_INIT;
	struct results results;
	int found = find_related(x, target, worker, &results, &err);

	reply->is_shared = true;
	if (found < 0) {
		if (err.code != ERR_USAGE && err.code != ERR_PARSE)
			worker_drop(worker);
		exchange_fail(x, &err, reply);
		return;
	}
	if (found == 0) {
		reply_error(reply, 404, "there is no such article");
		return;
	}
	if (!results.partial && exchange_is_known(x, results.revision, reply))
		return;
	reply->type = json_type;
	target_get(target, "path", &print.query, &err);
	print_json(&reply->body, &results, &print);
}

/* 200 when the index is there and can be read, else 503. */
void answer_health(struct exchange *x, const struct target *target,
		   struct worker *worker, struct reply *reply)
{
	struct server *server = x->server;
	struct error err = ERROR_INIT;
	struct reader *reader;
	struct stat st;

	(void)target;
	if (stat(server->pool.path, &st) < 0) {
		reply_error(reply, 503, "the index is gone");
		return;
	}
	reader = worker_reader(worker, &server->pool, &err);
	if (!reader || reader_begin(reader, &err) < 0) {
		worker_drop(worker);
		exchange_fail(x, &err, reply);
		reply->status = 503;
		return;
	}
	worker_tell(worker, &server->pool);
	if (reader_stuck(reader)) {
		reply_error(reply, 503, "the index cannot be read");
		reader_end(reader);
		return;
	}
	reply->type = json_type;
	strbuf_printf(&reply->body,
		      "{\"status\":\"ok\",\"documents\":%lld,"
		      "\"revision\":%lld}\n",
		      (long long)reader_stats(reader)->documents,
		      (long long)reader_revision(reader));
	reader_end(reader);
}

static void print_index(struct strbuf *out, struct reader *reader)
{
	int64_t revision = reader_revision(reader);

	metrics_print_gauge(out, "index_documents", "Articles in the index.",
			    (double)reader_stats(reader)->documents);
	metrics_print_gauge(out, "index_revision",
			    "Changes with every change of the index.",
			    (double)revision);
	/* A revision is the time of its change; the clock may be set back. */
	metrics_print_gauge(
		out, "index_age_seconds", "Since the index last changed.",
		fmax(0, (double)time(NULL) - (double)revision / 1000));
}

void answer_metrics(struct exchange *x, const struct target *target,
		    struct worker *worker, struct reply *reply)
{
	struct server *server = x->server;
	struct error err = ERROR_INIT;
	struct reader *reader = worker_reader(worker, &server->pool, &err);
	bool is_up = reader && reader_begin(reader, &err) == 0;

	(void)target;
	reply->type = "text/plain; version=0.0.4; charset=utf-8";
	metrics_print(&reply->body, &server->metrics);
	metrics_print_gauge(&reply->body, "connections", "Open connections.",
			    connections_count(&server->connections));
	metrics_print_gauge(&reply->body, "index_up",
			    "1 where the index can be read.", is_up);
	if (is_up) {
		print_index(&reply->body, reader);
		reader_end(reader);
	}
}
