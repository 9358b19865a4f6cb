#include "query/filter.h"

#include "query/language.h"
#include "text/key.h"

struct collect {
	struct idset *set;
	struct arena *arena;
};

static int collect_id(int64_t id, void *arg)
{
	struct collect *c = arg;

	idset_put(c->set, c->arena, id);
	return 0;
}

struct author_words {
	struct collect collect;
	struct span words; /* folded, a space between */
};

/* The words stand in the name, whole and in this order. */
static int collect_author(struct span key, struct span name, int64_t document,
			  void *arg)
{
	struct author_words *a = arg;
	size_t at = span_find(key, a->words), end = at + a->words.len;

	(void)name;
	if (at < key.len && (at == 0 || key.ptr[at - 1] == ' ') &&
	    (end == key.len || key.ptr[end] == ' '))
		idset_put(a->collect.set, a->collect.arena, document);
	return 0;
}

static int put_set(struct filter *f, const struct condition *condition,
		   struct reader *r, struct analyzer *analyzer, struct arena *a,
		   struct error *err)
{
	static const enum label_kind kinds[] = {
		[CONDITION_TAG] = LABEL_TAG,
		[CONDITION_CATEGORY] = LABEL_CATEGORY,
	};
	struct filter_set *set = &f->sets[f->set_count++];
	struct collect collect = { &set->documents, a };
	struct strbuf key = STRBUF_INIT;
	int ret;

	set->is_excluded = condition->is_excluded;
	key_put(&key, analyzer, condition->value);
	if (condition->kind == CONDITION_AUTHOR) {
		struct author_words words = { collect, strbuf_span(&key) };

		/* People are asked for by a part of their name. */
		ret = reader_each_label(r, LABEL_AUTHOR, collect_author, &words,
					err);
	} else {
		ret = reader_find_label(r, kinds[condition->kind],
					strbuf_span(&key), collect_id, &collect,
					err);
	}
	strbuf_release(&key);
	return ret;
}

static int put_section(struct filter *f, const struct condition *condition,
		       struct reader *r, struct error *err)
{
	struct filter_section *section = &f->sections[f->section_count++];

	section->is_excluded = condition->is_excluded;
	return reader_find_section(r, condition->value, &section->number, err);
}

/* Several languages, one by one excluded or each allowed. */
static void put_lang(struct filter *f, const struct condition *condition,
		     struct reader *r, struct arena *a)
{
	const struct span_list *languages = reader_languages(r);

	if (!f->langs) {
		f->lang_count = languages->count;
		f->langs = arena_array(a, languages->count, sizeof(bool));
		for (size_t i = 0; i < f->lang_count; i++)
			f->langs[i] = condition->is_excluded;
	}
	for (size_t i = 0; i < f->lang_count; i++)
		if (language_matches(languages->items[i], condition->value))
			f->langs[i] = !condition->is_excluded;
}

int filter_make(struct filter *out, const struct query *query, struct reader *r,
		struct analyzer *analyzer, struct arena *a, struct error *err)
{
	memset(out, 0, sizeof(*out));
	out->reader = r;
	out->after = INT64_MIN;
	out->before = INT64_MAX;
	for (size_t i = 0; i < query->condition_count; i++) {
		const struct condition *c = &query->conditions[i];

		switch (c->kind) {
		case CONDITION_AFTER:
			if (c->seconds > out->after)
				out->after = c->seconds;
			out->is_dated = true;
			break;
		case CONDITION_BEFORE:
			if (c->seconds < out->before)
				out->before = c->seconds;
			out->is_dated = true;
			break;
		case CONDITION_LANG:
			put_lang(out, c, r, a);
			break;
		case CONDITION_SECTION:
			if (put_section(out, c, r, err) < 0)
				return -1;
			break;
		default:
			if (put_set(out, c, r, analyzer, a, err) < 0)
				return -1;
		}
	}
	return 0;
}

/* Nothing passes where the details cannot be read: time may be up. */
static bool details_pass(const struct filter *f, const struct details *details)
{
	if (details->section == 0)
		return false;
	if (f->is_dated) {
		int64_t clock = details->date;

		if (clock == DATE_NONE)
			return false;
		clock += (int64_t)details->offset * 60;
		if (clock < f->after || clock >= f->before)
			return false;
	}
	for (size_t i = 0; i < f->section_count; i++)
		if ((details->section == f->sections[i].number) ==
		    f->sections[i].is_excluded)
			return false;
	return true;
}

bool filter_holds(const struct filter *f, int64_t id,
		  const struct columns *columns)
{
	if (f->langs &&
	    (columns->lang >= f->lang_count || !f->langs[columns->lang]))
		return false;
	for (size_t i = 0; i < f->set_count; i++)
		if (idset_has(&f->sets[i].documents, id) ==
		    f->sets[i].is_excluded)
			return false;
	return (!f->is_dated && f->section_count == 0) ||
	       details_pass(f, reader_details(f->reader, id));
}
