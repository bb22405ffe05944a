#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What goes wrong outside the model: options, files, folders, full disks. One sentence, the right
# exit code, nothing half-written, and with --json the documented object and nothing else.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
scenario=$root/scenarios/tutorial/01-stock-and-exits.json
. "$root/tests/cli/expect.sh"

# call CODE ARGUMENT...: output goes to $work/out and $work/err.
call() {
    code=$1
    shift
    "$homeward" "$@" --lang en >"$work/out" 2>"$work/err" </dev/null
    got=$?
    [ "$got" -eq "$code" ] || fail "homeward $*: exit $got, expected $code: $(cat "$work/err")"
}

# refused CODE PATTERN ARGUMENT...: a sentence on stderr, nothing on stdout; the same as JSON.
refused() {
    code=$1 pattern=$2
    shift 2
    call "$code" "$@"
    grep -q -- "$pattern" "$work/err" || fail "homeward $*: no '$pattern' in: $(cat "$work/err")"
    [ -s "$work/out" ] && fail "homeward $*: stdout is not empty"
    call "$code" "$@" --json
    [ "$(wc -l <"$work/out")" -eq 1 ] || fail "homeward $* --json: not one line"
    for key in '^{"error":{"code":"' '"path":' '"file":' '"line":' '"message":"' '"hint":'; do
        grep -q -- "$key" "$work/out" || fail "homeward $* --json: no $key: $(cat "$work/out")"
    done
}

# --- usage: 2, with the nearest name
refused 2 "Did you mean '--replications'" run "$scenario" --replicatons 3
refused 2 "Did you mean '--threads'" run "$scenario" --thread 3
refused 2 'replications' run "$scenario" --replications 0
refused 2 'replications' run "$scenario" --replications 1e3
refused 2 'needs --replications auto' run "$scenario" --replications 3 --precision 0.05
refused 2 'seed' run "$scenario" --seed -1
refused 2 'splits' run "$scenario" --splits some
refused 2 'needs more' run
refused 2 'does not expect' run "$scenario" "$scenario"
refused 2 "Did you mean 'run'" rn "$scenario"

# --- invalid: 3
printf '{"format": 1,' >"$work/cut.json"
refused 3 'cut.json' run "$work/cut.json"
printf '[]' >"$work/list.json"
refused 3 'list.json' run "$work/list.json"
: >"$work/empty.json"
refused 3 'empty.json' run "$work/empty.json"
refused 3 'horizon' run "$scenario" --set horizon.years=-1
refused 3 'nowhere' run "$scenario" --set regions.nowhere.populaton=1
refused 2 'needs PATH=VALUE' run "$scenario" --set =2
call 3 run "$scenario" --set nothing=1
grep -q "^--set: error: The scenario has no value at 'nothing'" "$work/err" || fail "--set: $(cat "$work/err")"
call 2 run --json
grep -q '"hint":"Try .homeward run --help.\."' "$work/out" || fail "usage as JSON has no hint: $(cat "$work/out")"

# --- files and folders: 5
refused 5 'does not exist' run "$work/none.json"
refused 5 "$work" run "$work"
refused 5 'cannot be made: Not a directory' run "$scenario" --out /dev/null/results
refused 5 'cannot be made' run "$scenario" --out "$work/cut.json"
mkdir "$work/other"
echo mine >"$work/other/indicators.csv"
echo mine >"$work/other/letter.txt"
refused 5 "has a file 'indicators.csv'" run "$scenario" --out "$work/other"
call 0 run "$scenario" --replications 2 --out "$work/other" --force
[ "$(cat "$work/other/letter.txt")" = mine ] || fail "--force touched a file that is not a result's"
call 0 run "$scenario" --replications 2 --out "$work/other" --no-workbook
[ -e "$work/other/results.xlsx" ] && fail "an earlier run's workbook was left beside other numbers"
grep -q xlsx "$work/other/manifest.json" && fail "manifest.json lists a workbook that is not there"
if [ "$(id -u)" -ne 0 ]; then
    mkdir -m 500 "$work/closed"
    refused 5 'could not be written' run "$scenario" --replications 1 --out "$work/closed"
else
    echo "skipped: root may write to every folder"
fi

