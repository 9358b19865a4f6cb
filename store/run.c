/* O_TMPFILE */
#define _GNU_SOURCE

#include "store/run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fail(const char *what, struct error *err)
{
	return error_set_errno(err, ERR_IO,
			       "cannot %s a temporary file beside the index",
			       what);
}

/*
 * A file that never has a name is gone whenever the process ends. Not all
 * file systems have such: then it has one for a moment.
 */
static int open_nameless(const char *path)
{
	struct strbuf name = STRBUF_INIT;
	const char *slash = strrchr(path, '/');
	int fd;

	strbuf_put(&name, path, slash ? (size_t)(slash - path) + 1 : 0);
	strbuf_put_char(&name, '.');
	fd = open(name.buf, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0) {
		strbuf_reset(&name);
		strbuf_printf(&name, "%s-XXXXXX", path);
		fd = mkstemp(name.buf);
		if (fd >= 0)
			unlink(name.buf);
	}
	strbuf_release(&name);
	return fd;
}

int run_open(struct run *r, const char *path, struct error *err)
{
	int fd = open_nameless(path);

	*r = (struct run){ .file = NULL };
	if (fd >= 0) {
		r->file = fdopen(fd, "w+b");
		if (!r->file)
			close(fd);
	}
	return r->file ? 0 : fail("make", err);
}

void run_close(struct run *r)
{
	if (r->file)
		fclose(r->file);
	r->file = NULL;
}

int run_put(struct run *r, uint32_t list, struct span bytes, struct error *err)
{
	struct run_head head = { list, (uint32_t)bytes.len };

	if (fwrite(&head, sizeof(head), 1, r->file) != 1 ||
	    fwrite(bytes.ptr, 1, bytes.len, r->file) != bytes.len)
		return fail("write", err);
	return 0;
}

static int read_head(struct run *r, struct error *err)
{
	r->has_more = fread(&r->head, sizeof(r->head), 1, r->file) == 1;
	return ferror(r->file) ? fail("read", err) : 0;
}

int run_rewind(struct run *r, struct error *err)
{
	if (fseek(r->file, 0, SEEK_SET) < 0) /* with what is still to write */
		return fail("write", err);
	return read_head(r, err);
}

int run_read(struct run *r, struct strbuf *out, struct error *err)
{
	size_t size = r->head.size;

	strbuf_grow(out, size);
	if (fread(out->buf + out->len, 1, size, r->file) != size)
		return fail("read", err);
	out->len += size;
	out->buf[out->len] = '\0';
	return read_head(r, err);
}
