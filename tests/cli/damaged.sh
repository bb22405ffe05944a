#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Damaged results folders: damaged.sh HOMEWARD ROOT WORK. Whatever happens to a file of a folder,
# chart and report draw what is there or refuse with one sentence and exit code 3 or 5.
set -eu
homeward=${1:?usage: damaged.sh HOMEWARD ROOT WORK}
root=${2:?}
work=${3:?}
rm -rf "$work"
mkdir -p "$work"
cp -r "$root/scenarios" "$work/scenarios"
tutorial=$work/scenarios/tutorial
whole=$work/whole
"$homeward" run "$tutorial/11-double-running.json" --replications 3 --trace --out "$whole" --quiet >/dev/null
"$homeward" optimize "$tutorial/14-closure.json" --replications 0 --quiet --out "$work/plan" >/dev/null
"$homeward" sensitivity "$tutorial/09-what-if.json" --draws 20 --points 0 --quiet --out "$work/sens" >/dev/null
cp "$work/plan/plan.csv" "$work/sens/sensitivity.csv" "$whole"
id=$(sed -n 's/.*"id": *"\([a-z0-9_]*\)".*/\1/p' "$tutorial/11-double-running.json" | head -1)
sed "s/\"scenario\": \"[a-z0-9_]*\"/\"scenario\": \"$id\"/" "$work/plan/plan.json" >"$whole/plan.json"
if ! "$homeward" --lang en --quiet chart "$whole" fan --out "$work/x.svg" 2>"$work/said"; then
    grep -q 'without charts' "$work/said" || {
        cat "$work/said" >&2
        exit 1
    }
    exit 77
fi
bad=0
refused=0
complain() {
    echo "$1" >&2
    bad=1
}
kinds_of() { # FILE: charts that read it
    case $1 in
    flows.csv) echo sankey ;;
    resources.csv) echo heatmap gaps ;;
    closures.csv) echo closures heatmap ;;
    costs.csv) echo costs cumulative waterfall ;;
    sensitivity.csv) echo tornado ;;
    plan.csv) echo plan ;;
    trace.csv.gz) echo life ;;
    *) echo fan waits shares multiples backtest ;;
    esac
}
damage() { # HOW FILE
    size=$(wc -c <"$whole/$2")
    case $1 in
    half) head -c $((size / 2)) "$whole/$2" ;;
    empty) ;;
    noise) head -c 3000 "$homeward" ;;
    headless) sed 1d "$whole/$2" ;;
    renamed) sed '1s/[a-z]/x/g' "$whole/$2" ;;
    nul) printf 'a\000b\n' && cat "$whole/$2" ;;
    words) sed '2,$s/[0-9]/x/g' "$whole/$2" ;;
    esac >"$work/folder/$2"
}
try() { # WHAT CODE: judges the exit code and what was said
    case $2 in
    0) ;;
    3 | 5)
        refused=$((refused + 1))
        [ "$(wc -l <"$work/said")" -le 2 ] || complain "$1: more than a sentence and its hint"
        grep -Eq '[.!]( \(.*\))?$' "$work/said" || complain "$1: no sentence: $(cat "$work/said")"
        ;;
    *) complain "$1: exit code $2: $(head -c 300 "$work/said")" ;;
    esac
}
for file in manifest.json scenario.json indicators.csv replications.csv.gz flows.csv resources.csv \
    closures.csv costs.csv sensitivity.csv plan.csv trace.csv.gz; do
    for how in half empty noise headless renamed nul words missing; do
        rm -rf "$work/folder"
        cp -r "$whole" "$work/folder"
        if [ $how = missing ]; then
            rm "$work/folder/$file"
        else
            damage $how $file
        fi
        for kind in $(kinds_of $file); do
            code=0
            "$homeward" --lang en --quiet chart "$work/folder" "$kind" --baseline "$whole" \
                --out "$work/x.svg" 2>"$work/said" || code=$?
            try "$kind, $file $how" $code
        done
        code=0
        "$homeward" --lang en --quiet report "$work/folder" --out "$work/x.html" 2>"$work/said" || code=$?
        try "report, $file $how" $code
    done
done
# Accepted are a table that is missing, the trace by the report (which does not read it), and JSON
# whose first line has no letter to rename; all else is refused.
[ $refused -ge 290 ] || complain "only $refused folders were refused"

# Another scenario's plan or sensitivity is refused where it is named, and not drawn where it is left over.
plan() { # CODE SENTENCE OPTIONS...
    wanted=$1
    sentence=$2
    shift 2
    code=0
    "$homeward" --lang en "$@" --out "$work/plan.svg" --force 2>"$work/said" || code=$?
    [ $code = "$wanted" ] && grep -q "$sentence" "$work/said" ||
        complain "$* (exit $code): no '$sentence' in: $(cat "$work/said")"
}
plan 0 'chart is in' chart "$whole" plan
grep -q 'Promised' "$work/plan.svg" || complain "its own plan is not drawn"
plan 3 "plan in .* is for the scenario 'tutorial_14_closure', and these results are of '$id'" chart "$whole" plan --plan "$work/plan"
plan 3 "sensitivity analysis in .* is not of the scenario '$id'" chart "$whole" tornado --sensitivity "$work/sens"
cp "$work/plan/plan.json" "$whole/plan.json"
plan 0 'chart is in' chart "$whole" plan
grep -q 'There is no plan beside these results' "$work/plan.svg" || complain "another scenario's plan is drawn"
rm "$whole/plan.json"
mkdir "$work/bare"
cp "$work/plan/plan.csv" "$work/bare"
plan 5 "no file 'plan.json', so it is not known" chart "$whole" plan --plan "$work/bare"
exit $bad
