#include "query/search.h"

#include <stdlib.h>

#include "base/clock.h"
#include "query/search_state.h"
#include "text/utf8.h"

struct search_options search_defaults(void)
{
	struct search_options options;

	memset(&options, 0, sizeof(options));
	options.limit = 10;
	options.sort = SORT_RELEVANCE;
	options.excerpts = true;
	return options;
}

bool search_is_late(struct search *s)
{
	return deadline_is_late(&s->deadline);
}

static int put_option(struct search *s, const char *field, struct span value)
{
	if (value.len == 0 ||
	    query_put_condition(&s->query, span_from(field), value, false) == 0)
		return 0;
	if (s->query.condition_count == QUERY_MAX_CONDITIONS)
		return error_set(s->err, ERR_USAGE, "more than %d filters",
				 QUERY_MAX_CONDITIONS);
	return error_set(s->err, ERR_USAGE, "'%.*s' is not a date",
			 (int)value.len, value.ptr);
}

static int put_options(struct search *s, const char *field,
		       const struct span_list *values)
{
	for (size_t i = 0; i < values->count; i++)
		if (put_option(s, field, values->items[i]) < 0)
			return -1;
	return 0;
}

/* Before the text is read, so that nothing typed takes their room. */
static int put_conditions(struct search *s)
{
	const struct search_options *o = s->options;

	if (put_options(s, "tag", &o->tags) < 0 ||
	    put_options(s, "category", &o->categories) < 0 ||
	    put_options(s, "author", &o->authors) < 0 ||
	    put_option(s, "lang", o->lang) < 0 ||
	    put_option(s, "section", o->section) < 0 ||
	    put_option(s, "after", o->after) < 0)
		return -1;
	return put_option(s, "before", o->before);
}

/* Where there is no time to look all names up, some have to do. */
static int find_names(struct search *s, struct span text)
{
	struct names_options options = { text, s->options->prefix };
	int ret = names_find(&s->names, options, &s->query, &s->plan, s->reader,
			     s->arena, s->err);

	return ret < 0 && s->err->code != ERR_LATE ? -1 : 0;
}

/* From what was typed to what is to be looked up. */
static int read_query(struct search *s, struct span text)
{
	struct plan_options options = { s->options->prefix, s->options->literal,
					&s->filter };

	query_init(&s->query, s->arena);
	if (put_conditions(s) < 0)
		return -1;
	query_parse(&s->query, text);
	if (filter_make(&s->filter, &s->query, s->reader, s->analyzer, s->arena,
			s->err) < 0)
		return -1;
	preference_make(&s->preference, s->options->prefer, s->filter.langs,
			s->reader, s->arena);
	if (plan_make(&s->plan, &s->query, options, s->reader, s->analyzer,
		      s->arena, s->err) < 0)
		return -1;
	return find_names(s, text);
}

/*
 * From the text to the best matches. Half of the time may go into reading
 * the query, so that some remains to find something by what was read of it.
 * Without time to make a filter, nothing passes it.
 */
static int find(struct search *s, struct span text, double start)
{
	double time = s->options->deadline_ms;
	int ret;

	s->deadline = deadline_after(start, time / 2);
	reader_watch(s->reader, deadline_watch, &s->deadline);
	ret = read_query(s, text);
	if (ret == 0) {
		s->plan.is_cut |= s->deadline.is_late;
		s->deadline = deadline_after(start, time);
		ret = search_gather(s);
	}
	reader_watch(s->reader, NULL, NULL);
	return ret < 0 && s->err->code == ERR_LATE ? 0 : ret;
}

void search_end(struct search *s, struct results *out, double start)
{
	out->revision = reader_revision(s->reader);
	reader_end(s->reader);
	free(s->found.items);
	arena_release(&s->evidence);
	out->took_ms = clock_ms() - start;
}

int search(struct results *out, struct reader *r, struct span text,
	   const struct search_options *options, struct arena *a,
	   struct error *err)
{
	struct search_options bounded = *options;
	struct search s = {
		.options = &bounded, .reader = r, .arena = a, .err = err
	};
	double start = clock_ms();
	int ret;

	if (bounded.limit > SEARCH_MAX_LIMIT)
		bounded.limit = SEARCH_MAX_LIMIT;
	if (bounded.offset > SEARCH_MAX_OFFSET)
		bounded.offset = SEARCH_MAX_OFFSET;
	memset(out, 0, sizeof(*out));
	if (reader_begin(r, err) < 0)
		return -1;
	s.analyzer = reader_analyzer(r);
	ret = find(&s, utf8_prefix(text, QUERY_MAX_BYTES), start);
	if (ret == 0)
		ret = search_make_results(&s, out);
	if (ret == 0)
		ret = reader_failure(r, err);
	out->partial = s.deadline.is_late || s.plan.is_cut ||
		       text.len > QUERY_MAX_BYTES;
	search_end(&s, out, start);
	return ret;
}
