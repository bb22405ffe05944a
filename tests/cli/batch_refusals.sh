#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What batch refuses: files that are no study, databases that are not this study's, options that
# do not go together. And once, small, all of what it does.
set -u
homeward=$1
root=$2
. "$root/tests/cli/studies.sh"

# --- once, small
study whole '"replications": 3, "scenarios": ["../tutorial/09-what-if.json", "../tutorial/01-stock-and-exits.json"]'
expect 0 'Results are in' batch whole.json --results whole.db --out whole --no-workbook
"$homeward" run ../tutorial/09-what-if.json --replications 3 --seed 5 --out run --no-workbook --quiet >/dev/null
cmp whole/tutorial_09_what_if/replications.csv.gz run/replications.csv.gz || fail "batch is not run"
[ -s whole/comparison.csv ] || fail "no comparison.csv"
expect 0 'tutorial_01_stock' batch whole.json --results part2.db --shard 2/2
expect 0 'Part 1 of 2 was not named' batch merge joined.db part2.db
study draws '"replications": 2, "draws": 2, "scenarios": ["../tutorial/09-what-if.json"]'
expect 0 'Results are in' batch draws.json --results draws.db --out draws

# --- what is not this study's database
study long '"replications": 4, "scenarios": ["../tutorial/09-what-if.json"]'
expect 3 "'id' is 'whole' there and 'long' here" batch long.json --results whole.db
sed 's/"seed": 5/"seed": 6/' whole.json >seed.json
expect 3 "'seed' is '5' there and '6' here" batch seed.json --results whole.db
cp ../tutorial/09-what-if.json before.json
sed 's/0\.25,/0.26,/' before.json >../tutorial/09-what-if.json
expect 3 "its scenario 'tutorial_09_what_if'" batch whole.json --results whole.db
cp before.json ../tutorial/09-what-if.json
expect 5 'is no results database' batch whole.json --results whole.json
head -c 30000 whole.db >short.db
expect 3 'is damaged' batch whole.json --results short.db --out short
expect 5 'there is no folder' batch whole.json --results none/x.db
expect 5 'is a folder' batch whole.json --results .

# --- study files
expect 5 "study file 'none.json' does not exist" batch none.json --results x.db
study key '"replication": 2, "scenarios": ["../tutorial/01-stock-and-exits.json"]'
expect 3 "replications" batch key.json --results x.db
study paths '"replications": 2, "scenarios": ["/etc/passwd", "none.json", "-", "../../../x.json", 4]'
expect 3 "'/etc/passwd' is an absolute path" batch paths.json --results x.db
expect 3 "The scenario 'none.json' is missing" batch paths.json --results x.db
expect 3 "paths.json:1: .*needs a text" batch paths.json --results x.db
mkdir deep deep/er
study ../studies/deep/er/out '"replications": 2, "scenarios": ["../../../tutorial/01-stock-and-exits.json"]'
sed 's|"\.\./studies/deep/er/out"|"out"|' deep/er/out.json >deep/er/tree.json
expect 3 "leaves the study's own tree" batch deep/er/tree.json --results x.db
study many '"replications": 100000, "draws": 10000, "scenarios": ["../tutorial/09-what-if.json"]'
expect 3 'a scenario may have 100,000 at most' batch many.json --results x.db
study fixed '"replications": 2, "draws": 10, "inputs": "fixed", "scenarios": ["../tutorial/09-what-if.json"]'
expect 3 "keeps them fixed" batch fixed.json --results x.db
study certain '"replications": 2, "draws": 10, "scenarios": ["../tutorial/01-stock-and-exits.json"]'
expect 3 'declares no uncertain input' batch certain.json --results x.db
study double '"replications": 2, "scenarios": ["../tutorial/09-what-if.json", "../tutorial/09-what-if.json"]'
expect 3 'give each an id of its own' batch double.json --results x.db
study large '"replications": 100000, "splits": "full", "scenarios": ["../tutorial/09-what-if.json"]'
expect 3 'Ask for fewer replications' batch large.json --results x.db --out y
[ -e y ] && fail "a refused study made a folder"
echo '[1]' >list.json
expect 3 'A study is one object' batch list.json --results x.db
[ -e x.db ] && fail "a refused study made a database"

study whole2 '"replications": 3, "scenarios": ["whole.json"]'
expect 3 'This is a study' batch whole2.json --results x.db
expect 3 'This is a study' validate whole.json
expect 3 'This is a scenario' batch ../tutorial/01-stock-and-exits.json --results x.db
[ "$("$homeward" validate whole.json --lang en 2>&1 | grep -c 'error:')" -eq 1 ] ||
    fail "a study in the place of a scenario is more than one error"

# --- a database that is closed is one plain file, no log beside it: read also where nothing may be written
[ "$(od -An -tu1 -j18 -N1 whole.db | tr -d ' ')" = 1 ] || fail "a closed database is not a plain file"

# --- what is left of an earlier study
study one '"replications": 3, "scenarios": ["../tutorial/09-what-if.json"]'
expect 0 "whole/tutorial_01_stock' holds tables of an earlier study" batch one.json --results one.db --out whole \
    --no-workbook
[ -e whole/comparison.csv ] || [ -e whole/inputs.csv ] && fail "a comparison with a study that is gone"
echo mine >whole/comparison.csv
expect 5 'did not write' batch one.json --results one.db --out whole --no-workbook
rm whole/comparison.csv
expect 5 'has tables of replications' batch draws.json --results draws.db --out whole --force
expect 5 'has tables of draws' batch one.json --results one.db --out draws --force

# --- a failure is told in the user's language
cat >fails.scenario.json <<'END'
{"format": 1, "id": "fails", "extends": "../tutorial/09-what-if.json",
 "settings": {"child_home": {"age_from_years": {"value": 1.2, "uncertain": {"uniform": [0, 2.5]}}, "age_to_years": 2}}}
END
study failing '"replications": 8, "scenarios": ["fails.scenario.json"]'
"$homeward" batch failing.json --results failing.db --lang ru --threads 2 >said 2>&1
[ $? -eq 1 ] || fail "exit code of failed units"
if grep -q 'Задания' said; then # a program without translations says it in English
    grep -q 'Разыгранное значение недопустимо' said || fail "a reason that is not translated: $(cat said)"
fi
"$homeward" batch failing.json --results failing.db --lang ru --json | grep -q '"reason":"A draw of' ||
    fail "--json: reasons are in English"

# --- command line
expect 2 'needs --results' batch whole.json
expect 2 'one too many' batch whole.json other.json --results x.db
expect 2 'merge needs a new file' batch merge x.db
expect 2 'merge takes no options' batch merge x.db part1.db --out y
expect 2 'merge takes no options' batch merge x.db part2.db --threads 2
expect 2 "'-' is none" batch merge - part2.db
expect 2 "'-' is none" batch merge x.db -
expect 2 "'-' is none" batch whole.json --results -
expect 2 'exclude each other' batch draws.json --results draws.db --suppress 5 --out y
expect 0 'changes nothing' batch whole.json --results whole.db --no-workbook
[ "$failures" -eq 0 ]
