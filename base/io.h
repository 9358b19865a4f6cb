#ifndef BASE_IO_H
#define BASE_IO_H

/* Whole files and paths. */

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"
#include "base/strbuf.h"

/*
 * Append the file's bytes to `out`. A file of more than `limit` bytes is
 * ERR_LIMIT; anything but a regular file, or one that cannot be read, is
 * ERR_IO. Messages quote `path`.
 */
int io_read_file(struct strbuf *out, const char *path, uint64_t limit,
		 struct error *err);

/* The same for what need not be a file: a FIFO; "-" is standard input. */
int io_read_input(struct strbuf *out, const char *path, uint64_t limit,
		  struct error *err);

bool io_is_file(const char *path);
bool io_is_folder(const char *path);

/* "dir/name"; just `name` where `dir` is empty. */
struct span path_join(struct arena *a, struct span dir, struct span name);

/* What follows the last '/'; all of it where there is none. */
struct span path_base(struct span path);

/* What stands before the last '/'; empty where there is none. */
struct span path_dir(struct span path);

/* ".md" of "a/b.md"; empty where the base name has no dot inside. */
struct span path_extension(struct span path);

/* The base name without its extension. */
struct span path_stem(struct span path);

#endif
