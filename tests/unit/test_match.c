/*
 * What is read from the segments of the full-text index is what FTS5 itself
 * finds there: over made-up documents that are written, replaced and removed
 * in many small transactions, on pages so small that all that can be cut by
 * the end of one is.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/match_walk.h"
#include "store/merged.h"
#include "store/schema.h"
#include "store/segment_cache.h"
#include "store/segment_terms.h"

enum { DOCUMENTS = 120, TERMS = 40, QUERIES = 400, PHRASES = 5 };

struct fixture {
	char path[64];
	struct database db;
	struct arena arena;
	struct segments segments;
	struct span texts[DOCUMENTS + 1][FIELD_COUNT]; /* by number */
	uint64_t random;
};

static uint32_t random_below(struct fixture *f, uint32_t end)
{
	f->random = f->random * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((f->random >> 33) % end);
}

static void run(struct fixture *f, const char *sql)
{
	struct error err = ERROR_INIT;

	if (database_run(&f->db, sql, &err) < 0)
		fail_msg("%s: %s", sql, err.message);
}

/* Few letters, so that many begin alike; low numbers are frequent. */
static struct span make_term(struct fixture *f)
{
	uint32_t number = random_below(f, 1 + random_below(f, TERMS));

	return arena_printf(&f->arena, "%c%c%.*s", 'a' + (int)number % 3,
			    'a' + (int)number / 3 % 4, (int)number % 13,
			    "abcabcabcabcabc");
}

static struct span make_text(struct fixture *f, uint32_t most)
{
	struct strbuf text = STRBUF_INIT;
	struct span copy;

	for (uint32_t left = random_below(f, most); left; left--) {
		strbuf_put_span(&text, make_term(f));
		strbuf_put_char(&text, ' ');
	}
	copy = arena_copy(&f->arena, strbuf_span(&text));
	strbuf_release(&text);
	return copy;
}

static void write_search(struct fixture *f, enum statement statement, int id)
{
	struct error err = ERROR_INIT;
	sqlite3_stmt *st = database_statement(&f->db, statement, &err);

	assert_non_null(st);
	sqlite3_bind_int(st, 1, id);
	for (int i = 0; i < FIELD_COUNT; i++)
		bind_span(st, i + 2, f->texts[id][i]);
	assert_int_equal(0, database_finish(&f->db, st, &err));
}

static void remove_document(struct fixture *f, int id)
{
	if (f->texts[id][0].ptr)
		write_search(f, STATEMENT_SEARCH_REMOVE, id);
	f->texts[id][0].ptr = NULL;
}

static void put_document(struct fixture *f, int id)
{
	/* Most are short, some are longer than several pages. */
	uint32_t most = random_below(f, 8) ? 12 : 300;

	remove_document(f, id);
	for (int i = 0; i < FIELD_COUNT; i++)
		f->texts[id][i] = make_text(f, i < FIELD_BODY ? 4 : most);
	write_search(f, STATEMENT_SEARCH_PUT, id);
}

static void write_some(struct fixture *f, int count)
{
	run(f, "BEGIN");
	while (count--) {
		int id = 1 + (int)random_below(f, DOCUMENTS);

		if (random_below(f, 4))
			put_document(f, id);
		else
			remove_document(f, id);
	}
	run(f, "COMMIT");
}

static int setup(void **state)
{
	struct fixture *f = test_calloc(1, sizeof(*f));
	struct error err = ERROR_INIT;

	strcpy(f->path, "/tmp/blogsearch-test-XXXXXX");
	close(mkstemp(f->path));
	assert_int_equal(0,
			 database_open(&f->db, f->path, DATABASE_WRITE, &err));
	assert_int_equal(0, database_create(&f->db, &err));
	run(f, "PRAGMA synchronous = OFF"); /* for the test's sake */
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	database_close(&f->db);
	unlink(f->path);
	arena_release(&f->arena);
	test_free(f);
	return 0;
}

/* --- questions */

struct question {
	struct match_phrase phrases[PHRASES];
	struct match_query query;
	struct strbuf expression; /* the same for FTS5 */
};

static void make_phrase(struct fixture *f, struct match_phrase *phrase)
{
	struct span term = make_term(f);

	phrase->terms = term;
	if (random_below(f, 3) == 0)
		phrase->terms = arena_printf(&f->arena, "%s %s", term.ptr,
					     make_term(f).ptr);
	phrase->is_prefix = random_below(f, 3) == 0;
	phrase->is_title_only = random_below(f, 5) == 0;
	if (phrase->is_prefix)
		phrase->terms.len -= random_below(f, (uint32_t)term.len);
}

