#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# validate, schema and new from outside: exit codes, places, advice, JSON, no overwriting.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $1"; exit 1; }
expect() { # CODE COMMAND...
    code=$1; shift
    "$@" >"$work/out" 2>"$work/err"
    got=$?
    [ $got -eq "$code" ] || { cat "$work/out" "$work/err"; fail "exit $got, expected $code: $*"; }
}
cd "$work" || exit 1
expect 0 "$homeward" validate "$root/scenarios/demo/baseline.json"
expect 5 "$homeward" validate nothing.json
printf '{"format": 1,\n "idd": "x"}' >wrong.json
expect 3 "$homeward" --lang en validate wrong.json
grep -q "^wrong.json:2: error: .*idd" err || fail "no file:line: error:"
grep -q "Did you mean 'id'" err || fail "no nearest name"
expect 3 "$homeward" --json validate wrong.json
grep -q '"code":"' out || fail "no code in JSON"
expect 0 "$homeward" validate --explain max_skips
grep -q "policies.max_skips" out || fail "not explained"
expect 0 "$homeward" --lang ru validate --explain campaign_budget_per_year
grep -q "валюта в год" out || fail "a unit in English among Russian words"
expect 2 "$homeward" validate --explain max_skipz
expect 2 "$homeward" validate
expect 0 "$homeward" --lang en validate --resolved "$root/scenarios/tutorial/09-what-if.json"
grep -q "changed by" out || fail "no changed by"
expect 3 "$homeward" validate --set horizon.years=900 "$root/scenarios/demo/baseline.json"
expect 3 "$homeward" validate --set no.such=1 "$root/scenarios/demo/baseline.json"
# --set adds what the format knows and the scenario lacks, but no name of the scenario's own
baseline=$root/scenarios/demo/baseline.json
says() { # WHAT CODE ARGUMENT...
    what=$1
    shift
    expect "$1" "$homeward" --lang en validate "$baseline" --set "$2"
    grep -q -- "$what" out err || fail "--set $2 does not say $what: $(cat out err)"
}
says valid 0 services.prevention.coverage_share=0.3
says valid 0 /costs/inflation_per_year=0.02
says "Did you mean 'selmar'" 3 regions.selmr.population_0_17=5
says "Did you mean 'years'" 3 horizon.yeers=5
says "no value at 'services.prevention.coverage'" 3 services.prevention.coverage=0.3
grep -c error out err | grep -q ':[2-9]' && fail "a refused --set leaves something behind: $(cat err)"
says 'above 0, at most 60' 3 horizon.years=0
says 'only 1 is possible' 3 format=2
grep -q 'Shares go' out err && fail "a format is no share"
# a key by the path of a scenario; a file that is valid, as JSON
for key in horizon.years /horizon/years settings.infant_home.kind /settings/infant_home/kind; do
    expect 0 "$homeward" validate --explain $key
done
expect 2 "$homeward" validate --explain settings.infant_home.knd
# a name of the scenario's own: what it may say
expect 0 "$homeward" --lang en validate --explain settings.infant_home
grep -q '^settings.ID.capacity$' out || fail "a setting is not explained: $(cat out)"
grep -q '^settings.ID.pathways.ID.mode$' out && fail "more than a setting is explained"
printf '{"format": 1, "id": "unsure", "extends": "%s", "entries": {"group_size_shares": [1],
 "entry_cv": {"value": 0.5, "uncertain": {"uniform": [0.1, 0.2]}}}}' "base.json" >unsure.json
cp "$root/scenarios/tutorial/01-stock-and-exits.json" base.json
expect 0 "$homeward" validate --json unsure.json
grep -q '"valid":true,"file":"unsure.json","sha256":"[0-9a-f]*","warnings":1,"problems":\[{"code"' out ||
    fail "validate --json: $(cat out)"
