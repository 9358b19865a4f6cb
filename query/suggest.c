#include "query/suggest.h"

#include "base/clock.h"
#include "base/strbuf.h"
#include "query/deadline.h"
#include "text/key.h"
#include "text/stem.h"
#include "text/tokenize.h"

struct suggestion {
	struct suggestions *out;
	struct arena *arena;
	struct span head; /* what stands before the last word */
	struct span last; /* the last word, folded; empty: there is none */
	size_t start;     /* where it begins */
	size_t end;       /* of the text */
};

/*
 * The last word is what ends where the text does; of a compound, all of
 * it ("std::vec") rather than its last part.
 */
static int find_last(const struct token *tok, void *arg)
{
	struct suggestion *s = arg;

	if (tok->end != s->end || (s->last.len && tok->start >= s->start))
		return 0;
	s->last = arena_copy(s->arena, tok->word);
	s->start = tok->start;
	return 0;
}

static int put_word(struct span word, int64_t documents, void *arg)
{
	struct suggestion *s = arg;
	struct suggested_word *to;

	/* What is complete already is no suggestion. */
	if (span_eq(word, s->last))
		return 0;
	if (s->out->word_count == SUGGEST_MAX)
		return 1;
	to = &s->out->words[s->out->word_count++];
	to->documents = documents;
	to->text = arena_printf(s->arena, "%.*s%.*s", (int)s->head.len,
				s->head.ptr, (int)word.len, word.ptr);
	return 0;
}

static int complete_word(struct suggestion *s, struct reader *r,
			 struct span text, struct error *err)
{
	uint32_t position = 0;

	s->end = text.len;
	tokenize(reader_analyzer(r), STEM_NONE, text, &position, find_last, s);
	if (s->last.len == 0)
		return 0;
	s->head = span_slice(text, 0, s->start);
	/* One more, for the word itself may be among them. */
	return reader_complete_word(r, s->last, SUGGEST_MAX + 1, put_word, s,
				    err);
}

static int put_title(int64_t id, void *arg)
{
	struct suggestions *out = arg;

	for (size_t i = 0; i < out->title_count; i++)
		if (out->titles[i].id == id)
			return 0;
	if (out->title_count == SUGGEST_MAX)
		return 1;
	out->titles[out->title_count++].id = id;
	return 0;
}

static int complete_title(struct suggestions *out, struct reader *r,
			  struct span text, struct error *err)
{
	struct strbuf key = STRBUF_INIT;
	int ret = 0;

	key_put(&key, reader_analyzer(r), text);
	if (key.len)
		ret = reader_complete_title(r, strbuf_span(&key), NAME_TITLE,
					    SUGGEST_MAX, put_title, out, err);
	/* Titles found by their beginning may be found once more. */
	if (key.len && ret >= 0 && out->title_count < SUGGEST_MAX)
		ret = reader_complete_title_word(r, strbuf_span(&key),
						 2 * SUGGEST_MAX, put_title,
						 out, err);
	strbuf_release(&key);
	return ret;
}

static int load_titles(struct suggestions *out, struct reader *r,
		       struct arena *a, struct error *err)
{
	for (size_t i = 0; i < out->title_count; i++) {
		struct document doc;

		if (reader_find_document(r, out->titles[i].id, &doc, a, err) <
		    0)
			return -1;
		out->titles[i].title = doc.title;
		out->titles[i].url = doc.url;
	}
	return 0;
}

static int find(struct suggestions *out, struct reader *r, struct span text,
		struct arena *a, struct error *err)
{
	struct suggestion s = { .out = out, .arena = a };

	if (complete_word(&s, r, text, err) < 0 ||
	    complete_title(out, r, text, err) < 0)
		return err->code == ERR_LATE ? 0 : -1;
	return 0;
}

int suggest(struct suggestions *out, struct reader *r, struct span text,
	    double deadline_ms, struct arena *a, struct error *err)
{
	struct deadline deadline = deadline_after(clock_ms(), deadline_ms);
	int ret;

	memset(out, 0, sizeof(*out));
	if (reader_begin(r, err) < 0)
		return -1;
	out->revision = reader_revision(r);
	reader_watch(r, deadline_watch, &deadline);
	ret = find(out, r, text, a, err);
	reader_watch(r, NULL, NULL);
	if (ret == 0)
		ret = load_titles(out, r, a, err);
	reader_end(r);
	return ret;
}
