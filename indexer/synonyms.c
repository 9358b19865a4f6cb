#include "indexer/synonyms.h"

#include "indexer/settings.h"
#include "store/synonyms.h"

/* Abbreviations of the field that hardly ever mean anything else there. */
static const char defaults[] = "a11y, accessibility\n"
			       "auth => authentication, authorization\n"
			       "ci, continuous integration\n"
			       "config, configuration\n"
			       "db, database\n"
			       "env, environment\n"
			       "gc, garbage collection\n"
			       "i18n, internationalization\n"
			       "js => javascript\n"
			       "k8s, kubernetes\n"
			       "l10n, localization\n"
			       "oop, object-oriented programming\n"
			       "postgres, postgresql\n"
			       "pr => pull request\n"
			       "regex, regexp, regular expression\n"
			       "repo, repository\n"
			       "ts => typescript\n";

/* Words on one side of a rule. */
enum { MAX_WORDS = 16 };

struct words {
	struct span items[MAX_WORDS];
	size_t count;
};

/* Where a rule stands, for warnings. */
struct place {
	struct warnings *warnings;
	const char *path;
	int line, column;
};

static void warn(const struct place *place, const char *what)
{
	warnings_put(place->warnings, span_from(place->path), place->line,
		     place->column, "%s", what);
}

/* Split `text` at the bytes `separators`. */
static int read_words(struct words *out, struct span text,
		      const char *separators, const struct place *place)
{
	size_t start = 0;

	for (size_t i = 0; i <= text.len; i++) {
		struct span word;

		if (i < text.len &&
		    (!text.ptr[i] || !strchr(separators, text.ptr[i])))
			continue;
		word = span_trim(span_slice(text, start, i));
		start = i + 1;
		if (word.len == 0) {
			warn(place, "a word is missing");
			return -1;
		}
		if (word.len > SYNONYMS_MAX_BYTES) {
			warn(place, "a word has more than 100 bytes");
			return -1;
		}
		if (out->count == MAX_WORDS) {
			warn(place, "a rule has more than 16 words");
			return -1;
		}
		out->items[out->count++] = word;
	}
	return 0;
}

/* On one line, whatever white space there is in it. */
static void put_word(struct strbuf *out, struct span word)
{
	for (size_t i = 0; i < word.len; i++)
		strbuf_put_char(
			out, strchr("\t\r\n", word.ptr[i]) ? ' ' : word.ptr[i]);
}

static void put_pair(struct synonym_list *out, struct span from, struct span to,
		     const struct place *place)
{
	if (span_ieq(from, to))
		return;
	if (out->count == SYNONYMS_MAX) {
		if (!out->is_full)
			warn(place, "there are more than 4096 synonyms; from "
				    "here on they are left out");
		out->is_full = true;
		return;
	}
	out->count++;
	put_word(&out->lines, from);
	strbuf_put_char(&out->lines, '\t');
	put_word(&out->lines, to);
	strbuf_put_char(&out->lines, '\n');
}

/* Each of `from` finds each of `to`. */
static void put_pairs(struct synonym_list *out, const struct words *from,
		      const struct words *to, const struct place *place)
{
	for (size_t i = 0; i < from->count; i++)
		for (size_t k = 0; k < to->count; k++)
			put_pair(out, from->items[i], to->items[k], place);
}

static void parse_line(struct synonym_list *out, struct span line,
		       const struct place *place)
{
	size_t arrow = span_find(line, span_from("=>"));
	struct words from = { .count = 0 }, to = { .count = 0 };

	if (arrow < line.len) {
		if (read_words(&from, span_slice(line, 0, arrow), ",", place) ==
			    0 &&
		    read_words(&to, span_slice(line, arrow + 2, line.len), ",",
			       place) == 0)
			put_pairs(out, &from, &to, place);
	} else if (read_words(&from, line, ",=", place) == 0) {
		if (from.count < 2)
			warn(place, "a rule is 'a = b', 'a, b, c' or 'a => b'");
		put_pairs(out, &from, &from, place);
	}
}

static void parse_lines(struct synonym_list *out, struct span text,
			struct place place)
{
	struct span line;

	for (place.line = 1; span_next_line(&text, &line); place.line++) {
		line = span_trim(line);
		if (line.len && line.ptr[0] != '#')
			parse_line(out, line, &place);
	}
}

void synonym_list_parse(struct synonym_list *out, struct span text,
			struct warnings *w)
{
	/* What some editors write before the first line. */
	if (span_has_prefix(text, "\xef\xbb\xbf"))
		text = span_slice(text, 3, text.len);
	parse_lines(out, text, (struct place){ w, SYNONYMS_FILE, 0, 0 });
}

/* A string, with commas between words, or a list of such. */
static int read_value(struct words *out, const struct value *v,
		      const struct place *place)
{
	if (v->type == VALUE_STRING)
		return read_words(out, v->text, ",", place);
	if (v->type != VALUE_LIST) {
		warn(place, "synonyms are a string or a list of strings");
		return -1;
	}
	for (size_t i = 0; i < v->list.count; i++) {
		const struct value *item = v->list.items[i];

		if (item->type != VALUE_STRING) {
			warn(place,
			     "synonyms are a string or a list of strings");
			return -1;
		}
		if (read_words(out, item->text, ",", place) < 0)
			return -1;
	}
	return 0;
}

static void read_member(struct synonym_list *out, const struct member *m,
			bool is_one_way, struct warnings *w)
{
	struct place place = { w, SETTINGS_FILE, m->value->line,
			       m->value->column };
	struct words from = { .count = 0 }, to = { .count = 0 };

	if (read_words(&from, m->key, ",", &place) < 0 ||
	    read_value(&to, m->value, &place) < 0)
		return;
	put_pairs(out, &from, &to, &place);
	if (is_one_way)
		return;
	put_pairs(out, &to, &from, &place);
	put_pairs(out, &to, &to, &place);
}

static void read_one_way(struct synonym_list *out, const struct value *table,
			 struct warnings *w)
{
	for (size_t i = 0; i < table->map.count; i++)
		read_member(out, &table->map.members[i], true, w);
}

void synonym_list_read_table(struct synonym_list *out,
			     const struct value *table, struct warnings *w)
{
	bool wants_defaults = false;

	/* By their kind, these two cannot be taken for words. */
	for (size_t i = 0; i < table->map.count; i++) {
		const struct member *m = &table->map.members[i];

		if (span_is(m->key, "defaults") && m->value->type == VALUE_BOOL)
			wants_defaults = m->value->boolean;
		else if (span_is(m->key, "one_way") &&
			 m->value->type == VALUE_MAP)
			read_one_way(out, m->value, w);
		else
			read_member(out, m, false, w);
	}
	/* Last, so that the owner's own come first. */
	if (wants_defaults)
		parse_lines(out, span_from(defaults),
			    (struct place){ w, SETTINGS_FILE, 0, 0 });
}
