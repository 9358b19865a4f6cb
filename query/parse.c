#include "query/parse.h"

#include "base/ascii.h"
#include "text/utf8.h"

struct parser {
	struct query *query;
	struct span text;
	size_t pos;
	int group;       /* of the last clause */
	bool joins_last; /* OR stood before what comes next */
};

/* One operand as it stands in the text. */
struct operand {
	struct span field; /* empty: none */
	struct span text;
	bool is_excluded, is_quoted;
	size_t start; /* behind the minus sign */
	size_t end;   /* where what follows begins */
};

static const struct {
	const char *name;
	enum condition_kind kind;
} label_fields[] = {
	{ "tag", CONDITION_TAG },       { "category", CONDITION_CATEGORY },
	{ "author", CONDITION_AUTHOR }, { "section", CONDITION_SECTION },
	{ "lang", CONDITION_LANG },
};

static int put_condition(struct query *q, enum condition_kind kind,
			 struct span value, int64_t seconds, bool is_excluded)
{
	struct condition *c;

	if (q->condition_count == QUERY_MAX_CONDITIONS)
		return -1;
	c = &q->conditions[q->condition_count++];
	c->kind = kind;
	c->value = value;
	c->seconds = seconds;
	c->is_excluded = is_excluded;
	return 0;
}

/* year:2026 is after:2026-01-01 before:2027-01-01. */
static int put_year(struct query *q, struct span value, bool is_excluded)
{
	struct date first;
	int year;

	if (value.len != 4 || date_parse(&first, value) < 0 || is_excluded)
		return -1;
	year = date_civil(first).year;
	put_condition(q, CONDITION_AFTER, value, first.seconds, false);
	return put_condition(q, CONDITION_BEFORE, value,
			     date_days(year + 1, 1, 1) * 86400, false);
}

int query_put_condition(struct query *q, struct span field, struct span value,
			bool is_excluded)
{
	struct date date;

	if (value.len == 0)
		return -1;
	for (size_t i = 0; i < sizeof(label_fields) / sizeof(label_fields[0]);
	     i++)
		if (span_iis(field, label_fields[i].name))
			return put_condition(q, label_fields[i].kind, value, 0,
					     is_excluded);
	if (span_iis(field, "year"))
		return put_year(q, value, is_excluded);
	if (date_parse(&date, value) < 0)
		return -1;
	if (span_iis(field, "after"))
		return put_condition(
			q, is_excluded ? CONDITION_BEFORE : CONDITION_AFTER,
			value, date.seconds, false);
	if (span_iis(field, "before"))
		return put_condition(
			q, is_excluded ? CONDITION_AFTER : CONDITION_BEFORE,
			value, date.seconds, false);
	return -1;
}

static bool is_space_at(const struct parser *p, size_t pos)
{
	return pos >= p->text.len || ascii_is_space(p->text.ptr[pos]);
}

/*
 * The bytes of the quote mark at `pos`, or 0: it is none. Phones turn the
 * plain one into those of print without being asked.
 */
static size_t quote_length(const struct parser *p, size_t pos)
{
	static const char *const quotes[] = { "\"", "“", "”", "„", "«", "»" };
	struct span rest = span_slice(p->text, pos, p->text.len);

	for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++)
		if (span_has_prefix(rest, quotes[i]))
			return strlen(quotes[i]);
	return 0;
}

/* The offset of the quote that closes one whose text begins at `pos`, or 0. */
static size_t closing_quote(const struct parser *p, size_t pos)
{
	for (; pos < p->text.len; pos++)
		if (quote_length(p, pos))
			return pos;
	return 0;
}

/* The length of "name:" at `pos`, or 0. */
static size_t field_length(const struct parser *p, size_t pos)
{
	size_t end = pos;

	while (end < p->text.len && ascii_is_alpha(p->text.ptr[end]))
		end++;
	if (end == pos || end >= p->text.len || p->text.ptr[end] != ':' ||
	    is_space_at(p, end + 1))
		return 0;
	return end + 1 - pos;
}

