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

finish
