#include "query/compound.h"

#include "base/ascii.h"
#include "query/pieces.h"
#include "query/row.h"
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

/* Whether the index has every word of a compound. */
static int has_words(const struct reading *reading, bool is_prefix,
		     struct reader *r, struct error *err)
{
	struct span rest = reading->terms, word;

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
	struct reading reading;
	int ret;

	reading_make(&reading, text, STEM_NONE, analyzer, a);
	if (!reading.whole.len)
		return 0;
	ret = row_is_nowhere(text, is_prefix, r, analyzer, a, err);
	if (ret == 1)
		ret = has_words(&reading, is_prefix, r, err);
	if (ret == 1)
		find_words(out, text, analyzer, a);
	return ret < 0 ? -1 : 0;
}
