/* F_OFD_GETLK */
#define _GNU_SOURCE

#include "store/log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/io.h"

/* Milliseconds to wait for the folder: a program may lock it for its own. */
#define PATIENCE 1000

/* As SQLite knows it: from the root, and where a link leads to. */
static struct span index_path(sqlite3 *handle)
{
	const char *path = sqlite3_db_filename(handle, "main");

	return span_from(path ? path : "");
}

static const char *path_with(sqlite3 *handle, const char *suffix,
			     struct arena *a)
{
	struct span path = index_path(handle);

	return arena_printf(a, "%.*s%s", (int)path.len, path.ptr, suffix).ptr;
}

int log_lock(sqlite3 *handle)
{
	const struct timespec nap = { .tv_nsec = 1000000 };
	struct arena a = ARENA_INIT;
	struct span path = index_path(handle), folder = path_dir(path);
	int fd = -1;

	if (path.len) /* 0: it is in memory */
		fd = open(
			arena_printf(&a, "%.*s/.", (int)folder.len, folder.ptr)
				.ptr,
			O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (int i = 0; fd >= 0 && i < PATIENCE; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
			break;
		nanosleep(&nap, NULL);
	}
	arena_release(&a);
	return fd;
}

void log_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}

/*
 * Does anybody, this process too, hold a lock on the file? Those who share
 * the memory do. To close it lets go of this process's own locks on it: it
 * has none that are of use, where nobody has the index open.
 */
static bool is_held(const char *path)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool found = fd >= 0 && fcntl(fd, F_OFD_GETLK, &lock) == 0 &&
		     lock.l_type != F_UNLCK;

	if (fd >= 0)
		close(fd);
	return found;
}

static int take_away(const char *path)
{
	return unlink(path) == 0 || errno == ENOENT ? SQLITE_OK
						    : SQLITE_READONLY;
}

/* Who has a database open in WAL mode holds a shared lock on its file. */
static bool is_ours_alone(sqlite3_file *file)
{
	const sqlite3_io_methods *methods = file->pMethods;

	return methods->xLock(file, SQLITE_LOCK_SHARED) == SQLITE_OK &&
	       methods->xLock(file, SQLITE_LOCK_EXCLUSIVE) == SQLITE_OK;
}

int log_drop_foreign(sqlite3 *handle)
{
	struct arena a = ARENA_INIT;
	const char *shared = path_with(handle, "-shm", &a);
	sqlite3_file *file = NULL;
	int moved = 0, code = SQLITE_OK;

	sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (moved)
		code = SQLITE_READONLY_DBMOVED;
	else if (file && file->pMethods && access(shared, F_OK) == 0) {
		if (is_ours_alone(file) && is_held(shared)) {
			code = take_away(path_with(handle, "-wal", &a));
			if (code == SQLITE_OK)
				code = take_away(shared);
		}
		file->pMethods->xUnlock(file, SQLITE_LOCK_NONE);
	}
	arena_release(&a);
	return code;
}

void log_look(sqlite3 *handle, struct stat *out)
{
	struct arena a = ARENA_INIT;

	if (stat(path_with(handle, "-shm", &a), out) < 0)
		memset(out, 0, sizeof(*out));
	arena_release(&a);
}
