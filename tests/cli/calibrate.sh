#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# homeward calibrate from outside: files, figures, refusals.
homeward=$1 root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$root/tests/cli/expect.sh"
bulgaria=$root/scenarios/countries/bulgaria.json
header=target,measure,setting,to,region,year,value,tolerance,counts_18plus,break,source
cd "$work" || exit 1

# A short history is enough: three years, four series.
small() {
    echo "$header"
    grep -E "^(residential_stock|residential_entries|exits_home|exits_died),.*,(2006|2007|2008|2009)," \
        "$root/scenarios/countries/bulgaria-targets.csv" | sed 's/,yes,yes,/,yes,,/'
}
small >targets.csv
run="calibrate $bulgaria --set horizon.years=3 --targets"

# What is written is valid, gives the figures, and is the same whatever the order of rows.
"$homeward" $run targets.csv --out a --quiet --progress none >a.txt 2>&1 || fail "$(cat a.txt)"
{ head -1 targets.csv; tail -n +2 targets.csv | sort -r; } >turned.csv
mv turned.csv turned && mkdir order && mv turned order/targets.csv
"$homeward" $run order/targets.csv --out b --quiet --progress none >/dev/null 2>&1 || fail "turned"
for file in calibrated.json calibrated_mean_unexplained.json fit.csv unexplained.csv; do
    cmp -s "a/$file" "b/$file" || fail "$file depends on the order of rows"
done
"$homeward" validate a/calibrated.json a/calibrated_mean_unexplained.json --quiet || fail "validate"
"$homeward" run a/calibrated.json --method cohort --json >run.json 2>/dev/null || fail "run"
grep -q '"K1r_residential_stock":8887\.000' run.json || fail "stock of 2007: $(cat run.json)"
grep -q '"K1r_residential_stock":7709\.000' run.json || fail "stock of 2009: $(cat run.json)"
awk -F, '$2 == "fitted" || /,fitted,/ { n++; if ($10 > 1e-6 || $10 < -1e-6) bad++ }
         END { exit !(n == 12 && bad == 0) }' a/fit.csv || fail "fit.csv: $(cat a/fit.csv)"
awk -F, 'NR == 3 && !($5 < -200) || NR == 4 && !($5 > 200) { bad++ } END { exit bad > 0 }' \
    a/unexplained.csv || fail "unexplained.csv: $(cat a/unexplained.csv)"
"$homeward" $run targets.csv --json --progress none | grep -q '"is_converged":true' || fail "json"
"$homeward" $run targets.csv --lang ru --progress none | grep -q 'необъяснённым' || fail "russian"

# Hold-out: what is not fitted changes no fitted number.
sed 's/^exits_home,\(.*\),2009,989,/exits_home,\1,2009,2000,/' targets.csv >wild.csv
for name in targets wild; do
    "$homeward" $run $name.csv --holdout-from 2009 --out "hold_$name" --quiet --progress none \
        >/dev/null 2>&1 || fail "hold-out $name"
    sed "s/$name.csv//" "hold_$name/calibrated.json" >"$name.json"
done
cmp -s targets.json wild.json || fail "hold-out years were fitted"
grep -q '2009.*,holdout,' hold_targets/fit.csv || fail "no hold-out in fit.csv"

# Tables for people name a series by what it is; its id is for files.
"$homeward" $run targets.csv --lang en --progress none >named.txt 2>/dev/null || fail "named"
grep -q '^Exits: At home ' named.txt || fail "a series without a name: $(cat named.txt)"
! grep -q 'exits_home\|residential_stock' named.txt || fail "an id for a name: $(cat named.txt)"

# Pictures of the folder, each with its figures in words.
for kind in fit unexplained holdout; do
    "$homeward" --lang en chart hold_targets $kind --out $kind.svg --quiet || break
