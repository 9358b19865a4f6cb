#!/bin/sh
# Join the parts of a file of server/web/ into what is served: without
# comments and indentation, which are two fifths of it. Scripts become one
# function, so that they leave no names in the page.
#
# usage: server/assemble.sh PART... >FILE

set -e

# No part has a string or a template of several lines, nor a comment that
# shares a line with code and does not end there.
bare() {
	sed -e 's/^[[:space:]]*//' -e '/^\/\*.*\*\/$/d' -e '/^\/\*/,/\*\/$/d' \
		-e 's/[[:space:]]*\/\* .* \*\/$//' -e '/^$/d' "$@"
}

echo '/* blogsearch. The source, with its comments, is in server/web/. */'
case $1 in
*.js)
	echo "(() => { 'use strict';"
	bare "$@"
	echo '})();'
	;;
*)
	bare "$@"
	;;
esac
