#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# one_name.sh NM BUILD: no two libraries of the program define one name. The linker would take
# the first silently, and calls of the second would land in it.
set -eu
nm=$1
build=$2
names=$(mktemp)
trap 'rm -f "$names"' EXIT
find "$build" -path '*/package-*' -prune -o -name 'lib*.a' -exec "$nm" -A -g -P {} + 2>/dev/null |
    awk '$3 ~ /^[TDBRC]$/ { print $2, $1 }' | sort -u >"$names"
[ -s "$names" ] || { echo "no library was found in $build"; exit 1; }
twice=$(cut -d' ' -f1 "$names" | uniq -d)
[ -z "$twice" ] && exit 0
for name in $twice; do
    grep "^$name " "$names"
done
exit 1
