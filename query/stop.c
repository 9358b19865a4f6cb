#include "query/stop.h"

#include "text/stem.h"
#include "text/stopwords.h"

/* The words of a clause, folded; those of one that is looked for: none. */
struct parts {
	struct span_list words;
	struct arena *arena;
};

static int put_part(const struct token *tok, void *arg)
{
	struct parts *parts = arg;

	if (tok->kind != TOKEN_WHOLE)
		arena_list_put(parts->arena, &parts->words,
			       arena_copy(parts->arena, tok->word));
	return 0;
}

static bool may_be_left_out(const struct query *query, size_t i, bool prefix)
{
	const struct clause *c = &query->clauses[i];

	return !c->is_quoted && !c->is_excluded && !c->is_prefix &&
	       !c->is_title_only && !(prefix && i + 1 == query->clause_count);
}

/* Once for all languages, of which there may be thirty. */
static struct parts *read_parts(const struct query *query,
				struct analyzer *analyzer, bool prefix,
				struct arena *a)
{
	struct parts *parts =
		arena_array(a, query->clause_count, sizeof(*parts));

	for (size_t i = 0; i < query->clause_count; i++) {
		uint32_t position = 0;

		parts[i].arena = a;
		if (may_be_left_out(query, i, prefix))
			tokenize(analyzer, STEM_NONE, query->clauses[i].text,
				 &position, put_part, &parts[i]);
	}
	return parts;
}

/* Every part is one, as in "it's". */
static bool is_stop_word(const struct span_list *parts, const char *lang)
{
	for (size_t i = 0; i < parts->count; i++)
		if (!stopwords_has(lang, parts->items[i]))
			return false;
	return parts->count > 0;
}

/* Flag the stop words in `lang`; returns how many of `count` there are. */
static size_t flag_stop_words(bool *flags, const struct parts *parts,
			      size_t count, const char *lang)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		flags[i] = is_stop_word(&parts[i].words, lang);
		found += flags[i];
	}
	return found;
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
	const struct parts *parts = read_parts(query, analyzer, prefix, a);
	size_t most = 0;

	for (size_t i = 0; i < languages->count; i++) {
		size_t count =
			flag_stop_words(flags, parts, query->clause_count,
					languages->items[i].ptr);

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
