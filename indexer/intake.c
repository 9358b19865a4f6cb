#include "indexer/intake.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/bytes.h"
#include "base/io.h"
#include "base/map.h"
#include "text/utf8.h"

/* Buffers that grew beyond this are not kept for the next article. */
#define KEEP_BYTES ((size_t)1024 * 1024)

void intake_init(struct intake *r)
{
	const struct arena no_arena = ARENA_INIT;
	const struct strbuf no_bytes = STRBUF_INIT;

	memset(r, 0, sizeof(*r));
	r->arena = no_arena;
	r->bytes = no_bytes;
	r->warnings.arena = &r->arena;
}

void intake_release(struct intake *r)
{
	prepared_free(r->prepared);
	strbuf_release(&r->bytes);
	arena_release(&r->arena);
}

void intake_reset(struct intake *r)
{
	prepared_free(r->prepared);
	r->prepared = NULL;
	if (r->bytes.alloc > KEEP_BYTES)
		strbuf_release(&r->bytes);
	strbuf_reset(&r->bytes);
	arena_reset(&r->arena);
	memset(&r->warnings, 0, sizeof(r->warnings));
	r->warnings.arena = &r->arena;
}

/*
 * Whether a file that cannot be read is still there, as an article may be:
 * what is stored of it is then kept for better times.
 */
static bool is_locked(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		return S_ISREG(st.st_mode);
	return errno != ENOENT && errno != ENOTDIR && errno != ELOOP;
}

/* A warning has the path in front; the message need not quote it. */
static void drop_quoted(char *message, const char *path)
{
	char quoted[sizeof(((struct error *)0)->message)];
	size_t len = (size_t)snprintf(quoted, sizeof(quoted), "'%s'", path);
	char *found = strstr(message, quoted), *end;

	if (!found)
		return;
	end = found + len;
	if (found > message && found[-1] == ' ')
		found--;
	else if (*end == ' ')
		end++;
	memmove(found, end, strlen(end) + 1);
}

/* A limit in the unit that its owner will have set it in. */
static void say_too_large(struct error *err, uint64_t limit)
{
	static const char *const units[] = { "bytes", "KiB", "MiB" };
	size_t unit = 0;

	while (unit < 2 && limit && limit % 1024 == 0) {
		limit /= 1024;
		unit++;
	}
	error_set(err, ERR_LIMIT, "is larger than %llu %s",
		  (unsigned long long)limit, units[unit]);
}

/* Read the file. Returns 0, or -1 when `r` says what became of it. */
static int read_bytes(struct intake *r, const struct intake_task *task)
{
	struct span path =
		path_join(&r->arena, span_from(site_root(task->site)),
			  task->source->path);
	struct error err = ERROR_INIT;

	if (io_read_file(&r->bytes, path.ptr, site_max_file_size(task->site),
			 &err) == 0)
		return 0;
	r->outcome = err.code == ERR_IO && is_locked(path.ptr) ? INTAKE_LOCKED
							       : INTAKE_REFUSED;
	if (err.code == ERR_LIMIT)
		say_too_large(&err, site_max_file_size(task->site));
	drop_quoted(err.message, path.ptr);
	warnings_put(&r->warnings, task->source->path, 0, 0, "%s", err.message);
	return -1;
}

/* The offset of the first byte that is no UTF-8, or text.len. */
static size_t find_malformed(struct span text)
{
	size_t pos = 0;

	while (pos < text.len) {
		size_t start = pos;

		if (text.len - pos >= 16 &&
		    bytes_are_ascii(bytes_load(text.ptr + pos) |
				    bytes_load(text.ptr + pos + 8))) {
			pos += 16;
			continue;
		}
		if (utf8_next(text, &pos) < 0)
			return start;
	}
	return pos;
}

static int line_of(struct span text, size_t offset)
{
	int line = 1;

	for (size_t i = 0; i < offset; i++)
		line += text.ptr[i] == '\n';
	return line;
}

/* Is it text that we can read? Says what is wrong where it is not. */
static bool check_text(struct intake *r, const struct intake_task *task)
{
	struct span text = strbuf_span(&r->bytes);
	struct span path = task->source->path;
	size_t malformed;

	if (span_has_prefix(text, "\xff\xfe") ||
	    span_has_prefix(text, "\xfe\xff")) {
		warnings_put(&r->warnings, path, 0, 0,
			     "is UTF-16; save it as UTF-8");
		return false;
	}
	if (text.len && memchr(text.ptr, '\0', text.len)) {
		warnings_put(&r->warnings, path, 0, 0,
			     "is a binary file, not text");
		return false;
	}
	malformed = find_malformed(text);
	if (malformed < text.len) {
		warnings_put(&r->warnings, path, line_of(text, malformed), 0,
			     "is not UTF-8");
		return false;
	}
	return true;
}

/* Parse what was read, as far as readers are to see it. */
static void make_document(struct intake *r, const struct intake_task *task,
			  struct preparer *preparer)
{
	struct frontmatter front;
	struct markdown markdown;

	frontmatter_parse(&front, strbuf_span(&r->bytes), task->source->path,
			  &r->arena, &r->warnings);
	site_describe(&r->article, task->site, task->source, &front, &r->arena,
		      &r->warnings);
	if (r->article.visibility != VISIBLE) {
		r->outcome = INTAKE_HIDDEN;
		return;
	}
	r->article.markdown.tree = task->tree;
	markdown_parse(&markdown, front.body, &r->article.markdown, &r->arena);
	if (markdown.is_unparsed)
		warnings_put(&r->warnings, task->source->path, 0, 0,
			     "has too much markup to be parsed, and is indexed"
			     " as plain text");
	site_complete(&r->article, task->site, &markdown, &r->arena);
	if (r->article.document->text.len > DOCUMENT_MAX_TEXT) {
		warnings_put(&r->warnings, task->source->path, 0, 0,
			     "has a text of more than %u bytes",
			     (unsigned)DOCUMENT_MAX_TEXT);
		r->outcome = INTAKE_REFUSED;
		return;
	}
	r->article.document->path = task->path;
	if (preparer)
		r->prepared = prepared_new(preparer, r->article.document);
	r->outcome = INTAKE_SHOWN;
}

void intake_make(struct intake *r, const struct intake_task *task,
		 struct preparer *preparer)
{
	if (read_bytes(r, task) < 0)
		return;
	r->hash = hash_word(strbuf_span(&r->bytes), 0);
	if (task->known_hash && *task->known_hash == r->hash)
		r->outcome = INTAKE_SAME;
	else if (!check_text(r, task))
		r->outcome = INTAKE_REFUSED;
	else
		make_document(r, task, preparer);
}
