#include "indexer/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/io.h"
#include "base/sort.h"
#include "indexer/generator.h"
#include "text/utf8.h"

/* Every level keeps one folder open. */
#define MAX_DEPTH 64

struct walker {
	struct source_list *out;
	size_t alloc;
	files_filter filter;
	void *arg;
	struct arena *arena;
	struct warnings *warnings;
	struct strbuf path; /* on disk */
	size_t root_len;    /* of it, with its slash */
	const char *root;   /* as it was given */
	const char *place;  /* the root without links, as realpath() says */
};

static int walk_folder(struct walker *walker, int depth, struct error *err);

/* The path that is being looked at, from the root of the site. */
static struct span site_path(const struct walker *walker)
{
	struct span path = strbuf_span(&walker->path);

	if (path.len <= walker->root_len)
		return span_make("", 0);
	return span_slice(path, walker->root_len, path.len);
}

static bool is_clean_name(struct span name)
{
	for (size_t pos = 0; pos < name.len;) {
		int32_t code = utf8_next(name, &pos);

		if (code < 0x20 || code == 0x7f)
			return false;
	}
	return true;
}

/* What of the path can be printed. */
static struct span printable(struct arena *a, struct span path)
{
	char *copy = arena_strdup(a, path);

	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)copy[i];

		if (c < 0x20 || c > 0x7e)
			copy[i] = '?';
	}
	return span_make(copy, path.len);
}

/*
 * Whether what the path leads to, all links followed, is in the site. A
 * link out of it may lead to what nobody meant to publish.
 */
static bool is_inside(const struct walker *walker)
{
	char *place = realpath(walker->path.buf, NULL);
	bool is_inside = place && (!strcmp(walker->place, "/") ||
				   path_is_below(span_from(place),
						 span_from(walker->place)));

	free(place);
	return is_inside;
}

static int64_t nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void put_source(struct walker *walker, const struct stat *st)
{
	struct source_list *out = walker->out;
	struct source *source;

	if (out->count == walker->alloc) {
		size_t alloc = walker->alloc ? walker->alloc * 2 : 64;
		struct source *items =
			arena_array(walker->arena, alloc, sizeof(*items));

		if (out->count)
			memcpy(items, out->items, out->count * sizeof(*items));
		out->items = items;
		walker->alloc = alloc;
	}
	source = &out->items[out->count++];
	source->path = arena_copy(walker->arena, site_path(walker));
	source->size = (uint64_t)st->st_size;
	source->mtime = nanoseconds(st->st_mtim);
	source->ctime = nanoseconds(st->st_ctim);
}

/*
 * Look at one name of the open folder; the walker's path ends with it. The
 * name alone is found sooner than all of the path.
 */
static void visit(struct walker *walker, int folder, const char *file,
		  int depth)
{
	struct span path = site_path(walker), name = span_from(file);
	struct error err = ERROR_INIT;
	struct stat st;
	bool is_link;

	if (fstatat(folder, file, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return; /* gone since the folder was read */
	is_link = S_ISLNK(st.st_mode);
	if (is_link && stat(walker->path.buf, &st) < 0) {
		if (walker->filter(walker->arg, path, false))
			warnings_put(walker->warnings, path, 0, 0,
				     "the link leads nowhere: %s",
				     strerror(errno));
		return;
	}
	if (S_ISDIR(st.st_mode) && is_link)
		return;
	if (!walker->filter(walker->arg, path, S_ISDIR(st.st_mode)))
		return;
	if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode)) {
		warnings_put(walker->warnings, path, 0, 0,
			     "left out: it is not a regular file");
		return;
	}
	if (!is_clean_name(name)) {
		warnings_put(walker->warnings, printable(walker->arena, path),
			     0, 0,
			     "left out: the name is not UTF-8, or holds "
			     "control characters");
		return;
	}
	if (is_link && !is_inside(walker))
		warnings_put(walker->warnings, path, 0, 0,
			     "left out: the link leads out of the site");
	else if (!S_ISDIR(st.st_mode))
		put_source(walker, &st);
	else if (walk_folder(walker, depth + 1, &err) < 0)
		warnings_put(walker->warnings, path, 0, 0, "%s", err.message);
}

static int walk_folder(struct walker *walker, int depth, struct error *err)
{
	size_t len = walker->path.len;
	struct dirent *entry;
	DIR *dir;

	if (depth > MAX_DEPTH)
		return error_set(err, ERR_LIMIT,
				 "left out: more than %d folders deep",
				 MAX_DEPTH);
	dir = opendir(walker->path.buf);
	if (!dir && walker->path.len > walker->root_len)
		/* A warning, which has the path in front. */
		return error_set_errno(err, ERR_IO, "cannot read the folder");
	if (!dir)
		return error_set_errno(err, ERR_IO, "cannot read folder '%s'",
				       walker->root);
	while ((entry = readdir(dir))) {
		struct span name = span_from(entry->d_name);

		if (span_is(name, ".") || span_is(name, ".."))
			continue;
		if (len && walker->path.buf[len - 1] != '/')
			strbuf_put_char(&walker->path, '/');
		strbuf_put_span(&walker->path, name);
		visit(walker, dirfd(dir), entry->d_name, depth);
		strbuf_truncate(&walker->path, len);
	}
	closedir(dir);
	return 0;
}

int files_walk(struct source_list *out, const char *root, struct span start,
	       files_filter filter, void *arg, struct arena *a,
	       struct warnings *w, struct error *err)
{
	struct walker walker = { .out = out,
				 .alloc = out->count,
				 .filter = filter,
				 .arg = arg,
				 .arena = a,
				 .warnings = w,
				 .root = root,
				 .path = STRBUF_INIT };
	char *place = realpath(root, NULL);
	int ret;

	if (!place)
		return error_set_errno(err, ERR_IO, "cannot read folder '%s'",
				       root);
	walker.place = place;

	strbuf_put_str(&walker.path, root);
	if (walker.path.len && walker.path.buf[walker.path.len - 1] != '/')
		strbuf_put_char(&walker.path, '/');
	walker.root_len = walker.path.len;
	strbuf_put_span(&walker.path, start);
	if (start.len && io_is_folder(walker.path.buf) && !is_inside(&walker))
		ret = error_set(err, ERR_IO, "left out: it is not in the site");
	else
		ret = walk_folder(&walker, 0, err);
	free(place);
	strbuf_release(&walker.path);
	return ret;
}

static int compare_paths(const void *a, const void *b)
{
	return span_cmp(((const struct source *)a)->path,
			((const struct source *)b)->path);
}

void files_sort(struct source_list *list)
{
	sort_items(list->items, list->count, sizeof(*list->items),
		   compare_paths);
}
