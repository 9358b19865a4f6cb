#include "query/join.h"

#include "base/ascii.h"
#include "query/row.h"
#include "text/stem.h"
#include "text/utf8.h"

/* As few as a word needs to be mended at all. */
#define MIN_LETTERS 5

struct joiner {
	uint32_t stems;
	struct reader *reader;
	struct analyzer *analyzer;
	struct arena *arena;
	struct error *err;
};

/* What stands between two words that may be one. */
static bool is_gap(const char *from, const char *to)
{
	if (from >= to)
		return false;
	for (; from < to; from++)
		if (*from != '-' && !ascii_is_space(*from))
			return false;
	return true;
}

static bool may_join(const struct piece *piece)
{
	const struct clause *c = piece->clause;

	if (c->is_quoted || c->is_excluded || c->is_prefix || piece->is_stop)
		return false;
	for (size_t i = 0; i < piece->text.len; i++)
		if (ascii_is_digit(piece->text.ptr[i]))
			return false;
	return true;
}

/* As typed, with what stands between; empty where they do not belong so. */
static struct span row_of(const struct piece *left, const struct piece *right)
{
	const char *end = left->text.ptr + left->text.len;

	if (!may_join(left) || !may_join(right) ||
	    left->clause->is_title_only != right->clause->is_title_only ||
	    !is_gap(end, right->text.ptr))
		return span_make("", 0);
	return span_make(left->text.ptr,
			 (size_t)(right->text.ptr - left->text.ptr) +
				 right->text.len);
}

static bool is_word(const struct joiner *j, struct span text,
		    struct reading *reading)
{
	reading_make(reading, text, STEM_NONE, j->analyzer, j->arena);
	return reading->length == 1 && reading->last_is_word &&
	       !reading->whole.len;
}

static size_t count_letters(struct span word)
{
	size_t count = 0;

	for (size_t pos = 0; pos < word.len; count++)
		utf8_next(word, &pos);
	return count;
}

/* 1: the index has `word` as it is; 0: it has not. */
static int has_word(const struct joiner *j, struct span word)
{
	struct reading reading;
	struct word_counts counts = { 0, 0 };

	if (!is_word(j, word, &reading) ||
	    count_letters(reading.last_word) < MIN_LETTERS)
		return 0;
	if (reader_find_word(j->reader, reading.last_word, &counts, j->err) < 0)
		return -1;
	return counts.surfaces > 0;
}

/* Returns 1 where `left` and `right` are one word that was meant. */
static int try_join(const struct joiner *j, struct expansion *out,
		    const struct piece *left, const struct piece *right)
{
	struct reading l, r;
	int ret;

	out->from = row_of(left, right);
	if (!out->from.len || !is_word(j, left->text, &l) ||
	    !is_word(j, right->text, &r))
		return 0;
	/* Folded: Book and Shelf would come to BookShelf, a compound. */
	out->to = arena_printf(j->arena, "%.*s%.*s", (int)l.last_word.len,
			       l.last_word.ptr, (int)r.last_word.len,
			       r.last_word.ptr);
	out->stems = j->stems;
	out->is_joined = true;
	ret = has_word(j, out->to);
	if (ret < 1)
		return ret;
	return row_is_nowhere(out->from, right->is_prefix, j->reader,
			      j->analyzer, j->arena, j->err);
}

int join_find(struct expansion *out, const struct pieces *pieces,
	      uint32_t stems, struct reader *r, struct arena *a,
	      struct error *err)
{
	struct joiner j = { stems, r, reader_analyzer(r), a, err };
	int count = 0;

	for (size_t i = 1; i < pieces->count && count < JOIN_MAX; i++) {
		struct expansion *join = &out[count];
		int ret = try_join(&j, join, &pieces->items[i - 1],
				   &pieces->items[i]);

		if (ret < 0)
			return -1;
		join->first = i - 1;
		join->last = i;
		count += ret;
	}
	return count;
}
