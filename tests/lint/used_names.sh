#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# used_names.sh NM BUILD ROOT: every function that a header offers is called from another file, if only
# from a test. One that is not is dead, or static. Of a build with all parts and tests.
set -eu
nm=$1
build=$2
root=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Only without charts; the program's own entry.
printf '%s\n' di_error_report_no_charts main _di_error_report_no_charts _main | sort >"$work/called"
# A folder that was built in before still holds objects of files and targets that are gone.
while read -r target; do
    [ -d "$target" ] && find "$target" -name '*.c.o'
done <"$build/CMakeFiles/TargetDirectories.txt" | while read -r object; do
    source=$(printf '%s\n' "${object#"$build"/}" | sed 's|CMakeFiles/[^/]*\.dir/||; s|/__/|/../|g; s|\.o$||')
    if [ -f "$root/$source" ] || [ -f "$build/$source" ]; then
        printf '%s\n' "$object"
    fi
done >"$work/objects"
grep -v "^$build/tests/" "$work/objects" | tr '\n' '\0' | xargs -0 "$nm" -A -g -P |
    awk '$3 == "T" { print $2 }' | sort -u >"$work/offered"
tr '\n' '\0' <"$work/objects" | xargs -0 "$nm" -A -u -P |
    awk '{ print $2 }' | sort -u - "$work/called" >"$work/used"
[ -s "$work/offered" ] || { echo "no object was found in $build"; exit 1; }
comm -23 "$work/offered" "$work/used" >"$work/unused"
[ ! -s "$work/unused" ] && exit 0
echo "Nothing but their own file uses these: make them static, or take them away."
cat "$work/unused"
exit 1
