#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Charts of a country of seventy regions count them all, and show the worst where not all have
# room; charts of costs add up eighty lines.
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

# Of eighty lines the last in the file is the one that changes.
money() { # PRICE OF LINE 80, NAME
    awk -v last="$1" -v name="$2" 'BEGIN {
        for (l = 1; l <= 80; l++)
            lines = lines sprintf("%s\"l%02d\": {\"name\": \"Line %02d\", \"basis\": \"child_year\", \"price\": %d, \"settings\": [\"home_care\"]}",
                                  l > 1 ? ", " : "", l, l, l < 80 ? 1000 : last)
        printf "{\"extends\": \"seventy.json\", \"id\": \"%s\", \"currency\": \"EUR\", \"price_year\": 2026,", name
        printf "\"costs\": {\"inflation_per_year\": 0, \"lines\": {%s}}}\n", lines
    }' >"$work/$2.json"
    "$homeward" run "$work/$2.json" --replications 2 --quiet --out "$work/$2" >/dev/null || fail "no run of $2"
}
money 1000 base
money 90000 dear
if "$homeward" --lang en chart "$work/dear" waterfall --baseline "$work/base" --out "$work/waterfall.svg" --quiet 2>"$work/said"; then
    said waterfall 'Line 80'
    [ "$(grep -c 'Line ' "$work/waterfall.svg")" -le 3 ] || fail 'lines that did not change have a bar'
else
    grep -q 'without' "$work/said" || fail "chart: $(cat "$work/said")"
fi

[ "$failures" -eq 0 ]