# null that removes nothing: a name written wrongly would keep what was to go, without a word
printf '{"format": 1, "id": "gone", "extends": "base.json", "settings": {"child_hom": null}}' >gone.json
expect 0 "$homeward" --lang en validate gone.json
grep -q "no 'child_hom' here, so null removes nothing" err || fail "null: $(cat err)"
grep -q "Did you mean 'child_home'" err || fail "null, nearest: $(cat err)"
printf '{"format": 1, "id": "gone", "extends": "base.json", "settings": {"child_home": {"capacty": null}}}' >gone.json
expect 3 "$homeward" --lang en validate gone.json
grep -q "Did you mean 'capacity'" err || fail "an unknown key with null: $(cat err)"
printf '{"format": 1, "id": "gone", "extends": "base.json", "notes": null, "x-mine": null}' >gone.json
expect 0 "$homeward" --lang en validate gone.json
[ -s err ] && fail "what null removes is warned of: $(cat err)"
printf '{"format": 1, "id": "gone", "horizon": null}' >gone.json
expect 3 "$homeward" --lang en validate gone.json
grep -q "no 'horizon' here" err || fail "null in a file that extends none: $(cat err)"
printf '\377\376{\0}\0' >wide.json
expect 3 "$homeward" --lang en validate wide.json
grep -q 'in UTF-16' err || fail "UTF-16: $(cat err)"
# an override of the distribution
printf '{"format": 1, "id": "other", "extends": "unsure.json", "entries": {"entry_cv": {"value": 0.5, "uncertain":
 {"uniform": null, "pert": [0.4, 0.5, 0.6]}}}}' >other.json
expect 0 "$homeward" --lang en validate other.json
sed 's/"uniform": null, //' other.json >both.json
expect 3 "$homeward" --lang en validate both.json
grep -q "takes that of the base away with null" err || fail "two distributions: $(cat err)"
# frailty and a rate that falls with the stay: allowed, with a warning (MODEL 5.4)
printf '{"format": 1, "id": "twice", "extends": "base.json", "policies": {"placement_frailty": 0.5},
 "settings": {"child_home": {"pathways": {"home": {"rate_per_year": null, "from_years": [0, 2],
 "rates_per_year": [0.3, 0.1]}}}}}' >twice.json
expect 0 "$homeward" --lang en validate twice.json
grep -q "Exits from 'child_home' slow down twice.*(/settings/child_home/pathways)" err ||
    fail "frailty twice: $(cat err)"
sed 's/\[0.3, 0.1\]/[0.1, 0.3]/' twice.json >rising.json
expect 0 "$homeward" --lang en validate rising.json
if grep -q twice err; then fail "a rising rate falls: $(cat err)"; fi
# counts that contradict each other are the file's fault, with its line; `run` says the same
printf '{"format": 1, "id": "counts", "extends": "base.json", "initial_stock": {"margins": [
 {"by": ["setting"], "counts": {"child_home": 100}},
 {"by": ["sex"], "counts": {"female": 60, "male": 70}}]}}' >counts.json
for command in validate "run --replications 1"; do
    # shellcheck disable=SC2086 # words of a command line
    expect 3 "$homeward" --lang en $command counts.json
    grep -q '^counts.json:3: error: .*margins/0 adds up to 100, .*margins/1 to 130' err ||
        fail "$command of counts that disagree: $(cat err)"
done
expect 3 "$homeward" validate --json counts.json
grep -q '"line":3' out || fail "validate --json of counts that disagree: $(cat out)"
# whom 'partial' leaves open and no other margin counts nobody has counted: nobody, and a word
printf '{"format": 1, "id": "open", "extends": "base.json", "regions": {"other": {"population_0_17": 50000}},
 "settings": {"kin": {"kind": "kinship"}}, "initial_stock": {"margins": [
 {"by": ["setting", "region"], "counts": {"kin": {"other": 5}}, "partial": true}]}}' >open.json
expect 0 "$homeward" --lang en validate open.json
grep -q "open.json:.*: 1, the first 'kin' in 'valley'.*nobody is taken to be there" err || fail "open counts: $(cat err)"
expect 0 "$homeward" run open.json --replications 1 --quiet --no-workbook --out counted
grep -q '^open,all,kin,2026-01-01,2026-12-31,5,' counted/balance.csv ||
    fail "whom no margin counts: $(grep ',all,kin,' counted/balance.csv)"

