/*
 * How fast blogsearch is, beside what the same work costs otherwise in the
 * same run: see the table that it prints.
 *
 * usage: bench BLOGSEARCH WORK-FOLDER all|index CORPUS...
 *
 * CORPUS is a site; several go into one index. They are copied to
 * WORK-FOLDER, where articles are changed. With "index", queries are left out.
 * Everything is done once before it is measured, then several times, and the
 * median counts; a build that takes minutes is measured once, and so is a class
 * of queries that takes half a minute. Times of `blogsearch index` are of the
 * whole process.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "query/search.h"
#include "tests/bench/corpus.h"
#include "tests/bench/measure.h"
#include "tests/bench/stock.h"

enum {
	BUILDS = 7,
	LONG_BUILD = 60, /* seconds */
	UPDATES = 7,
	QUERIES = 50,   /* of each class */
	REPEATS = 5,    /* of each query, beside one that warms up */
	LONG_PASS = 30, /* seconds that a class takes, asked of both */
	PROCESSES = 25,
};

struct bench {
	const char *program;
	const char *site, *db, *stock; /* in the work folder */
	const char **index;            /* the command */
	const char *word;              /* a common one */
	struct arena arena;
	struct corpus paths; /* without text, while processes are measured */
	struct corpus corpus;
	struct stock *open_stock;
	int builds;           /* as many are measured */
	size_t next;          /* how many articles were changed */
	uint64_t bytes;       /* of Markdown */
	struct measured last; /* process */
};

/* --- the table */

static void print_times(const char *what, double ours, double other,
			const char *baseline)
{
	printf("%-22s %10.2f %10.2f %8.2f  %s\n", what, ours * 1e3, other * 1e3,
	       ours / other, baseline);
	fflush(stdout);
}

static void print_sizes(const char *what, uint64_t ours, uint64_t other,
			const char *baseline)
{
	printf("%-22s %10.2f %10.2f %8.2f  %s\n", what, (double)ours / 1e6,
	       (double)other / 1e6, (double)ours / (double)other, baseline);
}

/* --- what is measured, as measure_fn */

static const char *article_path(struct bench *b, size_t document)
{
	struct span path = b->paths.documents[document].path;

	return arena_printf(&b->arena, "%s/%.*s", b->site, (int)path.len,
			    path.ptr)
		.ptr;
}

static void run_index(void *arg)
{
	struct bench *b = arg;

	b->last = measure_run(b->index);
}

static void remove_index(void *arg)
{
	const struct bench *b = arg;

	unlink(b->db);
}

static void read_articles(void *arg)
{
	struct bench *b = arg;

	for (size_t i = 0; i < b->paths.count; i++)
		measure_read(article_path(b, i));
}

static void run_find(void *arg)
{
	const struct bench *b = arg;
	const char *argv[] = { "find", b->site, "-printf", "%s %T@\n", NULL };

	measure_run(argv);
}

static void walk_site(void *arg)
{
	const struct bench *b = arg;

	measure_walk(b->site);
}

/* Another one at each call, from all over the site. */
static size_t next_document(struct bench *b)
{
	return b->next++ * b->paths.count / UPDATES % b->paths.count;
}

static void change_article(void *arg)
{
	struct bench *b = arg;
	FILE *f = fopen(article_path(b, next_document(b)), "a");

	if (!f || fputs("\nOne more sentence.\n", f) < 0 || fclose(f) < 0)
		bench_fail("cannot change an article");
}

static void build_stock(void *arg)
{
	const struct bench *b = arg;

	stock_build(b->stock, &b->corpus);
}

static void update_stock(void *arg)
{
	struct bench *b = arg;

	stock_update(b->open_stock, &b->corpus, next_document(b));
}

/* --- indexing */

struct index_times {
	double read, same, find, walk, changed;
	uint64_t peak, size;
};

struct build_times {
	double clock[BUILDS], cpu[BUILDS];
};

/* Before the texts are in memory: see measure_run(). */
static void measure_index(struct bench *b, struct index_times *t)
{
	double start = measure_now();

	remove_index(b);
	run_index(b);
	b->builds = measure_now() - start < LONG_BUILD ? BUILDS : 1;
	t->peak = b->last.memory;
	t->size = measure_file(b->db);
	corpus_load(&b->paths, b->db, false);
	for (size_t i = 0; i < b->paths.count; i++)
		b->bytes += measure_file(article_path(b, i));
	read_articles(b);
	t->read = measure_median(b->builds, NULL, read_articles, b);
	run_find(b);
	t->find = measure_median(UPDATES, NULL, run_find, b);
	walk_site(b);
	t->walk = measure_median(UPDATES, NULL, walk_site, b);
	t->same = measure_median(UPDATES, NULL, run_index, b);
	t->changed = measure_median(UPDATES, change_article, run_index, b);
}

