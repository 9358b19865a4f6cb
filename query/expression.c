#include "query/plan.h"

/*
 * The expression: groups joined by AND or OR, the words of a group and the
 * alternatives of a word by OR, and what is excluded behind NOT.
 */

/* Terms hold no quotes, and if they ever did, these are doubled. */
static void put_quoted(struct strbuf *out, struct span terms)
{
	strbuf_put_char(out, '"');
	for (size_t i = 0; i < terms.len; i++) {
		if (terms.ptr[i] == '"')
			strbuf_put_char(out, '"');
		strbuf_put_char(out, terms.ptr[i]);
	}
	strbuf_put_char(out, '"');
}

void plan_write_alternative(const struct alternative *alternative,
			    struct strbuf *out)
{
	put_quoted(out, alternative->terms);
	if (alternative->is_prefix)
		strbuf_put_str(out, " *");
}

static void put_alternatives(struct word *word, struct strbuf *out, int *phrase)
{
	word->first_phrase = *phrase;
	if (word->is_title_only)
		strbuf_put_str(out, "title : ");
	strbuf_put_char(out, '(');
	for (size_t i = 0; i < word->alternative_count; i++) {
		if (i > 0)
			strbuf_put_str(out, " OR ");
		plan_write_alternative(&word->alternatives[i], out);
		++*phrase;
	}
	strbuf_put_char(out, ')');
}

/* The words of one group, or, `group` -1, those that are excluded. */
static void put_group(struct plan *plan, int group, struct strbuf *out,
		      int *phrase)
{
	bool is_first = true;

	strbuf_put_char(out, '(');
	for (size_t i = 0; i < plan->word_count; i++) {
		struct word *word = &plan->words[i];
		bool belongs =
			word->is_excluded ? group == -1 : word->group == group;

		if (!belongs || word->alternative_count == 0)
			continue;
		if (!is_first)
			strbuf_put_str(out, " OR ");
		is_first = false;
		put_alternatives(word, out, phrase);
	}
	strbuf_put_char(out, ')');
}

static bool has_excluded(const struct plan *plan)
{
	for (size_t i = 0; i < plan->word_count; i++)
		if (plan->words[i].is_excluded &&
		    plan->words[i].alternative_count)
			return true;
	return false;
}

void plan_write_expression(struct plan *plan, struct strbuf *out,
			   enum plan_mode mode)
{
	int phrase = 0;

	strbuf_put_char(out, '(');
	for (int group = 0; group < plan->group_count; group++) {
		if (group > 0)
			strbuf_put_str(out,
				       mode == PLAN_ALL ? " AND " : " OR ");
		put_group(plan, group, out, &phrase);
	}
	strbuf_put_char(out, ')');
	if (has_excluded(plan)) {
		strbuf_put_str(out, " NOT ");
		put_group(plan, -1, out, &phrase);
	}
}

void plan_write_excluded(struct plan *plan, struct strbuf *out)
{
	int phrase = 0;

	if (has_excluded(plan))
		put_group(plan, -1, out, &phrase);
}
