#!/bin/sh
# blogsearch export and status: what is in the index.
#
# Conditions are evaluated by it():
# shellcheck disable=SC1091,SC2016,SC2034

. "$(dirname "$0")/lib.sh"
make_index

run export
it 'export_is_a_line_an_article_by_path' \
	'status_is 0 && err_is_empty && out_lines 4 &&
	json_is "\" \".join(y[\"path\"].split(\"/\")[-1] for y in x)" "event-loop.md sleep.md tokio.md undated.md"'
it 'export_has_the_keys_of_the_contract' \
	'json_is "\" \".join(x[0])" "path url title summary date lastmod authors tags categories section lang words minutes headings text"'
it 'export_has_the_values' \
	'json_is "x[0][\"title\"], x[0][\"url\"], x[0][\"date\"], x[0][\"authors\"], x[0][\"tags\"], x[0][\"section\"]" "('\''How the Event Loop Works'\'', '\''https://example.org/posts/event-loop/'\'', '\''2026-04-30'\'', ['\''Ann Smith'\''], ['\''python'\'', '\''asyncio'\''], '\''posts'\'')"'
it 'export_has_headings_with_anchors' \
	'json_is "x[0][\"headings\"]" "[{'\''level'\'': 2, '\''text'\'': '\''Blocking calls'\'', '\''anchor'\'': '\''blocking-calls'\''}]"'
it 'export_has_plain_text' \
	'json_is "\"runs one coroutine\" in x[0][\"text\"], \"#\" in x[0][\"text\"]" "(True, False)"'
it 'export_has_null_for_no_date' 'json_is "x[3][\"date\"]" None'

run status
it 'status_counts' \
	'status_is 0 && err_is_empty && out_line 1 "index      blogsearch.db" &&
	out_line 2 "documents  4" && out_line 3 "languages  en 4" &&
	grep -Eq "^words +[1-9][0-9]*$" out && grep -Eq "^size +[0-9.]+ KiB$" out'
it 'status_tells_the_age_and_the_integrity' \
	'out_has "less than a minute ago" && out_has "integrity  ok"'
run status --format json
it 'status_is_json_too' \
	'status_is 0 && json_is "x[\"documents\"], x[\"languages\"], x[\"integrity\"]" "(4, [{'\''lang'\'': '\''en'\'', '\''documents'\'': 4}], '\''ok'\'')"'

revision=$(sed 's/.*"revision":\([0-9]*\).*/\1/' out)
echo 'More on sleep.' >>site/content/posts/sleep.md
"$BLOGSEARCH" index site >/dev/null
run status --format json
it 'the_revision_changes_with_the_index' \
	'status_is 0 && json_is "x[\"revision\"] == $revision" False'

finish