# --- results that are none, names that cannot be written
refused 5 'no results folder' explain "$work/none"
refused 5 'no results folder' compare "$scenario" "$work/none"
refused 5 'no results folder' explain "$scenario"
refused 5 'is not a file' validate "$work"
call 0 new "$work/new_one" --json
grep -q '^{"file":".*/new_one.json"}$' "$work/out" || fail "new --json: $(cat "$work/out")"
call 0 run "$scenario" --replications 2 --trace --out "$work/traced"
if "$homeward" chart "$work/traced" fan --out "$work/fan.SVG" --json --lang en >"$work/out" 2>"$work/err"; then
    grep -q '^{"file":".*/fan.SVG"}$' "$work/out" || fail "chart --json: $(cat "$work/out")"
    refused 2 'must end in .png' chart "$work/traced" fan --out "$work/fan.bmp"
    refused 2 'must end in .pdf' report "$work/traced" --out "$work/report.docx"
    refused 2 'later than' chart "$work/traced" sankey --from-year 2030 --to-year 2026 --out "$work/x.svg"
    refused 3 "no places or hours 'nope'" chart "$work/traced" heatmap --resource nope --out "$work/x.svg"
    refused 3 "no child 'nope'" chart "$work/traced" life --child nope --out "$work/x.svg"
    refused 5 'no results folder' chart "$scenario" fan --out "$work/x.svg"
    refused 5 "file '.*x.pdf' could not be written" report "$work/traced" --out "$work/none/x.pdf"
    [ -e "$work/x.svg" ] && fail "a refused chart was written"
    refused 2 'contradict each other' report "$work/traced" --out "$work/x.html" --format pdf
    refused 2 'contradict each other' report "$work/traced" --out "$work/x.pdf" --format html
    # what this program wrote is replaced, and an empty file; nothing else is
    for name in own.png own.svg own.pdf own.html rep.pdf; do
        what="chart $work/traced fan"
        [ "${name%.html}" = "$name" ] && [ "${name#rep}" = "$name" ] || what="report $work/traced"
        # shellcheck disable=SC2086 # words of a command line
        {
            : >"$work/$name"
            call 0 $what --out "$work/$name"
            call 0 $what --out "$work/$name"
            echo 'Homeward is mine' >"$work/$name"
            refused 5 'not one that this program wrote' $what --out "$work/$name"
            [ "$(cat "$work/$name")" = 'Homeward is mine' ] || fail "$name: overwritten"
            call 0 $what --out "$work/$name" --force
        }
    done
else
    grep -q 'without charts' "$work/err" || fail "chart: $(cat "$work/err")"
fi
refused 5 "no results folder '.*none.json'" view "$work/none.json"
refused 2 'must end in .png' view --screenshot "$work/x.jpg"

refused 3 'no replication 2' explain "$work/traced" --replication 2

# --- with ageing off a stay may be longer than a life: explain does not tell it
call 0 explain "$work/traced"
[ -z "$(grep '^  ' "$work/out" | sort | uniq -d)" ] || fail "explain lists a child twice: $(cat "$work/out")"
for child in $(sed -n 's/^  start-/start-/p' "$work/out"); do
    call 0 explain "$work/traced" --child "$child"
    sed -n 's/.*, age \([0-9.]*\): the simulation begins;.* for \([0-9.]*\) years\./\1 \2/p' "$work/out"
done >"$work/stays"
[ -s "$work/stays" ] || fail "explain tells no stays"
awk '$2 > $1 + 0.1 { exit 1 }' "$work/stays" || fail "a child lived there longer than it has lived"

# --- a heading stands above a table, or above the reason why there is none
call 0 run "$scenario" --replications 3 --suppress 500
grep -A 1 'Exits from residential care' "$work/out" | grep -q 'are withheld' || fail "a heading without its table"

# --- what a killed run left under a temporary name goes with the next
call 0 run "$scenario" --replications 1 --no-workbook --out "$work/parts"
: >"$work/parts/.results.xlsx.999999999.part"
: >"$work/parts/.trace.csv.gz.999999999.part"
: >"$work/parts/.theirs.part"
call 0 run "$scenario" --replications 1 --no-workbook --out "$work/parts"
[ "$(find "$work/parts" -name '.*.part')" = "$work/parts/.theirs.part" ] ||
    fail "temporary files: $(find "$work/parts" -name '.*.part')"