/* In turn, so that what slows the machine slows both. */
static void measure_builds(struct bench *b, struct build_times *ours,
			   struct build_times *stock)
{
	build_stock(b);
	for (int i = 0; i < b->builds; i++) {
		ours->clock[i] = measure_median(1, remove_index, run_index, b);
		ours->cpu[i] = b->last.cpu;
		stock->cpu[i] = -measure_cpu();
		stock->clock[i] = measure_median(1, NULL, build_stock, b);
		stock->cpu[i] += measure_cpu();
	}
}

static void bench_index(struct bench *b)
{
	struct index_times t;
	struct build_times ours, stock;
	size_t builds;
	double build, update;

	measure_index(b, &t);
	corpus_load(&b->corpus, b->db, true);
	measure_builds(b, &ours, &stock);
	builds = (size_t)b->builds;
	build = measure_percentile(ours.clock, builds, 50);
	b->open_stock = stock_open(b->stock);
	update_stock(b);
	b->next = 0; /* the same ones as in the files */
	update = measure_median(UPDATES, NULL, update_stock, b);

	printf("%zu articles, %.1f MB of Markdown, %.1f MB of text\n\n",
	       b->corpus.count, (double)b->bytes / 1e6,
	       (double)b->corpus.text_bytes / 1e6);
	printf("%-22s %10s %10s %8s  %s\n", "indexing, ms", "blogsearch",
	       "baseline", "ratio", "baseline is");
	print_times("first build", build,
		    measure_percentile(stock.clock, builds, 50),
		    "stock FTS5 taking in the extracted text");
	print_times("", build, t.read, "reading the articles");
	print_times("  its processor time",
		    measure_percentile(ours.cpu, builds, 50),
		    measure_percentile(stock.cpu, builds, 50),
		    "stock FTS5's, which is one thread");
	print_times("nothing changed", t.same, t.find,
		    "find -printf '%s %T@' over the site");
	print_times("", t.same, t.walk, "walking the site with stat");
	print_times("one article changed", t.changed, t.same,
		    "nothing changed");
	print_times("", t.changed, update, "stock FTS5 taking in one text");
	printf("\n%-22s %10s %10s %8s\n", "size, MB", "blogsearch", "baseline",
	       "ratio");
	print_sizes("index", t.size, b->bytes, "the Markdown");
	print_sizes("", t.size, measure_file(b->stock), "stock FTS5's");
	print_sizes("memory of a build", t.peak, b->bytes, "the Markdown");
}

/* --- queries */

/* What queries gave. */
struct tally {
	size_t hits;
	int64_t total;
};

/* What the queries of one class took, by query. */
struct class_times {
	double ours[QUERIES * QUERY_CLASS_COUNT];
	double stock[QUERIES * QUERY_CLASS_COUNT];
	size_t count;
	struct tally our_tally, stock_tally;
};

/* Ask `engine`, a struct reader or a struct stock. */
typedef void ask_fn(void *engine, const struct bench_query *q,
		    struct tally *tally);

static void ask_blogsearch(void *engine, const struct bench_query *q,
			   struct tally *tally)
{
	struct reader *reader = engine;
	struct arena a = ARENA_INIT;
	struct results results;

	bench_search(&results, reader, q, &a);
	tally->hits += results.hit_count;
	tally->total += results.total;
	arena_release(&a);
}

static void ask_stock(void *engine, const struct bench_query *q,
		      struct tally *tally)
{
	struct stock *stock = engine;
	struct stock_answer answer = stock_search(stock, q);

	tally->hits += answer.hits;
	tally->total += answer.total;
}

/* Ask all the queries once; seconds[i] is what the i-th took. */
static struct tally run_pass(ask_fn *ask, void *engine,
			     const struct bench_query *queries, size_t count,
			     double seconds[])
{
	struct tally tally = { 0, 0 };

	for (size_t i = 0; i < count; i++) {
		double start = measure_cpu();

		ask(engine, &queries[i], &tally);
		seconds[i] = measure_cpu() - start;
	}
	return tally;
}

