#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* `size`: what a file has as fstat() says; 0: who knows. */
static int read_all(struct strbuf *out, int fd, const char *path, uint64_t size,
		    uint64_t limit, struct error *err)
{
	size_t start = out->len;

	for (;;) {
		size_t room;
		ssize_t got;

		strbuf_grow(out, 64 * 1024);
		room = out->alloc - out->len - 1;
		got = read(fd, out->buf + out->len, room);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set_errno(err, ERR_IO, "cannot read '%s'",
					       path);
		if (got == 0)
			return 0;
		out->len += (size_t)got;
		out->buf[out->len] = '\0';
		if (out->len - start > limit)
			return error_set(err, ERR_LIMIT,
					 "'%s' is larger than %llu bytes", path,
					 (unsigned long long)limit);
		/* Less than there was room for, and all there is. */
		if (size && (size_t)got < room && out->len - start >= size)
			return 0;
	}
}

int io_read_file(struct strbuf *out, const char *path, uint64_t limit,
		 struct error *err)
{
	struct stat st;
	int fd, ret = -1;

	/* O_NONBLOCK: opening a FIFO must not wait for a writer. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return error_set_errno(err, ERR_IO, "cannot open '%s'", path);
	if (fstat(fd, &st) < 0) {
		error_set_errno(err, ERR_IO, "cannot read '%s'", path);
	} else if (!S_ISREG(st.st_mode)) {
		error_set(err, ERR_IO, "'%s' is not a regular file", path);
	} else if (st.st_size > 0 && (uint64_t)st.st_size > limit) {
		error_set(err, ERR_LIMIT, "'%s' is larger than %llu bytes",
			  path, (unsigned long long)limit);
	} else {
		strbuf_grow(out, (size_t)st.st_size + 1);
		ret = read_all(out, fd, path, (uint64_t)st.st_size, limit, err);
	}
	close(fd);
	return ret;
}

int io_read_input(struct strbuf *out, const char *path, uint64_t limit,
		  struct error *err)
{
	int fd, ret;

	if (!strcmp(path, "-"))
		return read_all(out, STDIN_FILENO, "standard input", 0, limit,
				err);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_set_errno(err, ERR_IO, "cannot open '%s'", path);
	ret = read_all(out, fd, path, 0, limit, err);
	close(fd);
	return ret;
}

bool io_is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool io_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

struct span path_join(struct arena *a, struct span dir, struct span name)
{
	if (dir.len == 0)
		return arena_copy(a, name);
	return arena_printf(a, "%.*s%s%.*s", (int)dir.len, dir.ptr,
			    dir.ptr[dir.len - 1] == '/' ? "" : "/",
			    (int)name.len, name.ptr);
}

struct span path_base(struct span path)
{
	size_t start = path.len;

	while (start && path.ptr[start - 1] != '/')
		start--;
	return span_slice(path, start, path.len);
}

struct span path_dir(struct span path)
{
	size_t end = path.len - path_base(path).len;

	return span_slice(path, 0, end ? end - 1 : 0);
}

struct span path_extension(struct span path)
{
	struct span base = path_base(path);
	size_t dot = base.len;

	while (dot && base.ptr[dot - 1] != '.')
		dot--;
	if (dot <= 1)
		return span_make(NULL, 0);
	return span_slice(base, dot - 1, base.len);
}

struct span path_stem(struct span path)
{
	struct span base = path_base(path);

	base.len -= path_extension(path).len;
	return base;
}