static void put_phrases(struct strbuf *out, const struct match_query *query,
			int group)
{
	bool is_first = true;

	strbuf_put_char(out, '(');
	for (size_t i = 0; i < query->count; i++) {
		const struct match_phrase *p = &query->phrases[i];

		if (p->group != group)
			continue;
		strbuf_printf(out, "%s%s\"%.*s\"%s", is_first ? "" : " OR ",
			      p->is_title_only ? "title : " : "",
			      (int)p->terms.len, p->terms.ptr,
			      p->is_prefix ? " *" : "");
		is_first = false;
	}
	strbuf_put_char(out, ')');
}

/* Group 0 has a phrase, and each other group that there is. */
static void make_question(struct fixture *f, struct question *q)
{
	bool is_excluded = false;

	memset(q->phrases, 0, sizeof(q->phrases));
	q->query.phrases = q->phrases;
	q->query.count = 1 + random_below(f, PHRASES);
	q->query.group_count = 1;
	q->query.needs_all = random_below(f, 2);
	for (size_t i = 0; i < q->query.count; i++) {
		struct match_phrase *phrase = &q->phrases[i];

		make_phrase(f, phrase);
		if (i > 0 && random_below(f, 2))
			phrase->group = q->query.group_count++;
		else if (i > 0 && random_below(f, 4) == 0)
			phrase->group = MATCH_EXCLUDED;
		is_excluded |= phrase->group == MATCH_EXCLUDED;
	}
	strbuf_reset(&q->expression);
	strbuf_put_char(&q->expression, '(');
	for (int group = 0; group < q->query.group_count; group++) {
		if (group > 0)
			strbuf_put_str(&q->expression,
				       q->query.needs_all ? " AND " : " OR ");
		put_phrases(&q->expression, &q->query, group);
	}
	strbuf_put_char(&q->expression, ')');
	if (is_excluded) {
		strbuf_put_str(&q->expression, " NOT ");
		put_phrases(&q->expression, &q->query, MATCH_EXCLUDED);
	}
}

/* --- answers */

struct answer {
	struct fixture *fixture;
	const struct match_query *query;
	struct strbuf found; /* a line a document: its number, occurrences */
};

/* The terms of a field from the given one on, as far as they are typed. */
static bool stands_at(struct span text, uint32_t position,
		      const struct match_phrase *phrase)
{
	struct span wanted = phrase->terms, term, typed;

	while (position-- && span_next_piece(&text, ' ', &term))
		;
	while (span_next_piece(&wanted, ' ', &typed)) {
		bool may_go_on = phrase->is_prefix && wanted.len == 0;

		if (!span_next_piece(&text, ' ', &term))
			return false;
		if (may_go_on && term.len > typed.len)
			term.len = typed.len;
		if (!span_eq(term, typed))
			return false;
	}
	return true;
}

static size_t count_terms(struct span text)
{
	struct span term;
	size_t count = 0;

	while (span_next_piece(&text, ' ', &term))
		count++;
	return count;
}

/* Every occurrence is told, and told in order, and nothing else is. */
static void check_occurrences(struct answer *a, struct match *m, int number)
{
	const struct match_phrase *phrase = &a->query->phrases[number];
	const struct span *texts = a->fixture->texts[match_document(m)];
	struct occurrence o;
	bool more = match_first(m, number, &o);

	for (int field = 0; field < FIELD_COUNT; field++) {
		size_t count = count_terms(texts[field]);

		if (field != FIELD_TITLE && phrase->is_title_only)
			break;
		for (uint32_t at = 0; at < count; at++) {
			if (!stands_at(texts[field], at, phrase))
				continue;
			assert_true(more);
			assert_int_equal(field, o.field);
			assert_int_equal(at, o.position);
			more = positions_next(&o);
		}
	}
	assert_false(more);
}

