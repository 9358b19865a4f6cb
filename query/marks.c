#include "query/marks.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "query/search.h"
#include "text/stem.h"

/* Words found in one field beyond these are not looked at. */
#define MAX_PLACES 400

struct found {
	struct place place;
	int word;
};

struct collect {
	const struct plan *plan;
	int stem; /* algorithm of the document */
	struct found *fields[FIELD_COUNT];
	size_t counts[FIELD_COUNT];
};

static void collect_phrase(struct collect *c, struct match *m, int word,
			   int phrase, uint32_t length)
{
	struct occurrence o;

	for (bool more = match_first(m, phrase, &o); more;
	     more = match_next(m, &o)) {
		for (uint32_t i = 0; i < length; i++) {
			size_t *count = &c->counts[o.field];

			if (*count == MAX_PLACES)
				break;
			c->fields[o.field][*count].place.position =
				o.position + i;
			c->fields[o.field][(*count)++].word = word;
		}
	}
}

static int collect_match(struct match *m, void *arg)
{
	struct collect *c = arg;

	for (size_t i = 0; i < c->plan->word_count; i++) {
		const struct word *word = &c->plan->words[i];

		if (word->is_excluded)
			continue;
		for (size_t k = 0; k < word->alternative_count; k++)
			if (word->alternatives[k].stems >> c->stem & 1)
				collect_phrase(c, m, (int)i,
					       word->first_phrase + (int)k,
					       word->alternatives[k].length);
	}
	return 0;
}

static int by_position(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return (x->place.position > y->place.position) -
	       (x->place.position < y->place.position);
}

static int by_start(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Only signs stand between: the parts of one compound. */
static bool is_joined(struct span text, uint32_t end, uint32_t start)
{
	if (start - end > 3)
		return false;
	for (uint32_t i = end; i < start; i++)
		if (ascii_is_space(text.ptr[i]) ||
		    ascii_is_alnum(text.ptr[i]) || strchr(",;()", text.ptr[i]))
			return false;
	return true;
}

/* Sort, drop what was not located, and join what touches. */
static void tidy(struct marks *marks, struct span text)
{
	size_t kept = 0;

	if (marks->count)
		qsort(marks->items, marks->count, sizeof(*marks->items),
		      by_start);
	for (size_t i = 0; i < marks->count; i++) {
		struct mark mark = marks->items[i];
		struct mark *last = kept ? &marks->items[kept - 1] : NULL;

		if (mark.end == mark.start)
			continue;
		if (last && (mark.start <= last->end ||
			     is_joined(text, last->end, mark.start))) {
			if (mark.end > last->end)
				last->end = mark.end;
			continue;
		}
		marks->items[kept++] = mark;
	}
	marks->count = kept;
}

/* Locate the words of a field of the stored text. */
static void locate_field(struct marks *out, struct collect *c, enum field field,
			 const struct content *content,
			 struct analyzer *analyzer, struct arena *a)
{
	size_t count = c->counts[field];
	struct place *places = arena_array(a, count, sizeof(*places));

	if (count)
		qsort(c->fields[field], count, sizeof(struct found),
		      by_position);
	for (size_t i = 0; i < count; i++)
		places[i] = c->fields[field][i].place;
	content_locate(content, field, analyzer, c->stem, places, count);
	for (size_t i = 0; i < count; i++) {
		struct mark *mark = &out->items[out->count++];

		mark->start = places[i].start;
		mark->end = places[i].end;
		mark->word = c->fields[field][i].word;
	}
}

struct locate {
	struct collect *collect;
	enum field field;
	struct marks *out;
};

static int locate_token(const struct token *tok, void *arg)
{
	struct locate *l = arg;

	if (tok->kind == TOKEN_WHOLE)
		return 0;
	for (size_t i = 0; i < l->collect->counts[l->field]; i++) {
		const struct found *f = &l->collect->fields[l->field][i];
		struct mark *mark;

		if (f->place.position != tok->position)
			continue;
		mark = &l->out->items[l->out->count++];
		mark->start = (uint32_t)tok->start;
		mark->end = (uint32_t)tok->end;
		mark->word = f->word;
	}
	return 0;
}

/* The same for a short text that is one field by itself. */
static void locate_short(struct marks *out, struct collect *c, enum field field,
			 struct span text, struct analyzer *analyzer,
			 struct arena *a)
{
	struct locate l = { c, field, out };
	uint32_t position = 0;

	out->items = arena_array(a, c->counts[field], sizeof(*out->items));
	if (c->counts[field])
		tokenize(analyzer, c->stem, text, &position, locate_token, &l);
	tidy(out, text);
}

int marks_find(struct document_marks *out, struct reader *r,
	       const struct plan *plan, const char *expression, int64_t id,
	       const struct document *doc, const struct content *content,
	       struct analyzer *analyzer, struct arena *a, struct error *err)
{
	struct collect c = { .plan = plan, .stem = stem_algorithm(doc->lang) };
	size_t total = 0;

	memset(out, 0, sizeof(*out));
	for (int f = 0; f < FIELD_COUNT; f++)
		c.fields[f] = arena_array(a, MAX_PLACES, sizeof(struct found));
	if (reader_match_one(r, expression, id, collect_match, &c, err) < 0)
		return -1;
	locate_short(&out->title, &c, FIELD_TITLE, doc->title, analyzer, a);
	locate_short(&out->summary, &c, FIELD_SUMMARY, doc->summary, analyzer,
		     a);
	total = c.counts[FIELD_HEADINGS] + c.counts[FIELD_BODY] +
		c.counts[FIELD_CODE];
	out->text.items = arena_array(a, total, sizeof(struct mark));
	locate_field(&out->text, &c, FIELD_HEADINGS, content, analyzer, a);
	locate_field(&out->text, &c, FIELD_BODY, content, analyzer, a);
	locate_field(&out->text, &c, FIELD_CODE, content, analyzer, a);
	tidy(&out->text, content->text);
	return 0;
}

static void put_plain(struct strbuf *out, struct span text, size_t start,
		      size_t end)
{
	for (size_t i = start; i < end; i++)
		strbuf_put_char(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
}

struct span marks_apply(const struct marks *marks, struct span text,
			size_t start, size_t end, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	struct span result;
	size_t at = start;

	for (size_t i = 0; i < marks->count; i++) {
		const struct mark *mark = &marks->items[i];

		if (mark->start < at || mark->end > end)
			continue;
		put_plain(&out, text, at, mark->start);
		strbuf_put_char(&out, MARK_START);
		put_plain(&out, text, mark->start, mark->end);
		strbuf_put_char(&out, MARK_END);
		at = mark->end;
	}
	put_plain(&out, text, at, end);
	result = arena_copy(a, strbuf_span(&out));
	strbuf_release(&out);
	return result;
}
