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

int presence_find(const struct word *word, struct reader *r,
		  const struct filter *filter, struct error *err)
{
	struct find find = { r, filter, 0 };
	int found = 0;

	for (size_t i = 0; found == 0 && i < word->alternative_count; i++) {
		const struct alternative *alternative = &word->alternatives[i];
		struct match_phrase phrase;
		struct match_query query;

		if (alternative->is_bonus)
			continue;
		find.stems = alternative->stems;
		query = plan_matching_alternative(alternative, &phrase);
		found = reader_match(r, &query, end_where_meant, &find, err);
	}
	return found;
}
