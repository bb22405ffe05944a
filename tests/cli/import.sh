#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# import.sh PROGRAM ROOT: 'homeward import' from outside, on messages of a country that is none.
set -u
homeward=$1 root=$2
cases=$root/tests/import/transmonee
work=$(mktemp -d "${TMPDIR:-/tmp}/import-XXXXXX")
trap 'rm -rf "$work"' EXIT
# shellcheck source=tests/cli/expect.sh
. "$root/tests/cli/expect.sh"

plain=$cases/plain/input.csv
out=$work/out

# The command line.
expect 2 "There is no kind of import 'sdmx'. Kinds: transmonee" import sdmx
expect 2 "Is it 'transmonee'" import transmonde "$plain" --country ZZA --from 2011 --out "$out"
expect 2 "reads no more than 1 file" import transmonee "$plain" "$plain" --country ZZA --from 2011 --out "$out"
expect 2 "needs the name of a file" import transmonee
expect 2 "needs --country ABC" import transmonee "$plain" --from 2011 --out "$out"
expect 2 "'zza' is no country" import transmonee "$plain" --country zza --from 2011 --out "$out"
expect 2 "needs --from YEAR" import transmonee "$plain" --country ZZA --out "$out"
expect 2 "needs --out FOLDER" import transmonee "$plain" --country ZZA --from 2011
expect 2 "to is before --from" import transmonee "$plain" --country ZZA --from 2011 --to 2010 --out "$out"
expect 2 "first|last" import transmonee "$plain" --country ZZA --from 2011 --out "$out" --duplicates both

# What cannot be read, and what is wrong in it: nothing is written.
expect 5 "cannot be read" import transmonee "$work/none.csv" --country ZZA --from 2011 --out "$out"
expect 5 "is not a file" import transmonee "$work" --country ZZA --from 2011 --out "$out"
expect 3 "Countries in it: ZZB, ZZC" import transmonee "$cases/no_country/input.csv" --country ZZA --from 2011 --out "$out"
expect 3 "input.csv:7: error: Column 'OBS_VALUE': 'many' is not a number" import transmonee \
    "$cases/numbers/input.csv" --country ZZA --from 2011 --out "$out"
expect 3 "input.csv:2: error: Column 'TIME_PERIOD'" import transmonee \
    "$cases/numbers/input.csv" --country ZZA --from 2011 --out "$out"
expect 3 '"code":"missing"' import transmonee "$cases/heading/input.csv" --country ZZA --from 2011 \
    --out "$out" --json
[ ! -e "$out" ] || fail "a refused import left $out"
head -c 68000000 /dev/zero >"$work/large.csv"
expect 3 "larger than 64 MB" import transmonee "$work/large.csv" --country ZZA --from 2011 --out "$out"
rm -f "$work/large.csv"

# From the message to a run.
expect 0 "calibrate $out/ZZA.json --targets $out/targets.csv" import transmonee "$plain" --country ZZA \
    --from 2011 --out "$out"
expect 0 "valid" validate "$out/ZZA.json"
expect 0 "" run "$out/ZZA.json" --replications 2 --out "$work/results" --no-workbook --quiet
expect 0 "" run "$out/ZZA.json" --method cohort --out "$work/expected" --no-workbook --quiet
for name in ZZA.json targets.csv data_quality.json data_quality.md; do
    [ -s "$out/$name" ] || fail "no $name"
done
grep -qF "$cases" "$out/data_quality.md" && fail "the report names a folder of this machine"
grep -q '^# Data of ZZA, 2011-2013' "$out/data_quality.md" || fail "the report has no title"

# Expected closing stock of 2011: 1,000 residents, 150 in, 200 out at a rate over the mean stock.
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["setting"] == "residential" && $at["region"] == "all" && $at["period_start"] == "2011-01-01" &&
    $at["period_end"] == "2011-12-31" { found = 1; if ($at["closing"] < 945 || $at["closing"] > 955) bad = $0 }
    END { if (!found) print "no row of residential"; else if (bad != "") print "closing: " bad }' \
    "$work/expected/balance.csv" >"$work/said"
[ ! -s "$work/said" ] || fail "$(cat "$work/said")"

