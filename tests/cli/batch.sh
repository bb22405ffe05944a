#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A batch is `run` in pieces: its tables are those of `run`, whatever stopped it, on any number
# of threads and in any parts; and what is not its database is refused.
set -u
homeward=$1
root=$2
. "$root/tests/cli/studies.sh"
runs=40

# same A B: both folders hold the same files, but for the manifests with their wall time
same() {
    text=$(diff -rq -x manifest.json "$1" "$2" 2>&1) || fail "$1 and $2 differ: $text"
}

study whole "\"replications\": $runs, \"scenarios\": [\"../tutorial/01-stock-and-exits.json\", \"../tutorial/09-what-if.json\"]"

# --- the tables of `run` and `compare`
expect 0 'tutorial_09_what_if  *40  *40  *0' batch whole.json --results whole.db --out whole --no-workbook --threads 2
[ -e whole.db-wal ] && fail "a database that was closed leaves a log"
for name in 01-stock-and-exits 09-what-if; do
    "$homeward" run "../tutorial/$name.json" --replications $runs --seed 5 --out "run-$name" --no-workbook --quiet \
        >/dev/null || fail "run $name"
done
same whole/tutorial_01_stock run-01-stock-and-exits
same whole/tutorial_09_what_if run-09-what-if
"$homeward" compare run-01-stock-and-exits run-09-what-if --out pair --quiet >/dev/null
cmp whole/comparison.csv pair/comparison.csv || fail "comparison.csv is not that of compare"
cmp whole/inputs.csv pair/inputs.csv || fail "inputs.csv is not that of compare"
expect 0 'Results are in' batch whole.json --results whole.db --out again --no-workbook
same whole again
mkdir -p owned/tutorial_01_stock && echo mine >owned/tutorial_01_stock/flows.csv
expect 5 "no earlier run" batch whole.json --results whole.db --out owned --no-workbook
rm -rf again

# --- threads
for threads in 1 7; do
    "$homeward" batch whole.json --results "t$threads.db" --threads $threads --out "t$threads" --no-workbook --quiet \
        >/dev/null || fail "$threads threads"
    same whole "t$threads"
    rm -rf "t$threads"
done

# --- killed in the middle, again and again; then stopped by Ctrl-C; then finished
study long '"replications": 600, "scenarios": ["../tutorial/09-what-if.json"]'
"$homeward" batch long.json --results long.db --out long --no-workbook --quiet >/dev/null || fail "long"
# Until something is written. The log does not always grow: who goes on may begin it anew.
start_and_wait() {
    rm -f log.before
    [ -e cut.db-wal ] && cp cut.db-wal log.before
    "$homeward" batch long.json --results cut.db --quiet --lang en >said 2>&1 &
    child=$!
    while kill -0 "$child" 2>/dev/null; do
        [ -s cut.db-wal ] && ! cmp -s cut.db-wal log.before && break
        sleep 0.02
    done
}
for round in 1 2 3; do
    start_and_wait
    kill -9 "$child" 2>/dev/null
    wait "$child" 2>/dev/null
done
start_and_wait
expect 5 'in use by another run' batch long.json --results cut.db
kill -INT "$child" 2>/dev/null
wait "$child"
[ $? -eq 130 ] || fail "Ctrl-C is not exit 130: $(cat said)"
grep -q 'of 600 units are kept in .*the same command goes on' said || fail "Ctrl-C: $(cat said)"
kept=$(sed -n 's/^Interrupted: \([0-9]*\) of.*/\1/p' said)
[ "${kept:-0}" -ge 1 ] && [ "${kept:-600}" -lt 600 ] || fail "$kept units after four stops"
"$homeward" batch long.json --results cut.db --out cut --no-workbook --quiet >/dev/null || fail "not finished"
same long cut

# --- two at the same moment: one does the work, the other waits or is refused, never both
study pair_at_once '"replications": 20, "scenarios": ["../tutorial/09-what-if.json"]'
for round in 1 2 3 4 5 6; do
    rm -f at_once.db
    "$homeward" batch pair_at_once.json --results at_once.db --quiet >/dev/null 2>&1 &
    child=$!
    "$homeward" batch pair_at_once.json --results at_once.db --quiet >/dev/null 2>&1
    one=$?
    wait "$child"
    case $one$? in
    00 | 05 | 50) ;;
    *) fail "two at once, round $round: exit $one and $?" ;;
    esac
done

# --- a full disk (here: a limit of the file size) ends with what is complete
(
    ulimit -f 100
    expect 5 'could not be written' batch long.json --results full.db
    exit "$failures"
) || fail "full disk"
expect 0 '600  *600  *0' batch long.json --results full.db

# --- parts
for part in 1 2 3; do
    expect 0 'tutorial_01_stock' batch whole.json --results "part$part.db" --shard $part/3
done
expect 3 "'shard' is '2/3' there and '1/3' here" batch whole.json --results part2.db --shard 1/3
expect 0 'Part 2 of 3 was not named' batch merge some.db part1.db part3.db
expect 0 'holds 80 of the study' batch merge joined.db part3.db part1.db part2.db
expect 0 'Results are in' batch whole.json --results joined.db --out joined --no-workbook
same whole joined
expect 0 'Results are in' batch whole.json --results some.db --out some --no-workbook
same whole some
expect 5 'exists already' batch merge joined.db part1.db
expect 3 'Name every part once' batch merge twice.db part1.db part1.db
expect 3 'of another study' batch merge mixed.db part1.db long.db
expect 5 'is no results database' batch merge none.db whole.json
expect 5 'cannot be read' batch merge none.db missing.db
for name in twice mixed none missing; do
    [ -e $name.db ] && fail "a refused merge left $name.db"