/* The median of what each query took in all passes but the first. */
static void set_medians(double medians[], double passes[][QUERIES],
			size_t repeats, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		double one[REPEATS];

		for (size_t pass = 0; pass < repeats; pass++)
			one[pass] = passes[pass + 1][i];
		medians[i] = measure_percentile(one, repeats, 50);
	}
}

/*
 * Ask the queries of a class in passes, one engine's and then the other's, so
 * that what slows the machine slows both. In a pass each query is another one
 * and no other engine's data comes between, as in a server. Neither engine
 * waits for anything, so the time of the processor is what they take.
 */
static void measure_class(struct reader *reader, struct stock *stock,
			  const struct bench_query *queries, size_t count,
			  struct class_times *t)
{
	double ours[REPEATS + 1][QUERIES], theirs[REPEATS + 1][QUERIES];
	size_t repeats = REPEATS;

	for (size_t pass = 0; pass < repeats + 1; pass++) {
		double start = measure_cpu();

		t->our_tally = run_pass(ask_blogsearch, reader, queries, count,
					ours[pass]);
		t->stock_tally = run_pass(ask_stock, stock, queries, count,
					  theirs[pass]);
		if (measure_cpu() - start > LONG_PASS)
			repeats = 1;
	}
	set_medians(t->ours, ours, repeats, count);
	set_medians(t->stock, theirs, repeats, count);
	t->count = count;
}

static void print_class(const char *name, struct class_times *t)
{
	double p50 = measure_percentile(t->ours, t->count, 50);
	double p99 = measure_percentile(t->ours, t->count, 99);
	double stock_p50 = measure_percentile(t->stock, t->count, 50);
	double stock_p99 = measure_percentile(t->stock, t->count, 99);
	double n = t->count ? (double)t->count : 1;

	printf("%-14s %5zu %8.3f %8.3f %9.3f %9.3f %7.3f %7.3f %6.1f %6.1f"
	       " %8.0f %8.0f\n",
	       name, t->count, p50 * 1e3, p99 * 1e3, stock_p50 * 1e3,
	       stock_p99 * 1e3, p50 / stock_p50, p99 / stock_p99,
	       (double)t->our_tally.hits / n, (double)t->stock_tally.hits / n,
	       (double)t->our_tally.total / n,
	       (double)t->stock_tally.total / n);
	fflush(stdout);
}

static void tally_add(struct tally *all, const struct tally *t)
{
	all->hits += t->hits;
	all->total += t->total;
}

static void add_class(struct class_times *all, const struct class_times *t)
{
	memcpy(all->ours + all->count, t->ours, t->count * sizeof(double));
	memcpy(all->stock + all->count, t->stock, t->count * sizeof(double));
	all->count += t->count;
	tally_add(&all->our_tally, &t->our_tally);
	tally_add(&all->stock_tally, &t->stock_tally);
}

static const char *const class_names[QUERY_CLASS_COUNT] = {
	"common word", "rare word", "two words",  "3-4 words",
	"prefix",      "phrase",    "misspelled",
};

static void measure_queries(struct reader *reader, struct stock *stock,
			    const struct bench_query *queries, size_t count)
{
	static struct class_times all, one;
	size_t next = 0;

	for (int class = 0; class < QUERY_CLASS_COUNT; class ++) {
		size_t first = next;

		while (next < count && (int)queries[next].class == class)
			next++;
		memset(&one, 0, sizeof(one));
		measure_class(reader, stock, queries + first, next - first,
			      &one);
		print_class(class_names[class], &one);
		/* Stock FTS5 is asked the right word: it has no spelling. */
		if (class == QUERY_MISSPELLED)
			continue;
		add_class(&all, &one);
		if (class + 1 == QUERY_MISSPELLED)
			print_class("all of these", &all);
	}
}

static void run_query(void *arg)
{
	const struct bench *b = arg;
	/* Of the formats for people and for programs, the latter is quiet. */
	const char *argv[] = { b->program, "query", "--format", "tsv",
			       "--db",     b->db,   b->word,    NULL };

	measure_run(argv);
}

static void run_sqlite(void *arg)
{
	const struct bench *b = arg;
	const char *argv[] = { "sqlite3", b->db, "SELECT 1", NULL };

	measure_run(argv);
}

