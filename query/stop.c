#include "query/stop.h"

#include "text/stem.h"
#include "text/stopwords.h"

struct check {
	const char *lang;
	bool all; /* parts seen so far are stop words */
	bool any; /* there was one */
};

static int check_token(const struct token *tok, void *arg)
{
	struct check *check = arg;

	if (tok->kind == TOKEN_WHOLE)
		return 0;
	check->any = true;
	if (!stopwords_has(check->lang, tok->word))
		check->all = false;
	return !check->all;
}

/* Every part is one, as in "it's". */
static bool is_stop_word(struct span text, const char *lang,
			 struct analyzer *analyzer)
{
	struct check check = { lang, true, false };
	uint32_t position = 0;

	tokenize(analyzer, STEM_NONE, text, &position, check_token, &check);
	return check.any && check.all;
}

static bool may_be_left_out(const struct query *query, size_t i, bool prefix)
{
	const struct clause *c = &query->clauses[i];

	return !c->is_quoted && !c->is_excluded && !c->is_prefix &&
	       !c->is_title_only && !(prefix && i + 1 == query->clause_count);
}

/* Flag the stop words in `lang`; returns how many there are. */
static size_t flag_stop_words(bool *flags, const struct query *query,
			      const char *lang, struct analyzer *analyzer,
			      bool prefix)
{
	size_t count = 0;

	for (size_t i = 0; i < query->clause_count; i++) {
		flags[i] = may_be_left_out(query, i, prefix) &&
			   is_stop_word(query->clauses[i].text, lang, analyzer);
		count += flags[i];
	}
	return count;
}

static bool leaves_something(const bool *flags, const struct query *query)
{
	for (size_t i = 0; i < query->clause_count; i++)
		if (!flags[i] && !query->clauses[i].is_excluded)
			return true;
	return false;
}

/*
 * Stop words of another language than the site's must be two: one alone may
 * be a word of the site's own, as "die", "war" or "plus" is of English.
 */
static size_t least_stop_words(struct reader *r, struct span lang)
{
	struct span own = reader_language(r);

	return own.len == 0 || span_eq(own, lang) ? 1 : 2;
}

bool *stop_find(const struct query *query, struct reader *r,
		struct analyzer *analyzer, bool prefix, struct arena *a)
{
	const struct span_list *languages = reader_languages(r);
	size_t size = query->clause_count ? query->clause_count : 1;
	bool *best = arena_alloc(a, size), *flags = arena_alloc(a, size);
	size_t most = 0;

	for (size_t i = 0; i < languages->count; i++) {
		size_t count =
			flag_stop_words(flags, query, languages->items[i].ptr,
					analyzer, prefix);

		if (count > most &&
		    count >= least_stop_words(r, languages->items[i])) {
			most = count;
			memcpy(best, flags, size);
		}
	}
	if (!leaves_something(best, query))
		memset(best, 0, size);
	return best;
}
