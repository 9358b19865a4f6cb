#include "query/plan.h"

static struct match_phrase phrase_of(const struct alternative *alternative)
{
	struct match_phrase phrase = { .terms = alternative->terms,
				       .is_prefix = alternative->is_prefix };

	return phrase;
}

/* Append the alternatives of a word as phrases of the group. */
static void put_word(struct match_query *out, struct match_phrase *phrases,
		     struct word *word, int group)
{
	word->first_phrase = (int)out->count;
	for (size_t i = 0; i < word->alternative_count; i++) {
		struct match_phrase *phrase = &phrases[out->count++];

		*phrase = phrase_of(&word->alternatives[i]);
		phrase->is_title_only = word->is_title_only;
		phrase->group = group;
	}
}

static struct match_phrase *make_room(const struct plan *plan, struct arena *a)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->word_count; i++)
		count += plan->words[i].alternative_count;
	return arena_array(a, count, sizeof(struct match_phrase));
}

struct match_query plan_matching(struct plan *plan, bool needs_all,
				 struct arena *a)
{
	struct match_phrase *phrases = make_room(plan, a);
	struct match_query out = { phrases, 0, plan->group_count, needs_all };

	for (size_t i = 0; i < plan->word_count; i++) {
		struct word *word = &plan->words[i];

		put_word(&out, phrases, word,
			 word->is_excluded ? MATCH_EXCLUDED : word->group);
	}
	return out;
}

struct match_query
plan_matching_alternative(const struct alternative *alternative,
			  struct match_phrase *phrase)
{
	/* cppcheck-suppress ctuuninitvar; it is filled in here */
	struct match_query out = { phrase, 1, 1, true };

	*phrase = phrase_of(alternative);
	return out;
}

struct match_query plan_matching_excluded(struct plan *plan, struct arena *a)
{
	struct match_phrase *phrases = make_room(plan, a);
	struct match_query out = { phrases, 0, 1, false };

	for (size_t i = 0; i < plan->word_count; i++)
		if (plan->words[i].is_excluded)
			put_word(&out, phrases, &plan->words[i], 0);
	return out;
}