/* All parts together have no fewer occurrences, and no more than its limit. */
static void check_there(struct match *m, int number, size_t in_all)
{
	struct occurrence_limit limit = match_limit(m, number);
	const struct match_place *place = match_place(m, number);
	size_t in_text = 0, elsewhere = 0;
	struct occurrence o;

	for (size_t i = 0; i < place->part_count; i++)
		for (bool more = positions_first(place->parts[i], &o); more;
		     more = positions_next(&o))
			++*(o.field < FIELD_BODY ? &elsewhere : &in_text);
	assert_true(in_text <= limit.in_text);
	assert_true(elsewhere <= limit.elsewhere);
	assert_true(in_text + elsewhere >= in_all);
}

static void check_parts(struct match *m, int number)
{
	bool is_there = match_next_phrase(m, number, number + 1) == number;
	size_t in_all = 0;
	struct occurrence o;

	for (bool more = match_first(m, number, &o); more;
	     more = positions_next(&o))
		in_all++;
	if (is_there)
		check_there(m, number, in_all);
	assert_int_equal(in_all > 0, is_there);
}

static int put_match(struct match *m, void *arg)
{
	struct answer *a = arg;
	int64_t id = match_document(m);

	strbuf_printf(&a->found, "%d\n", (int)id);
	for (size_t i = 0; i < a->query->count; i++) {
		/* Where it is excluded it need not have been looked for. */
		if (a->query->phrases[i].group == MATCH_EXCLUDED)
			continue;
		check_parts(m, (int)i);
		/* Long texts would take too long. */
		if (id % 8 == 0)
			check_occurrences(a, m, (int)i);
	}
	return 0;
}

static void ask_fts5(struct fixture *f, const struct strbuf *expression,
		     struct strbuf *out)
{
	sqlite3_stmt *st;

	assert_int_equal(SQLITE_OK,
			 sqlite3_prepare_v2(f->db.handle,
					    "SELECT rowid FROM search WHERE"
					    " search MATCH ?1 ORDER BY rowid",
					    -1, &st, NULL));
	bind_span(st, 1, strbuf_span(expression));
	while (sqlite3_step(st) == SQLITE_ROW)
		strbuf_printf(out, "%d\n", sqlite3_column_int(st, 0));
	assert_int_equal(SQLITE_OK, sqlite3_finalize(st));
}

static void check_question(struct fixture *f, struct question *q)
{
	struct answer a = { f, &q->query, STRBUF_INIT };
	struct strbuf expected = STRBUF_INIT;
	struct error err = ERROR_INIT;

	assert_int_equal(0, match_walk(&f->db, &f->segments, DOCUMENTS,
				       &q->query, NULL, put_match, &a, &err));
	ask_fts5(f, &q->expression, &expected);
	if (strcmp(expected.buf, a.found.buf) != 0)
		fail_msg("%s", q->expression.buf);
	strbuf_release(&a.found);
	strbuf_release(&expected);
}

static void check_questions(struct fixture *f)
{
	struct question q = { .expression = STRBUF_INIT };
	struct error err = ERROR_INIT;

	assert_int_equal(0,
			 segments_load(&f->segments, &f->db, &f->arena, &err));
	for (int i = 0; i < QUERIES; i++) {
		/* Most with pages, half with the terms of small segments. */
		if (i == QUERIES / 4)
			segment_cache_make(&f->db);
		if (i == QUERIES / 2)
			segment_terms_load(&f->segments, &f->db, &f->arena);
		segment_cache_begin(&f->db);
		make_question(f, &q);
		check_question(f, &q);
	}
	segment_cache_drop(&f->db);
	strbuf_release(&q.expression);
}

static void match__finds_what_fts5_finds(void **state)
{
	struct fixture *f = *state;

	run(f, "INSERT INTO search (search, rank) VALUES ('pgsz', 64)");
	write_some(f, 1);
	check_questions(f);
	for (int i = 0; i < 40; i++)
		write_some(f, 1 + (int)random_below(f, 30));
	check_questions(f);
	assert_true(f->segments.count > 1);
}

/* What is changed now and then is found without its pages being read. */
static void match__keeps_the_terms_of_small_segments(void **state)
{
	struct fixture *f = *state;
	size_t kept = 0;

	remove_document(f, 1);
	for (int i = 0; i < FIELD_COUNT; i++)
		f->texts[1][i] = make_text(f, 3);
	write_search(f, STATEMENT_SEARCH_PUT, 1);
	check_questions(f);
	for (size_t i = 0; i < f->segments.count; i++)
		kept += f->segments.items[i].terms != NULL;
	assert_true(kept > 0 && kept < f->segments.count);
}

