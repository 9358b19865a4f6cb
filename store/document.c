#include "store/document.h"

#include "base/map.h"

static uint64_t hash_number(int64_t number, uint64_t hash)
{
	return hash_bytes(span_make((const char *)&number, sizeof(number)),
			  hash);
}

static uint64_t hash_date(struct date date, uint64_t hash)
{
	if (!date_is_set(date))
		return hash_number(-1, hash);
	hash = hash_number(date.seconds, hash);
	return hash_number(date.offset * 4 + date.has_time + date.has_zone * 2,
			   hash);
}

uint64_t document_hash(const struct document *doc)
{
	const struct span texts[] = { doc->path,    doc->url,  doc->title,
				      doc->summary, doc->lang, doc->section };
	const struct span_list *lists[] = { &doc->authors, &doc->tags,
					    &doc->categories };
	uint64_t hash = 0;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		hash = hash_bytes(texts[i], hash);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (size_t j = 0; j < lists[i]->count; j++)
			hash = hash_bytes(lists[i]->items[j], hash);
	hash = hash_number(doc->summary_is_excerpt, hash);
	hash = hash_date(doc->lastmod, hash_date(doc->date, hash));
	return hash_number((int64_t)doc->words << 32 | doc->minutes, hash);
}
