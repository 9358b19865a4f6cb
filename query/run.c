#include "query/run.h"

#include "query/row.h"
#include "text/stem.h"

struct bigram {
	struct span text; /* as typed */
	struct span term;
	bool is_known;
};

struct find_bigrams {
	struct bigram *items; /* room for one a byte of the text */
	size_t count;
	struct span text;
	struct arena *arena;
	bool has_other; /* tokens than bigrams */
};

static int find_bigram(const struct token *tok, void *arg)
{
	struct find_bigrams *f = arg;

	if (tok->kind == TOKEN_BIGRAM)
		f->items[f->count++] = (struct bigram){
			span_slice(f->text, tok->start, tok->end),
			arena_copy(f->arena, tok->term), false
		};
	else if (tok->kind != TOKEN_BIGRAM_TAIL)
		f->has_other = true;
	return 0;
}

/* Returns how many of them the index has, or -1. */
static int look_up(struct find_bigrams *f, struct reader *r, struct error *err)
{
	int known = 0;

	for (size_t i = 0; i < f->count; i++) {
		struct bigram *b = &f->items[i];
		struct word_counts counts = { 0, 0 };

		if (reader_find_word(r, b->term, &counts, err) < 0)
			return -1;
		b->is_known = counts.documents > 0;
		known += b->is_known;
	}
	return known;
}

/* Both of its characters are in bigrams that the index has. */
static bool is_covered(const struct find_bigrams *f, size_t i)
{
	return i > 0 && i + 1 < f->count && f->items[i - 1].is_known &&
	       f->items[i + 1].is_known;
}

int run_split(struct span_list *out, struct span text, bool is_prefix,
	      struct reader *r, struct analyzer *analyzer, struct arena *a,
	      struct error *err)
{
	struct find_bigrams f = { .text = text, .arena = a };
	uint32_t position = 0;
	int ret;

	f.items = arena_array(a, text.len, sizeof(*f.items));
	tokenize(analyzer, STEM_NONE, text, &position, find_bigram, &f);
	if (f.has_other || f.count < 2)
		return 0;
	ret = row_is_nowhere(text, is_prefix, r, analyzer, a, err);
	if (ret == 1)
		ret = look_up(&f, r, err);
	for (size_t i = 0; ret > 0 && i < f.count; i++)
		if (f.items[i].is_known || !is_covered(&f, i))
			arena_list_put(a, out, f.items[i].text);
	return ret < 0 ? -1 : 0;
}
