#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What --suppress leaves out besides numbers of tables: counts that the scenario itself holds, in
# scenario.json, in the manifest and in warnings, and how empty a single institution stood. Beside
# withheld results a file is withheld too.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root/scenarios/tutorial/14-closure.json" "$work"
cd "$work" || exit 1
. "$root/tests/cli/expect.sh"

cat >few.json <<'EOF'
{"format": 1, "id": "few", "name": "Few", "extends": "14-closure.json", "x-counts": {"ours": 777},
 "regions": {"valley": {"x-siblings": 777}},
 "entries": {"list": [{"on": "2026-05-05", "region": "valley", "reason": "neglect",
   "children": [{"age_years": 3, "sex": "female"}]}]},
 "initial_stock": {"margins": [
   {"by": ["institution"], "counts": {"old_home": 61, "small_home": 12}},
   {"by": ["setting", "sex"], "counts": {"child_home": {"female": 3, "male": 70}}, "partial": true},
   {"by": ["setting", "sex", "age_band"], "partial": true,
    "counts": {"child_home": {"female": {"age_12_14": 3.4}}}}]},
 "published": {
   "stock": {"indicator": "K1r_residential_stock", "values": {"2026": 71, "2027": 70, "2028": 69}},
   "institutions": {"indicator": "K1_institution_stock", "values": {"2026": 50, "2027": 67}},
   "rate": {"indicator": "K1r_residential_rate_per_100k", "values": {"2027": 70.5}},
   "deaths": {"indicator": "K21_deaths_in_care", "values": {"2028": 2}}},
 "targets": {"home": {"measure": "exits", "settings": ["child_home"], "to": ["home"],
   "counts_18plus": false, "values": {"2026": 3}}}}
EOF
expect 0 'starts with more children' run few.json --replications 2 --out shown --no-workbook
expect 0 'should have' run few.json --replications 2 --suppress 5 --out hidden --no-workbook
grep -q 'should have' shown/manifest.json || fail "the manifest has no warning of counts to withhold"

python3 - <<'EOF' || failures=$((failures + 1))
import csv, json
manifest, scenario = (json.load(open("hidden/" + name)) for name in ("manifest.json", "scenario.json"))
text = json.dumps(scenario)
assert "x-" not in text and "777" not in text, "keys that are ignored stay"
assert scenario["initial_stock"] == scenario["entries"]["list"] == scenario["targets"] == "withheld"
assert not any(c.isdigit() for w in manifest["warnings"] for c in w.split(" (/")[0]), manifest["warnings"]
inputs = manifest["inputs"]
listed = inputs["user"] + inputs["defaults"]
assert len(listed) == inputs["count"], "inputs that are not named are counted"
assert not [p for p in listed if p.startswith("/initial_stock") or p.startswith("/entries/list")]
# 2027: two stocks differ by 3; 2028: two deaths
years = {s["id"]: list(s["values"]) for s in manifest["published"]}
assert years == {"stock": ["2026"], "institutions": ["2026"], "rate": [], "deaths": []}, years
assert scenario["published"]["rate"]["values"]["2027"] == "withheld"
for row in csv.DictReader(open("hidden/closures.csv")):
    assert row["closed_share"] != "" and row["double_running_years_mean"] == "", row
EOF

expect 0 'fewer than 5 children are withheld, as' compare hidden 14-closure.json --out both --no-workbook
grep -q '"below": 5' both/1-*/manifest.json || fail "a file beside withheld results is not withheld"
expect 2 'exclude each other' compare hidden 14-closure.json --out traced --trace
exit "$((failures > 0))"
