#include "store/tuning.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

/* Those of ranking were found on public test collections; see `make tune`. */
const struct tuning tuning_defaults = {
	.fields = {
		[FIELD_TITLE] = { 3.0, 0.5 },
		[FIELD_HEADINGS] = { 1.5, 0.5 },
		[FIELD_SUMMARY] = { 0.3, 0.5 },
		[FIELD_TAGS] = { 1.5, 0.3 },
		[FIELD_AUTHORS] = { 1.0, 0.3 },
		[FIELD_BODY] = { 1.0, 0.75 },
		[FIELD_CODE] = { 0.7, 0.75 },
	},
	.k1 = 2.0,
	.nearness = 0.5,
	.recency_half_life = 0,
	.synonym_weight = 0.7,
	.spelling = 1,
	.one_mistake = 5,
	.two_mistakes = 9,
};

#define NUMBER(name, member, least, most)                                      \
	{                                                                      \
		name, offsetof(struct tuning, member), TUNING_NUMBER, least,   \
			most                                                   \
	}
#define COUNT(name, member, least, most)                                       \
	{                                                                      \
		name, offsetof(struct tuning, member), TUNING_COUNT, least,    \
			most                                                   \
	}
#define SWITCH(name, member)                                                   \
	{                                                                      \
		name, offsetof(struct tuning, member), TUNING_SWITCH, 0, 1     \
	}
#define FIELD(name, field)                                                     \
	NUMBER("ranking." name ".weight", fields[field].weight, 0, 100),       \
		NUMBER("ranking." name ".b", fields[field].b, 0, 1)

static const struct tuning_key keys[] = {
	NUMBER("ranking.k1", k1, 0.01, 100),
	NUMBER("ranking.nearness", nearness, 0, 100),
	NUMBER("ranking.recency_half_life", recency_half_life, 0, 100000),
	NUMBER("ranking.synonym_weight", synonym_weight, 0.01, 1),
	FIELD("title", FIELD_TITLE),
	FIELD("headings", FIELD_HEADINGS),
	FIELD("summary", FIELD_SUMMARY),
	FIELD("tags", FIELD_TAGS),
	FIELD("authors", FIELD_AUTHORS),
	FIELD("body", FIELD_BODY),
	FIELD("code", FIELD_CODE),
	SWITCH("spelling.enabled", spelling),
	COUNT("spelling.one_mistake", one_mistake, 3, 100),
	COUNT("spelling.two_mistakes", two_mistakes, 3, 100),
};
#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

/* struct tuning holds nothing but doubles. */
static double *number_of(struct tuning *tuning, const struct tuning_key *key)
{
	return (double *)tuning + key->offset / sizeof(double);
}

const struct tuning_key *tuning_find(struct span name)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (span_is(name, keys[i].name))
			return &keys[i];
	return NULL;
}

void tuning_put(struct tuning *out, const struct tuning_key *key, double value)
{
	*number_of(out, key) = value;
}

bool tuning_is_valid(const struct tuning_key *key, double value)
{
	return value >= key->least && value <= key->most &&
	       (key->kind == TUNING_NUMBER || value == floor(value));
}

void tuning_write(struct strbuf *out, const struct tuning *tuning)
{
	struct tuning set = *tuning, usual = tuning_defaults;

	for (size_t i = 0; i < KEY_COUNT; i++) {
		double value = *number_of(&set, &keys[i]);

		if (value != *number_of(&usual, &keys[i]))
			strbuf_printf(out, "%s %.17g\n", keys[i].name, value);
	}
}

static void parse_line(struct tuning *out, struct span line)
{
	size_t space = span_find_char(line, ' ');
	const struct tuning_key *key = tuning_find(span_slice(line, 0, space));
	char text[32], *end;
	double value;

	if (!key || space == line.len || line.len - space > sizeof(text))
		return;
	line = span_slice(line, space + 1, line.len);
	memcpy(text, line.ptr, line.len);
	text[line.len] = '\0';
	value = strtod(text, &end);
	if (end != text && !*end && tuning_is_valid(key, value))
		tuning_put(out, key, value);
}

void tuning_parse(struct tuning *out, struct span text)
{
	struct span line;

	*out = tuning_defaults;
	while (span_next_line(&text, &line))
		parse_line(out, line);
}
