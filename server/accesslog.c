#include "server/accesslog.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "text/escape.h"

static int open_file(const char *path, struct error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);

	return fd < 0 ? error_set_errno(err, ERR_IO, "cannot open the log '%s'",
					path)
		      : fd;
}

int access_log_open(struct access_log *log, const char *path, struct error *err)
{
	log->fd = -1;
	log->path = NULL;
	if (!path)
		return 0;
	if (!strcmp(path, "-")) {
		log->fd = STDERR_FILENO;
		return 0;
	}
	log->path = path;
	log->fd = open_file(path, err);
	return log->fd < 0 ? -1 : 0;
}

void access_log_close(struct access_log *log)
{
	if (log->path && log->fd >= 0)
		close(log->fd);
	log->fd = -1;
}

/* The new file takes the old one's number, at once for every thread. */
int access_log_reopen(struct access_log *log, struct error *err)
{
	int fd;

	if (!log->path)
		return 0;
	fd = open_file(log->path, err);
	if (fd < 0)
		return -1;
	dup2(fd, log->fd);
	close(fd);
	return 0;
}

static void put_time(struct strbuf *line)
{
	struct timespec now;
	struct tm tm;
	char text[32];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	strbuf_printf(line, "{\"time\":\"%s.%03dZ\"", text,
		      (int)(now.tv_nsec / 1000000));
}

/* One write a line, so that lines of several threads do not mix. */
void access_log_write(const struct access_log *log, const struct access *entry)
{
	struct strbuf line = STRBUF_INIT;
	ssize_t written;

	if (log->fd < 0)
		return;
	put_time(&line);
	strbuf_put_str(&line, ",\"method\":");
	escape_json(&line, span_from(entry->method));
	strbuf_put_str(&line, ",\"path\":");
	escape_json(&line, entry->path);
	strbuf_printf(&line, ",\"status\":%d,\"bytes\":%zu,\"ms\":%.3f",
		      entry->status, entry->bytes, entry->ms);
	if (entry->address) {
		strbuf_put_str(&line, ",\"address\":");
		escape_json(&line, span_from(entry->address));
	}
	strbuf_put_str(&line, "}\n");
	written = write(log->fd, line.buf, line.len);
	(void)written; /* there is nobody to tell */
	strbuf_release(&line);
}
