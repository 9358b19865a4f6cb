#include "query/names.h"

#include "store/reader.h"
#include "text/key.h"

struct search_names {
	struct names *out;
	struct reader *reader;
	struct arena *arena;
	struct error *err;
	struct idset *set; /* that documents go to */
};

static int put_named(int64_t id, unsigned kind, void *arg)
{
	struct search_names *s = arg;

	if (s->set) {
		if (kind & NAME_WRITTEN)
			idset_put(s->set, s->arena, id);
	} else if (kind != NAME_OTHER) {
		idset_put(&s->out->titles, s->arena, id);
	} else {
		idset_put(&s->out->others, s->arena, id);
	}
	return 0;
}

/* Into `set`, those that are written so; into the usual ones, all. */
static int find_exact(struct search_names *s, struct idset *set,
		      const struct strbuf *name)
{
	s->set = set;
	if (name->len == 0)
		return 0;
	return reader_find_name(s->reader, strbuf_span(name), put_named, s,
				s->err);
}

static int put_beginning(int64_t id, void *arg)
{
	struct search_names *s = arg;

	idset_put(s->set, s->arena, id);
	return 0;
}

static int find_beginnings(struct search_names *s, struct idset *set,
			   const struct strbuf *name)
{
	s->set = set;
	return reader_complete_title(s->reader, strbuf_span(name),
				     NAME_TITLE | NAME_WRITTEN, -1,
				     put_beginning, s, s->err);
}

/* Appends to `name`. */
static int find_all_beginnings(struct search_names *s, struct strbuf *name)
{
	if (name->len == 0)
		return 0;
	if (find_beginnings(s, &s->out->beginnings, name) < 0)
		return -1;
	strbuf_put_char(name, ' ');
	return find_beginnings(s, &s->out->whole_words, name);
}

static bool is_within(struct span part, struct span text)
{
	return part.ptr >= text.ptr &&
	       part.ptr + part.len <= text.ptr + text.len;
}

/* The clause, its words in the spelling that was meant. */
static void put_clause(struct strbuf *out, struct span text,
		       const struct plan *plan)
{
	const char *from = text.ptr, *end = text.ptr + text.len;

	for (size_t i = 0; i < plan->word_count; i++) {
		const struct word *word = &plan->words[i];

		if (word->corrected.len == 0 || !is_within(word->text, text))
			continue;
		strbuf_put(out, from, (size_t)(word->text.ptr - from));
		strbuf_put_span(out, word->corrected);
		from = word->text.ptr + word->text.len;
	}
	strbuf_put(out, from, (size_t)(end - from));
}

/* What was to be found; empty where something was to be left out. */
static void put_meant(struct strbuf *out, const struct query *query,
		      const struct plan *plan)
{
	for (size_t i = 0; i < query->clause_count; i++) {
		if (query->clauses[i].is_excluded) {
			strbuf_reset(out);
			return;
		}
		put_clause(out, query->clauses[i].text, plan);
		strbuf_put_char(out, ' ');
	}
}

/* By the name in all its forms: as typed, as meant, and the latter's key. */
static int find_names(struct search_names *s, struct names_options options,
		      struct strbuf *typed, struct strbuf *meant,
		      struct strbuf *key)
{
	if (find_exact(s, &s->out->written, typed) < 0 ||
	    find_exact(s, &s->out->titles, meant) < 0 ||
	    find_exact(s, NULL, key) < 0)
		return -1;
	if (!options.prefix)
		return 0;
	if (find_all_beginnings(s, typed) < 0 ||
	    find_all_beginnings(s, meant) < 0)
		return -1;
	return find_all_beginnings(s, key);
}

int names_find(struct names *out, struct names_options options,
	       const struct query *query, const struct plan *plan,
	       struct reader *r, struct arena *a, struct error *err)
{
	struct search_names s = { out, r, a, err, NULL };
	struct strbuf text = STRBUF_INIT, key = STRBUF_INIT;
	struct strbuf typed = STRBUF_INIT, meant = STRBUF_INIT;
	int ret;

	memset(out, 0, sizeof(*out));
	put_meant(&text, query, plan);
	key_put(&key, reader_analyzer(r), strbuf_span(&text));
	key_put_written(&typed, options.text);
	key_put_written(&meant, strbuf_span(&text));
	/* Mostly nothing was mended; what is empty is not looked for. */
	if (span_eq(strbuf_span(&typed), strbuf_span(&meant)))
		strbuf_reset(&meant);
	ret = find_names(&s, options, &typed, &meant, &key);
	strbuf_release(&text);
	strbuf_release(&key);
	strbuf_release(&typed);
	strbuf_release(&meant);
	return ret;
}
