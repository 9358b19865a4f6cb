/* What a disk changed behind our back is found out when it is read. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/store_fixture.h"

enum { PAGE = 8192, VERSION_AT = 60 };

static size_t read_file(const char *path, unsigned char **out)
{
	FILE *file = fopen(path, "rb");
	size_t size;

	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	size = (size_t)ftell(file);
	rewind(file);
	*out = test_malloc(size);
	assert_int_equal(size, fread(*out, 1, size, file));
	fclose(file);
	return size;
}

static void write_file(const char *path, const unsigned char *bytes,
		       size_t size)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(size, fwrite(bytes, 1, size, file));
	fclose(file);
}

/* An index, as bytes. */
static size_t make_index(struct fixture *f, unsigned char **out)
{
	struct document doc = make_document(f, "a.md", 400);

	write_document(f, 0, &doc);
	return read_file(f->path, out);
}

/* What comes of looking at all of it. */
static enum error_code check(struct fixture *f)
{
	struct error err = ERROR_INIT;
	struct reader *r;
	int ret = reader_open(&r, f->path, &err);

	if (ret == 0)
		ret = reader_check(r, &err);
	reader_close(r);
	return ret == 0 ? ERR_NONE : err.code;
}

static void page__with_any_byte_changed_is_damaged(void **state)
{
	struct fixture *f = *state;
	unsigned char *bytes;
	size_t size = make_index(f, &bytes);

	assert_int_equal(0, size % PAGE);
	assert_int_equal(ERR_NONE, check(f));
	/* A step that falls on other places of each page. */
	for (size_t at = 100; at < size; at += 997) {
		bytes[at] ^= 1;
		write_file(f->path, bytes, size);
		assert_int_equal(ERR_CORRUPT, check(f));
		bytes[at] ^= 1;
	}
	write_file(f->path, bytes, size);
	assert_int_equal(ERR_NONE, check(f));
	test_free(bytes);
}

static void page__of_another_place_or_of_zeros_is_damaged(void **state)
{
	struct fixture *f = *state;
	unsigned char *bytes, page[PAGE];
	size_t size = make_index(f, &bytes);

	for (size_t at = PAGE; at < size; at += PAGE) {
		memcpy(page, bytes + at, PAGE);
		memcpy(bytes + at, bytes + (at == PAGE ? 2 * PAGE : PAGE),
		       PAGE);
		write_file(f->path, bytes, size);
		assert_int_equal(ERR_CORRUPT, check(f));
		memset(bytes + at, 0, PAGE);
		write_file(f->path, bytes, size);
		assert_int_equal(ERR_CORRUPT, check(f));
		memcpy(bytes + at, page, PAGE);
	}
	test_free(bytes);
}

static void room_for_checksums__is_in_every_index(void **state)
{
	struct fixture *f = *state;
	unsigned char *bytes;
	size_t size = make_index(f, &bytes);

	assert_int_equal(8, bytes[20]);
	bytes[20] = 0;
	write_file(f->path, bytes, size);
	assert_int_equal(ERR_CORRUPT, check(f));
	/* of other versions nothing is known */
	bytes[VERSION_AT + 3]++;
	write_file(f->path, bytes, size);
	assert_int_not_equal(ERR_NONE, check(f));
	test_free(bytes);
}

static void update__of_another_version_makes_room(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 3);
	sqlite3 *handle;
	unsigned char *bytes;

	unlink(f->path);
	assert_int_equal(SQLITE_OK, sqlite3_open(f->path, &handle));
	assert_int_equal(SQLITE_OK,
			 sqlite3_exec(handle,
				      "CREATE TABLE old (x);"
				      "PRAGMA application_id = 0x626c6f67;"
				      "PRAGMA user_version = 1;",
				      NULL, NULL, NULL));
	sqlite3_close(handle);
	assert_int_equal(ERR_VERSION, check(f));
	write_document(f, 0, &doc);
	assert_int_equal(ERR_NONE, check(f));
	read_file(f->path, &bytes);
	assert_int_equal(8, bytes[20]);
	test_free(bytes);
}