# --- sizes that no benchmark has, pathways without expected numbers
refused 2 "too large for the benchmark 'mm1'" bench mm1 --size 1e9
refused 2 "too large for the benchmark 'national'" bench national --size 1e-6
demo=$root/scenarios/demo/baseline.json
refused 3 'by request: .*, \.\.\.\. Use --method simulation' run "$demo" --method cohort
grep -q '"path":"/settings","file":".*baseline.json"' "$work/out" || fail "cohort: $(cat "$work/out")"


# --- no plan within the time: the same code as no plan at all, another name in JSON
refused 4 'time limit passed before' optimize "$demo" --time-limit 0.001
grep -q '"code":"time"' "$work/out" || fail "out of time: $(cat "$work/out")"
"$homeward" optimize --lang en --help | grep -q 'when the time limit passed' || fail "help hides exit 4"

# --- names of files that are no UTF-8: JSON is still JSON, with a mark for what cannot be shown
odd=$(printf 'caf\351')
call 5 run "$work/$odd.json" --json
grep -q '"message":".*caf\\uFFFD.json' "$work/out" || fail "odd name: $(cat "$work/out")"
cp "$scenario" "$work/$odd.json"
call 0 validate "$work/$odd.json" --json
grep -q '"valid":true,"file":".*caf\\uFFFD.json"' "$work/out" || fail "odd name: $(cat "$work/out")"
call 0 run "$work/$odd.json" --replications 1 --out "$work/$odd" --json
grep -q '"out":".*caf' "$work/out" || fail "odd folder: $(cat "$work/out")"
tr -d '\n ' <"$work/$odd/manifest.json" | grep -q '"files":\[{"path":".*caf' ||
    fail "manifest.json forgets a file with an odd name"
call 0 compare "$work/$odd" "$work/$odd" --json
grep -q '^{"base"' "$work/out" || fail "odd folder compared: $(cat "$work/out")"

# --- a year that is not whole is marked
call 0 run "$scenario" --replications 1 --set horizon.years=1 --set horizon.start=2026-03-15
grep -q '^2026\* ' "$work/out" || fail "2026 from March looks like a whole year"
grep -q 'from 2026-03-15 to 2027-03-14' "$work/out" || fail "no word about the years that are not whole"
call 0 run "$scenario" --replications 1
grep -q '\*' "$work/out" && fail "a whole year is marked"

# --- a full disk (here: a limit of the file size) in an old and in a new folder
call 0 run "$scenario" --replications 2 --out "$work/old"
cp "$work/old/indicators.csv" "$work/before.csv"
for folder in old new; do
    (
        ulimit -f 8
        call 5 run "$scenario" --replications 3 --out "$work/$folder"
        grep -q 'could not be written' "$work/err" || fail "full disk: $(cat "$work/err")"
        [ "$(grep -c . "$work/err")" -eq 1 ] || fail "full disk: $(cat "$work/err")"
        exit "$failures"
    ) || fail "full disk, $folder folder"
done
cmp -s "$work/before.csv" "$work/old/indicators.csv" || fail "full disk: old results changed"
[ -z "$(ls -A "$work/new" 2>/dev/null)" ] || fail "full disk: left $(ls -A "$work/new" 2>/dev/null)"
if [ -c /dev/full ]; then
    for words in schema "run $scenario --replications 1" "run $scenario --replications 1 --json"; do
        # shellcheck disable=SC2086 # words of a command line
        "$homeward" $words --lang en >/dev/full 2>"$work/err"
        [ $? -eq 5 ] || fail "homeward $words: a full stdout is no exit 5"
        grep -q 'output could not be written' "$work/err" || fail "homeward $words: no sentence"
    done
fi

# --- streams: results on stdout, everything else on stderr
call 0 run "$scenario" --replications 3 --progress plain
grep -q 'replications,' "$work/err" || fail "--progress plain shows no progress"
grep -q 'per second' "$work/out" && fail "progress is on stdout"
call 0 run "$scenario" --replications 3 --quiet --out "$work/quiet"
[ -s "$work/err" ] && fail "--quiet: $(cat "$work/err")"
call 0 run "$scenario" --replications 3 --json --progress plain
[ "$(head -c 1 "$work/out")" = '{' ] || fail "--json: stdout is not JSON"
[ "$(grep -c 'per second' "$work/out")" -eq 0 ] || fail "--json: progress on stdout"
NO_COLOR=1 call 0 run "$scenario" --replications 2
grep -q "$(printf '\033')" "$work/out" "$work/err" && fail "NO_COLOR: escape sequences"
[ "$failures" -eq 0 ]
