#include "query/status.h"

#include <stdlib.h>
#include <sys/stat.h>

struct counter {
	struct reader *reader;
	struct status *status;
	struct arena arena; /* of one document */
	struct error *err;
};

/* A document_fn. */
static int count_document(int64_t id, void *arg)
{
	struct counter *c = arg;
	const struct columns *columns = reader_columns(c->reader, id);
	struct document doc;

	arena_reset(&c->arena);
	if (reader_find_document(c->reader, id, &doc, &c->arena, c->err) < 0)
		return -1;
	c->status->documents++;
	c->status->words += doc.words;
	if (columns && columns->lang < c->status->language_count)
		c->status->languages[columns->lang].documents++;
	return 0;
}

static int compare_languages(const void *a, const void *b)
{
	const struct language_count *x = a, *y = b;

	if (x->documents != y->documents)
		return x->documents > y->documents ? -1 : 1;
	return span_cmp(x->name, y->name);
}

/* Languages that no document has any more stay in the index. */
static void sort_languages(struct status *s)
{
	if (s->language_count)
		qsort(s->languages, s->language_count, sizeof(*s->languages),
		      compare_languages);
	while (s->language_count &&
	       s->languages[s->language_count - 1].documents == 0)
		s->language_count--;
}

static int count_documents(struct status *s, struct reader *r, struct arena *a,
			   struct error *err)
{
	struct counter c = { r, s, ARENA_INIT, err };
	const struct span_list *names;
	int ret;

	if (reader_begin(r, err) < 0)
		return -1;
	s->revision = reader_revision(r);
	names = reader_languages(r);
	s->language_count = names->count;
	s->languages = arena_array(a, names->count, sizeof(*s->languages));
	for (size_t i = 0; i < names->count; i++)
		s->languages[i].name = arena_copy(a, names->items[i]);
	ret = reader_each_document(r, count_document, &c, err);
	reader_end(r);
	arena_release(&c.arena);
	sort_languages(s);
	return ret < 0 ? -1 : 0;
}

static int look_at_file(struct status *s, struct error *err)
{
	struct stat st;

	if (stat(s->path, &st) < 0)
		return error_set_errno(err, ERR_IO, "cannot look at '%s'",
				       s->path);
	s->bytes = st.st_size;
	s->changed = st.st_mtime;
	return 0;
}

int status_find(struct status *out, const char *path, struct arena *a,
		struct error *err)
{
	struct reader *r = NULL;
	struct error ignored;
	int ret = -1;

	memset(out, 0, sizeof(*out));
	out->path = path;
	if (reader_open(&r, path, err) < 0 || look_at_file(out, err) < 0)
		goto out;
	ret = 0;
	/* Counting may stumble over the damage, which is no news. */
	if (reader_check(r, &out->damage) < 0)
		count_documents(out, r, a, &ignored);
	else
		ret = count_documents(out, r, a, err);
out:
	reader_close(r);
	return ret;
}
