#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run, compare and chart from outside: exit codes, refusals, Ctrl-C, pictures.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bulgaria=$root/scenarios/countries/bulgaria.json
. "$root/tests/cli/expect.sh"

expect 5 'none.json' run "$work/none.json"
expect 2 'path=value\|PATH=VALUE' run "$bulgaria" --set nonsense
expect 0 'Unexplained' run "$bulgaria" --replications 2
# The published accounts' own residual, whatever the runs: 8,887 - 9,533 - 3,404 + 3,690.
expect 0 '^2007 .* -360$' run "$bulgaria" --replications 2
expect 0 '^2009 .* +449$' run "$bulgaria" --replications 2
# The gap is simulated less published, in % of the published stock: above it until 2010.
expect 0 '^2008 .* 8,060 *+[56][0-9][0-9] *+[678]\.[0-9] *-238$' run "$bulgaria" --replications 2
# Bookkeeping of calibration stands beside who was admitted and who left, and is no plan's business.
expect 0 'Unexplained *Unexplained' run "$root/tests/cli/unexplained.json" --replications 2
expect 0 'Unexplained *Unexplained' run "$root/tests/cli/unexplained.json" --method cohort
expect 0 "leaves out the unexplained entries of 'unrecorded'" optimize "$root/tests/cli/unexplained.json" --no-prices
# Children without a place are shown, nation and regions; headings leave the terminal's width.
expect 0 'Lumen .*(' run "$root/scenarios/demo/fast_closure.json" --replications 1
# Where entries are not published, chance must not pass for the statistics' residual.
expect 0 'cannot be told' run "$root/scenarios/countries/romania.json" --replications 1
"$homeward" run "$root/scenarios/demo/fast_closure.json" --replications 1 --json --quiet |
    python3 -c 'import json, sys
last = json.load(sys.stdin)["years"][-1]
sys.exit(not 1000 < last["K3_formal_care_stock/unplaced"]["mean"] < last["K3_formal_care_stock"]["mean"] / 4)' ||
    fail "--json: fast closure leaves no thousand children without a place, or too many to believe"
for language in en ru; do
    widest=$("$homeward" run "$root/scenarios/demo/baseline.json" --replications 1 --lang $language \
        --progress none | LC_ALL=C.UTF-8 wc -L)
    [ "$widest" -le 120 ] || fail "the table in $language is $widest columns wide"
done
[ -z "$(ls "$work")" ] || fail "a run without --out wrote something"

# A foreign file stops the run before it starts, and stays as it was.
mkdir "$work/foreign"
echo mine >"$work/foreign/flows.csv"
expect 5 'flows.csv' run "$bulgaria" --replications 1 --out "$work/foreign"
[ "$(cat "$work/foreign/flows.csv")" = mine ] || fail "a foreign file was overwritten"
[ "$(ls -A "$work/foreign" | wc -l)" -eq 1 ] || fail "a refused run left files behind"

# Our own results are replaced; seeds must match in a comparison.
expect 0 "$work/one" run "$bulgaria" --replications 2 --out "$work/one"
expect 0 "$work/one" run "$bulgaria" --replications 2 --out "$work/one"
expect 0 "$work/two" run "$bulgaria" --replications 2 --seed 2 --out "$work/two"
expect 0 'No input differs' compare "$work/one" "$work/one"
demo=$root/scenarios/demo
expect 0 'without a place yet .* [1-9]' compare "$demo/baseline.json" "$demo/fast_closure.json" \
    --replications 1
expect 3 'seed' compare "$work/one" "$work/two"

# The manifest keeps the loader's warnings, the opening stock and the dates of policies.
cp "$bulgaria" "$work/bulgaria.json"
cat >"$work/unsure.json" <<'EOF'
{"format": 1, "id": "unsure", "name": "Unsure", "extends": "bulgaria.json",
 "entries": {"female_share": {"value": 0.5, "uncertain": {"beta": [12, 88]}}}}
EOF
expect 0 'warning' run "$work/unsure.json" --replications 1 --out "$work/warned"
grep -q '"warnings": \[\]' "$work/warned/manifest.json" && fail "manifest.json has no warning"
grep -q '"warnings": \[\]' "$work/one/manifest.json" || fail "manifest.json warns of nothing"
grep -q '"p50": 9533' "$work/one/manifest.json" || fail "manifest.json has no opening stock"

# Every input is the user's or a default, and the manifest says which.
python3 -c 'import json, sys
inputs = json.load(open(sys.argv[1]))["inputs"]
user, defaults = set(inputs["user"]), set(inputs["defaults"])
sys.exit(not user or not defaults or user & defaults or len(user) + len(defaults) != inputs["count"])' \
    "$work/one/manifest.json" || fail "manifest.json: inputs of the user and defaults are not all inputs"

# The expected numbers need no simulation; pathways by request are named.
expect 0 'Left out' run "$bulgaria" --method cohort
expect 3 'by request' run "$root/scenarios/demo/baseline.json" --method cohort

