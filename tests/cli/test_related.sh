#!/bin/sh
# blogsearch related: what it finds of the sample site.
#
# Conditions are evaluated by it():
# shellcheck disable=SC1091,SC2016,SC2034

here=$PWD
. "$(dirname "$0")/lib.sh"
run index "$here/data/site"
posts=https://example.org/posts

run related content/posts/modern-asyncio-patterns.md --limit 3
it 'related_shows_articles_on_the_same_thing' \
	'status_is 0 && out_has "Debugging asyncio in Production"'
it 'related_never_shows_the_article_itself' 'out_lacks "Modern AsyncIO"'
run related content/posts/modern-asyncio-patterns.md --limit 1 --format json
it 'related_json_has_the_form_of_a_search' \
	'json_is "x[\"total\"], len(x[\"results\"]), x[\"applied\"][\"dropped\"]" "(1, 1, [])"'
cp out by_path
run related $posts/modern-asyncio-patterns/ --limit 1 --format tsv
cp out by_url
it 'an_article_is_found_by_its_url' 'status_is 0 && out_lines 1'
run related /posts/modern-asyncio-patterns/ --limit 1 --format tsv
it 'the_host_may_be_left_out' 'cmp -s out by_url'
for name in asyncio-patterns/ /modern-asyncio-patterns/ // / %; do
	run related "$name"
	it "a_part_of_a_url_is_no_name__$name" \
		'status_is 2 && err_has "has no article"'
done
run related
it 'related_wants_a_path' 'status_is 2 && err_has "wants one"'

# Two languages, and an article that has nothing in common with others.
mkdir -p two/content
cat >two/hugo.toml <<-'END'
	defaultContentLanguage = "en"
	[languages.en]
	[languages.de]
END
for n in 1 2; do
	for lang in de en; do
		printf -- '---\ntitle: Rust %s\n---\nOwnership borrowck.\n' $n \
			>two/content/rust$n.$lang.md
	done
done
for n in 1 2 3 4; do
	printf -- '---\ntitle: Alone%s\n---\nNothing%s.\n' $n $n \
		>two/content/alone$n.md
done
run index two --db two.db
run related content/rust1.de.md --db two.db --format json
it 'related_articles_are_in_its_language' \
	'json_is "[(r[\"title\"], r[\"lang\"]) for r in x[\"results\"]]" "[('\''Rust 2'\'', '\''de'\'')]"'
run related content/alone1.md --db two.db
it 'nothing_related_exits_with_1' 'status_is 1 && out_is_empty'

# What has more in common comes first, whatever it is called.
mkdir near
printf -- '# Mine\nOwnership borrowck lifetimes aliasing.\n' >near/mine.md
printf -- '# A\nOwnership of houses.\n' >near/a.md
printf -- '# B\nBorrowck lifetimes aliasing ownership.\n' >near/b.md
for n in 1 2 3 4; do
	printf -- '# Alone%s\nNothing%s.\n' $n $n >near/alone$n.md
done
run index near --db near.db
run related mine.md --db near.db --format json
it 'what_has_more_in_common_comes_first' \
	'json_is "[r[\"title\"] for r in x[\"results\"]]" "['\''B'\'', '\''A'\'']"'
it 'related_articles_have_a_score' \
	'json_is "all(r[\"score\"] > 0 for r in x[\"results\"])" True'

finish
