#!/bin/sh
# The search box and the results page in a browser, as one TAP program.
# Arguments go to node: --test-name-pattern=facet. `make test` has run
# setup.sh, or has said why it could not.

here=$(dirname "$0")
BLOGSEARCH=${BLOGSEARCH:-build/blogsearch}
BROWSER_MODULES=${BROWSER_MODULES:-$(dirname "$BLOGSEARCH")/browser}
export BLOGSEARCH BROWSER_MODULES

if ! [ -d "$BROWSER_MODULES/node_modules" ] || ! command -v node >/dev/null ||
		! command -v chromium >/dev/null; then
	# CI has them all.
	[ -z "$CI" ] || exit 1
	echo "1..0 # SKIP chromium, node or npm's packages are not installed"
	exit 0
fi
exec node --test-reporter=tap "$@" "$here/all.mjs"
