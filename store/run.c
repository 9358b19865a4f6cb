#include "store/run.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int fail(const char *what, struct error *err)
{
	return error_set_errno(err, ERR_IO,
			       "cannot %s a temporary file beside the index",
			       what);
}

int run_open(struct run *r, const char *path, struct error *err)
{
	struct strbuf name = STRBUF_INIT;
	int fd;

	*r = (struct run){ .file = NULL };
	strbuf_printf(&name, "%s-XXXXXX", path);
	fd = mkstemp(name.buf);
	if (fd >= 0) {
		unlink(name.buf);
		r->file = fdopen(fd, "w+b");
		if (!r->file)
			close(fd);
	}
	strbuf_release(&name);
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
