#include "server/folders.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/mem.h"

/* Nothing of a site lies deeper; a bound for the recursion. */
enum { MAX_DEPTH = 64 };

#define EVENTS                                                                 \
	(IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |              \
	 IN_MOVED_TO | IN_ONLYDIR | IN_DONT_FOLLOW)

static bool is_wanted_folder(struct span name)
{
	return name.len && name.ptr[0] != '.' && !span_is(name, "node_modules");
}

/*
 * What articles and settings are called. Others come and go all the time:
 * what editors keep beside a file, what generators put out, and the index
 * itself where it lies in the site.
 */
static bool is_wanted_file(struct span name)
{
	static const char *const extensions[] = {
		".md",  ".markdown", ".mdown", ".mkd", ".mkdn", ".mkdown",
		".mdx", ".toml",     ".yaml",  ".yml", ".json",
	};
	struct span extension = path_extension(name);

	if (name.len == 0 || name.ptr[0] == '.')
		return false;
	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++)
		if (span_iis(extension, extensions[i]))
			return true;
	return span_is(name, "synonyms.txt");
}

static void watch_tree(struct folders *f, const char *path, int depth);

static bool is_folder(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void watch_below(struct folders *f, const char *path, int depth)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		struct arena a = ARENA_INIT;
		struct span name = span_from(entry->d_name);
		struct span below = path_join(&a, span_from(path), name);

		if (is_wanted_folder(name) && is_folder(below.ptr))
			watch_tree(f, below.ptr, depth + 1);
		arena_release(&a);
	}
	if (dir)
		closedir(dir);
}

/* Watched before it is read, so that nothing comes unnoticed between. */
static void watch_tree(struct folders *f, const char *path, int depth)
{
	int number = inotify_add_watch(f->fd, path, EVENTS);

	if (number < 0) {
		/* One that is gone again, or never was ours, is no loss. */
		if (errno == ENOSPC || errno == ENOMEM)
			f->is_blind = true;
		return;
	}
	ARRAY_GROW(f->items, f->count + 1, f->alloc);
	f->items[f->count].number = number;
	f->items[f->count++].path = xstrdup(path);
	if (depth < MAX_DEPTH)
		watch_below(f, path, depth);
}

int folders_open(struct folders *f, const struct span_list *roots,
		 struct error *err)
{
	memset(f, 0, sizeof(*f));
	f->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (f->fd < 0)
		return error_set_errno(err, ERR_IO, "cannot watch folders");
	for (size_t i = 0; i < roots->count; i++) {
		if (!io_is_folder(roots->items[i].ptr))
			return error_set(err, ERR_IO, "there is no folder '%s'",
					 roots->items[i].ptr);
		watch_tree(f, roots->items[i].ptr, 0);
	}
	return 0;
}

void folders_close(struct folders *f)
{
	for (size_t i = 0; i < f->count; i++)
		free(f->items[i].path);
	free(f->items);
	f->items = NULL;
	f->count = f->alloc = 0;
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

/* The latest under a number, for a folder may be watched twice. */
static struct watched *find(struct folders *f, int number)
{
	for (size_t i = f->count; i > 0; i--)
		if (f->items[i - 1].number == number)
			return &f->items[i - 1];
	return NULL;
}

static void forget(struct folders *f, int number)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->count; i++) {
		if (f->items[i].number == number)
			free(f->items[i].path);
		else
			f->items[kept++] = f->items[i];
	}
	f->count = kept;
}

/* A folder that went elsewhere is watched no more, nor are those in it. */
static void leave(struct folders *f, struct span path)
{
	for (size_t i = 0; i < f->count; i++) {
		struct span other = span_from(f->items[i].path);

		if (other.len >= path.len &&
		    !memcmp(other.ptr, path.ptr, path.len) &&
		    (other.len == path.len || other.ptr[path.len] == '/'))
			inotify_rm_watch(f->fd, f->items[i].number);
	}
}

static bool take_folder_event(struct folders *f,
			      const struct inotify_event *event)
{
	struct arena a = ARENA_INIT;
	const struct watched *parent = find(f, event->wd);
	struct span name = span_from(event->name), path;

	if (!is_wanted_folder(name))
		return false;
	if (parent) {
		path = path_join(&a, span_from(parent->path), name);
		if (event->mask & IN_MOVED_FROM)
			leave(f, path);
		else if (event->mask & (IN_CREATE | IN_MOVED_TO))
			watch_tree(f, path.ptr, 0);
	}
	arena_release(&a);
	return true;
}

static bool take_event(struct folders *f, const struct inotify_event *event)
{
	if (event->mask & IN_Q_OVERFLOW)
		return true;
	if (event->mask & IN_IGNORED) {
		forget(f, event->wd);
		return false;
	}
	if (event->len == 0)
		return false;
	if (event->mask & IN_ISDIR)
		return take_folder_event(f, event);
	return is_wanted_file(span_from(event->name));
}

bool folders_read(struct folders *f)
{
	_Alignas(struct inotify_event) char buffer[16 * 1024];
	bool is_changed = false;
	ssize_t len;

	while ((len = read(f->fd, buffer, sizeof(buffer))) > 0) {
		for (char *at = buffer; at < buffer + len;) {
			const struct inotify_event *event = (const void *)at;

			is_changed |= take_event(f, event);
			at += sizeof(*event) + event->len;
		}
	}
	return is_changed;
}
