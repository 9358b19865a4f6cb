#!/bin/sh
# Test tests/layers.sh: break each rule in a small tree of its own and see
# that this rule fails, that no other does, and that it names the place.
# Prints TAP.
#
# usage: tests/layers_test.sh

layers=$(cd "$(dirname "$0")" && pwd)/layers.sh
tree=$(mktemp -d) || exit 2
trap 'rm -rf "$tree"' EXIT
count=0 failed=0

# usage: put FILE LINE...
put()
{
	path=$tree/$1
	shift
	mkdir -p "${path%/*}" && printf '%s\n' "$@" >"$path"
}

# A tree that keeps every rule, each close to where it would break.
plant()
{
	rm -rf "$tree" && mkdir "$tree"
	put base/span.h '#include <stddef.h>'
	put text/fold.h '#include "base/span.h"'
	put text/fold.c '#include "text/fold.h"' '#include <utf8proc.h>'
	put store/writer.h '#include "text/fold.h"'
	put store/reader.h '#include "text/fold.h"'
	put store/db.h '#include <sqlite3.h>'
	put store/db.c '#include "store/db.h"' 's = "SELECT 1";'
	put indexer/index.h '#include "store/writer.h"'
	put indexer/index.c '#include <cmark.h>' '#  include <yaml.h> // x'
	put query/search.h '#include "store/reader.h"'
	put query/search.c '/* "as in" SELECT "here" */' 's = "SELECTED";'
	put server/http.h '#include "query/search.h" /* "cli/a.h" */'
	put server/http.c '#include <microhttpd.h>'
	put cli/main.c '#include "server/http.h"' '#include "indexer/index.h"'
	put tests/unit/test_db.c '#include <sqlite3.h>' \
		'#include "store/db.h"' '#include "store/writer.h"' \
		's = "CREATE TABLE t";'
	put build/made.c '#include "nowhere.h"'
	put data/site/sample.c '#include "nowhere.h"'
	awk 'BEGIN { while (n++ < 600) print "" }' >"$tree/base/span.c"
}

# usage: result NAME [COMPLAINT]
result()
{
	count=$((count + 1))
	if [ -z "$2" ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		printf '%s\n' "$2" "$output" | sed 's/^/# /'
		failed=1
	fi
}

# RULE alone must fail, and name PLACE.
# usage: fails RULE PLACE
fails()
{
	complaint=
	output=$("$layers" "$tree") && complaint='exit status 0'
	[ "$(echo "$output" | sed -n 's/^not ok [0-9]* - //p')" = "$1" ] ||
		complaint='not this rule alone'
	echo "$output" | grep -q "^# $2: " || complaint="does not name $2"
	result "$1: $2" "$complaint"
}

# Write LINEs into a file of a fresh tree; the last breaks RULE.
# usage: breaks RULE FILE LINE...
breaks()
{
	rule=$1 place=$2:$(($# - 2))
	shift
	plant
	put "$@"
	fails "$rule" "$place"
}

plant
complaint=
output=$("$layers" "$tree") || complaint='a rule fails'
result 'a tree that keeps every rule passes' "$complaint"

rm -rf "$tree" && mkdir "$tree"
complaint=
output=$("$layers" "$tree") && complaint='exit status 0'
result 'a folder without sources is no success' "$complaint"

down='includes point down the layers'
breaks "$down" base/a.c '#include "text/fold.h"'
breaks "$down" text/a.h '' '#include "store/reader.h"'
breaks "$down" store/a.c ' # include  "query/search.h"'
breaks "$down" store/a.c '#include "indexer/index.h"'
breaks "$down" indexer/a.c '#include "query/search.h"'
breaks "$down" query/a.h '#include "indexer/index.h"'
breaks "$down" query/a.c '#include "server/http.h"'
breaks "$down" server/a.c '#include "indexer/index.h"'
breaks "$down" cli/a.c '#include "tests/unit/test_db.c"'

writer='only indexer/ writes to the store'
breaks "$writer" query/a.c '#include "store/writer.h"'
breaks "$writer" cli/a.c '#include "store/writer.h"'

home='a library is used in its home alone'
breaks "$home" indexer/a.c '#include <sqlite3.h>'
breaks "$home" query/a.c '#include <cmark.h>'
breaks "$home" store/a.c '#include <yaml.h>'
breaks "$home" base/a.c '#include <utf8proc.h>'
breaks "$home" query/a.c '#include <libstemmer.h>'
breaks "$home" cli/a.c '#include <microhttpd.h>'

shared='a library stays out of shared headers'
breaks "$shared" query/a.c '#include "store/db.h"'

plant
put store/reader.h '#include "store/db.h"'
fails "$shared" query/search.h:1

sql='SQL is in store/ alone'
breaks "$sql" query/a.c 's = "SELECT 1";'
breaks "$sql" indexer/a.h '' 's = "a \" INSERT INTO t";'
breaks "$sql" cli/a.c 'f(x, "DELETE FROM t");'
breaks "$sql" server/a.c 'f("x", "CREATE TABLE t");'
breaks "$sql" server/a.c 'f("UPDATE t SET x = 1");'

top='includes are written from the top'
breaks "$top" text/a.c '#include "fold.h"'
breaks "$top" text/a.c '#include "../base/span.h"'
breaks "$top" text/a.c '#include "./base/span.h"'
breaks "$top" text/a.c '#include "text/nowhere.h"'
breaks "$top" text/a.c '#include <base/span.h>'
breaks "$top" text/a.c '#include HEADER'

for file in util/a.c a.c; do
	plant
	put "$file" 'int x;'
	fails 'every source file is in a layer' "$file"
done

plant
echo >>"$tree/base/span.c"
fails 'no file is longer than 600 lines' base/span.c

echo "1..$count"
exit "$failed"
