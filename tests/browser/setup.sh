#!/bin/sh
# Install what the browser tests need: chromium and node from Debian, where
# they are not there yet, and npm's packages into DIR.
#
# usage: tests/browser/setup.sh DIR

here=$(dirname "$0")
mkdir -p "$1" || exit 1
for tool in chromium:chromium node:nodejs npm:npm; do
	command -v "${tool%:*}" >/dev/null ||
		"$here/../../.ci/install" "${tool#*:}" || exit 1
done
# What was installed for this lock file is there already.
cmp -s "$here/package-lock.json" "$1/package-lock.json" &&
	[ -d "$1/node_modules/playwright-core" ] && exit 0
cp "$here/package.json" "$here/package-lock.json" "$1/" || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
(cd "$1" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 || {
	tail -n 5 "$log" >&2
	rm -f "$1/package-lock.json"
	echo "npm could not install the packages of the browser tests" >&2
	exit 1
}
