#ifndef TESTS_BENCH_MEASURE_H
#define TESTS_BENCH_MEASURE_H

/* Clocks, medians, processes and files, for the bench. */

#include <stddef.h>
#include <stdint.h>

/* End the bench: a message on stderr, exit status 2. */
_Noreturn void bench_fail(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

double measure_now(void); /* seconds */
double measure_cpu(void); /* seconds that this process was at work */

/* The p-th percentile: the smallest no smaller than p % of all. Sorts. */
double measure_percentile(double *values, size_t count, double p);

/*
 * The median of `times` runs of `fn`, in seconds. `before`, unless NULL,
 * is run before each and not measured.
 */
typedef void (*measure_fn)(void *arg);
double measure_median(int times, measure_fn before, measure_fn fn, void *arg);

/* What a process used. */
struct measured {
	uint64_t memory; /* the most, in bytes */
	double cpu;      /* computing, in all threads, in seconds */
};

/*
 * Run a program to its end, its output thrown away. Its memory is told only
 * while this process has less: the system counts what a child begins with.
 */
struct measured measure_run(const char *const *argv);

/* The memory this process uses now, in bytes. */
uint64_t measure_memory(void);

/* The size of a file, 0 where there is none. */
uint64_t measure_file(const char *path);

/* Take the size and time of everything below `folder`. */
void measure_walk(const char *folder);

/* Read the whole file. */
void measure_read(const char *path);

#endif
