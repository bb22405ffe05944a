#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# import_table.sh PROGRAM ROOT: 'homeward import table' from outside, from an office's file to a fit.
set -u
homeward=$1 root=$2
cases=$root/tests/import/table
work=$(mktemp -d "${TMPDIR:-/tmp}/import-table-XXXXXX")
trap 'rm -rf "$work"' EXIT
# shellcheck source=tests/cli/expect.sh
. "$root/tests/cli/expect.sh"

scenario=$root/scenarios/tutorial/08-two-regions.json
book=$cases/sheet/regions.xlsx map=$cases/sheet/mapping.json
out=$work/out
table() {
    code=$1 words=$2
    shift 2
    expect "$code" "$words" import table "$@" --out "$out"
}

# The command line.
expect 2 "needs the name of a file" import table --scenario "$scenario" --out "$out"
expect 2 "needs --scenario FILE" import table "$book" --out "$out"
expect 2 "needs --out FOLDER" import table "$book" --scenario "$scenario"
expect 2 "has no --country; it is for: transmonee" import table "$book" --scenario "$scenario" --out "$out" --country BGR
expect 2 "has no --mapping" import transmonee "$book" --mapping "$map" --out "$out"
expect 2 "reads no more than 1 file" import table "$book" "$book" --scenario "$scenario" --out "$out"

# What cannot be read, and what is wrong in it: nothing is written.
table 5 "cannot be read" "$work/none.csv" --scenario "$scenario"
table 5 "is not a file" "$work" --scenario "$scenario"
table 5 "does not exist" "$book" --scenario "$work/none.json"
table 5 "does not exist" "$book" --scenario "$scenario" --mapping "$work/none.json"
table 3 "regions.xlsx:1: error: There is no column" "$book" --scenario "$scenario" --mapping "$map" --heading-row 1
table 3 "There is no sheet 'Other'" "$book" --scenario "$scenario" --mapping "$map" --sheet Other
head -c 3000 "$book" >"$work/cut.xlsx"
table 3 "cut.xlsx: error: The workbook is damaged" "$work/cut.xlsx" --scenario "$scenario" --mapping "$map"
table 3 "table.csv:2: error: Column 'Значение': '1.234' may have thousands or decimals" \
    "$cases/decimal_ambiguous/table.csv" --scenario "$scenario" --mapping "$cases/long/mapping.json"
table 3 '"code":"reference"' "$cases/words_unknown/table.csv" --scenario "$scenario" \
    --mapping "$cases/long/mapping.json" --json
head -c 68000000 /dev/zero >"$work/large.csv"
table 3 "larger than 64 MB" "$work/large.csv" --scenario "$scenario"
rm -f "$work/large.csv"
[ ! -e "$out" ] || fail "a refused import left $out"

# A column has one meaning: years are no children, and one figure is not a stock and an entry too.
printf 'Year;A\n2026;5\n' >"$work/one.csv"
said='"measure": "stock", "setting": "child_home", "counts_18plus": "no"'
echo "{\"format\": 1, \"kind\": \"table\", \"series\": {\"x\": {\"column\": \"Year\", $said}}}" >"$work/one.json"
table 3 "'Year' is that of two series, or of a series and of something else" "$work/one.csv" --scenario "$scenario" \
    --mapping "$work/one.json"
echo "{\"format\": 1, \"kind\": \"table\", \"series\": {\"x\": {\"column\": \"A\", $said}, \"y\": {\"column\": \"A\", $said}}}" \
    >"$work/one.json"
table 3 "'A' is that of two series" "$work/one.csv" --scenario "$scenario" --mapping "$work/one.json"

# The total of a region is no figure of the country, the total of a destination none of all exits.
printf 'Region,Setting,Measure,Year,Value,To,Counts 18+\n%s\n' "Total Hills,child_home,stock,2026,45,,no" >"$work/part.csv"
table 3 "'Total Hills'" "$work/part.csv" --scenario "$scenario"
printf 'Region,Setting,Measure,Year,Value,To,Counts 18+\n%s\n' "Total,child_home,exits,2026,45,Total adopted,no" >"$work/part.csv"
table 3 "'Total adopted'" "$work/part.csv" --scenario "$scenario"
[ ! -e "$out" ] || fail "a refused import left $out"
printf 'Region,Setting,Measure,Year,Value,To,Counts 18+\n%s\n' "Итого по стране:,child_home,stock,2026,45,,no" >"$work/whole.csv"
expect 0 "" import table "$work/whole.csv" --scenario "$scenario" --out "$work/whole" --quiet
grep -q '^stock_child_home,stock,child_home,,,2026,45,' "$work/whole/targets.csv" || fail "a total of the country is not read"

