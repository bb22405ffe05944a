#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Where optimize, compare and sensitivity write: places are tried before the work, nothing foreign
# is overwritten, a plan may be written into any folder.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/scenarios" "$work/scenarios"
cd "$work" || exit 1
tutorial=scenarios/tutorial
closure=$tutorial/14-closure.json
. "$root/tests/cli/expect.sh"

plan() {
    code=$1 pattern=$2
    shift 2
    expect "$code" "$pattern" optimize "$closure" --no-prices --replications 0 "$@"
}

values() { # FILE: without the places the values come from
    "$homeward" validate --resolved "$1" | sed 's/  \[[^]]*\]$//' | grep -v '^/\$schema '
}

# --- a plan beside its scenario extends it; elsewhere it holds the same, whole
mkdir away 'новая папка'
plan 0 'Promised' --apply $tutorial/plan.json
plan 0 'Promised' --apply 'новая папка/план.json'
grep -q '"extends": "14-closure.json"' $tutorial/plan.json || fail "a plan beside extends nothing"
grep -q '"extends"' 'новая папка/план.json' && fail "a plan elsewhere extends something"
values $tutorial/plan.json >beside
values 'новая папка/план.json' >elsewhere
[ -s beside ] && cmp -s beside elsewhere || fail "a plan elsewhere differs: $(diff beside elsewhere)"

# --- what --set changed is in the plan's scenario, and in the trials
expect 0 '^Confirmed' optimize "$closure" --no-prices --replications 2 --iterations 1 \
    --set horizon.years=3 --apply $tutorial/shorter.json
values $tutorial/shorter.json | grep -q '^/horizon/years = 3$' || fail "--apply forgets --set"

# --- one run has no range, and no empty one
expect 0 'weighted years in care: .* simulated (no range)' optimize "$closure" --no-prices \
    --replications 1 --iterations 1 --set horizon.years=3 --apply $tutorial/shorter.json
"$homeward" optimize "$closure" --no-prices --replications 1 --iterations 1 --set horizon.years=3 \
    --apply $tutorial/shorter.json | grep -E '\( to |at least' && fail "a range of one run"
"$homeward" optimize "$closure" --no-prices --replications 1 --iterations 1 --json \
    --set horizon.years=3 --apply $tutorial/shorter.json >one.json
[ "$(grep -c '"judged_low": null' one.json)" -ge 1 ] || fail "plan.json bounds one run"
grep -qE '"(low|high|judged_low)": [0-9]' one.json && fail "plan.json has a range of one run"

# --- nothing foreign is overwritten; an earlier plan is
cp $tutorial/01-stock-and-exits.json mine.json
plan 5 'not an earlier plan' --apply mine.json
cmp -s $tutorial/01-stock-and-exits.json mine.json || fail "--apply overwrote a foreign file"
plan 0 'Promised' --apply mine.json --force
plan 0 'Promised' --apply mine.json
plan 2 'overwrite the planned scenario' --apply ./$tutorial/../tutorial/14-closure.json --force
plan 5 "no folder 'none/'" --apply none/plan.json
plan 5 'is a folder' --apply away
echo mine >away/plan.csv
plan 5 "has a file 'plan.csv'" --out away
[ "$(cat away/plan.csv)" = mine ] || fail "--out overwrote a foreign file"
plan 0 'Promised' --out away --force
plan 0 'Promised' --out away
# what is beside the plan goes into its new folder, under names of its own, and an earlier plan's tables go
plan 0 'Promised' --out plans --apply plans/follows.json --export plans/model.lp --alternatives 1
[ -s plans/follows.json ] && [ -s plans/plan_alternative_1.csv ] || fail "plans: $(ls plans)"
cp plans/plan_alternative_1.csv plans/plan_alternative_2.csv
echo mine >plans/plan_alternative_3.csv
plan 0 'Promised' --out plans
[ "$(cd plans && echo plan_alternative_*)" = plan_alternative_3.csv ] || fail "alternatives of an earlier plan stay: $(ls plans)"
for name in --apply=plans/plan.json --apply=./plans/../plans/plan.csv "--export=$PWD/plans/plan.csv"; do
    plan 2 'is a file that --out writes' --out plans "$name" --force
