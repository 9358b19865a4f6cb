#!/bin/sh
# blogsearch query --batch: files of queries, TREC, timings.
#
# Conditions are evaluated by it():
# shellcheck disable=SC1091,SC2016,SC2034

. "$(dirname "$0")/lib.sh"
make_index

printf 'q1\tasyncio\nq2\txyzzy\n\nq3\tsleep\r\n' >queries.tsv

run query --batch queries.tsv
it 'a_batch_is_a_line_of_json_a_query' \
	'status_is 0 && err_is_empty && out_lines 3 &&
	json_is "[(y[\"id\"], y[\"query\"], y[\"total\"]) for y in x]" "[('\''q1'\'', '\''asyncio'\'', 2), ('\''q2'\'', '\''xyzzy'\'', 0), ('\''q3'\'', '\''sleep'\'', 2)]"'

run query --batch queries.tsv --format trec
it 'trec_has_six_columns' \
	'status_is 0 && out_lines 4 && [ "$(awk "{ print NF }" out | sort -u)" = 6 ]'
it 'trec_has_ids_paths_and_ranks' \
	'out_has "q1 Q0 content/posts/event-loop.md 1 " &&
	out_has "q3 Q0 content/posts/sleep.md 1 "'

run query --batch queries.tsv --format trec --limit 1
it 'the_limit_is_for_each_query' 'status_is 0 && out_lines 2'

run_line '"$BLOGSEARCH" query --batch - --format trec <queries.tsv'
it 'a_hyphen_is_standard_input' 'status_is 0 && out_lines 4'
run_line 'cat queries.tsv | "$BLOGSEARCH" query --batch /dev/stdin --format trec'
it 'a_batch_may_come_through_a_pipe' 'status_is 0 && out_lines 4'

run query --batch queries.tsv --format trec --repeat 5 --stats
it 'repeated_searches_are_printed_once_and_timed_all' \
	'status_is 0 && out_lines 4 &&
	grep -Eq "^count 15  mean [0-9.]+  p50 [0-9.]+  p95 [0-9.]+  p99 [0-9.]+  ms$" err'
run query asyncio --stats
it 'one_search_can_be_timed' 'status_is 0 && err_has "count 1  mean "'

printf 'q2\txyzzy\n' >none.tsv
run query --batch none.tsv
it 'a_batch_without_results_exits_with_1' 'status_is 1 && out_lines 1'
: >empty.tsv
run query --batch empty.tsv
it 'an_empty_batch_exits_with_1' 'status_is 1 && out_is_empty'

printf 'q1\tasyncio\nno tab here\n' >bad.tsv
run query --batch bad.tsv
it 'a_line_without_a_tab_is_named_and_nothing_printed' \
	'status_is 2 && out_is_empty &&
	err_is "blogsearch: bad.tsv:2: wants an id, a tab and a query"'
printf '\tasyncio\n' >bad.tsv
run query --batch bad.tsv
it 'a_line_without_an_id_is_named' 'status_is 2 && err_has "bad.tsv:1:"'
run query --batch missing.tsv
it 'a_missing_batch_is_named' \
	'status_is 2 && err_has "cannot open '\''missing.tsv'\''"'
run query --batch .
it 'a_folder_is_no_batch' 'status_is 2 && err_has "directory"'

run query --batch queries.tsv text
it 'a_batch_and_text_are_too_much' 'status_is 2 && err_has "--batch reads"'
run query --batch queries.tsv --format tsv
it 'a_batch_has_formats_of_its_own' 'status_is 2 && err_has "ndjson or trec"'
run query --format trec text
it 'other_queries_do_not_have_them' 'status_is 2 && err_has "for --batch"'

finish
