#!/bin/sh
# Compare what we make of Hugo sites with what Hugo itself says: title,
# date, URL, words and minutes of every regular page, and that its headings
# have the ids that we link to. Needs Debian's hugo (0.111.3) and python3.
#
# usage: tests/oracle/hugo.sh BLOGSEARCH SITE...
# A folder that holds no Hugo site is passed over.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
blogsearch=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

is_hugo_site() {
	for file in "$1"/hugo.* "$1"/config/_default/hugo.* \
			"$1"/config/_default/config.*; do
		[ -f "$file" ] && return
	done
	# Zola has a config.toml too.
	grep -qi '^baseurl' "$1"/config.* 2>/dev/null
}

for site; do
	is_hugo_site "$site" || continue
	rm -rf "${work:?}"/*
	"$here/hugo_prepare.py" "$site" "$work/copy"
	# Only the home page is written: the listing.
	HUGO_DISABLEKINDS="taxonomy term section sitemap robotsTXT 404" \
		hugo --quiet --source "$work/copy" --destination "$work/public" \
		>"$work/hugo.log" 2>&1 || {
		echo "hugo cannot build $site:"
		cat "$work/hugo.log"
		exit 2
	}
	# Each language has a home page, and each lists all pages.
	listing=$(grep -rlF '{"date":' "$work/public" --include=index.html |
		head -n 1)
	# 1: an article could not be read; the others are there.
	"$blogsearch" index "$site" --db "$work/ours.db" --quiet ||
		[ $? -eq 1 ]
	"$blogsearch" export --db "$work/ours.db" >"$work/ours.jsonl"
	echo "== $site"
	"$here/compare.py" --root "$work/copy" "$listing" \
		"$work/ours.jsonl" title date url words minutes ids || failed=1
done
exit $failed