# correlations that a run would refuse are refused here, at their line
for wrong in "c0: stays, entry_cv, 0.5: not an uncertain input" "c0: entry_cv, entry_cv, 0.5: the same input twice" \
    "c0: entry_cv, female_share, 0.5; c1: female_share, entry_cv, 0.2: of the same two inputs" \
    "c0: entry_cv, female_share, 0.9; c1: entry_cv, other, 0.9; c2: female_share, other, -0.9: not positive definite"; do
    pairs=$(printf '%s' "${wrong%: *}" | sed 's|\(c.\): \([a-z_]*\), \([a-z_]*\), \([-0-9.]*\)|"\1": {"first": "/entries/\2", "second": "/entries/\3", "rank_correlation": \4}|g
        s|;|,|g; s|/entries/other|/policies/acceptance_share|g')
    printf '{"format": 1, "id": "pairs", "extends": "unsure.json", "entries": {"female_share":
 {"value": 0.5, "uncertain": {"uniform": [0.4, 0.6]}}}, "policies": {"acceptance_share": {"value": 0.5, "uncertain":
 {"uniform": [0.4, 0.6]}}}, "uncertainty": {"correlations": {%s}}}' "$pairs" >pairs.json
    expect 3 "$homeward" --lang en validate pairs.json
    grep -q "^pairs.json:3: error: .*${wrong##*: }.*(/uncertainty/correlations" err || fail "$wrong: $(cat err)"
done

# what would be read and change nothing, or something else, is refused at its line
refused() { # TEXT MEMBERS
    printf '{"format": 1, "id": "idle", "extends": "base.json",\n %s}' "$2" >idle.json
    expect 3 "$homeward" --lang en validate idle.json
    grep -q "^idle.json:[23]: error: .*$1" err || fail "no '$1': $(cat err)"
}
refused "'cost_per_fte_year' cannot differ by 'age_band', only by: region" \
    '"roles": {"worker": {"kind": "generic", "cost_per_fte_year": {"value": 1, "by": {"age_band": {"age_0_2": 3}}}}}'
refused "'entries' cannot differ by 'sex', only by: region, reason" \
    '"shocks": {"war": {"start": "2027-01-01", "duration": 9, "entries": {"value": 1, "by": {"sex": {"male": 3}}}}}'
refused "'max_stay_days' has no meaning in a setting of kind 'institution'" '"settings": {"child_home": {"max_stay_days": 9}}'
refused "'on_full' has no meaning in a setting of kind 'kinship'" '"settings": {"kin": {"kind": "kinship", "on_full": "overfill"}}'
refused "'died' is by_rate and has no rate" '"settings": {"child_home": {"pathways": {"died": {"mode": "by_rate"}}}}'
refused "All weights here are 0" '"entries": {"entry_age_weights": [0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}'
refused "add up to 1.2, more than 1" '"reasons": {"more": {"groups_per_year": 1, "disability_moderate_share": 0.5, "disability_severe_share": 0.7}}'
refused "Nothing waits for the end of 'visit'" '"roles": {"w": {"kind": "generic"}}, "resources": {"activities": {"visit": {"min_days": 2}}}'
printf '{"format": 1, "id": "late", "extends": "base.json", "shocks": {"war": {"start": "2099-01-01", "duration": 9, "entries": 2}}}' >late.json
expect 0 "$homeward" --lang en validate late.json
grep -q "2099-01-01 lies outside the years simulated.*(/shocks/war/start)" err || fail "a shock after the end: $(cat err)"

# a change of the base's number stands alone, and says so
printf '{"format": 1, "id": "both", "extends": "base.json", "settings": {"child_home": {"pathways": {"home":
 {"rate_per_year": {"multiply": 2, "source": "a guess"}}}}}}' >both.json
expect 3 "$homeward" --lang en validate both.json
grep -q "'multiply' has to stand alone" err || fail "multiply with a source: $(cat err)"
# several files are one document, in their order, with the first error beside the list
printf '{"id": "empty"}' >empty.json
expect 3 "$homeward" validate --json unsure.json empty.json none.json
[ "$(wc -l <out)" -eq 1 ] || fail "validate --json of three files: $(cat out)"
grep -q '^{"files":\[{"valid":true,"file":"unsure.json".*},{"error":{"code".*},{"error":{"code":"file".*\],"error":{"code":"' out ||
    fail "validate --json of three files: $(cat out)"