static void match__finds_the_same_after_merges(void **state)
{
	struct fixture *f = *state;

	/* A merge that is under way, step by step. */
	for (int i = 0; i < 5; i++) {
		run(f, "INSERT INTO search (search, rank) VALUES ('merge', 7)");
		write_some(f, 3);
		check_questions(f);
	}
	run(f, "INSERT INTO search (search) VALUES ('optimize')");
	check_questions(f);
	assert_int_equal(1, f->segments.count);
}

static void match__finds_nothing_in_an_empty_index(void **state)
{
	struct fixture *f = *state;

	for (int id = 1; id <= DOCUMENTS; id++)
		remove_document(f, id);
	check_questions(f);
}

static int end_walk(struct match *m, void *arg)
{
	(void)m;
	(void)arg;
	return 1;
}

/* It once was every number there is, one after the other. */
static void match__finds_nothing_without_a_phrase(void **state)
{
	struct fixture *f = *state;
	struct match_query nothing = { NULL, 0, 0, true };
	struct error err = ERROR_INIT;

	assert_int_equal(0, match_walk(&f->db, &f->segments, DOCUMENTS,
				       &nothing, NULL, end_walk, NULL, &err));
}

static int put_damaged(struct match *m, void *arg)
{
	struct occurrence o;

	(void)arg;
	match_first(m, 0, &o);
	return 0;
}

static int load_segments(struct fixture *f, bool has_terms, struct error *err)
{
	if (segments_load(&f->segments, &f->db, &f->arena, err) < 0)
		return -1;
	if (has_terms)
		segment_terms_load(&f->segments, &f->db, &f->arena);
	return 0;
}

/* Whatever the pages hold: an error, or some answer, but no crash. */
static void match__survives_damage(void **state)
{
	struct fixture *f = *state;
	struct question q = { .expression = STRBUF_INIT };
	struct error err = ERROR_INIT;
	int failures = 0;

	run(f, "BEGIN");
	for (int id = 1; id <= 40; id++)
		put_document(f, id);
	run(f, "COMMIT; SAVEPOINT whole");
	for (int i = 0; i < 1000; i++) {
		struct span sql = arena_printf(
			&f->arena,
			"UPDATE search_data SET block ="
			" substr(block, 1, %d) || x'%02x' || substr(block, %d)"
			" WHERE id IN (SELECT id FROM search_data"
			" ORDER BY id LIMIT 2 OFFSET %d)",
			(int)random_below(f, 60), (int)random_below(f, 256),
			2 + (int)random_below(f, 60),
			(int)random_below(f, 200));

		run(f, sql.ptr);
		make_question(f, &q);
		if (load_segments(f, i % 2, &err) < 0 ||
		    match_walk(&f->db, &f->segments, DOCUMENTS, &q.query, NULL,
			       put_damaged, NULL, &err) < 0) {
			assert_int_equal(ERR_CORRUPT, err.code);
			failures++;
		}
		if (i % 4 == 0)
			run(f, "ROLLBACK TO whole");
	}
	run(f, "ROLLBACK TO whole; RELEASE whole");
	assert_true(failures > 100);
	strbuf_release(&q.expression);
}

/* What goes back has no distance to be written, and once was, without end. */
static void positions__that_go_back_are_damaged(void **state)
{
	static const char *const lists[] = { "\x01\x02\x70\x01\x02\x05",
					     "\x01\x02\x70\x01\x01\x05",
					     "\x70\x01\0\x05" };
	struct merged m = { .list = STRBUF_INIT };

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		size_t good = lists[i][0] == 1 ? 3 : 1;
		struct span list = span_make(lists[i], good + 3);
		struct span parts[2] = { list, list };
		struct occurrence o;

		assert_true(positions_first(list, &o));
		assert_false(positions_next(&o));
		assert_true(span_eq(span_slice(list, 0, good),
				    merged_make(&m, parts, 2)));
	}
	merged_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(positions__that_go_back_are_damaged),
		cmocka_unit_test(match__finds_what_fts5_finds),
		cmocka_unit_test(match__keeps_the_terms_of_small_segments),
		cmocka_unit_test(match__finds_the_same_after_merges),
		cmocka_unit_test(match__finds_nothing_in_an_empty_index),
		cmocka_unit_test(match__finds_nothing_without_a_phrase),
		cmocka_unit_test(match__survives_damage),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
