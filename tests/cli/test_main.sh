#!/bin/sh
# The program as a whole: commands, help, version, what is misspelled.
#
# Conditions are evaluated by it():
# shellcheck disable=SC1091,SC2016,SC2034

. "$(dirname "$0")/lib.sh"

run
it 'without_a_command_the_overview_is_an_error' \
	'status_is 2 && out_is_empty && err_has "usage: blogsearch COMMAND"'

run --help
it 'help_lists_every_command' \
	'status_is 0 && err_is_empty && out_has "  index " &&
	out_has "  query " && out_has "  export " && out_has "  status "'
cp out overview
run help
it 'help_is_the_same_as_a_command' 'status_is 0 && cmp -s out overview'
run -h
it 'help_is_the_same_in_short' 'status_is 0 && cmp -s out overview'

run query --help
it 'a_command_lists_its_options' \
	'status_is 0 && out_has "usage: blogsearch query" &&
	out_has "--limit N" && out_has "--help"'
cp out options
run help query
it 'help_of_a_command_is_the_same' 'status_is 0 && cmp -s out options'
run query text --limit 5 -h --nonsense
it 'help_comes_before_all_else' 'status_is 0 && cmp -s out options'
for command in index export status; do
	run "$command" --help
	it "${command}_has_help" \
		'status_is 0 && out_has "usage: blogsearch $command"'
done

run --version
it 'version_names_sqlite_too' \
	'status_is 0 && out_lines 1 &&
	grep -Eq "^blogsearch [0-9.]+ \(SQLite 3[0-9.]+\)$" out'

run qurey asyncio
it 'a_misspelled_command_is_guessed' \
	'status_is 2 && out_is_empty &&
	err_has "there is no command '\''qurey'\''; did you mean '\''query'\''?"'
run help statsu
it 'a_misspelled_command_is_guessed_by_help' \
	'status_is 2 && err_has "did you mean '\''status'\''?"'
run frobnicate
it 'an_unlike_command_is_not_guessed' \
	'status_is 2 && err_has "there is no command" &&
	! err_has "did you mean"'
run "$(printf 'a\033[31mb\nc')"
it 'a_hostile_command_is_made_harmless' \
	'status_is 2 && err_has_no_escape && [ "$(wc -l <err)" -eq 2 ]'

run query --limit x text
it 'a_bad_value_says_what_is_wanted' \
	'status_is 2 && err_is "blogsearch query: --limit wants a number from 1 to 1000, not '\''x'\''
try '\''blogsearch query --help'\''"'
run query --limt 3 text
it 'a_misspelled_option_is_guessed' \
	'status_is 2 && err_has "did you mean '\''--limit'\''?"'
run query --sort best text
it 'a_bad_choice_lists_the_choices' \
	'status_is 2 &&
	err_has "--sort wants relevance, newest or oldest, not '\''best'\''"'
run export text
it 'an_operand_that_is_not_wanted_is_refused' \
	'status_is 2 && err_has "'\''text'\'' is one argument too many"'

run query text
it 'no_index_says_how_to_make_one' \
	'status_is 2 && out_is_empty && err_is "blogsearch: there is no index at '\''blogsearch.db'\''; make one with '\''blogsearch index'\''"'

finish
