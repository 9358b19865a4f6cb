#include "query/compound.h"

#include "base/ascii.h"
#include "base/strbuf.h"
#include "query/pieces.h"
#include "store/replay.h"
#include "text/stem.h"

struct find_words {
	struct span_list words;
	struct arena *arena;
	struct span text;
	bool is_split; /* nothing tells that they belong together */
};

static bool is_behind_apostrophe(struct span text, size_t start)
{
	static const char typographic[] = "\xe2\x80\x99";
	size_t len = sizeof(typographic) - 1;

	return (start && text.ptr[start - 1] == '\'') ||
	       (start >= len &&
		memcmp(text.ptr + start - len, typographic, len) == 0);
}

static int find_word(const struct token *tok, void *arg)
{
	struct find_words *f = arg;
	struct span word = span_slice(f->text, tok->start, tok->end);

	if (tok->kind == TOKEN_WHOLE)
		return 0;
	if (tok->kind != TOKEN_WORD || ascii_is_digit(word.ptr[0]) ||
	    is_behind_apostrophe(f->text, tok->start))
		f->is_split = false;
	arena_list_put(f->arena, &f->words, word);
	return 0;
}

static void find_words(struct span_list *out, struct span text,
		       struct analyzer *analyzer, struct arena *a)
{
	struct find_words f = { { NULL, 0, 0 }, a, text, true };
	uint32_t position = 0;

	tokenize(analyzer, STEM_NONE, text, &position, find_word, &f);
	for (size_t i = 0; f.is_split && i < f.words.count; i++)
		arena_list_put(a, out, f.words.items[i]);
}

/* Append the FTS5 expression for a compound, or its words in a row. */
static void put_expression(struct strbuf *out, const struct reading *reading,
			   bool is_prefix)
{
	struct span front = reading->terms;

	if (out->len)
		strbuf_put_str(out, " OR ");
	strbuf_printf(out, "\"%.*s\" OR \"%.*s\"", (int)front.len, front.ptr,
		      (int)reading->whole.len, reading->whole.ptr);
	if (!is_prefix)
		return;
	/* Unfinished words are looked for among surface words. */
	while (front.len && front.ptr[front.len - 1] != ' ')
		front.len--;
	strbuf_printf(out, " OR \"%.*s%.*s\" * OR \"%.*s%c%.*s\" *",
		      (int)front.len, front.ptr, (int)reading->last_word.len,
		      reading->last_word.ptr, (int)front.len, front.ptr,
		      REPLAY_SURFACE, (int)reading->last_word.len,
		      reading->last_word.ptr);
}

static int end_walk(struct match *m, void *arg)
{
	(void)m;
	(void)arg;
	return 1;
}

/* 1: `text` is a compound, but in no document; 0: it is none, or in one. */
static int is_nowhere(struct span text, bool is_prefix, struct reader *r,
		      struct analyzer *analyzer, struct arena *a,
		      struct error *err)
{
	struct strbuf expression = STRBUF_INIT;
	uint32_t stems = reader_stems(r);
	int ret = 1;

	for (int algorithm = 0; algorithm < STEM_COUNT; algorithm++) {
		struct reading reading;

		if (!(stems & (uint32_t)1 << algorithm))
			continue;
		reading_make(&reading, text, algorithm, analyzer, a);
		if (reading.whole.len)
			put_expression(&expression, &reading, is_prefix);
	}
	if (expression.len)
		ret = reader_match(r, expression.buf, end_walk, NULL, err);
	strbuf_release(&expression);
	return ret < 0 ? -1 : ret == 0;
}

/* Whether the index has every word of a compound. */
static int has_words(struct span text, bool is_prefix, struct reader *r,
		     struct analyzer *analyzer, struct arena *a,
		     struct error *err)
{
	struct reading reading;
	struct span rest, word;

	reading_make(&reading, text, STEM_NONE, analyzer, a);
	rest = reading.terms;
	while (span_next_piece(&rest, ' ', &word)) {
		struct word_counts counts = { 0 };
		int ret = is_prefix && rest.len == 0
				  ? reader_count_prefix(r, word,
							&counts.documents, err)
				  : reader_find_word(r, word, &counts, err);

		if (ret < 0 || counts.documents + counts.surfaces == 0)
			return ret < 0 ? -1 : 0;
	}
	return 1;
}

int compound_split(struct span_list *out, struct span text, bool is_prefix,
		   struct reader *r, struct analyzer *analyzer, struct arena *a,
		   struct error *err)
{
	int ret = is_nowhere(text, is_prefix, r, analyzer, a, err);

	if (ret == 1)
		ret = has_words(text, is_prefix, r, analyzer, a, err);
	if (ret == 1)
		find_words(out, text, analyzer, a);
	return ret < 0 ? -1 : 0;
}
