#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# used_names.sh NM BUILD: every function that a header offers is called from another file, if only
# from a test. One that is not is dead, or static. Of a build with all parts and tests.
set -eu
nm=$1
build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Only without charts; the program's own entry.
printf '%s\n' di_error_report_no_charts main _di_error_report_no_charts _main | sort >"$work/called"
find "$build/engine" "$build/import" "$build/viz" "$build/cli" -name '*.o' -exec "$nm" -A -g -P {} + 2>/dev/null |
    awk '$3 == "T" { print $2 }' | sort -u >"$work/offered"
find "$build" -name '*.o' -exec "$nm" -A -u -P {} + 2>/dev/null |
    awk '{ print $2 }' | sort -u - "$work/called" >"$work/used"
[ -s "$work/offered" ] || { echo "no object was found in $build"; exit 1; }
comm -23 "$work/offered" "$work/used" >"$work/unused"
[ ! -s "$work/unused" ] && exit 0
echo "Nothing but their own file uses these: make them static, or take them away."
cat "$work/unused"
exit 1
