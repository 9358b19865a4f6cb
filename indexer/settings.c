#include "indexer/settings.h"

#include "base/ascii.h"
#include "indexer/fields.h"
#include "indexer/query_settings.h"
#include "indexer/url.h"

enum kind { KIND_TEXT, KIND_LIST, KIND_COUNT, KIND_SIZE, KIND_TABLE };

/* The keys, in the order of the table in settings.h. */
enum key {
	KEY_GENERATOR,
	KEY_BASE_URL,
	KEY_CONTENT,
	KEY_URL,
	KEY_LANG,
	KEY_IGNORE,
	KEY_WORDS_PER_MINUTE,
	KEY_WORDS_PER_MINUTE_CJK,
	KEY_SUMMARY_WORDS,
	KEY_MAX_FILE_SIZE,
	KEY_RANKING,
	KEY_SYNONYMS,
	KEY_SPELLING,
	KEY_COUNT
};

static const struct {
	const char *name;
	enum kind kind;
} keys[KEY_COUNT] = {
	[KEY_GENERATOR] = { "generator", KIND_TEXT },
	[KEY_BASE_URL] = { "base_url", KIND_TEXT },
	[KEY_CONTENT] = { "content", KIND_LIST },
	[KEY_URL] = { "url", KIND_TEXT },
	[KEY_LANG] = { "lang", KIND_TEXT },
	[KEY_IGNORE] = { "ignore", KIND_LIST },
	[KEY_WORDS_PER_MINUTE] = { "words_per_minute", KIND_COUNT },
	[KEY_WORDS_PER_MINUTE_CJK] = { "words_per_minute_cjk", KIND_COUNT },
	[KEY_SUMMARY_WORDS] = { "summary_words", KIND_COUNT },
	[KEY_MAX_FILE_SIZE] = { "max_file_size", KIND_SIZE },
	[KEY_RANKING] = { "ranking", KIND_TABLE },
	[KEY_SYNONYMS] = { "synonyms", KIND_TABLE },
	[KEY_SPELLING] = { "spelling", KIND_TABLE },
};

/* "16 MiB", "500k", "1048576"; 0 when it is none of these or too large. */
static uint64_t parse_size(struct span text)
{
	static const char units[] = "kmg";
	uint64_t size = 0;
	size_t i = 0;

	for (; i < text.len && ascii_is_digit(text.ptr[i]); i++) {
		if (size > UINT32_MAX)
			return 0;
		size = size * 10 + (uint64_t)(text.ptr[i] - '0');
	}
	text = span_trim(span_slice(text, i, text.len));
	if (text.len) {
		const char *unit = strchr(units, ascii_lower(text.ptr[0]));

		if (!unit || !*unit)
			return 0;
		size <<= 10 * (unit - units + 1);
		text = span_slice(text, 1, text.len);
	}
	if (text.len && !span_iis(text, "b") && !span_iis(text, "ib"))
		return 0;
	return size > SETTINGS_MAX_FILE_SIZE ? 0 : size;
}

static bool is_text_list(const struct value *v)
{
	if (v->type == VALUE_STRING)
		return true;
	if (v->type != VALUE_LIST)
		return false;
	for (size_t i = 0; i < v->list.count; i++)
		if (v->list.items[i]->type != VALUE_STRING)
			return false;
	return true;
}

/* NULL where `v` is of the kind; else what the kind is. */
static const char *find_mismatch(const struct value *v, enum kind kind)
{
	switch (kind) {
	case KIND_TEXT:
		return v->type == VALUE_STRING ? NULL : "a string";
	case KIND_LIST:
		return is_text_list(v) ? NULL : "a string or a list of strings";
	case KIND_COUNT:
		return v->type == VALUE_INT && v->integer > 0 &&
				       v->integer <= 1000000
			       ? NULL
			       : "a whole number from 1 to 1000000";
	case KIND_SIZE:
		return parse_size(v->text)
			       ? NULL
			       : "a size as \"16 MiB\", up to 64 MiB";
	case KIND_TABLE:
		return v->type == VALUE_MAP ? NULL : "a table";
	}
	return NULL;
}

