#!/bin/sh
# Hold the include directions of the source tree:
#
#	base <- text <- store <- indexer <- cli
#	                      <- query <- server <- cli
#
# An arrow points at what may be included; nothing points back. Prints TAP,
# one test a rule, what breaks it below as comments. Files in tests/ may
# include and contain anything, but the last three rules are for them too.
#
# usage: tests/layers.sh [ROOT]
#
# The dollars are for awk, and rule() calls functions by name:
# shellcheck disable=SC2016,SC2317

cd "${1:-$(dirname "$0")/..}" || exit 2

# Run awk over all files of ours with one of the names given to find.
# usage: each_file AWK-PROGRAM FIND-EXPRESSION...
each_file()
{
	program=$1
	shift
	find . \( -path ./build -o -path ./data -o -name .git \
		-o -name node_modules \) -prune -o -type f \( "$@" \) \
		-exec env LC_ALL=C awk "$program" {} +
}

each_source()
{
	each_file "$1" -name '*.[ch]'
}

# One line an include: FILE LINE TARGET, the target with its quotes.
list_includes()
{
	each_source '/^[ \t]*#[ \t]*include/ {
		sub(/^[ \t]*#[ \t]*include[ \t]*/, "")
		sub(/[ \t]*\/[*\/].*/, "")
		gsub(/[ \t]/, "")
		print substr(FILENAME, 3), FNR, $0
	}'
}

# What every program over the includes begins with.
prelude='
	function folder(path) { return substr(path, 1, index(path, "/") - 1) }
	function offend(why) { print $1 ":" $2 ": " why }
	{
		from = folder($1)
		name = substr($3, 2, length($3) - 2)
		ours = $3 ~ /^"/
		to = ours ? folder(name) : ""
	}
'

# usage: each_include AWK-PROGRAM; its fields are those of list_includes
each_include()
{
	printf '%s\n' "$includes" | env LC_ALL=C awk "$prelude$1"
}

# The functions below print one line for each breach of a rule.

points_back()
{
	each_include '
	BEGIN {
		may["base"] = " base "
		may["text"] = may["base"] "text "
		may["store"] = may["text"] "store "
		may["indexer"] = may["store"] "indexer "
		may["query"] = may["store"] "query "
		may["server"] = may["query"] "server "
		may["cli"] = may["server"] "indexer cli "
	}
	(from in may) && (to in may || to == "tests") &&
	!index(may[from], " " to " ") {
		offend(from "/ may not include " name)
	}'
}

writes_elsewhere()
{
	each_include 'ours && name == "store/writer.h" &&
	from !~ /^(store|indexer|tests)$/ {
		offend("store/writer.h is for indexer/")
	}'
}

library_away_from_home()
{
	each_include '
	BEGIN {
		home["sqlite3.h"] = "store"
		home["cmark.h"] = home["yaml.h"] = "indexer"
		home["utf8proc.h"] = home["libstemmer.h"] = "text"
		home["microhttpd.h"] = "server"
	}
	(name in home) && from != home[name] && from != "tests" {
		offend(name " is for " home[name] "/")
	}'
}

# A header shows a library when it includes it, or another header of its
# folder that does; such a header is for its own folder alone.
library_in_shared_header()
{
	each_include '
	BEGIN {
		count = split("sqlite3 cmark yaml utf8proc libstemmer " \
			"microhttpd jansson zstd", names, " ")
		for (i = 1; i <= count; i++)
			is_library[names[i] ".h"] = 1
	}
	(name in is_library) && $1 ~ /\.h$/ {
		shows[$1] = name
	}
	ours {
		edge[++edges] = $1 " " name
		place[edges] = $1 ":" $2
	}
	END {
		do {
			changed = 0
			for (i = 1; i <= edges; i++) {
				split(edge[i], end, " ")
				if (end[1] !~ /\.h$/ || end[1] in shows ||
				    !(end[2] in shows) ||
				    folder(end[1]) != folder(end[2]))
					continue
				shows[end[1]] = shows[end[2]]
				changed = 1
			}
		} while (changed)
		for (i = 1; i <= edges; i++) {
			split(edge[i], end, " ")
			if (end[2] in shows && folder(end[1]) != "tests" &&
			    folder(end[1]) != folder(end[2]))
				print place[i] ": " end[2] " brings in " \
					shows[end[2]]
		}
	}'
}

# The text between quotes is every second piece of a line.
sql_outside_store()
{
	each_source '
	FILENAME !~ /^\.\/(store|tests)\// && /"/ {
		line = $0
		gsub(/\\./, "", line)
		count = split(line, piece, "\"")
		for (i = 2; i <= count; i += 2)
			if (piece[i] ~ /(SELECT|INSERT|PRAGMA) / ||
			    piece[i] ~ /(DELETE FROM|CREATE TABLE)/ ||
			    piece[i] ~ /UPDATE .* SET/)
				print substr(FILENAME, 3) ":" FNR ": SQL"
	}'
}

include_not_from_the_top()
{
	each_include '
	function exists(path, line, status)
	{
		status = (getline line <path) >= 0
		close(path)
		return status
	}
	function from_top(path)
	{
		return path ~ /\// && path !~ /(^|\/)\.\.?\// && exists(path)
	}
	$3 ~ /^</ ? exists(name) : !ours || !from_top(name) {
		offend("include " $3)
	}'
}

source_without_layer()
{
	each_source '
	BEGIN {
		layers = "base|text|store|indexer|query|server|cli|tests"
	}
	FNR == 1 && FILENAME !~ "^\\./(" layers ")/" {
		print substr(FILENAME, 3) ": in no layer"
	}'
}

too_long()
{
	each_file 'FNR == 601 {
		print substr(FILENAME, 3) ": more than 600 lines"
	}' -name '*.[ch]' -o -name '*.sh' -o -name '*.awk' -o -name '*.js' \
		-o -name '*.css' -o -name '*.html' -o -name '*.py' \
		-o -name Makefile
}

# usage: rule NAME FUNCTION
rule()
{
	count=$((count + 1))
	found=$("$2") || found="$found
$2 could not be run"
	if [ -z "$found" ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		printf '%s\n' "$found" | sed 's/^/# /'
		failed=1
	fi
}

includes=$(list_includes)
if [ -z "$includes" ]; then
	echo "Bail out! No source files in $(pwd)"
	exit 2
fi

count=0 failed=0
echo 1..8
rule 'includes point down the layers' points_back
rule 'only indexer/ writes to the store' writes_elsewhere
rule 'a library is used in its home alone' library_away_from_home
rule 'a library stays out of shared headers' library_in_shared_header
rule 'SQL is in store/ alone' sql_outside_store
rule 'includes are written from the top' include_not_from_the_top
rule 'every source file is in a layer' source_without_layer
rule 'no file is longer than 600 lines' too_long
exit "$failed"
