#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Charts of a country of seventy regions count them all, and show the worst where not all have
# room.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$root/tests/cli/expect.sh"

# Region 70 alone is short of families: it stands last in the file.
awk 'BEGIN {
    for (r = 1; r <= 70; r++) {
        regions = regions sprintf("%s\"r%02d\": {\"population_0_17\": 1000}", r > 1 ? ", " : "", r)
        carers = carers sprintf("%s\"c%02d\": {\"region\": \"r%02d\", \"setting\": \"foster\", \"families\": %d}",
                                r > 1 ? ", " : "", r, r, r < 70 ? 9 : 1)
        homes = homes sprintf("%s\"h%02d\": {\"region\": \"r%02d\", \"setting\": \"home_care\", \"capacity\": 9}",
                              r > 1 ? ", " : "", r, r)
        counts = counts sprintf("%s\"h%02d\": %d", r > 1 ? ", " : "", r, r < 70 ? 1 : 9)
    }
    printf "{\"format\": 1, \"id\": \"seventy\", \"horizon\": {\"start\": \"2026-01-01\", \"years\": 1},"
    printf "\"regions\": {%s}, \"carers\": {%s}, \"institutions\": {%s}, \"entries\": {},", regions, carers, homes
    printf "\"reasons\": {\"any\": {\"children_per_year\": 0}},"
    printf "\"settings\": {\"home_care\": {\"kind\": \"institution\", \"assess_from\": \"2026-02-01\","
    printf "\"use_defaults\": false, \"pathways\": {\"foster\": {\"mode\": \"by_request\"}}},"
    printf "\"foster\": {\"kind\": \"foster\", \"use_defaults\": false}},"
    printf "\"initial_stock\": {\"margins\": [{\"by\": [\"institution\"], \"counts\": {%s}}]}}\n", counts
}' >"$work/seventy.json"
"$homeward" run "$work/seventy.json" --replications 2 --quiet --out "$work/out" >/dev/null || fail "no run"

said() { # KIND PATTERN
    grep -q -- "$2" "$work/$1.svg" || fail "$1: no '$2' in: $(grep -o '<title.*</desc>' "$work/$1.svg" | cut -c1-300)"
}
if "$homeward" --lang en chart "$work/out" gaps --out "$work/gaps.svg" --quiet 2>"$work/said"; then
    "$homeward" --lang en chart "$work/out" heatmap --out "$work/heatmap.svg" --quiet
    said gaps '1 of 70 regions'
    said gaps 'short in r70'
    said gaps 'more regions, less short or not at all'
    said heatmap '1 of 70 regions'
    said heatmap 'more regions, less short or not at all'
else
    grep -q 'without' "$work/said" || fail "chart: $(cat "$work/said")"
fi

[ "$failures" -eq 0 ]
