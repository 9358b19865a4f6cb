# For tests/cli/test_*.sh, which run the real program on a small site and
# print TAP. Sourced; leaves the test in an empty folder of its own.
#
#	run query asyncio               run the program
#	it 'fact' 'CONDITION'           a test; the condition may use what
#	                                follows, for the last run
#	finish                          at the end of the file
#
# shellcheck shell=sh

case ${BLOGSEARCH:=build/blogsearch} in
/*) ;;
*) BLOGSEARCH=$PWD/$BLOGSEARCH ;;
esac
work=$(mktemp -d) && cd "$work" || exit 2
trap 'rm -rf "$work"' EXIT
unset BLOGSEARCH_DB NO_COLOR
export LC_ALL=C.UTF-8 BLOGSEARCH

count=0 failed=0 status=''

# The program's output, errors and exit status go to $work/out, $work/err
# and $status.
run()
{
	"$BLOGSEARCH" "$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
}

# The same for a line of shell, for pipes and redirections.
run_line()
{
	sh -c "$1" >"$work/out" 2>"$work/err" </dev/null
	status=$?
}

it()
{
	count=$((count + 1))
	if eval "$2"; then
		echo "ok $count - $1"
		return
	fi
	failed=1
	echo "not ok $count - $1"
	{
		echo "wanted: $2"
		echo "status: $status"
		echo "stdout:" && head -c 2000 "$work/out"
		echo "stderr:" && head -c 2000 "$work/err"
	} | sed 's/^/# /'
}

finish()
{
	echo "1..$count"
	exit "$failed"
}

# The conditions.

status_is() { [ "$status" -eq "$1" ]; }

out_is() { [ "$(cat "$work/out")" = "$1" ]; }
out_has() { grep -qF -e "$1" "$work/out"; }
out_lacks() { ! out_has "$1"; }
out_is_empty() { [ ! -s "$work/out" ]; }
out_lines() { [ "$(wc -l <"$work/out")" -eq "$1" ]; }
out_line() { [ "$(sed -n "$1p" "$work/out")" = "$2" ]; }
out_has_no_escape() { ! LC_ALL=C grep -q "$(printf '\033')" "$work/out"; }

err_is() { [ "$(cat "$work/err")" = "$1" ]; }
err_has() { grep -qF -e "$1" "$work/err"; }
err_is_empty() { [ ! -s "$work/err" ]; }
err_has_no_escape() { ! LC_ALL=C grep -q "$(printf '\033')" "$work/err"; }

# The value of a Python expression over the output, as JSON in `x` (one
# object, or a list where there are several lines).
json_is()
{
	[ "$(python3 -c '
import json, sys
lines = [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]
x = lines[0] if len(lines) == 1 else lines
print(eval(sys.argv[2]))
' "$work/out" "$1")" = "$2" ]
}

# usage: article NAME, with the file on standard input
article()
{
	mkdir -p "$(dirname "site/content/$1")"
	cat >"site/content/$1"
}

# A Hugo site of four articles.
make_site()
{
	mkdir -p site/content
	cat >site/hugo.toml <<-'END'
		baseURL = "https://example.org/"
		languageCode = "en"
		title = "Example"
	END
	article posts/event-loop.md <<-'END'
		---
		title: How the Event Loop Works
		summary: What runs when nothing seems to run.
		date: 2026-04-30
		tags: [python, asyncio]
		categories: [Guides]
		author: Ann Smith
		---
		The event loop of asyncio runs one coroutine after another.

		## Blocking calls

		A blocking call stops every coroutine, and std::vector does not.
	END
	article posts/tokio.md <<-'END'
		---
		title: Tokio from the Ground Up
		summary: Tasks, channels and cancellation.
		date: 2026-03-01
		tags: [rust, tokio]
		author: Bob Jones
		---
		Tokio spawns tasks on a runtime. Compare the event loop of asyncio.
	END
	article posts/sleep.md <<-'END'
		---
		title: Sleeping Well
		summary: Not a word on computers.
		date: 2025-12-24
		tags: [health]
		author: Ann Smith
		---
		Eight hours of sleep, and no coffee after noon: the café closes.
	END
	article posts/undated.md <<-'END'
		---
		title: Notes
		summary: Loose notes.
		---
		A note on sleep, one on coffee, and one that mentions --flag.
	END
}

# The same, indexed in blogsearch.db.
make_index()
{
	make_site
	run index site
	if [ "$status" -ne 0 ]; then
		echo "Bail out! cannot index the site"
		sed 's/^/# /' "$work/err"
		exit 2
	fi
}