/* Read the quoted or bare text at `pos`. */
static void read_text(struct parser *p, size_t pos, struct operand *o)
{
	size_t open = quote_length(p, pos), close = 0, end = pos;

	if (open)
		close = closing_quote(p, pos + open);
	if (close) {
		o->is_quoted = true;
		o->text = span_slice(p->text, pos + open, close);
		o->end = close + quote_length(p, close);
		return;
	}
	while (!is_space_at(p, end))
		end++;
	o->is_quoted = false;
	o->text = span_slice(p->text, pos, end);
	o->end = end;
}

/* Read the operand at p->pos, which is no white space. */
static void read_operand(struct parser *p, struct operand *o)
{
	size_t pos = p->pos, field;

	memset(o, 0, sizeof(*o));
	/* "--flag" is a word; a lone minus is nothing to exclude. */
	if (p->text.ptr[pos] == '-' && !is_space_at(p, pos + 1) &&
	    p->text.ptr[pos + 1] != '-') {
		o->is_excluded = true;
		pos++;
	}
	o->start = pos;
	field = field_length(p, pos);
	if (field) {
		o->field = span_slice(p->text, pos, pos + field - 1);
		pos += field;
	}
	read_text(p, pos, o);
}

/* The same operand without its field: all of it is words. */
static void forget_field(struct parser *p, struct operand *o)
{
	if (o->field.len == 0)
		return;
	o->is_quoted = false;
	o->text = span_slice(p->text, o->start, o->end);
	o->field = span_make("", 0);
}

static void put_clause(struct parser *p, const struct operand *o)
{
	struct query *q = p->query;
	struct span text = o->text;
	struct clause *c;

	if (q->clause_count == QUERY_MAX_CLAUSES)
		return;
	c = &q->clauses[q->clause_count++];
	c->is_quoted = o->is_quoted;
	c->is_excluded = o->is_excluded;
	c->is_title_only = o->field.len > 0;
	if (!o->is_quoted && text.len > 1 && text.ptr[text.len - 1] == '*') {
		c->is_prefix = true;
		text.len--;
	}
	c->text = text;
	if (!p->joins_last || o->is_excluded)
		p->group++;
	c->group = p->group;
}

static void parse_operand(struct parser *p)
{
	struct operand o;

	read_operand(p, &o);
	p->pos = o.end;
	if (o.field.len == 0 ||
	    query_put_condition(p->query, o.field, o.text, o.is_excluded) < 0) {
		if (!span_iis(o.field, "title") || o.text.len == 0)
			forget_field(p, &o);
		put_clause(p, &o);
	}
	p->joins_last = false;
}

/* OR between two operands, in capitals. */
static bool parse_or(struct parser *p)
{
	size_t next = p->pos + 2;

	if (p->text.len - p->pos < 3 ||
	    memcmp(p->text.ptr + p->pos, "OR", 2) != 0 ||
	    !is_space_at(p, next) || p->query->clause_count == 0 ||
	    p->query->clauses[p->query->clause_count - 1].is_excluded)
		return false;
	while (next < p->text.len && is_space_at(p, next))
		next++;
	if (next == p->text.len)
		return false;
	p->joins_last = true;
	p->pos = next;
	return true;
}

void query_init(struct query *query, struct arena *a)
{
	memset(query, 0, sizeof(*query));
	query->clauses =
		arena_array(a, QUERY_MAX_CLAUSES, sizeof(*query->clauses));
	query->conditions = arena_array(a, QUERY_MAX_CONDITIONS,
					sizeof(*query->conditions));
}

void query_parse(struct query *query, struct span text)
{
	struct parser p = { query, text, 0, 0, false };

	while (p.pos < text.len) {
		if (is_space_at(&p, p.pos))
			p.pos++;
		else if (!parse_or(&p))
			parse_operand(&p);
	}
}
