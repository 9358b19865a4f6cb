#!/bin/sh
# blogsearch index: what it says and exits with. What it does is tested in
# tests/unit/test_index*.c.
#
# Conditions are evaluated by it():
# shellcheck disable=SC1091,SC2016,SC2034

. "$(dirname "$0")/lib.sh"
make_site

run index site
it 'a_line_sums_up' \
	'status_is 0 && err_is_empty && out_lines 1 &&
	grep -Eq "^4 articles: 4 new, [0-9.]+ s$" out && [ -f blogsearch.db ]'
run index site
it 'nothing_changed_is_said' 'status_is 0 && out_has "nothing changed"'
printf '[ranking]\nnearness = 0\n' >site/blogsearch.toml
run index site
it 'settings_taken_over_are_said' \
	'status_is 0 && out_has "settings taken over"'
rm site/blogsearch.toml
run index site
it 'settings_taken_back_are_said_too' \
	'status_is 0 && out_has "settings taken over"'
run index site
it 'settings_are_taken_over_once' 'status_is 0 && out_has "nothing changed"'

rm site/content/posts/sleep.md
article posts/tea.md <<-'END'
	---
	title: Tea
	---
	A word on tea.
END
article posts/later.md <<-'END'
	---
	title: Later
	draft: true
	---
	Not yet.
END
run index site --format json
it 'json_counts' \
	'status_is 0 && json_is "x[\"articles\"], x[\"new\"], x[\"removed\"], x[\"unchanged\"], x[\"left_out\"][\"draft\"]" "(4, 1, 1, 3, 1)"'
run query tea
it 'a_new_article_is_found' 'status_is 0 && out_line 1 Tea'
run query coffee --format tsv
it 'a_removed_article_is_not' 'status_is 0 && out_lines 1'
run query title:later
it 'a_draft_is_not_found' '! out_has Later'
run index site --drafts --quiet
it 'quiet_says_nothing' 'status_is 0 && out_is_empty && err_is_empty'
run query title:later
it 'a_draft_is_found_where_it_was_asked_for' 'out_line 1 Later'
run_line 'cd site && "$BLOGSEARCH" index'
it 'the_current_folder_is_the_default' 'status_is 0 && [ -f site/blogsearch.db ]'

article posts/odd.md <<-'END'
	---
	title: Odd
	tags: [a, b
	---
	Some words.
END
run index site
it 'a_mistake_is_a_warning_with_its_place' \
	'[ "$status" -le 1 ] && out_has "1 warning" &&
	grep -Eq "^blogsearch: site/content/posts/odd.md:[0-9]+:[0-9]+: " err'

run index missing
it 'a_missing_folder_is_an_error' 'status_is 2 && err_has missing'
mkdir bare
run index bare --db bare.db
it 'no_articles_are_an_error' 'status_is 2 && err_has bare'
echo 'This is text, and no database.' >text.db
run index site --db text.db
it 'what_is_no_index_is_left_alone' \
	'status_is 2 && err_has text.db && [ "$(wc -l <text.db)" -eq 1 ]'

# A signal that is held back comes before the first article, always.
run index site --quiet
"$BLOGSEARCH" export >before
article posts/more.md <<-'END'
	More.
END
run_line 'exec python3 -c "
import os, signal
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
os.kill(os.getpid(), signal.SIGTERM)
os.execv(os.environ[\"BLOGSEARCH\"], [\"blogsearch\", \"index\", \"site\"])
"'
it 'an_interrupted_run_says_so' \
	'status_is 143 && out_is_empty &&
	err_is "blogsearch: interrupted; the index is as it was"'
"$BLOGSEARCH" export >after
it 'an_interrupted_run_changes_nothing' 'cmp -s before after'

printf '\0\0' >site/content/posts/more.md
run index site
it 'an_unreadable_article_exits_with_1' \
	'status_is 1 && out_has "1 could not be read" &&
	err_has "blogsearch: site/content/posts/more.md: is a binary file"'

# A name and a setting that would order a terminal about: CSI in one byte,
# and text turned around.
mkdir -p tricks
printf '\377' >"tricks/$(printf 'a\302\2332J\342\200\256b').md"
printf '# B\n' >tricks/b.md
run index tricks --db tricks.db
it 'a_warning_gives_the_terminal_no_orders' \
	'status_is 1 && err_has "is not UTF-8" &&
	! err_has "$(printf "\302\233")" && ! err_has "$(printf "\342\200\256")"'

# An article of which nothing can be found is no reason to start again.
mkdir -p silent
printf -- '---\ntitle: "!!!"\n---\n???\n' >silent/a.md
run index silent --db silent.db
printf '# Bell\n' >silent/b.md
run index silent --db silent.db
it 'an_index_without_words_takes_more_articles' \
	'status_is 0 && ! err_has anew && out_lacks anew'

# A weight over a length of nothing is none.
mkdir -p long
printf '[ranking]\ncode.b = 1\n' >long/blogsearch.toml
for i in 1 2 3 4 5 6 7 8; do
	printf -- '---\ntitle: n%s\ndate: 2020-01-0%s\n---\nzebra a b c\n' \
		$i $i >long/$i.md
done
printf -- '---\ntitle: best\ndate: 2010-01-01\n---\nzebra zebra\n' >long/9.md
run index long --db long.db
run query zebra --limit 1 --db long.db
it 'a_field_without_words_has_no_weight' 'out_has "best"'

finish