# From a table to a fit.
bulgaria=$root/scenarios/countries/bulgaria.json
{
    echo 'Year;Residents;Entries'
    for year in 2006 2007 2008 2009 2010 2011 2012 2013 2014; do
        echo "$year;$((9500 - 600 * (year - 2006)));$((1500 - 50 * (year - 2006)))"
    done
} >"$work/country.csv"
cat >"$work/country.json" <<'END'
{"format": 1, "kind": "table", "series": {
  "residents": {"column": "Residents", "measure": "stock", "setting": "residential", "counts_18plus": "yes"},
  "in": {"column": "Entries", "measure": "entries", "setting": "residential", "counts_18plus": "no"}}}
END
expect 0 "calibrate $bulgaria --targets $work/country/targets.csv" import table "$work/country.csv" \
    --scenario "$bulgaria" --mapping "$work/country.json" --out "$work/country"
expect 0 "" calibrate "$bulgaria" --targets "$work/country/targets.csv" --out "$work/fit" --quiet
[ -s "$work/fit/calibrated.json" ] || fail "nothing was fitted to the targets"

# From a workbook.
table 0 "calibrate $scenario --targets $out/targets.csv" "$book" --scenario "$scenario" --mapping "$map"
grep -q '^stock,stock,child_home,,,2026,130,,no,,"regions.xlsx"$' "$out/targets.csv" || fail "the stock of 2026 is not 130"
grep -q "2027: the total of 'stock' is 125 (row 8), its parts come to 123" "$out/data_quality.md" ||
    fail "the report does not compare the total"
cp -r "$out" "$work/first"
table 0 "" "$book" --scenario "$scenario" --mapping "$map"
diff -r "$out" "$work/first" >/dev/null || fail "a second import gives other bytes"
table 0 '"kind":"table","subject":"08-two-regions.json","from":2026,"to":2028' "$book" --scenario "$scenario" \
    --mapping "$map" --json

# Reports name files without their folders.
grep -qF "$cases" "$out/data_quality.md" "$out/data_quality.json" && fail "a report names a folder of this machine"

# No name of a person comes out of a column that nobody asked for.
"$homeward" import table "$cases/long/table.csv" --scenario "$scenario" --mapping "$cases/long/mapping.json" \
    --out "$work/names" --quiet
grep -rq 'Иванова' "$work/names" && fail "a name of an unused column was written"
grep -q 'ФИО' "$work/names/data_quality.md" || fail "the report does not name the unused column"

# Small counts, and what would tell them, are withheld everywhere.
"$homeward" import table "$book" --scenario "$scenario" --mapping "$map" --out "$work/small" --suppress 5 --quiet
grep -q '^family_hills,.*,2026,,,' "$work/small/targets.csv" || fail "a count of 2 is not withheld"
grep -q '^in_town,.*,2026,,,' "$work/small/targets.csv" || fail "what tells a withheld count is shown"

# Edited files and other imports are spared.
echo >>"$out/targets.csv"
table 5 "is not as an import wrote it" "$book" --scenario "$scenario" --mapping "$map"
table 0 "" "$book" --scenario "$scenario" --mapping "$map" --force
cp "$scenario" "$work/other.json"
table 5 "holds the import of 08-two-regions.json" "$book" --scenario "$work/other.json" --mapping "$map"

# In Russian.
"$homeward" --lang ru import table "$book" --scenario "$scenario" --mapping "$map" --out "$work/ru" --quiet
grep -q 'Данные для «08-two-regions.json»' "$work/ru/data_quality.md" || fail "the report is not in Russian"
cmp -s "$work/ru/targets.csv" "$work/first/targets.csv" || fail "targets depend on the language"
exit "$failures"
