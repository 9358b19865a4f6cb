#!/bin/sh
# Where output goes: pipes that close, full disks, terminals; and what
# hostile articles cannot do there.
#
# Conditions are evaluated by it():
# shellcheck disable=SC1091,SC2016,SC2034

. "$(dirname "$0")/lib.sh"
make_site
article posts/hostile.md <<-'END'
	---
	title: "Hostile \e]0;owned\a \e[2J \u202Egpj.exe <script>alert(1)</script>"
	summary: "Summary \e[31m red\r\nX"
	author: "Eve \u009b31m"
	tags: ["tag\ttab"]
	---
	# Heading <img src=x onerror=alert(1)>

	The hostile article says &lt;b&gt;hostile&lt;/b&gt; & more.
END
run index site
it 'a_hostile_article_is_indexed' '[ "$status" -le 1 ]'

# No C0 but the end of a line, no C1, no override.
out_is_harmless()
{
	python3 -c '
import sys
text = open(sys.argv[1], encoding="utf-8", newline="").read()
bad = [c for c in text if c in "\u202e\u2066\u2067" or c == "\x7f" or
       (c < " " and c not in sys.argv[2]) or "\x80" <= c < "\xa0"]
sys.exit(bool(bad))' out "$(printf '\n\t.')"
}

run query hostile
it 'text_is_harmless' 'status_is 0 && out_has Hostile && out_is_harmless'
run query hostile --format tsv
it 'tsv_is_harmless' \
	'status_is 0 && out_lines 1 && out_is_harmless &&
	[ "$(awk -F "\t" "{ print NF }" out)" = 5 ]'
run query hostile --format json
it 'json_has_no_control_bytes' 'status_is 0 && out_has_no_escape && out_lines 1'
it 'json_markup_is_ours_alone' \
	'json_is "[m for k in (\"title_marked\", \"snippet\") for m in __import__(\"re\").findall(\"<[^>]*>\", x[\"results\"][0][k]) if m not in (\"<mark>\", \"</mark>\")]" "[]"'
run query "$(printf 'a\033[31mb\nc')"
it 'a_hostile_query_is_harmless' 'err_has_no_escape && [ "$(wc -l <err)" -eq 1 ]'

run_line '"$BLOGSEARCH" query sleep >/dev/full'
it 'a_full_disk_is_an_error' \
	'status_is 2 && err_is "blogsearch: cannot write the results: No space left on device"'
run_line '"$BLOGSEARCH" export >/dev/full'
it 'a_full_disk_is_an_error_for_export' 'status_is 2 && err_has "No space left"'
run_line '"$BLOGSEARCH" --help >/dev/full'
it 'a_full_disk_is_an_error_for_help' 'status_is 2 && err_has "No space left"'
run_line '"$BLOGSEARCH" query sleep >&-'
it 'no_output_at_all_is_an_error' 'status_is 2 && err_has "cannot write"'

# More than a pipe holds, so that the program meets the closed end.
i=0
while [ $i -lt 3000 ]; do
	i=$((i + 1))
	printf 'q%d\tsleep\n' $i
done >many.tsv
run_line '"$BLOGSEARCH" query --batch many.tsv | head -n 1'
it 'a_closed_pipe_ends_the_program_quietly' \
	'status_is 0 && out_lines 1 && err_is_empty'
run_line 'trap "" PIPE; "$BLOGSEARCH" query --batch many.tsv | head -n 1'
it 'also_where_the_parent_ignores_the_signal' 'out_lines 1 && err_is_empty'

# usage: run_terminal COLUMNS COMMAND; what a terminal would get
run_terminal()
{
	script -qec "stty cols $1; $2" /dev/null </dev/null |
		tr -d '\r' >out 2>err
	status=$?
}

if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	export TERM=xterm
	run_terminal 40 '"$BLOGSEARCH" query coroutine'
	it 'a_terminal_gets_colour' '! out_has_no_escape'
	it 'a_terminal_gets_links' \
		'out_has "$(printf "\033]8;;https://example.org/posts/event-loop/\033")"'
	run_terminal 40 'NO_COLOR=1 "$BLOGSEARCH" query coroutine'
	it 'no_color_gets_none' 'out_has Event && out_has_no_escape'
	it 'lines_are_broken_at_the_width' \
		'! grep -v -e https: -e result out | LC_ALL=C.UTF-8 grep -qE "^.{41}"'
	run_terminal 40 'NO_COLOR= "$BLOGSEARCH" query coroutine'
	it 'an_empty_no_color_means_nothing' '! out_has_no_escape'
	run_terminal 40 'TERM=dumb "$BLOGSEARCH" query coroutine'
	it 'a_dumb_terminal_gets_none' 'out_has Event && out_has_no_escape'
fi

finish