done
"$homeward" batch merge json.db part1.db part3.db --json >said
grep -q '"absent_shards":\[2\]' said || fail "merge --json: $(cat said)"
expect 2 'join the parts' batch whole.json --results part1.db --shard 1/3 --out never
for shard in 0/3 4/3 x 1/ 1/0 1/3x -1/3; do
    expect 2 'shard needs K/N' batch whole.json --results p.db "--shard=$shard"
done

# --- the script for Slurm, with the variables that Slurm sets
for task in 1 2; do
    PATH="$(dirname "$homeward"):$PATH" SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=2 SLURM_CPUS_PER_TASK=2 \
        sh "$root/docs/slurm-array.sh" whole.json cluster >/dev/null 2>&1 || fail "task $task of the Slurm script"
done
expect 0 'holds 80 of' batch merge cluster/whole.db cluster/part-1.db cluster/part-2.db

# --- a unit that fails is kept with its reason, and stops nothing
cat >fails.scenario.json <<'END'
{"format": 1, "id": "fails", "extends": "../tutorial/09-what-if.json",
 "settings": {"child_home": {"age_from_years": {"value": 1.2, "uncertain": {"uniform": [0, 2.5]}}, "age_to_years": 2}}}
END
study failing '"replications": 10, "scenarios": ["fails.scenario.json", "../tutorial/09-what-if.json"]'
expect 1 'fails  *10  *8  *2' batch failing.json --results failing.db --out failing --no-workbook
expect 1 'A draw of the uncertain inputs is not possible' batch failing.json --results failing.db
[ -e failing/fails ] && fail "a scenario with failed units has a folder"
[ -e failing/tutorial_09_what_if/indicators.csv ] || fail "failed units keep others from their tables"
[ -e failing/comparison.csv ] && fail "a comparison without its base"
"$homeward" batch failing.json --results failing.db --json >said 2>err
[ $? -eq 1 ] || fail "--json: exit code of failed units"
[ "$(wc -l <said)" -eq 1 ] && grep -q '"failures":\[{"scenario":"fails".*"code":"range"' said ||
    fail "--json: $(cat said)"
expect 1 'failed, from draw 0' batch merge failed.db failing.db

# --- draws: in any parts and threads the same
study draws '"replications": 2, "draws": 10, "scenarios": ["../tutorial/09-what-if.json"]'
expect 0 '20  *20  *0' batch draws.json --results draws.db --threads 1 --out draws
head -n 1 draws/tutorial_09_what_if/spread.csv | grep -q 'p05,p25,p50,p75,p95,sd_inputs,sd_chance' || fail "spread.csv"
for part in 1 2; do
    "$homeward" batch draws.json --results "draws$part.db" --shard $part/2 --threads 7 --quiet >/dev/null
done
expect 0 'holds 20 of' batch merge draws12.db draws2.db draws1.db
expect 0 'Results are in' batch draws.json --results draws12.db --out draws12
same draws draws12
# every scenario against the first, with draws and without
sed 's/"id": "tutorial_09_what_if"/"id": "third"/' ../tutorial/09-what-if.json >../tutorial/third.json
study two '"replications": 2, "draws": 4, "scenarios": ["../tutorial/09-what-if.json", "../tutorial/third.json"]'
study plain '"replications": 2, "scenarios": ["../tutorial/09-what-if.json", "../tutorial/third.json", "../tutorial/01-stock-and-exits.json"]'
expect 0 'Results are in' batch two.json --results two.db --out two
[ "$(cut -d, -f 2 two/spread_comparison.csv | uniq | tr '\n' ' ')" = "scenario third " ] || fail "spread_comparison.csv"
expect 0 'Results are in' batch plain.json --results plain.db --out plain --no-workbook
[ "$(cut -d, -f 2 plain/comparison.csv | uniq | tr '\n' ' ')" = "scenario third tutorial_01_stock " ] ||
    fail "comparison.csv of three scenarios"
# the spread of sensitivity, at the end of the horizon
"$homeward" sensitivity ../tutorial/09-what-if.json --draws 20 --replications 2 --points 0 --seed 5 --json >said
study spread '"replications": 2, "draws": 20, "scenarios": ["../tutorial/09-what-if.json"]'
"$homeward" batch spread.json --results spread.db --out spread --quiet >/dev/null
wanted=$(sed 's/"K3_.*//; s/.*"p95":\([0-9.]*\),.*/\1/' said)
got=$(grep 'K1r_residential_stock,all,[a-z]*,all,2033-01-01,2033-12-31' spread/tutorial_09_what_if/spread.csv |
    cut -d, -f 18)
awk -v a="$wanted" -v b="$got" 'BEGIN { exit !(a > 0 && a - b < 1e-6 && b - a < 1e-6) }' ||
    fail "spread.csv has $got, sensitivity $wanted"
[ "$failures" -eq 0 ]
