#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A scenario from standard input is the same scenario; what is no file is refused at once.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tutorial=$root/scenarios/tutorial
failures=0

fail() {
    echo "$1"
    failures=$((failures + 1))
}

# --- the same results, drawn inputs and --set included; only names of files differ
for name in 01-stock-and-exits 09-what-if; do
    for from in file stream; do
        case $from in
        file) set -- "$tutorial/$name.json" ;;
        stream) set -- - ;;
        esac
        (cd "$tutorial" && "$homeward" run "$@" --replications 3 --set horizon.years=2 --quiet --no-workbook \
            --out "$work/$from" <"$name.json" >/dev/null) || fail "run $*: exit $?"
    done
    for file in scenario.json indicators.csv flows.csv replications.csv.gz findings.json; do
        cmp -s "$work/file/$file" "$work/stream/$file" || fail "$name from a stream: $file differs"
    done
    grep -q '"path": "standard input"' "$work/stream/manifest.json" || fail "the manifest does not name the stream"
done

# --- extends counts from the current folder
printf '{"format": 1, "id": "x", "name": "X", "extends": "01-stock-and-exits.json"}' >"$work/x.json"
(cd "$tutorial" && "$homeward" validate - --lang en <"$work/x.json" >"$work/out" 2>&1) || fail "extends: $(cat "$work/out")"
(cd "$work" && "$homeward" validate - --lang en <"$work/x.json" >"$work/out" 2>&1) && fail "extends what is not there"
grep -q '^standard input:1: error: The base file' "$work/out" || fail "no place in: $(cat "$work/out")"

# --- faults
: | "$homeward" run - --json >"$work/out"
[ $? -eq 3 ] || fail "an empty stream is no exit 3"
grep -q '"file":"standard input"' "$work/out" || fail "an empty stream: $(cat "$work/out")"
head -c 17000000 /dev/zero | tr '\0' ' ' | "$homeward" validate - --lang en >"$work/out" 2>&1
[ $? -eq 3 ] || fail "a long stream is no exit 3"
grep -q 'larger than 16 MB' "$work/out" || fail "a long stream: $(cat "$work/out")"
"$homeward" optimize - --apply "$work/y.json" --lang en <"$tutorial/14-closure.json" >"$work/out" 2>&1
[ $? -eq 2 ] || fail "--apply to a stream is no exit 2: $(cat "$work/out")"

"$homeward" sensitivity - --lang en <"$tutorial/01-stock-and-exits.json" >"$work/out" 2>&1
grep -q "'standard input' declares no uncertain input" "$work/out" || fail "sensitivity -: $(cat "$work/out")"

# --- other commands: the same calibration, and a study
printf '%s\n' 'target,measure,setting,to,region,year,value,tolerance,counts_18plus,break,source' \
    'exits,exits,child_home,home,,2026,50,,no,,' >"$work/targets.csv"
(cd "$tutorial" && "$homeward" calibrate 01-stock-and-exits.json --targets "$work/targets.csv" --quiet --lang en) \
    >"$work/file.txt" || fail "calibrate"
(cd "$tutorial" && "$homeward" calibrate - --targets "$work/targets.csv" --quiet --lang en <01-stock-and-exits.json) \
    >"$work/stream.txt" || fail "calibrate -"
cmp "$work/file.txt" "$work/stream.txt" || fail "calibrate - is another calibration"
"$homeward" calibrate - --targets - --lang en <"$tutorial/01-stock-and-exits.json" >"$work/out" 2>&1
[ $? -eq 2 ] || fail "a stream is read as scenario and as targets: $(cat "$work/out")"
printf '{"format": 1, "id": "s", "replications": 2, "scenarios": ["01-stock-and-exits.json"]}' >"$work/study.json"
(cd "$tutorial" && "$homeward" batch - --results "$work/s.db" --lang en --quiet <"$work/study.json" >"$work/out" 2>&1) ||
    fail "batch -: $(cat "$work/out")"

# --- a pipe that nobody writes to
mkfifo "$work/pipe"
timeout 10 "$homeward" run "$work/pipe" --lang en >"$work/out" 2>&1
[ $? -eq 5 ] || fail "a pipe is not refused: $(cat "$work/out")"
grep -q "is not a file. Name '-'" "$work/out" || fail "a pipe: $(cat "$work/out")"
[ "$failures" -eq 0 ]
