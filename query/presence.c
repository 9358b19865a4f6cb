#include "query/presence.h"

struct find {
	struct reader *reader;
	const struct filter *filter;
	uint32_t stems; /* that the alternative is meant for */
};

static int end_where_meant(struct match *m, void *arg)
{
	const struct find *f = arg;
	int64_t id = match_document(m);
	const struct columns *columns = reader_columns(f->reader, id);

	return columns && f->stems >> columns->stem & 1 &&
	       filter_passes(f->filter, id, columns);
}

/* Where one of the terms that begin so does, the others are not read. */
static int find_alternative(struct find *find,
			    const struct alternative *alternative,
			    struct error *err)
{
	struct match_phrase phrase;
	struct match_query query =
		plan_matching_alternative(alternative, &phrase);
	int found;

	find->stems = alternative->stems;
	phrase.most_terms = 1;
	found = reader_match(find->reader, &query, end_where_meant, find, err);
	phrase.most_terms = 0;
	if (found == 0 && phrase.is_prefix)
		found = reader_match(find->reader, &query, end_where_meant,
				     find, err);
	return found;
}

int presence_find(const struct word *word, struct reader *r,
		  const struct filter *filter, struct error *err)
{
	struct find find = { r, filter, 0 };
	int found = 0;

	for (size_t i = 0; found == 0 && i < word->alternative_count; i++)
		if (!word->alternatives[i].is_bonus)
			found = find_alternative(&find, &word->alternatives[i],
						 err);
	return found;
}