"$homeward" run "$bulgaria" --method cohort --json --out "$work/expected" >"$work/said" ||
    fail "expected numbers as JSON"
grep -A1 '"leaves_out": \[' "$work/expected/manifest.json" | grep -q 'Limits' ||
    fail "the manifest of expected numbers does not say what they leave out"
grep -q '"leaves_out": null' "$work/one/manifest.json" || fail "a simulation leaves something out"
grep -q '"method":"cohort","out":".*expected","years":\[{"year":2007,"period_start":"2007-01-01","period_end":"2007-12-31",' \
    "$work/said" || fail "expected numbers say: $(head -c 300 "$work/said")"

# Pictures, where this build has them.
if "$homeward" --lang en chart "$work/one" fan --out "$work/fan.svg" --quiet 2>"$work/said"; then
    grep -q '<svg' "$work/fan.svg" || fail "fan.svg is no SVG"
    # The title is a finding that starts from the opening stock; the bands say what they hold.
    grep -q 'down 6[0-9]% by the end of 2014, from 9,533 to 3,[0-9]*' "$work/fan.svg" ||
        fail "fan.svg has no finding in its title"
    grep -q 'Runs: 2\..*chance only' "$work/fan.svg" || fail "fan.svg hides what its bands hold"
    "$homeward" chart "$work/one" fan --out "$work/entries.svg" --quiet \
        --indicator K6r_residential_admissions
    grep -q 'down\|9,533' "$work/entries.svg" && fail "a flow has a finding of stocks"
    expect 3 'no indicator' chart "$work/one" fan --indicator K99 --out "$work/x.svg"
    expect 2 "no chart 'pie'" chart "$work/one" pie --out "$work/x.svg"
    expect 5 'manifest.json' chart "$work" fan --out "$work/x.svg"
else
    grep -q 'without charts' "$work/said" || fail "chart: $(cat "$work/said")"
fi

# Ctrl-C keeps the replications that are complete: the same as a run of that many.
timeout --foreground --preserve-status -s INT 2 "$homeward" run "$bulgaria" --replications 20000 \
    --threads 1 --out "$work/cut" --progress none >/dev/null 2>&1
[ $? -eq 130 ] || fail "Ctrl-C: the exit code is not 130"
grep -q '"interrupted": true' "$work/cut/manifest.json" || fail "Ctrl-C: manifest says nothing"
count=$(sed -n 's/^  "replications": \([0-9]*\),.*/\1/p' "$work/cut/manifest.json")
"$homeward" run "$bulgaria" --replications "$count" --out "$work/whole" >/dev/null 2>&1
for file in indicators.csv flows.csv balance.csv replications.csv.gz scenario.json; do
    cmp -s "$work/cut/$file" "$work/whole/$file" || fail "Ctrl-C: $file differs from a run of $count"
done

# One run claims no range, and an empty table says that its numbers are withheld.
tutorial=$root/scenarios/tutorial/06-moratorium.json
"$homeward" --lang en run "$tutorial" --replications 1 --quiet >"$work/one.txt"
if grep -q '90%' "$work/one.txt" || ! grep -q 'One run (seed' "$work/one.txt" ||
    ! grep -q 'children (no range)' "$work/one.txt"; then
    fail "one run: the table speaks of a range"
fi
"$homeward" --lang en run "$tutorial" --replications 10 --suppress 5 --quiet >"$work/few.txt"
grep -q 'All numbers of this table are withheld' "$work/few.txt" ||
    fail "--suppress: nothing says why there is no table"
grep -q 'With fewer than 20 runs' "$work/few.txt" || fail "10 runs: nothing says that they are few"
"$homeward" --lang en compare "$tutorial" "$tutorial" --replications 2 --quiet >"$work/both.txt"
grep -q 'Runs: 2, seed 1, with the same luck' "$work/both.txt" &&
    grep -q '6. A moratorium and a ban under three, compared with' "$work/both.txt" &&
    grep -q '^In 2031, mean' "$work/both.txt" || fail "compare: names, year or runs are not said"
"$homeward" --lang en run "$root/scenarios/tutorial/11-double-running.json" --replications 2 --quiet \
    --set /initial_stock/margins/0/counts/house=0 >"$work/nobody.txt"
grep -q 'No child is in care in any year' "$work/nobody.txt" || fail "nobody in care: nothing is said"
expect 0 "To see them: homeward report $work/seen --out" run "$tutorial" --replications 2 --out "$work/seen"
# Every column that is written is explained.
"$homeward" compare "$tutorial" "$tutorial" --replications 2 --out "$work/compared" --quiet >/dev/null
for table in "$work"/seen/*.csv "$work"/seen/replications.csv.gz "$work"/compared/comparison.csv "$work"/compared/inputs.csv; do
    for column in $(gzip -dcf "$table" | head -n 1 | tr ',' ' '); do
        grep -q "\`$column\`" "$root/docs/TABLES.md" || fail "docs/TABLES.md does not explain $column of ${table##*/}"
    done
done
exit "$((failures > 0))"