/* What a query from the command line costs, with all that opens the index. */
static void bench_process(struct bench *b)
{
	double ours[PROCESSES], sqlite[PROCESSES], a, other;

	for (int i = 0; i < PROCESSES; i++) {
		ours[i] = measure_median(1, NULL, run_query, b);
		sqlite[i] = measure_median(1, NULL, run_sqlite, b);
	}
	a = measure_percentile(ours, PROCESSES, 50);
	other = measure_percentile(sqlite, PROCESSES, 50);
	printf("\n%-22s %10s %10s %8s  %s\n", "whole process, ms", "blogsearch",
	       "baseline", "ratio", "baseline is");
	print_times("query, a common word", a, other,
		    "sqlite3 FILE 'SELECT 1'");
}

static void bench_queries(struct bench *b)
{
	struct bench_query *queries;
	size_t count =
		corpus_make_queries(&b->corpus, QUERIES, &queries, &b->arena);
	struct error err = ERROR_INIT;
	struct tally unused = { 0, 0 };
	struct reader *reader;
	uint64_t before;

	corpus_release(&b->corpus);
	before = measure_memory();
	if (reader_open(&reader, b->db, &err) < 0)
		bench_fail("%s", err.message);
	for (size_t i = 0; i < count; i++) /* also warms up */
		ask_blogsearch(reader, &queries[i], &unused);
	print_sizes("memory of a reader", measure_memory() - before, b->bytes,
		    "the Markdown");

	printf("\n%-20s %17s %19s %15s %13s %17s\n", "queries, ms",
	       "blogsearch", "stock FTS5", "ratio", "hits shown",
	       "documents found");
	printf("%-14s %5s %8s %8s %9s %9s %7s %7s %6s %6s %8s %8s\n", "", "",
	       "p50", "p99", "p50", "p99", "p50", "p99", "ours", "stock",
	       "ours", "stock");
	measure_queries(reader, b->open_stock, queries, count);
	reader_close(reader);
	if (count)
		b->word = arena_strdup(&b->arena, queries[0].text);
}

/* --- */

static void copy_site(const char *from, const char *to)
{
	const char *copy[] = { "cp", "-rL", from, to, NULL };

	measure_run(copy);
}

/*
 * The corpora as they are told apart in the index: one alone stands for the
 * whole site, of several each has a folder of its name there.
 */
static void copy_sites(struct bench *b, char **corpora, size_t count)
{
	const char *remove[] = { "rm", "-rf", b->site, NULL };
	const char *make[] = { "mkdir", b->site, NULL };

	measure_run(remove);
	if (count == 1) {
		b->index[5] = b->site;
		copy_site(corpora[0], b->site);
		return;
	}
	measure_run(make);
	for (size_t i = 0; i < count; i++) {
		const char *name = strrchr(corpora[i], '/');

		b->index[5 + i] = arena_printf(&b->arena, "%s/%s", b->site,
					       name ? name + 1 : corpora[i])
					  .ptr;
		copy_site(corpora[i], b->index[5 + i]);
	}
}

static const char *work_path(struct bench *b, const char *folder,
			     const char *name)
{
	return arena_printf(&b->arena, "%s/%s", folder, name).ptr;
}

/* `b` is all zero but for its arena. */
static void bench_init(struct bench *b, const char *program, const char *folder,
		       char **corpora, size_t count)
{
	const char *const command[] = { program, "index", "--quiet", "--db" };

	b->program = program;
	b->site = work_path(b, folder, "site");
	b->db = work_path(b, folder, "index.db");
	b->stock = work_path(b, folder, "stock.db");
	b->index = arena_array(&b->arena, 5 + count + 1, sizeof(*b->index));
	memcpy(b->index, command, sizeof(command));
	b->index[4] = b->db;
	copy_sites(b, corpora, count);
}

int main(int argc, char **argv)
{
	struct bench b = { .arena = ARENA_INIT };
	bool with_queries = argc > 3 && strcmp(argv[3], "all") == 0;

	if (argc < 5 || (!with_queries && strcmp(argv[3], "index") != 0))
		bench_fail("usage: bench BLOGSEARCH WORK-FOLDER all|index"
			   " CORPUS...");
	bench_init(&b, argv[1], argv[2], argv + 4, (size_t)argc - 4);
	bench_index(&b);
	if (with_queries)
		bench_queries(&b);
	else
		corpus_release(&b.corpus);
	stock_close(b.open_stock);
	if (b.word)
		bench_process(&b);
	corpus_release(&b.paths);
	arena_release(&b.arena);
	return 0;
}
