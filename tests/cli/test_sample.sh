#!/bin/sh
# The sample site, as its owner lists it: listing.txt.
#
# Conditions are evaluated by it():
# shellcheck disable=SC1091,SC2016,SC2034

root=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/lib.sh"

run index "$root/data/site"
it 'the_sample_site_has_ten_articles_and_no_mistakes' \
	'status_is 0 && err_is_empty && out_has "10 articles: 10 new, " &&
	! out_has warning'

# Excerpts, sections and URLs are not in the listing.
run query async --sort newest --limit 20
grep -v -e '^    ' -e '^  §' -e '^https://[^ ]*$' out >listed
it 'newest_first_is_the_listing' \
	'status_is 0 && diff "$root/tests/cli/listing.txt" listed >>err'

run query asyncio
it 'a_word_of_some_titles_finds_those_first' \
	'status_is 0 && head -n 1 out | grep -qi asyncio'

finish
