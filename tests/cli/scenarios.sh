#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scenarios.sh PROGRAM ROOT FOLDER COUNT: every scenario of a folder that ships validates without
# an error, runs two replications and has a plan; the folder holds COUNT of them.
set -u
program=$1
root=$2
folder=$3
expected=$4
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT INT TERM
complain() {
    echo "$1"
    sed 's/^/    /' "$work/out"
    failed=1
}
count=0
for file in "$root/scenarios/$folder"/*.json; do
    count=$((count + 1))
    "$program" validate "$file" >"$work/out" 2>&1 || complain "does not validate: $file"
    "$program" run "$file" --replications 2 --quiet --no-workbook --force --out "$work/results" \
        >"$work/out" 2>&1 || complain "does not run: $file"
    [ "$folder" = demo ] && continue # its plan takes a minute: optimizer tests have it
    "$program" optimize "$file" --no-prices --progress none >"$work/out" 2>&1 ||
        complain "has no plan: $file"
done
[ "$count" -eq "$expected" ] || complain "$folder holds $count scenarios, expected $expected"
exit "$failed"
