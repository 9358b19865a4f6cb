#include "cli/output.h"

#include <errno.h>
#include <stdio.h>

static int fail(struct error *err)
{
	return error_set_errno(err, ERR_IO, "cannot write the results");
}

int output_write(struct strbuf *out, struct error *err)
{
	size_t written;

	errno = 0;
	written = fwrite(out->buf, 1, out->len, stdout);
	if (written < out->len)
		return fail(err);
	strbuf_reset(out);
	return 0;
}

int output_flush(struct error *err)
{
	errno = 0;
	return fflush(stdout) == 0 ? 0 : fail(err);
}