static enum key find_key(struct span name)
{
	int key = 0;

	while (key < KEY_COUNT && !span_is(name, keys[key].name))
		key++;
	return (enum key)key;
}

bool settings_is_for_queries(struct span name)
{
	enum key key = find_key(name);

	return key == KEY_RANKING || key == KEY_SYNONYMS || key == KEY_SPELLING;
}

static void check_ignore(const struct value *v, struct warnings *w)
{
	const char *mistake;

	for (size_t i = 0; v->type == VALUE_LIST && i < v->list.count; i++)
		check_ignore(v->list.items[i], w);
	mistake = v->type == VALUE_STRING ? ignore_find_mistake(v->text) : NULL;
	if (mistake)
		warnings_put(w, span_from(SETTINGS_FILE), v->line, v->column,
			     "'%.*s' %s",
			     v->text.len > 80 ? 80 : (int)v->text.len,
			     v->text.ptr, mistake);
}

static void read_key(struct settings *out, enum key key, const struct value *v,
		     struct arena *a, struct warnings *w)
{
	struct span_list lines = { NULL, 0, 0 };

	switch (key) {
	case KEY_GENERATOR:
		out->generator = v->text;
		break;
	case KEY_BASE_URL:
		out->base_url = span_trim(v->text);
		if (url_is_safe(out->base_url))
			break;
		out->base_url.len = 0;
		warnings_put(w, span_from(SETTINGS_FILE), v->line, v->column,
			     "'base_url' is to begin with https:// or http://");
		break;
	case KEY_CONTENT:
		labels_put(&out->content, v, LABELS_WHOLE, a);
		break;
	case KEY_URL:
		out->url = span_trim(v->text);
		break;
	case KEY_LANG:
		out->lang = v->text;
		break;
	case KEY_IGNORE:
		check_ignore(v, w);
		labels_put(&lines, v, LABELS_WHOLE, a);
		for (size_t i = 0; i < lines.count; i++)
			ignore_put(&out->ignore, lines.items[i], a);
		break;
	case KEY_WORDS_PER_MINUTE:
		out->words_per_minute = (int)v->integer;
		break;
	case KEY_WORDS_PER_MINUTE_CJK:
		out->words_per_minute_cjk = (int)v->integer;
		break;
	case KEY_SUMMARY_WORDS:
		out->summary_words = (uint32_t)v->integer;
		break;
	case KEY_MAX_FILE_SIZE:
		out->max_file_size = parse_size(v->text);
		break;
	case KEY_RANKING:
	case KEY_SPELLING:
		query_settings_read(&out->tuning, keys[key].name, v, w);
		break;
	case KEY_SYNONYMS: /* site.c reads them, with those of the file */
	case KEY_COUNT:
		break;
	}
}

void settings_read(struct settings *out, struct value *map, struct arena *a,
		   struct warnings *w)
{
	struct span path = span_from(SETTINGS_FILE);

	memset(out, 0, sizeof(*out));
	out->map = map;
	out->words_per_minute = 213;
	out->words_per_minute_cjk = 501;
	out->max_file_size = 16 * 1024 * 1024;
	out->tuning = tuning_defaults;
	for (size_t i = 0; i < map->map.count; i++) {
		const struct member *m = &map->map.members[i];
		enum key key = find_key(m->key);
		const char *wanted;

		if (key == KEY_COUNT) {
			warnings_put(w, path, m->value->line, m->value->column,
				     "unknown key '%.*s'", (int)m->key.len,
				     m->key.ptr);
			continue;
		}
		wanted = find_mismatch(m->value, keys[key].kind);
		if (wanted)
			warnings_put(w, path, m->value->line, m->value->column,
				     "'%s' is to be %s", keys[key].name,
				     wanted);
		else
			read_key(out, key, m->value, a, w);
	}
}
