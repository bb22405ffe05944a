#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# batch.sh PROGRAM ROOT PLAIN MPIEXEC: a batch whose units several processes share is the batch of one
# process, whoever is killed, however many go on with it. PLAIN may be built without MPI.
set -u
homeward=$1
root=$2
plain=$3
mpiexec=$4
. "$root/tests/cli/studies.sh"
# Open MPI: as root, and more processes than processors.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
export PRTE_MCA_rmaps_default_mapping_policy=:oversubscribe
rank='${OMPI_COMM_WORLD_RANK:-$PMI_RANK}'

timeout 60 "$mpiexec" -n 2 true >said 2>&1 || {
    echo "skipped: '$mpiexec' starts nothing here: $(cat said)"
    exit 77
}

# same A B: both folders hold the same files, but for the manifests with their wall time
same() {
    text=$(diff -rq -x manifest.json "$1" "$2" 2>&1) || fail "$1 and $2 differ: $text"
}

# ranks N COMMAND: a shell's command in N processes; what they say is in out and err
ranks() {
    processes=$1
    shift
    timeout -k 5 120 "$mpiexec" -n "$processes" sh -c "$*" >out 2>err </dev/null
}

# shared CODE PATTERN N ARGUMENTS: as expect, with N processes
shared() {
    code=$1 pattern=$2 processes=$3
    shift 3
    ranks "$processes" "exec '$homeward' $* --lang en --progress none"
    got=$?
    [ "$got" -eq "$code" ] || fail "$processes ranks, $*: exit $got, expected $code: $(cat out err)"
    cat out err | grep -q -- "$pattern" || fail "$processes ranks, $*: no '$pattern' in: $(cat out err)"
}

study whole '"replications": 30, "scenarios": ["../tutorial/01-stock-and-exits.json", "../tutorial/09-what-if.json"]'
"$plain" batch whole.json --results whole.db --out whole --no-workbook --quiet >/dev/null || fail "whole"

# --- the tables of one process; one of them speaks
shared 0 'Results are in' 3 batch whole.json --results three.db --out three --no-workbook --threads 2
same whole three
[ "$(grep -c tutorial_09_what_if out)" -eq 1 ] || fail "not one table on stdout: $(cat out)"
shared 0 '"done":30' 2 batch whole.json --results two.db --json
[ "$(wc -l <out)" -eq 1 ] || fail "--json: not one object: $(cat out)"
shared 0 '30  *30  *0' 1 batch whole.json --results one.db
ranks 3 "[ $rank = 2 ] && sleep 1; exec '$homeward' batch whole.json --results late.db --out late --no-workbook" ||
    fail "a rank that starts late: $(cat out err)"
same whole late

# --- more ranks than units, and none left
study few '"replications": 2, "scenarios": ["../tutorial/09-what-if.json"]'
shared 0 '2  *2  *0' 5 batch few.json --results few.db
shared 0 '2  *2  *0' 5 batch few.json --results few.db

# --- draws, and units that fail wherever they run
cat >fails.scenario.json <<'END'
{"format": 1, "id": "fails", "extends": "../tutorial/09-what-if.json",
 "settings": {"child_home": {"age_from_years": {"value": 1.2, "uncertain": {"uniform": [0, 2.5]}}, "age_to_years": 2}}}
END
study failing '"replications": 10, "scenarios": ["fails.scenario.json", "../tutorial/09-what-if.json"]'
"$plain" batch failing.json --results alone.db --lang en >alone 2>&1
[ $? -eq 1 ] || fail "failing, alone: $(cat alone)"
shared 1 'fails  *10  *8  *2' 3 batch failing.json --results failing.db
[ "$(grep -h failed: err)" = "$(grep failed: alone)" ] || fail "reasons differ: $(cat err alone)"
study draws '"replications": 2, "draws": 10, "scenarios": ["../tutorial/09-what-if.json"]'
"$plain" batch draws.json --results draws.db --out draws --quiet >/dev/null || fail "draws"
shared 0 '20  *20  *0' 3 batch draws.json --results draws3.db --out draws3
same draws draws3