/* Their pages are full to the end. */
static void other_databases__are_taken_as_they_are(void **state)
{
	struct fixture *f = *state;
	sqlite3_stmt *st;
	sqlite3 *handle;

	unlink(f->path);
	assert_int_equal(SQLITE_OK, sqlite3_open(f->path, &handle));
	assert_int_equal(SQLITE_OK, sqlite3_exec(handle, "CREATE TABLE t (x)",
						 NULL, NULL, NULL));
	run_sql(f, "INSERT INTO t VALUES"
		   " (replace(hex(zeroblob(50000)), '0', 'a'))");
	run_sql(f, "INSERT INTO t SELECT x FROM t");
	assert_int_equal(
		SQLITE_OK,
		sqlite3_prepare_v2(handle,
				   "SELECT count(*) FROM t WHERE x ="
				   " replace(hex(zeroblob(50000)), '0', 'a')",
				   -1, &st, NULL));
	assert_int_equal(SQLITE_ROW, sqlite3_step(st));
	assert_int_equal(2, sqlite3_column_int(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(handle);
}

/* With a cache so small, pages go to the disk and come back all the time. */
static void pages_that_wait__are_there_when_they_are_read(void **state)
{
	static const char sql[] =
		"PRAGMA journal_mode = DELETE; PRAGMA cache_size = 4;"
		"CREATE TABLE t (i INTEGER PRIMARY KEY, x);"
		"BEGIN;"
		"WITH RECURSIVE n (i) AS"
		" (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
		" INSERT INTO t SELECT i, zeroblob(3000) FROM n;"
		"UPDATE t SET x = zeroblob(9000) WHERE i % 7 = 0;"
		"COMMIT;"
		"BEGIN;"
		"DELETE FROM t WHERE i % 3 = 0;"
		"UPDATE t SET x = zeroblob(9000) WHERE i % 5 = 0;"
		"ROLLBACK;"
		"CREATE TABLE t_is (so CHECK (so));"
		"INSERT INTO t_is SELECT sum(length(x)) = 1926000 FROM t;"
		"DELETE FROM t WHERE i % 2 = 0;"
		"VACUUM;"
		"INSERT INTO t_is SELECT sum(length(x)) = 966000 FROM t;";
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 400);

	write_document(f, 0, &doc);
	run_sql(f, sql);
	assert_int_equal(ERR_NONE, check(f));
}

static sqlite3 *open_database(const struct fixture *f)
{
	sqlite3 *db;

	assert_int_equal(SQLITE_OK, sqlite3_open_v2(f->path, &db,
						    SQLITE_OPEN_READWRITE |
							    SQLITE_OPEN_CREATE,
						    checksum_vfs()));
	return db;
}

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
}

/*
 * A log is copied into the file as far as all readers have come; who begins
 * to read then takes that from the file.
 */
static void copied_part_of_a_log__is_there_for_the_next_reader(void **state)
{
	sqlite3 *writer = open_database(*state), *before, *after;

	checksum_reserve(writer);
	run(writer, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
		    "CREATE TABLE t (i INTEGER PRIMARY KEY, x);"
		    "WITH RECURSIVE n (i) AS"
		    " (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
		    " INSERT INTO t SELECT i, zeroblob(3000) FROM n;"
		    "PRAGMA wal_checkpoint(TRUNCATE);"
		    "UPDATE t SET x = zeroblob(3001);");
	before = open_database(*state);
	run(before, "BEGIN; SELECT sum(length(x)) FROM t;");
	run(writer, "UPDATE t SET x = zeroblob(3002) WHERE i = 1;"
		    "PRAGMA wal_checkpoint(PASSIVE);");
	after = open_database(*state);
	run(after, "CREATE TEMP TABLE t_is (so CHECK (so));"
		   "INSERT INTO t_is SELECT sum(length(x)) = 300101 FROM t;");
	sqlite3_close(after);
	sqlite3_close(before);
	sqlite3_close(writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			page__with_any_byte_changed_is_damaged, fixture_setup,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(
			page__of_another_place_or_of_zeros_is_damaged,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			room_for_checksums__is_in_every_index, fixture_setup,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(
			update__of_another_version_makes_room, fixture_setup,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(
			other_databases__are_taken_as_they_are, fixture_setup,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(
			pages_that_wait__are_there_when_they_are_read,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			copied_part_of_a_log__is_there_for_the_next_reader,
			fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
