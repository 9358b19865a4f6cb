#ifndef SERVER_ACCESSLOG_H
#define SERVER_ACCESSLOG_H

/*
 * One line of JSON for each request:
 *
 *	{"time":"2026-04-30T10:00:00.123Z","method":"GET",
 *	 "path":"/api/search?q=async","status":200,"bytes":4711,"ms":1.234}
 *
 * (on one line), with "address" where that was asked for.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/span.h"

struct access_log {
	int fd;           /* -1: no log */
	const char *path; /* borrowed; NULL: stderr */
};

struct access {
	const char *method;
	struct span path;
	int status;
	size_t bytes;
	double ms;
	const char *address; /* NULL: left out */
};

/* `path`: a file that is appended to, "-": stderr, NULL: no log. */
int access_log_open(struct access_log *log, const char *path,
		    struct error *err);
void access_log_close(struct access_log *log);

/* Begin the file anew, after it was renamed; other threads may write. */
int access_log_reopen(struct access_log *log, struct error *err);

void access_log_write(const struct access_log *log, const struct access *entry);

#endif
