#include "store/checksum.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/database.h"

#define NAME "blogsearch"

/* At the end of a page, where SQLite leaves room when asked to. */
#define CHECKSUM_SIZE 8

/* Bytes of pages that are written at once: SQLite takes less than 128 kB. */
#define GATHERED (120 * 1024)

/* In a database's header; see sqlite.org/fileformat2.html. */
enum {
	HEADER_SIZE = 100,
	HEADER_PAGE_SIZE = 16,
	HEADER_RESERVED = 20,
	HEADER_VERSION = 60,
	HEADER_APPLICATION = 68,
};

/*
 * What is known of an open file. It stands behind SQLite's own struct of the
 * file, which is as the real VFS made it but for its methods.
 */
struct checked {
	sqlite3_io_methods methods; /* first: the file points to it */
	const sqlite3_io_methods *real;
	bool is_written, is_read; /* with checksums */
	bool is_locked;           /* so that nobody else may read it */
	int page_size;            /* 0: not known */

	/*
	 * Pages on their way to the disk: SQLite writes one at a time, and
	 * most beside the one before. While others may read, none waits: those
	 * that come of a log are looked for in the file at once, by readers who
	 * begin while an earlier one keeps the rest in the log.
	 */
	unsigned char *pages; /* NULL before the first */
	int size;             /* of those that wait, in bytes */
	sqlite3_int64 start;  /* where they belong in the file */
};

static struct checked *checked_of(sqlite3_file *file)
{
	return (struct checked *)file->pMethods;
}

static uint32_t little_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[1] << 8 | bytes[0];
}

static uint32_t big_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
	       (uint32_t)bytes[2] << 8 | bytes[3];
}

/*
 * The sums of SQLite's log (sqlite.org/fileformat2.html, 4.2), from the
 * page's number on: so the page of another place, or one of zeros, is wrong.
 */
static void put_checksum(unsigned char *out, const unsigned char *page,
			 int size, uint32_t number)
{
	uint32_t a = number, b = ~number;

	for (int i = 0; i + CHECKSUM_SIZE < size; i += 8) {
		a += little_endian(page + i) + b;
		b += little_endian(page + i + 4) + a;
	}
	for (int i = 0; i < 4; i++) {
		out[i] = (unsigned char)(a >> (8 * i));
		out[4 + i] = (unsigned char)(b >> (8 * i));
	}
}

/* Look at a header. Returns whether it can be one that we wrote. */
static bool learn(struct checked *c, const unsigned char *header)
{
	bool is_ours = big_endian(header + HEADER_APPLICATION) ==
			       DATABASE_APPLICATION &&
		       big_endian(header + HEADER_VERSION) == DATABASE_VERSION;

	c->page_size =
		header[HEADER_PAGE_SIZE] << 8 | header[HEADER_PAGE_SIZE + 1];
	if (c->page_size == 1) /* what has no room there */
		c->page_size = 65536;
	c->is_written = header[HEADER_RESERVED] == CHECKSUM_SIZE;
	c->is_read = is_ours && c->is_written;
	return c->is_written || !is_ours;
}

/* Write the pages that wait. Before all that may tell whether they have. */
static int flush(sqlite3_file *file)
{
	struct checked *c = checked_of(file);
	int size = c->size;

	c->size = 0;
	if (size == 0)
		return SQLITE_OK;
	return c->real->xWrite(file, c->pages, size, c->start);
}

static uint32_t page_number(sqlite3_int64 offset, int size)
{
	return (uint32_t)(offset / size) + 1;
}

static int read_checked(sqlite3_file *file, void *bytes, int size,
			sqlite3_int64 offset)
{
	struct checked *c = checked_of(file);
	const unsigned char *page = bytes;
	int code = flush(file);
	unsigned char sum[CHECKSUM_SIZE];

	if (code == SQLITE_OK)
		code = c->real->xRead(file, bytes, size, offset);
	if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
		return code;
	if (offset == 0 && code == SQLITE_OK && size >= HEADER_SIZE &&
	    !learn(c, page))
		return SQLITE_CORRUPT;
	/* SQLite also reads parts of the header. */
	if (!c->is_read || size != c->page_size || offset % size)
		return code;
	put_checksum(sum, page, size, page_number(offset, size));
	if (memcmp(sum, page + size - CHECKSUM_SIZE, CHECKSUM_SIZE) != 0)
		return SQLITE_CORRUPT;
	return code;
}

