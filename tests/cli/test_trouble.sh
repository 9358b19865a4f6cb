#!/bin/sh
# What is no index, or no longer one: a reason on one line, and status 2.
#
# Conditions are evaluated by it():
# shellcheck disable=SC1091,SC2016,SC2034

. "$(dirname "$0")/lib.sh"
make_index

# usage: refuses NAME FILE REASON; by every command that reads an index
refuses()
{
	name=$1 reason=$3
	for command in query export status; do
		run "$command" --db "$2"
		it "${command}__$name" \
			'status_is 2 && out_is_empty && err_has "$reason" &&
			[ "$(wc -l <err)" -eq 1 ]'
	done
}

refuses missing missing.db "there is no index at 'missing.db'"
refuses folder site "'site' is a folder"
echo 'This is text, and no database at all.' >text.db
refuses text text.db "'text.db' is not"
: >empty.db
refuses empty empty.db "make one with 'blogsearch index'"
head -c 5000 blogsearch.db >short.db
refuses truncated short.db "'short.db' is damaged"
python3 -c '
import sqlite3
db = sqlite3.connect("other.db")
db.execute("CREATE TABLE t (x)")
db.commit()'
refuses other_application other.db "'other.db' is"
cp blogsearch.db old.db
python3 -c '
import sqlite3
db = sqlite3.connect("old.db")
db.execute("PRAGMA user_version = 99")
db.commit()'
refuses other_version old.db "another version"

# Every third page is overwritten, the first ones left alone.
python3 -c '
data = bytearray(open("blogsearch.db", "rb").read())
for at in range(4096 * 5, len(data), 4096 * 3):
    data[at:at + 200] = b"\xff" * 200
open("damaged.db", "wb").write(data)'
run status --db damaged.db
it 'status_finds_damage' \
	'status_is 2 && out_has "integrity  damaged" && err_has "damaged"'
for query in sleep asyncio coroutine ''; do
	run query "$query" --db damaged.db
	it "query_of_a_damaged_index_ends_well__$query" '[ "$status" -le 2 ]'
done
run export --db damaged.db
it 'export_of_a_damaged_index_ends_well' '[ "$status" -le 2 ]'

for command in index query export status serve; do
	run "$command" --db ''
	it "${command}__an_empty_name_is_none" \
		'status_is 2 && out_is_empty && err_has "--db names no file"'
done
run_line 'BLOGSEARCH_DB= "$BLOGSEARCH" status'
it 'an_empty_BLOGSEARCH_DB_is_not_set' \
	'status_is 0 && out_has "blogsearch.db"'

run index site/content/posts/sleep.md --db new.db
it 'index__a_file_is_no_folder' 'status_is 2 &&
	err_has "sleep.md'"'"' is a file, not a folder"'

cp blogsearch.db last.db
rm -r site/content/*
run index site --db last.db
it 'index__of_no_articles_any_more_removes_them' \
	'status_is 0 && out_has "0 articles: 4 removed"'
run query sleep --db last.db
it 'query_finds_no_removed_article' 'status_is 1'
mkdir elsewhere
run index elsewhere --db last.db
it 'index__of_a_mistyped_folder_fails' 'status_is 2 && err_has "no articles"'

finish
