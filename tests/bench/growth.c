/*
 * How indexing and queries grow with the site: the same queries on a made-up
 * site that grows, see site.h.
 *
 * usage: growth BLOGSEARCH INDEX WORK-FOLDER ARTICLES...
 *
 * INDEX is that of a corpus, whose sentences the site is made of. For each
 * number of ARTICLES the site grows to it and is indexed from nothing. The
 * queries are made from the first, and asked of all.
 */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "query/search.h"
#include "tests/bench/measure.h"
#include "tests/bench/site.h"

enum {
	QUERIES = 50, /* of each class */
	REPEATS = 3,  /* of each query */
};

struct growth {
	const char *program;
	const char *site_path, *db; /* in the work folder */
	struct arena arena;
	struct corpus corpus;
	struct site *site;
	struct bench_query *queries;
	size_t query_count;
	double *times; /* one a query */
	size_t articles;
	uint64_t memory; /* of a reader of that many */
};

/* From nothing; returns seconds. */
static double run_index(const struct growth *g)
{
	const char *argv[] = { g->program, "index",      "--quiet", "--db",
			       g->db,      g->site_path, NULL };
	double start;

	unlink(g->db);
	start = measure_now();
	measure_run(argv);
	return measure_now() - start;
}

static void ask(struct reader *reader, const struct bench_query *q)
{
	struct arena a = ARENA_INIT;
	struct results results;

	bench_search(&results, reader, q, &a);
	arena_release(&a);
}

/* The median of each query's repeats, into g->times. */
static void time_queries(struct growth *g, struct reader *reader)
{
	for (size_t i = 0; i < g->query_count; i++) {
		double times[REPEATS];

		for (int k = 0; k < REPEATS; k++) {
			times[k] = -measure_cpu();
			ask(reader, &g->queries[i]);
			times[k] += measure_cpu();
		}
		g->times[i] = measure_percentile(times, REPEATS, 50);
	}
}

/* Queries are made from the first site, and asked of all. */
static void make_queries(struct growth *g)
{
	struct corpus corpus;

	corpus_load(&corpus, g->db, true);
	g->query_count =
		corpus_make_queries(&corpus, QUERIES, &g->queries, &g->arena);
	g->times = arena_array(&g->arena, g->query_count, sizeof(double));
	corpus_release(&corpus);
}

/* What a reader takes in memory after all the queries. */
static uint64_t fill_reader(struct growth *g, struct reader **reader)
{
	uint64_t before = measure_memory();
	struct error err = ERROR_INIT;

	if (reader_open(reader, g->db, &err) < 0)
		bench_fail("%s", err.message);
	for (size_t i = 0; i < g->query_count; i++)
		ask(*reader, &g->queries[i]);
	return measure_memory() - before;
}

static void measure_size(struct growth *g, size_t articles)
{
	double seconds = run_index(g), p50, p99;
	size_t added = articles - g->articles;
	struct reader *reader;
	uint64_t memory;

	if (!g->queries)
		make_queries(g);
	memory = fill_reader(g, &reader);
	time_queries(g, reader);
	reader_close(reader);
	p50 = measure_percentile(g->times, g->query_count, 50);
	p99 = measure_percentile(g->times, g->query_count, 99);
	printf("%9zu %9.1f %9.0f %9.1f %9.2f %9.2f %10.1f %10.0f\n", articles,
	       seconds, seconds * 1e6 / (double)articles,
	       (double)measure_file(g->db) / 1e6, p50 * 1e3, p99 * 1e3,
	       (double)memory / 1e6,
	       ((double)memory - (double)g->memory) / (double)added);
	fflush(stdout);
	g->articles = articles;
	g->memory = memory;
}

int main(int argc, char **argv)
{
	struct growth g = { .arena = ARENA_INIT };

	if (argc < 5)
		bench_fail("usage: growth BLOGSEARCH INDEX WORK-FOLDER"
			   " ARTICLES...");
	g.program = argv[1];
	g.site_path = arena_printf(&g.arena, "%s/site", argv[3]).ptr;
	g.db = arena_printf(&g.arena, "%s/site.db", argv[3]).ptr;
	corpus_load(&g.corpus, argv[2], true);
	g.site = site_new(&g.corpus);
	printf("%9s %9s %9s %9s %9s %9s %10s %10s\n", "articles", "index, s",
	       "us each", "index, MB", "p50, ms", "p99, ms", "reader, MB",
	       "B an added");
	for (int i = 4; i < argc; i++) {
		size_t articles = (size_t)strtoull(argv[i], NULL, 10);

		if (articles <= g.articles)
			bench_fail("the sizes are to grow");
		site_write(g.site, g.site_path, articles - g.articles);
		measure_size(&g, articles);
	}
	site_free(g.site);
	corpus_release(&g.corpus);
	arena_release(&g.arena);
	return 0;
}
