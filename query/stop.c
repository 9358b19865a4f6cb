#include "query/stop.h"

#include "text/stem.h"
#include "text/stopwords.h"

/* In which languages all words of a clause are stop words, as bits. */
struct parts {
	uint64_t languages;
	bool has_some; /* words; of a clause that is looked for, none */
};

/* Every part is one, as in "it's". */
static int put_part(const struct token *tok, void *arg)
{
	struct parts *parts = arg;
	uint64_t found;

	if (tok->kind == TOKEN_WHOLE)
		return 0;
	found = stopwords_find(tok->word);
	parts->languages = parts->has_some ? parts->languages & found : found;
	parts->has_some = true;
	return 0;
}

static bool may_be_left_out(const struct query *query, size_t i, bool prefix)
{
	const struct clause *c = &query->clauses[i];

	return !c->is_quoted && !c->is_excluded && !c->is_prefix &&
	       !c->is_title_only && !(prefix && i + 1 == query->clause_count);
}

static struct parts *read_parts(const struct query *query,
				struct analyzer *analyzer, bool prefix,
				struct arena *a)
{
	struct parts *parts =
		arena_array(a, query->clause_count, sizeof(*parts));

	for (size_t i = 0; i < query->clause_count; i++) {
		uint32_t position = 0;

		if (may_be_left_out(query, i, prefix))
			tokenize(analyzer, STEM_NONE, query->clauses[i].text,
				 &position, put_part, &parts[i]);
	}
	return parts;
}

/* How many clauses are stop words in at least one of `languages`. */
static size_t count_stop_words(const struct parts *parts, size_t count,
			       uint64_t languages)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += (parts[i].languages & languages) != 0;
	return found;
}

static bool leaves_something(const struct parts *parts,
			     const struct query *query, uint64_t language)
{
	for (size_t i = 0; i < query->clause_count; i++)
		if (!(parts[i].languages & language) &&
		    !query->clauses[i].is_excluded)
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

/* The bit of the language in which most clauses are; 0: of none. */
static uint64_t find_language(const struct parts *parts, size_t count,
			      struct reader *r)
{
	const struct span_list *languages = reader_languages(r);
	size_t most = 0, all = count_stop_words(parts, count, UINT64_MAX);
	uint64_t best = 0;

	for (size_t i = 0; i < languages->count && most < all; i++) {
		struct span lang = languages->items[i];
		uint64_t bit = stopwords_find_language(lang);
		size_t found = count_stop_words(parts, count, bit);

		if (found > most && found >= least_stop_words(r, lang)) {
			most = found;
			best = bit;
		}
	}
	return best;
}

bool *stop_find(const struct query *query, struct reader *r,
		struct analyzer *analyzer, bool prefix, struct arena *a)
{
	size_t count = query->clause_count;
	bool *flags = arena_array(a, count, sizeof(*flags));
	const struct parts *parts = read_parts(query, analyzer, prefix, a);
	uint64_t language = find_language(parts, count, r);

	if (!leaves_something(parts, query, language))
		language = 0;
	for (size_t i = 0; i < count; i++)
		flags[i] = (parts[i].languages & language) != 0;
	return flags;
}
