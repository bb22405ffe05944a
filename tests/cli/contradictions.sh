#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Options that cannot act together are refused with a sentence (2), never ignored; those that
# change nothing are warned of.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
scenario=$root/scenarios/tutorial/02-entries-and-prevention.json
. "$root/tests/cli/expect.sh"

# --- expected numbers
cohort="run $scenario --method cohort"
# shellcheck disable=SC2086 # words of a command line
{
    expect 2 'method cohort and --trace' $cohort --trace --out "$work/q"
    expect 2 'method cohort and --trace' $cohort --trace
    expect 2 'method cohort and --splits full' $cohort --splits full
    expect 2 'method cohort and --inputs drawn' $cohort --inputs drawn
    expect 2 'needs --replications auto' $cohort --replications auto --precision 0.1
    expect 0 'change nothing with --method cohort' $cohort --seed 3
    expect 0 'change nothing with --method cohort' $cohort --replications 7 --inputs fixed --splits default
    [ -z "$("$homeward" $cohort --seed 3 --quiet 2>&1 >/dev/null)" ] || fail "--quiet warns"
    "$homeward" $cohort --lang en 2>&1 | grep 'change nothing' && fail "a default is warned of"
}
[ -e "$work/q" ] && fail "a refused run made its folder"

# --- what is written needs a place
expect 2 'trace needs --out' run "$scenario" --trace --replications 1
expect 2 'trace needs --out' compare "$scenario" "$scenario" --trace --replications 1
expect 0 'no-workbook changes nothing' run "$scenario" --no-workbook --replications 1

# --- results that are there already
tutorial=$root/scenarios/tutorial
for name in a b; do
    expect 0 'Results are in' run "$tutorial/01-stock-and-exits.json" --replications 2 --out "$work/$name" \
        --no-workbook
done
expect 2 "have seed 1, not 3" compare "$work/a" "$work/b" --seed 3
expect 2 "have 2 replications, not 7" compare "$work/a" "$work/b" --replications 7
expect 2 "have seed 1, not 3" compare "$work/a" "$scenario" --seed 3
expect 2 "have 2 replications, not 100" compare "$work/a" "$scenario" --replications 100
expect 0 'No input differs' compare "$work/a" "$work/b" --seed 1 --replications 2
expect 0 'Inputs that differ' compare "$work/a" "$scenario" --seed 1 --replications 2
# many of them by section, which has a name
expect 0 '  Reasons of entry: 2' compare "$root/scenarios/tutorial/08-two-regions.json" \
    "$root/scenarios/tutorial/12-war.json" --replications 2
for option in "set horizon.years=2" "suppress 5" "splits full" "inputs fixed" "draws-from $work/none"; do
    # shellcheck disable=SC2086 # an option and its value
    expect 2 "--${option%% *} needs a scenario file" compare "$work/a" "$work/b" --$option
done
expect 0 'Results are in' run "$tutorial/01-stock-and-exits.json" --replications 3 --out "$work/c" --no-workbook

# Pairs have the same draws of their inputs: a scenario differs in nothing from itself.
uncertain=$tutorial/09-what-if.json
printf 'scenario,draw,pointer,value\n' >"$work/draws.csv"
printf 's,%s,/settings/child_home/pathways/home/rate_per_year,%s\n' 0 0.21 1 0.25 2 0.3 >>"$work/draws.csv"
same() { # FOLDER OPTIONS...: the scenario, simulated now, against its results there
    "$homeward" --lang en compare "$@" --json >"$work/said" 2>/dev/null || fail "compare $*: $(cat "$work/said")"
    grep -q '"diff_mean":0.0,' "$work/said" || fail "no difference: $(cat "$work/said")"
    grep -qE '"diff_mean":-?(0\.0*[1-9]|[1-9])' "$work/said" && fail "a scenario differs from itself: compare $*"
}
for how in drawn "drawn --seed 2" fixed "drawn --draws-from $work/draws.csv"; do
    # shellcheck disable=SC2086 # an option and more
    "$homeward" run "$uncertain" --inputs $how --replications 3 --out "$work/$(echo "$how" | tr -c 'a-z0-9\n' _)" \
        --no-workbook --quiet >/dev/null
done
mv "$work"/drawn___draws* "$work/filed"
"$homeward" run "$uncertain" --replications auto --precision 0.2 --out "$work/auto" --no-workbook --quiet >/dev/null
same "$work/drawn" "$uncertain"
same "$work/drawn" "$uncertain" --inputs drawn
same "$work/drawn___seed_2" "$uncertain"
same "$work/fixed" "$uncertain"
same "$work/auto" "$uncertain"
same "$work/filed" "$uncertain" --draws-from "$work/draws.csv"
# Whose draws they are: those of another scenario are taken with a warning, of several the own ones.
id=$(sed -n 's/.*"id": *"\([a-z0-9_]*\)".*/\1/p' "$uncertain" | head -1)
with="run $uncertain --replications 3 --draws-from $work"
expect 0 "are those of the scenario 's': '$id' is given" $with/draws.csv
grep -q "those of the scenario 's'" "$work/filed/manifest.json" || fail "the manifest does not say whose draws they are"
sed "s/^s,/$id,/" "$work/draws.csv" >"$work/own.csv"
"$homeward" $with/own.csv --quiet >/dev/null || fail "own draws"
"$homeward" --lang en $with/own.csv 2>&1 | grep -q 'is given the same values' && fail "own draws are warned of"
{ cat "$work/own.csv"; printf 'z,%s,/no/such/input,%s\n' 0 1 1 2; } >"$work/many.csv"
"$homeward" --lang en $with/many.csv --json 2>&1 | sed 's/"seconds.*//' >"$work/many.out" || fail "draws of several scenarios"
grep -q 'no/such\|same values' "$work/many.out" && fail "draws of another scenario were taken"
sed "s/^$id,/t,/" "$work/many.csv" >"$work/others.csv"
expect 3 "draws of several scenarios, and none of '$id'" $with/others.csv
expect 3 "draws of several scenarios" sensitivity "$uncertain" --draws-from "$work/others.csv"
expect 3 'would be no pairs' compare "$work/drawn" "$uncertain" --inputs fixed
expect 0 'chance and the uncertainty of 1 input together' compare "$scenario" "$uncertain" --replications 2
expect 3 'would be no pairs' compare "$work/fixed" "$uncertain" --inputs drawn
expect 3 'would be no pairs' compare "$work/filed" "$uncertain"
expect 3 'are no pairs' compare "$work/drawn" "$work/fixed"
expect 3 'are no pairs' compare "$work/fixed" "$work/filed"
expect 0 'Inputs that differ' compare "$work/filed" "$scenario"
"$homeward" compare "$work/a" "$work/c" --json >"$work/said"
grep -q '"file":"[^"]*/c",' "$work/said" || fail "unequal folders: the folder is not named: $(cat "$work/said")"

# --- one JSON document, of one comparison or several
"$homeward" compare "$work/a" "$work/b" --json >"$work/said"
grep -q '^{"base":' "$work/said" || fail "compare A B --json: $(cat "$work/said")"
"$homeward" compare "$work/a" "$work/b" "$work/b" --json >"$work/said"
[ "$(wc -l <"$work/said")" -eq 1 ] || fail "compare A B C --json is more than one line"
grep -q '^{"comparisons":\[{"base":.*},{"base":' "$work/said" || fail "compare A B C --json: $(cat "$work/said")"

[ "$failures" -eq 0 ]
