#!/bin/sh
# blogsearch query: what it finds, prints, and exits with.
#
# Conditions are evaluated by it():
# shellcheck disable=SC1091,SC2016,SC2034

. "$(dirname "$0")/lib.sh"
make_index

run query coroutine
it 'text_is_an_entry_of_the_listing' \
	'status_is 0 && out_line 1 "How the Event Loop Works" &&
	out_line 2 "What runs when nothing seems to run." &&
	out_has "April 30, 2026 · 1 min · " && out_has " words · Ann Smith" &&
	out_has "https://example.org/posts/event-loop/" && out_has_no_escape'
it 'sections_that_match_are_named' \
	'out_has "  § Blocking calls — https://example.org/posts/event-loop/#blocking-calls"'
it 'the_summary_is_on_standard_error' \
	'grep -Eq "^1 result for \"coroutine\", [0-9.]+ ms$" err'

run query event loop
it 'words_are_one_query' 'status_is 0 && err_has "for \"event loop\"" &&
	out_line 1 "How the Event Loop Works" && out_has Tokio'
run query '"event loop" -asyncio'
it 'a_word_can_be_left_out' 'status_is 1 && out_is_empty'
run query asyncio -tokio
it 'a_hyphen_begins_text' \
	'status_is 0 && out_has "Event Loop" && out_lacks Tokio'
run query '-tokio asyncio'
it 'a_hyphen_begins_text_before_all_else' \
	'status_is 0 && out_has "Event Loop" && out_lacks Tokio'
run query asyncio --limit 1
it 'options_may_follow_text' 'status_is 0 && err_has "(1 shown)"'
run query -- --flag
it 'two_hyphens_make_text_of_what_follows' \
	'status_is 0 && out_line 1 Notes'
run query --flag
it 'text_like_an_option_is_told_how_to_be_text' \
	'status_is 2 && err_has "unknown option" && err_has "put '\''--'\'' before it"'
run query 'std::vector'
it 'names_from_code_are_found' 'status_is 0 && out_line 1 "How the Event Loop Works"'

run query xyzzy
it 'no_results_exit_with_1' \
	'status_is 1 && out_is_empty && err_has "no results for \"xyzzy\""'
run query corotine
it 'a_misspelled_word_is_corrected' 'status_is 0 && out_has "Event Loop"'
run query corotine --literal
it 'literal_corrects_nothing' 'status_is 1 && out_is_empty'
run query
it 'no_text_lists_all' 'status_is 0 && err_has "4 results"'
run query ''
it 'empty_text_lists_all' 'status_is 0 && err_has "4 results"'
run query '"" - OR " AND * ( ^ : -'
it 'there_are_no_syntax_errors' '[ "$status" -le 1 ]'
run query "$(head -c 10000 /dev/zero | tr '\0' x)"
it 'ten_thousand_characters_are_a_query' \
	'status_is 1 && [ "$(wc -c <err)" -lt 400 ]'
run query "$(printf '\377\376 coroutine')"
it 'bytes_that_are_no_text_are_passed_over' \
	'[ "$status" -le 1 ] && python3 -c "open(\"err\", encoding=\"utf-8\").read()"'

titles()
{
	cut -f 4 out | tr '\n' '|'
}

run query --sort newest --format tsv
it 'newest_come_first_and_undated_last' \
	'[ "$(titles)" = "How the Event Loop Works|Tokio from the Ground Up|Sleeping Well|Notes|" ]'
run query --sort oldest --format tsv
it 'oldest_come_first_and_undated_last' \
	'[ "$(titles)" = "Sleeping Well|Tokio from the Ground Up|How the Event Loop Works|Notes|" ]'
run query --sort newest --format tsv --limit 2 --offset 1
it 'a_page_is_cut_out' \
	'[ "$(titles)" = "Tokio from the Ground Up|Sleeping Well|" ]'
run query --offset 4
it 'a_page_behind_the_end_is_empty' 'status_is 1 && err_has "(none shown)"'

# usage: filtered NAME TITLES OPTION...
filtered()
{
	name=$1 wanted=$2
	shift 2
	run query --sort newest --format tsv "$@"
	it "$name" '[ "$(titles)" = "$wanted" ]'
}

loop='How the Event Loop Works' tokio='Tokio from the Ground Up'
filtered 'tag_filters' "$tokio|" --tag rust
filtered 'tags_must_all_be_there' "$loop|" --tag asyncio --tag Python
filtered 'tags_that_no_article_has_together' '' --tag python --tag rust
filtered 'category_filters' "$loop|" --category guides
filtered 'author_filters' "$loop|Sleeping Well|" --author 'ann smith'
filtered 'lang_filters' '' --lang fr
filtered 'section_filters' "$loop|$tokio|Sleeping Well|Notes|" --section posts
filtered 'after_includes_its_day' "$loop|$tokio|" --after 2026-03-01
filtered 'before_leaves_its_day_out' 'Sleeping Well|' --before 2026-03-01
filtered 'filters_of_the_query_do_the_same' "$tokio|" 'year:2026 -tag:python'

run query --after soon
it 'a_filter_that_is_no_date_is_an_error' \
	'status_is 2 && err_has "'\''soon'\'' is not a date"'
run query --prefix corout
it 'prefix_finds_an_unfinished_word' 'status_is 0 && out_has "Event Loop"'
run query 'corout*'
it 'an_asterisk_does_the_same' 'status_is 0 && out_has "Event Loop"'
run query cafe
it 'accents_do_not_count' 'status_is 0 && out_line 1 "Sleeping Well"'

