/*
 * A failing disk, for LD_PRELOAD: the calls that change files are counted,
 * and from the one numbered FAULT_AT on (from 1) they fail with FAULT_ERROR,
 * an errno; FAULT_TIMES of them, all where it is not set. With FAULT_ERROR 0
 * the process is killed before the call. When it comes to either, the file
 * FAULT_LOG is made.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long calls;

static long number(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : otherwise;
}

static void *real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

typedef int (*open_fn)(const char *path, int flags, ...);

static void log_fault(void)
{
	const char *path = getenv("FAULT_LOG");
	open_fn open_file = (open_fn)real("open64");
	int fd = path ? open_file(path, O_WRONLY | O_CREAT, 0600) : -1;

	if (fd >= 0)
		close(fd);
}

/* Whether the call that is about to be made is to fail; sets errno. */
static bool is_faulty(void)
{
	long at = number("FAULT_AT", 0), call = atomic_fetch_add(&calls, 1) + 1;
	long times = number("FAULT_TIMES", 0);

	if (at == 0 || call < at || (times && call >= at + times))
		return false;
	log_fault();
	errno = (int)number("FAULT_ERROR", EIO);
	if (errno == 0)
		raise(SIGKILL);
	return true;
}

/* Output, pipes and devices stay as they are. */
static bool is_file(int fd)
{
	struct stat st;

	return fd > 2 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

static bool fails(int fd)
{
	return is_file(fd) && is_faulty();
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	ssize_t (*call)(int, const void *, size_t) = real("write");

	return fails(fd) ? -1 : call(fd, bytes, len);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
	ssize_t (*call)(int, const void *, size_t, off64_t) = real("pwrite64");

	return fails(fd) ? -1 : call(fd, bytes, len, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	return pwrite64(fd, bytes, len, at);
}

int ftruncate64(int fd, off64_t len)
{
	int (*call)(int, off64_t) = real("ftruncate64");

	return fails(fd) ? -1 : call(fd, len);
}

int ftruncate(int fd, off_t len)
{
	return ftruncate64(fd, len);
}

int fsync(int fd)
{
	int (*call)(int) = real("fsync");

	return fails(fd) ? -1 : call(fd);
}

int fdatasync(int fd)
{
	int (*call)(int) = real("fdatasync");

	return fails(fd) ? -1 : call(fd);
}

int unlink(const char *path)
{
	int (*call)(const char *) = real("unlink");

	return is_faulty() ? -1 : call(path);
}

/* Only files that are made: reading goes on. */
int open64(const char *path, int flags, ...)
{
	open_fn call = (open_fn)real("open64");
	mode_t mode = 0;
	va_list args;

	if (flags & O_CREAT) {
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	if (flags & O_CREAT && access(path, F_OK) < 0 && is_faulty())
		return -1;
	return call(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list args;

	if (flags & O_CREAT) {
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	return open64(path, flags, mode);
}
