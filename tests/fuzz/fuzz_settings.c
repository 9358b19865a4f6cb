/*
 * What an owner writes for queries: blogsearch.toml and synonyms.txt, and
 * the index's own copy of it, which may be damaged.
 */

#include <math.h>

#include "indexer/query_settings.h"
#include "indexer/synonyms.h"
#include "store/synonyms.h"
#include "tests/fuzz/fuzz.h"
#include "text/stem.h"

static struct analyzer *analyzer;

/* Lines are from, tab, to: as many as were counted. */
static void check_list(const struct synonym_list *list)
{
	struct span rest = strbuf_span(&list->lines), line;
	size_t count = 0;

	while (span_next_line(&rest, &line)) {
		size_t tab = span_find_char(line, '\t');

		assert(tab > 0 && tab <= SYNONYMS_MAX_BYTES);
		assert(line.len - tab - 1 > 0);
		assert(line.len - tab - 1 <= SYNONYMS_MAX_BYTES);
		assert(!memchr(line.ptr + tab + 1, '\t', line.len - tab - 1));
		assert(!memchr(line.ptr, '\0', line.len));
		count++;
	}
	assert(count == list->count && count <= SYNONYMS_MAX);
}

/* What is stored is found again, under each of its words. */
static void check_synonyms(struct span text, struct arena *a)
{
	uint32_t stems =
		1u << STEM_NONE | 1u << stem_algorithm(span_from("en"));
	struct span line;
	struct synonyms synonyms;
	size_t count;

	synonyms_read(&synonyms, text, stems, analyzer, a);
	assert(synonyms.count <= 2 * SYNONYMS_MAX);
	for (size_t i = 0; i < synonyms.count; i++)
		assert(synonyms.items[i].key.len > 0);
	for (int i = 0; i < 20 && span_next_line(&text, &line); i++) {
		struct span from =
			span_slice(line, 0, span_find_char(line, '\t'));
		const struct synonym *found = synonyms_find(
			&synonyms, from, STEM_NONE, analyzer, &count);

		assert(count <= SYNONYMS_MAX_TARGETS);
		for (size_t k = 0; k < count; k++)
			assert(found[k].algorithm == STEM_NONE &&
			       span_eq(found[k].key, found[0].key));
	}
}

/* No number gets out of its bounds, and what is written is read again. */
static void check_tuning(const struct tuning *tuning)
{
	struct strbuf text = STRBUF_INIT, copy = STRBUF_INIT;
	struct tuning again;

	for (size_t f = 0; f < FIELD_COUNT; f++) {
		assert(tuning->fields[f].weight >= 0 &&
		       tuning->fields[f].weight <= 100);
		assert(tuning->fields[f].b >= 0 && tuning->fields[f].b <= 1);
	}
	assert(tuning->k1 > 0 && tuning->synonym_weight > 0);
	assert(tuning->synonym_weight <= 1 && isfinite(tuning->nearness));
	assert(tuning->recency_half_life >= 0 && tuning->one_mistake >= 3);
	tuning_write(&text, tuning);
	tuning_parse(&again, strbuf_span(&text));
	tuning_write(&copy, &again);
	assert(span_eq(strbuf_span(&copy), strbuf_span(&text)));
	strbuf_release(&copy);
	strbuf_release(&text);
}

static void check_toml(struct span text, struct arena *a)
{
	struct synonym_list list = SYNONYM_LIST_INIT;
	struct warnings w = { .arena = a };
	struct tuning tuning = tuning_defaults;
	struct parse_problem problem;
	struct value *map;

	toml_parse(&map, text, a, &problem);
	query_settings_read(&tuning, "ranking", map, &w);
	query_settings_read(&tuning, "spelling", map, &w);
	check_tuning(&tuning);
	synonym_list_read_table(&list, map, &w);
	check_list(&list);
	check_synonyms(strbuf_span(&list.lines), a);
	strbuf_release(&list.lines);
}

static void check_lines(struct span text, struct arena *a)
{
	struct synonym_list list = SYNONYM_LIST_INIT;
	struct warnings w = { .arena = a };

	synonym_list_parse(&list, text, &w);
	check_list(&list);
	check_synonyms(strbuf_span(&list.lines), a);
	strbuf_release(&list.lines);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	analyzer = analyzer_new();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_begin(data, size);
	unsigned choice = fuzz_byte(&in) % 3;
	struct arena a = ARENA_INIT;
	struct tuning tuning;

	if (choice == 0) {
		check_toml(in.rest, &a);
	} else if (choice == 1) {
		check_lines(in.rest, &a);
	} else {
		tuning_parse(&tuning, in.rest);
		check_tuning(&tuning);
		check_synonyms(in.rest, &a);
	}
	arena_release(&a);
	return 0;
}
