#include "indexer/fields.h"

#include "base/ascii.h"
#include "indexer/plaintext.h"
#include "text/utf8.h"

struct span line_tidy(struct span text, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	struct span line;
	bool space = false;

	if (plaintext_run(text, 0) == text.len) /* as most are */
		return arena_copy(a, text);
	for (size_t pos = 0; pos < text.len;) {
		int32_t code = utf8_next(text, &pos);

		if (code >= 0 && code < 0x80 && ascii_is_space((char)code)) {
			space = true;
		} else if (code >= 0x20 && !(code >= 0x7f && code < 0xa0)) {
			if (space && out.len)
				strbuf_put_char(&out, ' ');
			space = false;
			utf8_put(&out, code);
		}
	}
	line = arena_copy(a, strbuf_span(&out));
	strbuf_release(&out);
	return line;
}

static bool is_scalar(const struct value *v)
{
	return v && v->type != VALUE_NULL && v->type != VALUE_LIST &&
	       v->type != VALUE_MAP;
}

struct span line_get(const struct value *map, const char *key, struct arena *a)
{
	const struct value *v = value_get(map, key);

	return is_scalar(v) ? line_tidy(v->text, a) : span_make("", 0);
}

struct span line_get_first(const struct value *map, const char *const keys[],
			   struct arena *a)
{
	struct span line = { "", 0 };

	for (size_t i = 0; keys[i] && line.len == 0; i++)
		line = line_get(map, keys[i], a);
	return line;
}

static struct date from_seconds(int64_t seconds)
{
	/* The years 1 to 9999. */
	const int64_t first = -62135596800, last = 253402300799;
	struct date date = { seconds, 0, true, true };

	return seconds < first || seconds > last ? date_none() : date;
}

struct date date_get(const struct value *v, const struct zone *zone)
{
	struct date date = date_none();

	if (!is_scalar(v))
		return date_none();
	if (date_parse(&date, span_trim(v->text)) < 0)
		return v->type == VALUE_INT ? from_seconds(v->integer)
					    : date_none();
	if (!date.has_zone && zone)
		date_in_zone(&date, zone);
	return date;
}

struct date date_get_unix(const struct value *v, const struct zone *zone)
{
	return v && v->type == VALUE_INT ? from_seconds(v->integer)
					 : date_get(v, zone);
}

/* Whether it was meant to be a date, and is none. */
static bool is_broken_date(const struct value *v)
{
	if (!v || v->type == VALUE_NULL || v->type == VALUE_BOOL)
		return false; /* `published: true` is no date, and no mistake */
	if (is_scalar(v) && !span_trim(v->text).len)
		return false;
	return !date_is_set(date_get(v, NULL));
}

bool dates_check(const struct value *map, const char *const keys[],
		 struct span path, struct warnings *w)
{
	size_t before = w->count;

	for (size_t i = 0; keys[i]; i++) {
		const struct value *v = value_get(map, keys[i]);

		if (is_broken_date(v))
			warnings_put(w, path, v->line, v->column,
				     "'%s' is not a date", keys[i]);
	}
	return w->count == before;
}

struct span lang_tidy(struct span code, struct arena *a)
{
	char *copy = arena_strdup(a, code);
	size_t len = 0;

	for (; len < code.len && (ascii_is_alnum(copy[len]) ||
				  copy[len] == '-' || copy[len] == '_');
	     len++)
		copy[len] = copy[len] == '_' ? '-' : ascii_lower(copy[len]);
	return span_make(copy, len);
}

void label_put(struct span_list *out, struct span label, struct arena *a)
{
	label = line_tidy(label, a);
	if (label.len == 0 || out->count > LABELS_MAX)
		return;
	for (size_t i = 0; i < out->count; i++)
		if (span_eq(out->items[i], label))
			return;
	arena_list_put(a, out, label);
}

/* Split `text` at `separator`. */
static void put_pieces(struct span_list *out, struct span text, char separator,
		       struct arena *a)
{
	struct span piece;

	while (span_next_piece(&text, separator, &piece))
		label_put(out, piece, a);
}

static void put_text(struct span_list *out, struct span text,
		     enum labels_rule rule, struct arena *a)
{
	bool has_comma = span_find_char(text, ',') < text.len;

	if (rule != LABELS_WHOLE && has_comma)
		put_pieces(out, text, ',', a);
	else if (rule == LABELS_WORDS)
		put_pieces(out, line_tidy(text, a), ' ', a);
	else
		label_put(out, text, a);
}

void labels_put(struct span_list *out, const struct value *v,
		enum labels_rule rule, struct arena *a)
{
	static const char *const names[] = { "name", "title", NULL };

	if (!v)
		return;
	if (v->type == VALUE_MAP) {
		label_put(out, line_get_first(v, names, a), a);
	} else if (v->type == VALUE_LIST) {
		for (size_t i = 0; i < v->list.count; i++) {
			const struct value *item = v->list.items[i];

			if (item->type != VALUE_LIST)
				labels_put(out, item, LABELS_WHOLE, a);
		}
	} else if (is_scalar(v)) {
		put_text(out, v->text, rule, a);
	}
}
