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

/* Of a reader, in bytes. */
struct memory {
	uint64_t words; /* loaded for spelling */
	uint64_t rest;
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
	uint64_t memory; /* of a reader of that many, without words */
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

/*
 * What a reader takes in memory after all the queries. Misspelled ones come
 * last: they load the words of the index.
 */
static struct memory fill_reader(struct growth *g, struct reader **reader)
{
	uint64_t before = measure_memory(), all;
	struct memory memory = { 0, 0 };
	struct error err = ERROR_INIT;
	size_t i = 0;

	if (reader_open(reader, g->db, &err) < 0)
		bench_fail("%s", err.message);
	while (i < g->query_count && g->queries[i].class != QUERY_MISSPELLED)
		ask(*reader, &g->queries[i++]);
	memory.rest = measure_memory() - before;
	while (i < g->query_count)
		ask(*reader, &g->queries[i++]);
	all = measure_memory() - before;
	memory.words = all > memory.rest ? all - memory.rest : 0;
	return memory;
}

/* Of all queries, and of each class; those stand one behind the other. */
static void print_times(struct growth *g)
{
	static const char *const classes[QUERY_CLASS_COUNT] = {
		"common", "rare",   "two",        "3-4",
		"prefix", "phrase", "misspelled",
	};
	double *all = arena_array(&g->arena, g->query_count, sizeof(*all));
	size_t first, i = 0;

	if (g->query_count)
		memcpy(all, g->times, g->query_count * sizeof(*all));
	printf(" %9.2f %9.2f\n%9s",
	       measure_percentile(all, g->query_count, 50) * 1e3,
	       measure_percentile(all, g->query_count, 99) * 1e3, "p99 of:");
	for (int class = 0; class < QUERY_CLASS_COUNT; class ++) {
		for (first = i; i < g->query_count; i++)
			if ((int)g->queries[i].class != class)
				break;
		printf("  %s %.2f", classes[class],
		       measure_percentile(g->times + first, i - first, 99) *
			       1e3);
	}
	putchar('\n');
}

static void measure_size(struct growth *g, size_t articles)
{
	double seconds = run_index(g);
	double added = (double)(articles - g->articles);
	struct reader *reader;
	struct memory memory;

	if (!g->queries)
		make_queries(g);
	memory = fill_reader(g, &reader);
	time_queries(g, reader);
	reader_close(reader);
	printf("%9zu %9.1f %9.0f %9.1f %10.1f %10.0f %9.1f", articles, seconds,
	       seconds * 1e6 / (double)articles,
	       (double)measure_file(g->db) / 1e6, (double)memory.rest / 1e6,
	       ((double)memory.rest - (double)g->memory) / added,
	       (double)memory.words / 1e6);
	print_times(g);
	fflush(stdout);
	g->articles = articles;
	g->memory = memory.rest;
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
	printf("%9s %9s %9s %9s %10s %10s %9s %9s %9s\n", "articles",
	       "index, s", "us each", "index, MB", "reader, MB", "B an added",
	       "words, MB", "p50, ms", "p99, ms");
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