done
plan 2 'ends in .lp or .mps' --export model.txt
[ -e model.txt ] && fail "--export wrote what it refuses"
plan 0 'Promised' --export MODEL.LP
grep -q '^Minimize' MODEL.LP || fail "MODEL.LP is no LP: $(head -n 3 MODEL.LP)"
(ulimit -f 4 && "$homeward" optimize "$closure" --no-prices --export half.lp >said 2>&1)
[ $? -eq 5 ] || fail "a model larger than allowed: $(cat said)"
[ -z "$(find . -name '*half.lp*')" ] || fail "half a model stays"
for model in model.lp model.mps; do
    plan 0 'Promised' --export $model
    plan 0 'Promised' --export $model
    echo mine >$model
    plan 5 'not one that this program wrote' --export $model
    [ "$(cat $model)" = mine ] || fail "--export overwrote a foreign file"
    plan 0 'Promised' --export $model --force
done

# --- the frontier as one word or two, and what is too much
plan 2 'needs a scenario with a budget' --frontier 'budget 0.8:1.2:0.2'
plan 2 'needs a scenario with a budget' --frontier budget 0.8:1.2:0.2
plan 2 'takes one scenario' --frontier 'budget 0.8:1.2:0.2' "$closure"

# --- sensitivity and compare look before they work
expect 2 '200,000 runs at once are too many' sensitivity $tutorial/09-what-if.json --draws 10000 --replications 20 --points 0
expect 2 '600,000 runs at once are too many' sensitivity $tutorial/09-what-if.json --draws 20 --points 100000
mkdir found
echo mine >found/sensitivity.csv
echo mine >found/comparison.csv
text=$("$homeward" sensitivity $tutorial/09-what-if.json --draws 20 --points 0 --out found \
    --progress plain --lang en 2>&1)
[ $? -eq 5 ] || fail "sensitivity: a foreign file is no exit 5"
[ "$(printf '%s\n' "$text" | wc -l)" -eq 1 ] || fail "sensitivity works before it looks: $text"
base=$tutorial/01-stock-and-exits.json
expect 5 'did not write' compare $base $base --out found
[ "$(ls found | wc -l)" -eq 2 ] || fail "compare works before it looks"
expect 5 "no results folder 'none'" compare $base none

# --- what cannot be written is one document too, the error, and leaves no folder
one_error() { # WORDS...: --json on a disk that takes 512 bytes a file
    (ulimit -f 1 && "$homeward" "$@" --json --out full >said 2>/dev/null)
    [ $? -eq 5 ] || fail "$1 on a full disk is no exit 5"
    [ "$(grep -c . said)" -eq 1 ] && grep -q '^{"error":' said || fail "$1 says: $(head -c 300 said)"
    [ ! -e full ] || fail "$1 leaves a folder: $(ls full)"
}
"$homeward" run $base --replications 2 --no-workbook --quiet --out small >/dev/null
one_error compare small small
one_error optimize "$closure" --no-prices
one_error sensitivity $tutorial/09-what-if.json --draws 20 --points 0

# --- folders of an earlier comparison stay, and are named
other=$tutorial/02-entries-and-prevention.json
expect 0 "Results are in 'three'" compare $base $other $other --replications 1 --no-workbook --out three
text=$("$homeward" compare $base $other --replications 1 --no-workbook --out three --lang en 2>&1)
printf '%s\n' "$text" | grep -q "'three/2-02-entries-and-prevention' holds results of an earlier" ||
    fail "a folder of an earlier comparison is not named: $text"
[ "$(printf '%s\n' "$text" | grep -c 'an earlier comparison')" -eq 1 ] || fail "too many folders are named"

# --- files beside a results folder are simulated as it was
expect 0 "Results are in 'old'" run $base --replications 3 --seed 5 --out old
expect 0 'Simulated as .* 3 replications, seed 5' compare old $base
expect 0 'No input differs' compare $base old
expect 2 'as they are' compare old old --set horizon.years=2
exit "$((failures > 0))"
