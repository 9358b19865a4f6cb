#include "query/language.h"

bool language_matches(struct span language, struct span wanted)
{
	if (language.len > wanted.len && language.ptr[wanted.len] == '-')
		language.len = wanted.len;
	return span_ieq(language, wanted);
}

void preference_make(struct preference *out, struct span wanted,
		     const bool *allowed, const struct reader *r,
		     struct arena *a)
{
	const struct span_list *languages = reader_languages(r);
	size_t preferred = 0, others = 0;

	out->count = languages->count;
	out->languages = arena_array(a, languages->count, sizeof(bool));
	if (wanted.len == 0)
		wanted = reader_language(r);
	for (size_t i = 0; i < languages->count; i++) {
		if (allowed && !allowed[i])
			continue;
		out->languages[i] =
			language_matches(languages->items[i], wanted);
		if (out->languages[i])
			preferred++;
		else
			others++;
	}
	if (preferred == 0 || others == 0)
		out->languages = NULL;
}