# The same bytes again; --quiet and --json; standard input.
cp -r "$out" "$work/first"
[ -z "$("$homeward" --lang en import transmonee "$plain" --country ZZA --from 2011 --out "$out" --quiet 2>&1)" ] ||
    fail "--quiet spoke"
diff -r "$out" "$work/first" >/dev/null || fail "a second import gives other bytes"
expect 0 '"kind":"transmonee","subject":"ZZA","from":2011,"to":2013' import transmonee "$plain" --country ZZA --from 2011 \
    --out "$out" --json
"$homeward" import transmonee - --country ZZA --from 2011 --out "$work/piped" --quiet <"$plain" ||
    fail "standard input is not read"
cmp -s "$work/piped/targets.csv" "$out/targets.csv" || fail "standard input gives other targets"

# The next command is one that a shell takes, whatever the folder is called.
for folder in "$work/my out" "$work/cost in \$, it's" "$work/папка"; do
    "$homeward" --lang en import transmonee "$plain" --country ZZA --from 2011 --out "$folder" >"$work/said"
    next=$(sed -n 's/^Next: homeward //p' "$work/said")
    (cd "$work" && eval "\"\$homeward\" $next --quiet" >/dev/null) || fail "no command line: $next"
done

# An edited file, a foreign one and another country's import are not overwritten.
sed 's/ZZA 2011/My ZZA 2011/' "$work/first/ZZA.json" >"$out/ZZA.json"
expect 5 "is not as an import wrote it" import transmonee "$plain" --country ZZA --from 2011 --out "$out"
grep -q 'My ZZA' "$out/ZZA.json" || fail "an edited scenario was overwritten"
expect 0 "" import transmonee "$plain" --country ZZA --from 2011 --out "$out" --force
diff -r "$out" "$work/first" >/dev/null || fail "--force gives other bytes"
mkdir "$work/foreign"
echo mine >"$work/foreign/targets.csv"
expect 5 "is not as an import wrote it" import transmonee "$plain" --country ZZA --from 2011 --out "$work/foreign"
[ ! -e "$work/foreign/ZZA.json" ] || fail "half an import lies in a foreign folder"
sed 's/,ZZA,/,ZZD,/' "$plain" >"$work/other.csv"
expect 5 "holds the import of ZZA" import transmonee "$work/other.csv" --country ZZD --from 2011 --out "$out"
sed 's/homeward import transmonee/homeward import episodes/' "$work/first/data_quality.json" >"$out/data_quality.json"
expect 5 "holds an 'import episodes'" import transmonee "$plain" --country ZZA --from 2011 --out "$out"
mkdir "$work/behind"
cp "$work/first"/* "$work/behind"
sed 's/"files": {/"files": { "old.csv": "00",/' "$work/first/data_quality.json" >"$work/behind/data_quality.json"
expect 0 "" import transmonee "$plain" --country ZZA --from 2011 --out "$work/behind"
cp "$work/first"/* "$work/behind"
sed 's/"files": {/"files": { "old.csv": "00",/' "$work/first/data_quality.json" >"$work/behind/data_quality.json"
echo old >"$work/behind/old.csv"
expect 5 "old.csv' is of an earlier import" import transmonee "$plain" --country ZZA --from 2011 --out "$work/behind"

# What an option settles.
expect 3 "Choose one: --codes 2018" import transmonee "$cases/codes_both/input.csv" --country ZZA --from 2011 \
    --out "$work/codes"
expect 0 "" import transmonee "$cases/codes_both/input.csv" --country ZZA --from 2011 --out "$work/codes" --codes 2018
expect 3 "decimal point, or --decimal comma" import transmonee "$cases/decimal_ambiguous/input.csv" --country ZZA \
    --from 2011 --out "$work/decimal"
expect 0 "" import transmonee "$cases/decimal_ambiguous/input.csv" --country ZZA --from 2011 --out "$work/decimal" \
    --decimal point

# In Russian: the report, and the names beside the English ones.
"$homeward" --lang ru import transmonee "$plain" --country ZZA --from 2011 --out "$work/ru" --quiet
grep -q 'Данные: ZZA' "$work/ru/data_quality.md" || fail "the report is not in Russian"
grep -q '"ru": "Стационарные' "$work/ru/ZZA.json" || fail "the scenario has no Russian names"
cmp -s "$work/ru/targets.csv" "$out/targets.csv" || fail "targets depend on the language"
exit "$failures"
