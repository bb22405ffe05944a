#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Stopped at a bad moment: no final name ever stands on half a file, and the same command runs
# again in the same folder.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
scenario=$root/scenarios/countries/bulgaria.json
names="scenario.json indicators.csv replications.csv.gz flows.csv balance.csv resources.csv closures.csv"
failures=0

fail() {
    echo "$1"
    failures=$((failures + 1))
}

# Waits until the file is there with something in it, or the program has ended.
wait_for() {
    while [ ! -s "$1" ] && kill -0 "$2" 2>/dev/null; do
        sleep 0.01
    done
}

whole_files() {
    for name in $names; do
        [ ! -e "$work/$1/$name" ] || cmp -s "$work/$1/$name" "$work/whole/$name" ||
            fail "$1: $name is neither absent nor whole"
    done
}

"$homeward" run "$scenario" --replications 12 --quiet --out "$work/whole" >/dev/null ||
    fail "the whole run failed"

# Killed while it writes, early and late; then once more in the same folder.
for name in indicators.csv flows.csv; do
    "$homeward" run "$scenario" --replications 12 --quiet --out "$work/killed" >/dev/null 2>&1 &
    child=$!
    wait_for "$work/killed/.$name.$child.part" "$child"
    kill -9 "$child" 2>/dev/null
    wait "$child" 2>/dev/null
    whole_files killed
done
"$homeward" run "$scenario" --replications 12 --quiet --out "$work/killed" --force >/dev/null 2>&1 ||
    fail "no run in the folder of a killed one"
whole_files killed
[ -e "$work/killed/manifest.json" ] || fail "no manifest after the second try"
[ -z "$(find "$work/killed" -name '.*.part')" ] || fail "temporary files are left"

# Two Ctrl-C stop at once: nothing under a final name.
"$homeward" run "$scenario" --replications 20000 --quiet --out "$work/cut" >/dev/null 2>&1 &
child=$!
sleep 1
kill -INT "$child"
sleep 0.1
kill -INT "$child"
wait "$child"
[ $? -eq 130 ] || fail "two Ctrl-C: the exit code is not 130"
[ ! -e "$work/cut/manifest.json" ] || fail "two Ctrl-C: results were written"

# interrupted PATTERN FILE ARGUMENT...: Ctrl-C once there is something in FILE, with the number of
# the process for PROCESS; what is said holds
# the pattern, at once and at the end.
interrupted() {
    pattern=$1 file=$2
    shift 2
    "$homeward" "$@" --lang en >/dev/null 2>"$work/err" &
    child=$!
    wait_for "$(printf "%s" "$file" | sed "s/PROCESS/$child/")" "$child"
    kill -INT "$child"
    wait "$child"
    [ $? -eq 130 ] || fail "homeward $*: Ctrl-C is not exit 130"
    grep -q 'Ctrl-C again stops at once' "$work/err" || fail "homeward $*: Ctrl-C seems ignored"
    grep -q -- "$pattern" "$work/err" || fail "homeward $*: no '$pattern' in: $(cat "$work/err")"
}

# Ctrl-C while results are written: all of them are, it is said, and the exit code tells.
interrupted 'Results are in' "$work/late/.indicators.csv.PROCESS.part" run "$root/scenarios/demo/baseline.json" \
    --replications 1 --out "$work/late"
[ -e "$work/late/manifest.json" ] || fail "Ctrl-C while writing: no manifest"
"$homeward" run "$scenario" --replications 20000 --quiet --out "$work/still" >/dev/null 2>"$work/err" &
child=$!
sleep 1
kill -INT "$child"
wait "$child"
grep -q 'Ctrl-C' "$work/err" && fail "--quiet speaks of Ctrl-C"

# What a comparison has simulated is named; a study that wrote nothing leaves no folder.
tutorial=$root/scenarios/tutorial
interrupted "nothing is compared. What was simulated is in '.*/pair'" \
    "$work/pair/0-01-stock-and-exits/manifest.json" compare "$tutorial/01-stock-and-exits.json" \
    "$root/scenarios/demo/baseline.json" --replications 40 --no-workbook --out "$work/pair"
interrupted 'nothing is written' "$work/study" sensitivity "$tutorial/09-what-if.json" --draws 10000 --points 0 \
    --out "$work/study"
[ -e "$work/study" ] && fail "an interrupted study leaves an empty folder"
[ "$failures" -eq 0 ]
