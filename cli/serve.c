#include <stdio.h>
#include <time.h>

#include "cli/command.h"
#include "cli/summary.h"
#include "indexer/index.h"
#include "server/server.h"

/* How long an update waits for another process that writes, in seconds. */
#define WAIT_SECONDS 30

struct values {
	const char *db;
	struct span_list listen, watch;
	const char *name, *url;
	struct span_list cors, proxies;
	int threads, rate, burst, max_connections, max_per_address;
	int timeout, deadline, max_age;
	const char *access_log, *stats_db;
	bool log_addresses;
};

static const struct opt options[] = {
	OPT_STRING("db", "FILE", struct values, db,
		   "the index; else BLOGSEARCH_DB, else blogsearch.db"),
	OPT_LIST("listen", "HOST:PORT", struct values, listen,
		 "or unix:PATH; else 127.0.0.1:8080"),
	OPT_LIST("watch", "FOLDER", struct values, watch,
		 "a site whose changes are indexed at once"),
	OPT_STRING("name", "TEXT", struct values, name,
		   "the site's name, on the results page"),
	OPT_STRING("url", "URL", struct values, url,
		   "where readers reach the server"),
	OPT_LIST("cors", "ORIGIN", struct values, cors,
		 "let pages of this origin ask; * for all"),
	OPT_LIST("trust-proxy", "ADDRESS", struct values, proxies,
		 "whose X-Forwarded-For is believed"),
	OPT_INT("rate", "N", struct values, rate, 0, 1000000, 50,
		"requests a second of an address; 0: any"),
	OPT_INT("burst", "N", struct values, burst, 1, 1000000, 200,
		"requests of an address at once"),
	OPT_INT("max-connections", "N", struct values, max_connections, 1,
		100000, 1000, "open connections in all"),
	OPT_INT("max-per-address", "N", struct values, max_per_address, 1,
		100000, 200, "open connections of an address"),
	OPT_INT("timeout", "SECONDS", struct values, timeout, 1, 3600, 30,
		"for a request and its answer"),
	OPT_INT("deadline", "MS", struct values, deadline, 1, 60000, 500,
		"for a query, which is then cut short"),
	OPT_INT("max-age", "SECONDS", struct values, max_age, 0, 31536000, 0,
		"that browsers may keep an answer for"),
	OPT_INT("threads", "N", struct values, threads, 1, 64, 0,
		"that answer; else two a processor"),
	OPT_STRING("access-log", "FILE", struct values, access_log,
		   "a line of JSON for each request; - for stderr"),
	OPT_FLAG("log-addresses", struct values, log_addresses,
		 "write clients' addresses to the log too"),
	OPT_STRING("stats-db", "FILE", struct values, stats_db,
		   "count queries there, for 'blogsearch report'"),
	OPT_END,
};

/* What the callbacks of an update share. */
struct update {
	const char *db;
	struct span_list folders;
	const atomic_bool *stop;
};

static int check_stop(enum index_phase phase, size_t done, size_t total,
		      void *arg)
{
	const struct update *update = arg;

	(void)phase;
	(void)done;
	(void)total;
	return atomic_load(update->stop);
}

static void print_warning(const struct warning *warning, void *arg)
{
	(void)arg;
	summary_print_warning(stderr, warning);
}

/* Nothing is said of an update that found nothing. */
static void print_report(const struct index_report *report)
{
	struct strbuf text = STRBUF_INIT;

	if (report->added + report->updated + report->removed == 0)
		return;
	summary_put_text(&text, report);
	fprintf(stderr, "blogsearch: %s", text.buf);
	strbuf_release(&text);
}

static int update_index(void *arg, const atomic_bool *stop, struct error *err)
{
	struct update *update = arg;
	struct arena a = ARENA_INIT;
	size_t count = update->folders.count;
	const char **roots = arena_array(&a, count, sizeof(*roots));
	struct index_report report;
	struct index_options o = { .roots = roots,
				   .root_count = count,
				   .db = update->db,
				   .now = (int64_t)time(NULL),
				   .wait_seconds = WAIT_SECONDS,
				   .progress = check_stop,
				   .warn = print_warning,
				   .arg = update };
	int ret;

	update->stop = stop;
	for (size_t i = 0; i < count; i++)
		roots[i] = update->folders.items[i].ptr;
	ret = index_run(&o, &report, err);
	if (ret == 0)
		print_report(&report);
	arena_release(&a);
	return ret < 0 ? -1 : 0;
}

static int serve(const void *values, const struct span_list *operands,
		 struct error *err)
{
	const struct values *v = values;
	struct span otherwise = SPAN_LITERAL("127.0.0.1:8080");
	struct update update = { NULL, v->watch, NULL };
	struct server_options o = {
		.listen = v->listen,
		.threads = v->threads,
		.name = v->name,
		.url = v->url,
		.cors = v->cors,
		.proxies = v->proxies,
		.rate = v->rate,
		.burst = v->burst,
		.max_connections = v->max_connections,
		.max_per_address = v->max_per_address,
		.timeout = v->timeout,
		.deadline = v->deadline,
		.max_age = v->max_age,
		.access_log = v->access_log,
		.log_addresses = v->log_addresses,
		.stats_db = v->stats_db,
		.watch = v->watch,
		.update = update_index,
		.update_arg = &update,
	};

	(void)operands;
	if (command_database(&o.db, v->db, err) < 0)
		return -1;
	update.db = o.db;
	if (o.listen.count == 0) {
		o.listen.items = &otherwise;
		o.listen.count = 1;
	}
	return server_run(&o, err) < 0 ? -1 : EXIT_FOUND;
}

const struct command command_serve = {
	.name = "serve",
	.purpose = "answer queries over HTTP",
	.table = { options, false },
	.values_size = sizeof(struct values),
	.run = serve,
};