expect 0 "$homeward" validate --json --resolved base.json unsure.json
grep -q '^{"files":\[{"scenario":{.*},{"scenario":{.*\]}$' out || fail "validate --resolved --json: $(cat out)"
expect 0 "$homeward" --lang en validate unsure.json
grep -q "mean is 0.15, more than 10% from the value 0.5" err || fail "a mean with its dust: $(cat err)"
expect 0 "$homeward" --lang en schema
cmp -s out "$root/scenarios/schema/scenario.schema.json" || fail "schema differs"
expect 0 "$homeward" new my_plan --from "$root/scenarios/demo/steady_pace.json"
expect 0 "$homeward" validate my_plan.json
grep -q '"id": "my_plan"' my_plan.json || fail "no id"
# its $schema leads to the schema from where the file is: from a folder with a space as from here
mkdir -p "pläne 1/b"
expect 0 "$homeward" new "pläne 1/b/there" --from "$root/scenarios/demo/baseline.json"
for file in my_plan.json "pläne 1/b/there.json"; do
    link=$(sed -n '2s/^  "$schema": "\(.*\)",$/\1/p' "$file")
    case "$link" in ./* | ../*) ;; *) fail "\$schema of $file is '$link'" ;; esac
    (cd "$(dirname "$file")" && cmp -s "$link" "$root/scenarios/schema/scenario.schema.json") ||
        fail "\$schema of $file leads nowhere: '$link'"
done
mkdir -p "other ж/demo" "other ж/schema"
cp "$root/scenarios/schema/scenario.schema.json" "other ж/schema"
cp "$root/scenarios/tutorial/01-stock-and-exits.json" "other ж/demo/one.json"
expect 0 "$homeward" new beside --from "other ж/demo/one.json"
grep -qF '"$schema": "./other%20%D0%B6/schema/scenario.schema.json"' beside.json ||
    fail "\$schema as a URI: $(head -2 beside.json)"
printf '{"$schema": "https://example.org/s.json", "format": 1, "id": "net", "extends": "base.json"}' >net.json
expect 0 "$homeward" new from_net --from net.json
grep -qF '"$schema": "https://example.org/s.json"' from_net.json || fail "\$schema of the network"
expect 5 "$homeward" new my_plan --from "$root/scenarios/demo/steady_pace.json"
expect 2 "$homeward" new "My Plan" --from "$root/scenarios/demo/steady_pace.json"
# a step out of range is told by what it makes of the value; a missing key in the user's language
printf '{"format": 1, "id": "sinks", "extends": "base.json", "settings": {"child_home": {"pathways": {"home":
 {"rate_per_year": {"value": 0.25, "steps": [{"from": "2027-01-01", "add": -1}]}}}}}}' >sinks.json
expect 3 "$homeward" --lang en validate sinks.json
grep -q "'rate_per_year' is -0.75, outside its range.*steps/0/add" err || fail "a step's result: $(cat err)"
printf '{"id": "empty"}' >missing.json
expect 3 "$homeward" --lang ru validate missing.json
grep -q 'Добавьте "horizon": какое' err || fail "advice in two languages: $(cat err)"
# extends: missing, absolute, out of the tree, in a circle, beside
mkdir -p tree/a tree/b outside
printf '{"extends": "none.json"}' >tree/a/missing.json
printf '{"extends": "%s/scenarios/demo/baseline.json"}' "$root" >tree/a/absolute.json
cp my_plan.json outside/base.json
printf '{"extends": "../../outside/base.json"}' >tree/a/leaves.json
printf '{"extends": "circle.json"}' >tree/a/circle.json
cp my_plan.json tree/b/base.json
printf '{"extends": "../b/base.json", "id": "beside"}' >tree/a/beside.json
for name in missing absolute leaves circle; do expect 3 "$homeward" validate tree/a/$name.json; done
expect 0 "$homeward" validate tree/a/beside.json
ln -s ../../outside/base.json tree/a/link.json
printf '{"extends": "link.json"}' >tree/a/by_link.json
expect 3 "$homeward" validate tree/a/by_link.json
echo "all as expected"
