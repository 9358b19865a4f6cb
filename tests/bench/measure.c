#define _GNU_SOURCE /* wait4(), environ */

#include "tests/bench/measure.h"

#include <fcntl.h>
#include <ftw.h>
#include <malloc.h>
#include <math.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

void bench_fail(const char *format, ...)
{
	va_list args;

	fputs("bench: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(2);
}

static double read_clock(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double measure_now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

double measure_cpu(void)
{
	return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double measure_percentile(double *values, size_t count, double p)
{
	size_t rank = (size_t)ceil((double)count * p / 100);

	if (count == 0)
		return 0;
	qsort(values, count, sizeof(*values), compare_doubles);
	return values[rank > 0 ? rank - 1 : 0];
}

double measure_median(int times, measure_fn before, measure_fn fn, void *arg)
{
	double *seconds = xcalloc((size_t)times, sizeof(*seconds)), median;

	for (int i = 0; i < times; i++) {
		if (before)
			before(arg);
		seconds[i] = -measure_now();
		fn(arg);
		seconds[i] += measure_now();
	}
	median = measure_percentile(seconds, (size_t)times, 50);
	free(seconds);
	return median;
}

static double seconds_of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

struct measured measure_run(const char *const *argv)
{
	struct measured measured;
	struct rusage usage;
	posix_spawn_file_actions_t actions;
	int status;
	pid_t child;

	/* Unlike fork(), it takes no longer where this process is large. */
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null",
					 O_WRONLY, 0);
	if (posix_spawnp(&child, argv[0], &actions, NULL, (char *const *)argv,
			 environ) != 0 ||
	    wait4(child, &status, 0, &usage) < 0)
		bench_fail("cannot run %s", argv[0]);
	posix_spawn_file_actions_destroy(&actions);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		bench_fail("%s %s failed", argv[0], argv[1]);
	measured.memory = (uint64_t)usage.ru_maxrss * 1024;
	measured.cpu = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
	return measured;
}

uint64_t measure_memory(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	unsigned long pages = 0;

	malloc_trim(0); /* what is free is not used */
	if (!f || fscanf(f, "%*u %lu", &pages) != 1)
		bench_fail("no /proc/self/statm");
	fclose(f);
	return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

uint64_t measure_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

/* nftw() calls this with what it found by stat(), and has no argument. */
static int pass(const char *path, const struct stat *st, int type,
		struct FTW *ftw)
{
	(void)path;
	(void)st;
	(void)type;
	(void)ftw;
	return 0;
}

void measure_walk(const char *folder)
{
	if (nftw(folder, pass, 32, FTW_PHYS) < 0)
		bench_fail("cannot walk %s", folder);
}

void measure_read(const char *path)
{
	static char buffer[1 << 16];
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		bench_fail("cannot read %s", path);
	while (read(fd, buffer, sizeof(buffer)) > 0)
		;
	close(fd);
}
