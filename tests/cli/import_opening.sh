#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# import_opening.sh PROGRAM ROOT: 'import stock', 'institutions' and 'workforce' from outside. The
# demo without its numbers, completed from tables as offices write them, runs like the demo.
set -u
homeward=$1 root=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/opening-XXXXXX")
trap 'rm -rf "$work"' EXIT
# shellcheck source=tests/cli/expect.sh
. "$root/tests/cli/expect.sh"
cases=$root/tests/import/opening
base=$cases/base.json
# What offices of the demo country would send: Windows-1251, UTF-8 with no-break spaces, tabs.
tables=$root/tests/import/demo_tables
table=$cases/stock_agrees_with_institutions/input.csv

# The command line.
expect 2 "onto SCENARIO" import stock "$table" --out "$work/a"
expect 2 "has a start already" import stock "$table" --onto "$base" --start 2026 --out "$work/a"
expect 2 "has no --country" import stock "$table" --onto "$base" --country ZZA --out "$work/a"
expect 2 "has no --suppress" import workforce "$table" --onto "$base" --suppress 5 --out "$work/a"
expect 2 "no more than 1 file" import stock "$table" "$table" --onto "$base" --out "$work/a"
expect 5 "none.json" import stock "$table" --onto "$work/none.json" --out "$work/a"
expect 3 "input.csv:3: error: Column 'Region' is empty" import stock "$cases/stock_blank/input.csv" \
    --onto "$base" --out "$work/a"
[ ! -e "$work/a" ] || fail "a refused import left a folder"
cp "$base" "$work/base.json"
printf '{"format": 1, "extends": "base.json", "institutions": {"another": {"name": "Lighthouse", "region": "north",
    "setting": "child_home", "capacity": 10}}}\n' >"$work/namesakes.json"
printf 'Name,Region,Type,Capacity\nLighthouse,North,Child home,90\n' >"$work/namesakes.csv"
expect 3 "more than one 'Lighthouse' in the region 'north'" import institutions "$work/namesakes.csv" \
    --onto "$work/namesakes.json" --out "$work/a"
expect 0 "Next: homeward run $work/a/two_regions.json" import stock "$table" --onto "$base" --out "$work/a"
expect 0 "valid" validate "$work/a/two_regions.json"
expect 0 '"kind":"stock","subject":"two_regions"' import stock "$table" --onto "$base" --out "$work/a" --json
expect 5 "two_regions" import stock "$table" --onto "$base" --name other --out "$work/a"
expect 0 "other.json" import stock "$table" --onto "$base" --name other --out "$work/b"
expect 0 "stock_2026.json" import stock "$cases/stock_own/input.csv" --start 2026 --name stock_2026 --out "$work/c"
expect 0 "" run "$work/c/stock_2026.json" --replications 1 --quiet

# --- the demo, its numbers taken away: places, workers, and all counts of children
demo=$root/scenarios/demo/baseline.json
sed -e 's/"capacity": [0-9][0-9]*,/"capacity": 1,/' -e 's/"fte": [0-9][0-9]*/"fte": 0/' \
    -e 's/"\$schema": [^,]*,//' "$demo" >"$work/emptied.json"
printf '{"format": 1, "extends": "emptied.json", "settings": {"supported_living": {"capacity": 8}},
    "initial_stock": {"margins": null}}\n' >"$work/stripped.json"
expect 0 "marenia_baseline" import institutions "$tables/register.csv" --onto "$work/stripped.json" --out "$work/1"
expect 0 "marenia_baseline" import stock "$tables/stock.csv" --onto "$work/1/marenia_baseline.json" --out "$work/2"
expect 0 "marenia_baseline" import workforce "$tables/workforce.csv" --onto "$work/2/marenia_baseline.json" \
    --out "$work/3"
grep -q '"source": "register.csv"' "$work/3/marenia_baseline.json" || fail "the source of places is not kept"
for folder in 1 2 3; do
    grep -q '"severity": "warning"' "$work/$folder/data_quality.json" && fail "warnings: $(cat "$work/$folder/data_quality.md")"
done
# The same with the steps the other way round where the scenario's own counts stand in the way.
expect 0 "marenia_baseline" import stock "$tables/stock.csv" --onto "$demo" --out "$work/4"
expect 0 "marenia_baseline" import institutions "$tables/register.csv" --onto "$work/4/marenia_baseline.json" --out "$work/5"
for scenario in "$demo" "$work/3/marenia_baseline.json" "$work/5/marenia_baseline.json"; do
    folder=$work/run$(printf %s "$scenario" | cksum | cut -d' ' -f1)
    expect 0 "" run "$scenario" --replications 2 --out "$folder" --no-workbook --quiet
    gzip -dc "$folder/replications.csv.gz" | cat - "$folder/indicators.csv" "$folder/flows.csv" "$folder/balance.csv" \
        "$folder/resources.csv" "$folder/costs.csv" "$folder/closures.csv" | cksum >>"$work/sums"
done
[ "$(sort -u "$work/sums" | wc -l)" -eq 1 ] || fail "the imported demo does not run like the demo"
[ "$(wc -l <"$work/sums")" -eq 3 ] || fail "not all ran"

# --- small counts; and that what is looked for is there where none are withheld
small='": ([1-9]|1[01]),?$'
sed -n '/"margins"/,/"sibling_share"/p' "$work/2/marenia_baseline.json" | grep -qE "$small" ||
    fail "the tables have no small counts"
expect 0 "" import stock "$tables/stock.csv" --onto "$work/1/marenia_baseline.json" --out "$work/6" --suppress 12 --quiet
grep -qE '"children": ([1-9]|1[01]),?$' "$work/6/data_quality.json" && fail "small counts in the report"
sed -n '/"margins"/,/"sibling_share"/p' "$work/6/marenia_baseline.json" | grep -qE "$small" &&
    fail "small counts in the scenario"
grep -q '"severity": "warning"' "$work/6/data_quality.json" || fail "a rougher scenario is no warning"
expect 0 "valid" validate "$work/6/marenia_baseline.json"
exit "$failures"