done
if [ -f holdout.svg ]; then # built with charts
    grep -q 'Exits: At home, 2009: published 989, expected' fit.svg || fail "fit.svg: $(grep -i desc fit.svg)"
    grep -q 'Children at the end of the year, 2007: left without a published exit, 413' unexplained.svg ||
        fail "unexplained.svg: $(grep -A3 '<desc' unexplained.svg)"
    grep -q 'Exits: At home: calibrated' holdout.svg || fail "holdout.svg: $(grep -A3 '<desc' holdout.svg)"
    "$homeward" --lang en chart a holdout --out none.svg --quiet || fail "no hold-out"
    grep -q 'nothing tests the fit' none.svg || fail "none.svg: $(grep -A3 '<desc' none.svg)"
    "$homeward" --lang en chart order fit --out order.svg >order.txt 2>&1
    [ $? -eq 5 ] && grep -q 'holds no calibration' order.txt || fail "no calibration: $(cat order.txt)"
    mkdir torn && cp hold_targets/* torn && sed 's/,fitted,/,guessed,/' hold_targets/fit.csv >torn/fit.csv
    "$homeward" --lang en chart torn fit --out torn.svg >torn.txt 2>&1
    [ $? -eq 3 ] && grep -q "is not as 'homeward calibrate' writes it" torn.txt || fail "torn: $(cat torn.txt)"
fi

# Ctrl-C: nothing is written, and the folder made for it is gone.
timeout --preserve-status -s INT 2 "$homeward" --lang en calibrate "$bulgaria" --progress none --out stopped \
    --targets "$root/scenarios/countries/bulgaria-targets.csv" >/dev/null 2>stopped.txt
[ $? -eq 130 ] || fail "Ctrl-C: $(cat stopped.txt)"
grep -q 'nothing is written' stopped.txt || fail "Ctrl-C says nothing: $(cat stopped.txt)"
[ ! -e stopped ] || fail "Ctrl-C leaves a folder"

# The same figures in the scenario give the same fit; they stand in what is written too.
cat >own.py <<'END'
import csv, json, sys
targets = {}
for row in csv.DictReader(open("targets.csv")):
    series = targets.setdefault(row["target"], {
        "measure": row["measure"], "settings": row["setting"].split(), "to": row["to"].split(),
        "counts_18plus": row["counts_18plus"] == "yes", "values": {}})
    series["values"][row["year"]] = float(row["value"])
json.dump({"format": 1, "id": "own", "extends": sys.argv[1], "targets": targets}, open("own.json", "w"))
END
cp "$bulgaria" base.json
python3 own.py base.json || fail "own.py"
"$homeward" calibrate own.json --set horizon.years=3 --out own --quiet --progress none >/dev/null 2>own.txt ||
    fail "section targets: $(cat own.txt)"
cmp -s own/fit.csv a/fit.csv || fail "the section 'targets' gives another fit"
grep -q '"targets"' own/calibrated.json || fail "what is written has lost the targets"

# A foreign file stays.
mkdir foreign && echo mine >foreign/fit.csv
expect 5 'not an earlier result' $run targets.csv --out foreign
grep -q mine foreign/fit.csv || fail "a foreign file was overwritten"
expect 0 'Target' $run targets.csv --out a

# Refusals: one sentence each, with file and line; all of a file at once.
bad() { printf '%s\n' "$header" "$@" >bad.csv; }
expect 2 'needs --targets' calibrate "$bulgaria"
expect 2 'withhold small counts' $run targets.csv --suppress 5
expect 3 'nothing to fit' $run targets.csv --holdout-from 1990
expect 5 'cannot be read' $run none.csv
bad 'a,stock,residentail,,,2007,1,,yes,,'
expect 3 "no setting 'residentail'.*" $run bad.csv
expect 3 "Did you mean 'residential'" $run bad.csv
expect 3 'bad.csv:2' $run bad.csv
bad 'a,exits,residential,hom,,2007,1,,yes,,' 'a,exits,residential,home,,2007,nan,,yes,,' \
    'b,exits,residential,home,,2030,1,,maybe,,'
for pattern in "no destination 'hom'" "'nan' in the column 'value'" 'year 2030 is not within' \
    "'maybe' in the column"; do
    expect 3 "$pattern" $run bad.csv
done
bad 'a,stock,residential,,,2007,1,,yes,,' 'a,stock,residential,,,2007,2,,yes,,'
expect 3 'has the year 2007 twice' $run bad.csv
bad 'a,stock,residential,,,2007,1,,yes,,' 'a,entries,residential,,,2008,2,,yes,,'
expect 3 'do not count the same' $run bad.csv
bad 'a,stock,residential,home,,2007,-4,0,yes,,'
expect 3 'Only exits have destinations' $run bad.csv
expect 3 "'-4' in the column" $run bad.csv
bad 'a,stock,residential,,,2007,1'
expect 3 'not as many cells' $run bad.csv
echo 'target,measur,settings,year,value' >bad.csv
for pattern in "'measur' is not one" "'settings' is not one" "'region' is missing" "'source' is missing"; do
    expect 3 "$pattern" $run bad.csv
done
expect 3 'these pathways are by request.*residential/home' $run targets.csv \
    --set settings.residential.pathways.home.mode=by_request
"$homeward" $run bad.csv --json 2>/dev/null | grep -q '"code": *"unknown_key"' || fail "json error"

# --fit: an input with no series of its own is found from the stock it leaves, and the numbers of
# threads change nothing. Foster care loses 0.25 a year; the scenario says 0.1.
cat >guess.json <<'END'
{"format": 1, "id": "two", "horizon": {"start": "2015-01-01", "years": 2},
 "regions": {"north": {"population_0_17": 300000}}, "reasons": {"q": {"children_per_year": 800}},
 "entries": {"entry_cv": 0, "group_size_shares": [1]},
 "settings": {
  "home_a": {"kind": "institution", "capacity": "unlimited", "use_defaults": false,
   "pathways": {"foster_care": {"rate_per_year": 0.3}}},
  "foster_care": {"kind": "foster", "capacity": "unlimited", "entry_ladder": false,
   "use_defaults": false, "pathways": {"home": {"rate_per_year": 0.1}}}},
 "initial_stock": {"margins": [{"by": ["setting"], "counts": {"home_a": 2000, "foster_care": 1500}}]},
 "policies": {"kin_at_entry_share": 0, "ageing": false}}
END
# Exits of a year to foster care are 2000 or so by 0.3; stocks by 0.25 from the expected numbers.
sed 's/"rate_per_year": 0.1}/"rate_per_year": 0.25}/' guess.json >truth.json
{ echo "$header"; echo 'foster,stock,foster_care,,,2015,1,,yes,,'; echo 'foster,stock,foster_care,,,2016,1,,yes,,'
  echo 'moves,exits,home_a,foster_care,,2015,1,,yes,,'; echo 'moves,exits,home_a,foster_care,,2016,1,,yes,,'
} >probe.csv
"$homeward" calibrate truth.json --targets probe.csv --out probe --quiet --progress none >/dev/null 2>&1
awk -F, -v OFS=, 'NR == FNR { if (FNR > 1) value[$1 $6] = $8; next }
                  FNR > 1 { $7 = value[$1 $6] } { print }' probe/fit.csv probe.csv >truth.csv
fit="calibrate guess.json --targets truth.csv --fit settings.foster_care.pathways.home.rate_per_year:0.05:0.9"
"$homeward" $fit --method cohort --json --progress none >fit.json 2>fit.err || fail "fit: $(cat fit.err)"
grep -qE '"fitted":0\.(249|250)' fit.json || fail "the truth is not found: $(cat fit.json)"
grep -q '"end":"settled"' fit.json || fail "the search did not settle"
for threads in 1 2; do
    "$homeward" $fit --replications 4 --evaluations 5 --threads $threads --out fit$threads --quiet \
        --progress none >/dev/null 2>&1 || fail "fit by simulation"
done
cmp -s fit1/calibrated.json fit2/calibrated.json || fail "a fit depends on the number of threads"
grep -q 'without settling' fit.json && fail "cohort"
expect 0 'without settling' $fit --replications 2 --evaluations 5
expect 3 'path of a number' calibrate guess.json --targets truth.csv --fit settings.nothing
expect 3 "names '/settings/foster_care/pathways/home/rate_per_year' twice" $fit --fit \
    /settings/foster_care/pathways/home/rate_per_year
expect 3 'bounds of --fit' calibrate guess.json --targets truth.csv --fit \
    settings.foster_care.pathways.home.rate_per_year:0.5:0.9

expect 3 "'/horizon/years' does not allow it" calibrate guess.json --targets truth.csv --fit horizon.years
expect 3 "'/format' does not allow it" calibrate guess.json --targets truth.csv --fit format
# A share of 1 can only fall: bounds and slopes stay within what an input may be.
share="calibrate guess.json --targets truth.csv --method cohort --set policies.legally_free_share=1"
expect 0 'legally_free_share *1.00* *1.00* *0.10* *1.00*' $share --fit policies.legally_free_share --evaluations 9
expect 0 'ended after 9 trials' $share --fit reasons.q.children_per_year --evaluations 9

expect 2 'abc 10,000 with 20 replications of each draw is too much' calibrate guess.json --targets truth.csv --abc 10000

# --abc: of draws of an uncertain input those near the truth are kept, and a run takes them.
sed 's/"rate_per_year": 0.1}/"rate_per_year": {"value": 0.25, "uncertain": {"uniform": [0.05, 0.45]}}}/' \
    guess.json >uncertain.json
abc="calibrate uncertain.json --targets truth.csv --abc 40"
"$homeward" $abc --method cohort --out abc --quiet --progress none >/dev/null 2>&1 || fail "abc"
awk -F, 'NR > 1 { n++; if ($4 < 0.22 || $4 > 0.28) bad++ } END { exit !(n == 2 && bad == 0) }' \
    abc/draws.csv || fail "draws.csv: $(cat abc/draws.csv)"
awk -F, 'NR > 1 { n++; kept += $3 == "yes"; if ($2 < last) bad++; last = $2 }
         END { exit !(n == 40 && kept == 2 && bad == 0) }' abc/abc.csv || fail "abc.csv"
for threads in 1 2; do
    "$homeward" $abc --replications 2 --threads $threads --out abc$threads --quiet --progress none \
        >/dev/null 2>&1 || fail "abc by simulation"
done
cmp -s abc1/draws.csv abc2/draws.csv || fail "draws depend on the number of threads"
take="run abc/calibrated.json --draws-from"
"$homeward" $take abc/draws.csv --replications 6 --out drawn --quiet --progress none >/dev/null 2>&1 ||
    fail "--draws-from"
grep -q 'abc/draws.csv' drawn/manifest.json || fail "the draws are not in the manifest"
sed 's/^\([^,]*\),0,/\1,7,/' abc/draws.csv >gaps.csv # gaps in the numbers: only the order counts
sort -r gaps.csv >turned.csv && { head -1 gaps.csv; grep -v '^scenario' turned.csv; } >order.csv
expect 0 residential $take order.csv --replications 4
expect 2 'neither --method cohort' $take abc/draws.csv --method cohort
expect 2 'nor --inputs fixed' $take abc/draws.csv --inputs fixed
expect 3 'declares no uncertain input' run guess.json --draws-from abc/draws.csv
expect 3 'declares no uncertain input' calibrate guess.json --targets truth.csv --method cohort --abc 20
sed 's/foster_care/foster/' abc/draws.csv >bad.csv
expect 3 'bad.csv:2: error.*not an uncertain input' $take bad.csv
sed 's/,0,/,0.5,/' abc/draws.csv >bad.csv
expect 3 'no number of a draw' $take bad.csv
{ cat abc/draws.csv; tail -1 abc/draws.csv; } >bad.csv
expect 3 'has an input twice' $take bad.csv
head -1 abc/draws.csv >bad.csv
expect 3 'every draw all inputs' $take bad.csv
expect 3 'begins with the line' $take truth.csv

# A later calibration takes away what it has none of; what somebody edited stays.
"$homeward" calibrate uncertain.json --targets truth.csv --out abc --quiet --progress none >/dev/null 2>&1 ||
    fail "calibrated again"
[ ! -e abc/draws.csv ] && [ ! -e abc/abc.csv ] || fail "draws of an earlier calibration stay"
echo ' ' >>abc/calibrated.json
expect 5 'was changed since' calibrate uncertain.json --targets truth.csv --out abc
tail -1 abc/calibrated.json | grep -q '^ $' || fail "an edited scenario was overwritten"
expect 0 Target calibrate uncertain.json --targets truth.csv --out abc --force
expect 0 Target calibrate uncertain.json --targets truth.csv --out abc

# Draws beside an unexplained flow lie around the values as they stand: said, not silent.
sed 's/"value": 0.25/"value": 0.35/' uncertain.json >far.json
expect 0 'how narrow they are says nothing' calibrate far.json --targets truth.csv --method cohort --abc 20
"$homeward" $abc --lang en --method cohort --progress none | grep -q 'how narrow' && fail "no flow, and yet"

# Hold-out years there are none of; re-entries that no series of entries counts.
expect 3 'nothing is held out' calibrate guess.json --targets truth.csv --holdout-from 2050
{ echo "$header"; echo 'a,stock,home_a foster_care,,,2014,3500,,yes,,'; echo 'a,stock,home_a foster_care,,,2015,3500,,yes,,'
  echo 'b,stock,home_a,,,2015,2100,,yes,,'; echo 'in,entries,home_a foster_care,,,2015,800,,yes,,'; } >nested.csv
expect 3 'nothing to fit' calibrate guess.json --targets nested.csv --holdout-from 2015
expect 0 'are in no series of entries' calibrate guess.json --targets nested.csv --out nested
grep -q '^a,foster_care,' nested/unexplained.csv || fail "where the flow is: $(cat nested/unexplained.csv)"
grep -q '^b,home_a,' nested/unexplained.csv || fail "where the flow of a part is"
grep -q '"omits_reentries": true' nested/calibration.json || fail "omits_reentries"
expect 0 Target calibrate guess.json --targets nested.csv --set entries.include_reentries=true
"$homeward" calibrate guess.json --targets nested.csv --set entries.include_reentries=true --lang en --progress none |
    grep -q 'in no series of entries' && fail "re-entries are entries, and yet"

# Causes that only the model's defaults give are written with their multipliers by group: what is
# read back gives the figures.
cat >defaults.json <<'END'
{"format": 1, "id": "defaults", "horizon": {"start": "2014-01-01", "years": 2},
 "regions": {"north": {"population_0_17": 300000}},
 "reasons": {"q": {"children_per_year": 300, "disability_severe_share": 0.1}},
 "settings": {"big": {"kind": "institution", "capacity": "unlimited"}},
 "initial_stock": {"margins": [{"by": ["setting"], "counts": {"big": 2000}}]}, "entries": {}}
END
{ echo "$header"; for year in 2014 2015; do
    echo "adopted,exits,big,adopted,,$year,36,,yes,,"; echo "died,exits,big,died,,$year,13,,yes,,"
done; } >defaults.csv
"$homeward" calibrate defaults.json --targets defaults.csv --out defaults --quiet --progress none \
    >defaults.txt 2>&1 || fail "defaults: $(cat defaults.txt)"
awk -F, 'NR > 1 { n++; if ($10 > 1e-6 || $10 < -1e-6) bad++ } END { exit !(n == 4 && bad == 0) }' \
    defaults/fit.csv || fail "defaults are not written as they are: $(cat defaults/fit.csv)"
grep -q '"age_3_6": 0.33333' defaults/calibrated.json || fail "adoption by age is lost"

# Figures that nothing reaches are said and counted; the fit is written, so the code is 0.
{ echo "$header"; echo 'moves,exits,home_a,foster_care,,2015,90000,,yes,,'; } >much.csv
expect 0 '1 published figure is not met' calibrate guess.json --targets much.csv --out much
grep -q '"unmet": 1' much/calibration.json || fail "unmet"

exit $((failures > 0))
