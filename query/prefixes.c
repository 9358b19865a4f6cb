#include "query/prefixes.h"

#include "store/replay.h"

/*
 * Words that stand for a prefix, and what store/completions.c takes in memory
 * for a document of the site, whether it has such a word or not.
 */
enum { WORDS = 16, DOCUMENT_ROOM = 8 };

struct limit {
	struct reader *reader;
	struct arena *arena;
	int64_t left; /* postings */
	int64_t room; /* bytes */
	struct word *word;
	struct alternative like; /* the prefix that is replaced */
	struct error *err;
};

static int put_completion(struct span text, int64_t documents, void *arg)
{
	struct limit *l = arg;
	struct alternative *to =
		&l->word->alternatives[l->word->alternative_count++];
	bool is_marked = l->like.terms.ptr[0] == REPLAY_SURFACE;

	(void)documents;
	*to = l->like;
	to->terms = arena_printf(l->arena, "%.*s%.*s", is_marked,
				 l->like.terms.ptr, (int)text.len, text.ptr);
	return 0;
}

/* Of several terms, the last stays as it is: a word of its own. */
static int replace(struct limit *l, struct alternative *prefix,
		   struct span letters)
{
	prefix->is_prefix = false;
	l->like = *prefix;
	if (prefix->length > 1)
		return 0;
	return reader_complete_word(l->reader, letters, WORDS, put_completion,
				    l, l->err) < 0
		       ? -1
		       : 0;
}

/* The last term, without the mark. */
static struct span letters_of(const struct alternative *a)
{
	struct span rest = a->terms, term = rest;

	while (span_next_piece(&rest, ' ', &term))
		;
	if (term.len && term.ptr[0] == REPLAY_SURFACE)
		term = span_slice(term, 1, term.len);
	return term;
}

static bool is_over(const struct limit *l)
{
	return l->left < 0 || l->room < 0;
}

static int limit_word(struct limit *l, struct word *word)
{
	size_t count = word->alternative_count;
	struct alternative *items =
		arena_array(l->arena, count * (WORDS + 1), sizeof(*items));

	if (count)
		memcpy(items, word->alternatives, count * sizeof(*items));
	word->alternatives = items;
	word->alternative_room = count * (WORDS + 1);
	l->word = word;
	for (size_t i = 0; i < count; i++) {
		struct span letters = letters_of(&items[i]);
		int64_t postings;

		if (!items[i].is_prefix)
			continue;
		if (reader_weigh_prefix(l->reader, letters, &postings, l->err) <
		    0)
			return -1;
		l->left -= postings;
		l->room -= reader_last_document(l->reader) * DOCUMENT_ROOM;
		if (is_over(l) && replace(l, &items[i], letters) < 0)
			return -1;
	}
	return 0;
}

/* Without time to weigh a prefix it is a word of its own. */
static void end_prefixes(struct word *word)
{
	for (size_t i = 0; i < word->alternative_count; i++)
		word->alternatives[i].is_prefix = false;
}

int prefixes_limit(struct plan *plan, struct reader *r, int64_t most,
		   struct arena *a, struct error *err)
{
	struct limit l = { .reader = r,
			   .arena = a,
			   .left = most,
			   .room = PREFIXES_MAX_ROOM,
			   .err = err };
	int ret = 0;

	for (size_t i = 0; i < plan->word_count; i++) {
		if (ret == 0)
			ret = limit_word(&l, &plan->words[i]);
		if (ret < 0)
			end_prefixes(&plan->words[i]);
	}
	plan->is_cut |= is_over(&l) || ret < 0;
	return ret < 0 && err->code != ERR_LATE ? -1 : 0;
}

int prefixes_fit(struct reader *r, struct span letters, int64_t most,
		 struct error *err)
{
	int64_t postings;

	if (reader_weigh_prefix(r, letters, &postings, err) < 0)
		return err->code == ERR_LATE ? 0 : -1;
	return postings <= most;
}
