#!/bin/sh
# Compare what we make of a Jekyll site with what Jekyll itself says: URLs,
# titles and dates, built once for each permalink style. Needs Debian's
# jekyll (4.3.1) and python3.
#
# usage: tests/oracle/jekyll.sh BLOGSEARCH

set -eu

here=$(cd "$(dirname "$0")" && pwd)
blogsearch=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

for style in date pretty ordinal weekdate none \
		/:categories/:title/ /:year/:slug /x/:title:output_ext; do
	rm -rf "${work:?}"/*
	cp -R "$here/jekyll" "$work/site"
	echo "permalink: $style" >>"$work/site/_config.yml"
	jekyll build --quiet --source "$work/site" \
		--destination "$work/built" >"$work/jekyll.log" 2>&1 || {
		echo "jekyll cannot build with the style $style:"
		cat "$work/jekyll.log"
		exit 2
	}
	"$blogsearch" index "$work/site" --db "$work/ours.db" --quiet ||
		[ $? -eq 1 ]
	"$blogsearch" export --db "$work/ours.db" >"$work/ours.jsonl"
	echo "== $style"
	"$here/compare.py" --stated "$work/built/listing.txt" \
		"$work/ours.jsonl" url title date || failed=1
done
exit $failed