# --- killed: a follower, the leader; stopped by Ctrl-C; gone on with by fewer, then by one alone
study long '"replications": 900, "scenarios": ["../tutorial/09-what-if.json"]'
"$plain" batch long.json --results long.db --out long --no-workbook --quiet >/dev/null || fail "long"
# begin N STUDY DATABASE: in the background, until something is written; pid.RANK hold the processes
begin() {
    rm -f pid.* log.before
    [ -e "$3-wal" ] && cp "$3-wal" log.before
    "$mpiexec" -n "$1" sh -c "echo \$\$ >pid.$rank; exec '$homeward' batch $2.json --results $3 --quiet --lang en" \
        >out 2>err </dev/null &
    launcher=$!
    while kill -0 "$launcher" 2>/dev/null; do
        [ -s "$3-wal" ] && ! cmp -s "$3-wal" log.before && break
        sleep 0.02
    done
}
# gone: until no process has the database, which the launcher may leave before
gone() {
    for pid in $(cat pid.*); do
        while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
    done
}
for victim in 1 0 2; do
    begin 3 long cut.db
    kill -9 "$(cat pid.$victim)" 2>/dev/null
    wait "$launcher" && fail "rank $victim was killed and nobody says so"
    gone
done
study endless '"replications": 9000, "scenarios": ["../tutorial/09-what-if.json"]' # it must not be done too soon
begin 2 endless endless.db
kill -INT "$(cat pid.1)"
wait "$launcher"
[ $? -eq 130 ] || fail "Ctrl-C at one rank is not exit 130: $(cat out err)"
[ "$(cat out err | grep -c 'of 9,\?000 units are kept in .*the same command goes on')" -eq 1 ] ||
    fail "Ctrl-C at one rank: $(cat out err)"
begin 3 long cut.db
kill -INT "$launcher" 2>/dev/null
wait "$launcher"
gone
expect 0 '900  *900  *0' batch long.json --results cut.db --out cut --no-workbook
same long cut

# --- a full disk (here: a limit of the file size) at the one rank that writes
ranks 2 "[ $rank = 0 ] && ulimit -f 12000; exec '$homeward' batch long.json --results full.db --lang en"
[ $? -eq 5 ] || fail "full disk: exit code: $(cat out err)"
grep -q 'could not be written' err || fail "full disk: $(cat out err)"
shared 0 '900  *900  *0' 2 batch long.json --results full.db

# --- what is refused is said once, and everywhere the same exit code
shared 2 'needs --results' 3 batch whole.json
[ "$(grep -c 'needs --results' err)" -eq 1 ] || fail "a wrong command line is said more than once: $(cat err)"
shared 5 "'none.json' does not exist" 3 batch none.json --results x.db --json
[ "$(wc -l <out)" -eq 1 ] || fail "--json: not one error: $(cat out)"
shared 3 'of another study' 2 batch few.json --results whole.db
mkdir elsewhere
cp -r ../tutorial tutorial
sed 's/"seed": 5/"seed": 6/' few.json >elsewhere/few.json
ranks 2 "[ $rank = 1 ] && cd elsewhere; exec '$homeward' batch few.json --results x.db --lang en --json"
[ $? -eq 5 ] || fail "another study at one rank: exit code: $(cat out err)"
grep -q 'not the same study here as at rank 0' err || fail "another study at one rank: $(cat out err)"
grep -q '"message":"Rank 1 of 2' out || fail "another study at one rank, --json: $(cat out err)"

# --- with --shard every process is alone
ranks 2 "exec '$homeward' batch whole.json --results part$rank.db --shard \$(($rank + 1))/2 --quiet" ||
    fail "--shard: $(cat out err)"
expect 0 'holds 60 of' batch merge joined.db part0.db part1.db
SLURM_STEP_NUM_TASKS=4 SLURM_PROCID=1
export SLURM_STEP_NUM_TASKS SLURM_PROCID
expect 5 'do not find each other' batch whole.json --results x.db
expect 0 '15  *15  *0' batch whole.json --results s.db --shard 1/2
unset SLURM_STEP_NUM_TASKS SLURM_PROCID

# --- the script for Slurm, with the variables that Slurm sets and an srun that is mpirun
mkdir bin
ln -s "$homeward" bin/homeward
cat >bin/srun <<END
#!/bin/sh
while [ "\${1#--}" != "\$1" ]; do shift; done
exec "$mpiexec" -n "\$SLURM_NTASKS" "\$@"
END
chmod +x bin/srun
for folder in "" slurm; do
    PATH="$PWD/bin:$PATH" SLURM_NTASKS=2 SLURM_CPUS_PER_TASK=1 sh "$root/docs/slurm-mpi.sh" whole.json slurm.db $folder \
        >out 2>err || fail "the Slurm script: $(cat out err)"
done
[ -e slurm/comparison.csv ] || fail "the Slurm script writes no tables: $(cat out err)"

# --- a program without MPI does not work on one database many times over
if [ "$plain" != "$homeward" ]; then
    ranks 2 "exec '$plain' batch whole.json --results x.db --lang en"
    [ $? -eq 5 ] || fail "without MPI: exit code: $(cat out err)"
    grep -q 'built without MPI' err || fail "without MPI: $(cat out err)"
fi
[ "$failures" -eq 0 ]