static int write_checked(sqlite3_file *file, const void *bytes, int size,
			 sqlite3_int64 offset)
{
	struct checked *c = checked_of(file);
	bool is_page = size >= HEADER_SIZE && offset % size == 0;
	int code = SQLITE_OK;
	unsigned char *page;

	if (offset == 0 && size >= HEADER_SIZE)
		learn(c, bytes);
	is_page = is_page && c->is_written;
	if (!is_page || offset != c->start + c->size ||
	    c->size + size > GATHERED)
		code = flush(file);
	if (code != SQLITE_OK)
		return code;
	if (!is_page)
		return c->real->xWrite(file, bytes, size, offset);
	if (!c->pages)
		c->pages = xmalloc(GATHERED);
	if (c->size == 0)
		c->start = offset;
	page = c->pages + c->size;
	memcpy(page, bytes, (size_t)size);
	put_checksum(page + size - CHECKSUM_SIZE, page, size,
		     page_number(offset, size));
	c->size += size;
	return c->is_locked ? SQLITE_OK : flush(file);
}

static int truncate_checked(sqlite3_file *file, sqlite3_int64 size)
{
	int code = flush(file);

	if (code != SQLITE_OK)
		return code;
	return checked_of(file)->real->xTruncate(file, size);
}

static int sync_checked(sqlite3_file *file, int flags)
{
	int code = flush(file);

	if (code != SQLITE_OK)
		return code;
	return checked_of(file)->real->xSync(file, flags);
}

static int measure_checked(sqlite3_file *file, sqlite3_int64 *size)
{
	int code = flush(file);

	if (code != SQLITE_OK)
		return code;
	return checked_of(file)->real->xFileSize(file, size);
}

static int lock_checked(sqlite3_file *file, int level)
{
	struct checked *c = checked_of(file);
	int code = c->real->xLock(file, level);

	if (code == SQLITE_OK && level == SQLITE_LOCK_EXCLUSIVE)
		c->is_locked = true;
	return code;
}

/* Where a page could not be written, the lock is given up nevertheless. */
static int unlock_checked(sqlite3_file *file, int level)
{
	struct checked *c = checked_of(file);
	int code = flush(file);
	int unlocked = c->real->xUnlock(file, level);

	c->is_locked = false;
	return code == SQLITE_OK ? unlocked : code;
}

static int close_checked(sqlite3_file *file)
{
	struct checked *c = checked_of(file);
	int code = flush(file), closed;

	free(c->pages);
	c->pages = NULL;
	closed = c->real->xClose(file);
	return code == SQLITE_OK ? closed : code;
}

/* Learn what there is already; what is empty will be ours. */
static void learn_at_first(struct checked *c, sqlite3_file *file)
{
	unsigned char header[HEADER_SIZE];
	int code = c->real->xRead(file, header, sizeof(header), 0);

	if (code == SQLITE_OK)
		learn(c, header);
	else
		c->is_written = code == SQLITE_IOERR_SHORT_READ;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file,
		     int flags, int *out_flags)
{
	sqlite3_vfs *real = sqlite3_vfs_find(NULL);
	struct checked *c =
		(struct checked *)((char *)file + vfs->szOsFile - sizeof(*c));
	int code = real->xOpen(real, name, file, flags, out_flags);

	if (code != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB))
		return code;
	memset(c, 0, sizeof(*c));
	c->real = file->pMethods;
	learn_at_first(c, file);
	c->methods = *c->real;
	/* The third version's are for files in memory, past all reading. */
	if (c->methods.iVersion > 2)
		c->methods.iVersion = 2;
	c->methods.xRead = read_checked;
	c->methods.xWrite = write_checked;
	c->methods.xTruncate = truncate_checked;
	c->methods.xSync = sync_checked;
	c->methods.xFileSize = measure_checked;
	c->methods.xLock = lock_checked;
	c->methods.xUnlock = unlock_checked;
	c->methods.xClose = close_checked;
	file->pMethods = &c->methods;
	return SQLITE_OK;
}

/* The real one but for what it opens; SQLite keeps it to the end. */
static void register_vfs(void)
{
	sqlite3_vfs *real = sqlite3_vfs_find(NULL), *vfs;
	const size_t align = _Alignof(struct checked);

	if (!real)
		return;
	vfs = xmalloc(sizeof(*vfs));
	*vfs = *real;
	vfs->zName = NAME;
	vfs->szOsFile =
		(int)(((size_t)real->szOsFile + align - 1) / align * align +
		      sizeof(struct checked));
	vfs->xOpen = open_file;
	if (sqlite3_vfs_register(vfs, 0) != SQLITE_OK)
		free(vfs);
}

/* SQLite need not sum up its memory, which it does under a lock. */
static void start(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_initialize() == SQLITE_OK)
		register_vfs();
}

const char *checksum_vfs(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, start);
	return sqlite3_vfs_find(NAME) ? NAME : NULL;
}

int checksum_reserve(sqlite3 *handle)
{
	int bytes = CHECKSUM_SIZE;

	return sqlite3_file_control(handle, "main", SQLITE_FCNTL_RESERVE_BYTES,
				    &bytes);
}