run query coroutine --explain
it 'explain_lists_factors' 'status_is 0 && grep -Eq "^  [a-z0-9_]+ [-0-9.e]+$" out'
run query sleep --facets
it 'facets_are_counted' 'out_has "tag: health (1)" && out_has "author: Ann Smith (1)"'

run query --format json --facets --explain 'event loop'
it 'json_is_one_line_with_the_keys_of_the_contract' \
	'status_is 0 && out_lines 1 && err_is_empty &&
	json_is "\" \".join(x)" "query total took_ms applied revision results facets"'
it 'json_results_have_the_keys_of_the_contract' \
	'json_is "\" \".join(x[\"results\"][0])" "title title_marked url summary date authors tags words minutes lang score snippet sections explain"'
it 'json_marks_what_was_searched_for' \
	'json_is "x[\"results\"][0][\"title_marked\"]" "How the <mark>Event</mark> <mark>Loop</mark> Works"'
it 'json_dates_are_iso' 'json_is "x[\"results\"][0][\"date\"]" 2026-04-30'
run query --format json notes
it 'json_of_an_undated_article_has_null' 'json_is "x[\"results\"][0][\"date\"]" None'
run query --format json xyzzy
it 'json_without_results_is_json' \
	'status_is 1 && json_is "x[\"total\"], x[\"results\"]" "(0, [])"'
run query --format tsv tokio
it 'tsv_has_five_columns' \
	'status_is 0 && [ "$(awk -F "\t" "{ print NF }" out | sort -u)" = 5 ]'

cp blogsearch.db elsewhere.db
mkdir empty && cd empty || exit 2
run query --db ../elsewhere.db tokio
it 'db_names_the_index' 'status_is 0'
run_line 'BLOGSEARCH_DB=../elsewhere.db "$BLOGSEARCH" query tokio'
it 'the_environment_names_the_index' 'status_is 0'
run_line 'BLOGSEARCH_DB=nowhere.db "$BLOGSEARCH" query tokio --db ../elsewhere.db'
it 'db_comes_before_the_environment' 'status_is 0'
run_line 'BLOGSEARCH_DB= "$BLOGSEARCH" query tokio'
it 'an_empty_name_in_the_environment_is_none' \
	'status_is 2 && err_has "blogsearch.db"'

# The same article in two languages, on a site whose own is the second.
mkdir -p two/content
cat >two/hugo.toml <<-'END'
	baseURL = "https://example.org/"
	defaultContentLanguage = "de"
	[languages.de]
	[languages.en]
END
for lang in de en; do
	printf -- '---\ntitle: FAQ\n---\nRust in %s.\n' $lang \
		>two/content/faq.$lang.md
done
printf -- '---\ntitle: Fragen\n---\nWas ist Rust?\n' \
	>two/content/fragen.de.md
run index two --db two.db

# usage: first_is LANG, of JSON output
first_is() { json_is 'x["results"][0]["lang"]' "$1"; }

run query faq --db two.db --format json
it 'the_site_s_own_language_comes_first' 'first_is de'
run query faq --db two.db --format json --prefer en
it 'another_language_may_be_preferred' 'first_is en'
run query faq --db two.db --format json --prefer fr
it 'a_language_that_is_not_there_prefers_none' 'json_is "x[\"total\"]" 2'
run query fragen --db two.db --format json --prefer en
it 'words_of_one_language_are_found_in_it' 'first_is de'
run query faq --db two.db --prefer en --explain
it 'explain_tells_what_a_language_is_worth' \
	'out_has "  language 1" && out_has "  language 0.5"'
run query faq --db two.db --lang en --explain
it 'nothing_is_preferred_where_one_language_is_asked_for' \
	'status_is 0 && out_lacks "  language "'

# Pages that wait for a translation: a title, and no text.
mkdir -p wait/content
cat >wait/hugo.toml <<-'END'
	defaultContentLanguage = "en"
	[languages.en]
	[languages.sv]
	[languages.pl]
END
printf -- '---\ntitle: Rate limits\n---\nSo many a week.\n' \
	>wait/content/limits.en.md
printf -- '---\ntitle: Scaling\n---\nOur rate limits grow.\n' \
	>wait/content/scaling.en.md
for lang in sv pl; do
	printf -- '---\ntitle: Rate limits\n---\n' \
		>wait/content/limits.$lang.md
done
run index wait --db wait.db
run query 'rate limits' --db wait.db --format json
it 'untranslated_pages_are_not_first_by_their_title' \
	'json_is "[r[\"lang\"] for r in x[\"results\"]][:2]" "['\''en'\'', '\''en'\'']"'
run query 'rate limits' --db wait.db --format json --lang sv
it 'the_language_asked_for_has_its_untranslated_page' 'first_is sv'

# Of a word said so often, few places are kept: of each field some.
mkdir often
{
	echo '# Often'
	i=0
	while [ "$((i += 1))" -le 1000 ]; do
		echo 'Say marmalade here.'
	done
	printf '## Once\n\n\tspread(marmalade)\n'
} >often/often.md
run index often --db often.db
run query marmalade --db often.db --format json
it 'a_word_said_a_thousand_times_is_found_in_code_as_well' \
	'json_is "[s[\"snippet\"] for r in x[\"results\"] for s in r[\"sections\"]]" "['\''spread(<mark>marmalade</mark>)'\'']"'

finish
