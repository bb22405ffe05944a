#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run_ui.sh CASE PROGRAM SOURCE WORK: one test of the window, unseen unless the case says so.
set -eu
case=$1
program=$2
work=$4
cd "$3"
rm -rf "$work"
mkdir -p "$work"
HOMEWARD_HOME=$work/home
LC_ALL=C.UTF-8
export HOMEWARD_HOME LC_ALL
unset DISPLAY WAYLAND_DISPLAY || true
ui=tests/viz/ui

fail() {
    echo "$*"
    exit 1
}

play() {
    SDL_VIDEODRIVER=dummy "$program" view --ui-script "$1"
}

# Everything a screen says fits, at all sizes, zooms, languages and in two themes.
layouts() {
    "$program" run scenarios/tutorial/08-two-regions.json --replications 2 --quiet --out "$work/a" >"$work/out"
    "$program" run scenarios/tutorial/09-what-if.json --replications 2 --quiet --out "$work/b" >"$work/out"
    printf 'institutions;places;surname;colour\nold;12,5;Smith;blue\nnone;7;;\n' >"$work/rows.csv"
    printf 'Наименование учреждения;Область;Тип учреждения;Число мест;Прочие сведения об учреждении\nДом;Неизвестная область с длинным названием;Неизвестный тип;30;x\n' \
        >"$work/register.csv"
    {
        echo "open $work/b"
        echo "open $work/a"
        echo "baseline 0"
        echo "screen optimise" # with a plan and its trials
        echo "click optimise:start"
        echo "wait-idle 200"
        echo "expect-label promise:base \"Without the plan, simulated\""
        echo "screen run" # with its log open
        echo "click run:replications"
        echo "key Ctrl+a"
        echo "text 2"
        echo "key Enter"
        echo "key F5"
        echo "wait-idle 100"
        echo "click run:log"
        echo "screen compare" # with a pinned column
        echo "click compare:pin:K10_still_waiting"
        echo "screen import" # with a table that has problems
        echo "drop $work/rows.csv"
        echo "wait-for card:preview"
        for language in en ru; do
            echo "lang $language"
            for size in "960 600" "1600 1000" "3840 2160"; do
                echo "size $size"
                for zoom in 80 100 200; do
                    echo "zoom $zoom"
                    for screen in home assumptions run overview pathways life capacity costs compare \
                        optimise calibration import report; do
                        echo "screen $screen"
                        echo "expect-no-faults"
                        echo "expect-no-chart-faults"
                        echo "expect-focus-complete"
                    done
                    echo "click report:technical"
                    echo "expect-no-faults"
                    echo "expect-no-chart-faults"
                    echo "click report:on"
                    echo "expect-focus-complete"
                    echo "click report:minister"
                    echo "screen compare"
                    echo "click compare:inputs"
                    echo "expect-no-faults"
                    echo "expect-focus-complete"
                    echo "key Escape"
                done
                echo "screen import" # with a register that leaves words and columns open
                echo "drop $work/register.csv"
                echo "wait-for import:word:0"
                echo "click import:form"
                echo "expect-no-faults"
                echo "expect-focus-complete"
                echo "click import:role:0:1"
                echo "expect-no-faults"
                echo "expect-focus-complete"
                echo "key Escape"
                echo "drop $work/rows.csv"
                echo "wait-for card:preview"
            done
        done
    } >"$work/layouts.ui"
    play "$work/layouts.ui"
    sample_country
}

# The sample country has longer names and eight regions: no chart gives up at the usual size.
sample_country() {
    "$program" run scenarios/demo/family_first.json --replications 2 --quiet --out "$work/demo" >"$work/out"
    cp -r "$work/demo" "$work/same" # a baseline, for the tiles are taller beside one
    {
        echo "open $work/same"
        echo "open $work/demo"
        echo "baseline 0"
        echo "size 1600 1000"
        echo "zoom 100"
        echo "screen assumptions"
        echo "expect input:/horizon/years 10" # in the order of the topics, not of the file's keys
        for language in en ru; do
            echo "lang $language"
            for screen in run overview pathways capacity costs compare report; do
                echo "screen $screen"
                echo "expect-no-faults"
                echo "expect-no-chart-faults"
                echo "expect-no-text \"There is no room for the chart\""
                echo "expect-no-text \"диаграмме не хватает места\""
            done
            for size in "960 600" "3840 2160"; do # what a child-year costs, ways to close a gap
                echo "size $size"
                for screen in costs capacity; do
                    echo "screen $screen"
                    echo "expect-no-faults"
                    echo "expect-focus-complete"
                done
            done
            echo "size 1600 1000"
        done
    } >"$work/sample.ui"
    play "$work/sample.ui"
}

# Each figure of Overview and Compare is the result table's, each year of a plan plan.csv's.
figures() {
    "$program" run scenarios/tutorial/08-two-regions.json --replications 3 --quiet --out "$work/a" >"$work/out"
    SDL_VIDEODRIVER=dummy "$program" view "$work/a" --screen overview --dump-ui json >"$work/overview.json"
    SDL_VIDEODRIVER=dummy "$program" view "$work/a" --screen compare --dump-ui json >"$work/compare.json"
    "$program" run scenarios/tutorial/09-what-if.json --replications 3 --quiet --out "$work/b" >"$work/out"
    "$program" compare "$work/b" "$work/a" --out "$work/pair" --lang en >"$work/out"
    differing=$(sed -n 's/^\([0-9,]*\) inputs differ in all.*/\1/p' "$work/out")
    [ -n "$differing" ]
    {
        echo "open $work/b"
        echo "open $work/a"
        echo "baseline 0"
        echo "screen overview"
        echo "dump $work/pair.json"
        echo "lang en"
        echo "screen compare"
        echo "expect-text \"Inputs that differ from the baseline: $differing\""
    } >"$work/pair.ui"
    play "$work/pair.ui"
    "$program" optimize scenarios/tutorial/06-moratorium.json --out "$work/plan" >"$work/out"
    {
        echo "open scenarios/tutorial/06-moratorium.json"
        echo "screen optimise"
        echo "click optimise:start"
        echo "wait-idle 200"
        echo "dump $work/optimise.json"
    } >"$work/optimise.ui"
    play "$work/optimise.ui"
    python3 "$ui/figures.py" "$work"
}

# Scenarios of other horizons and sizes stand in one table: one year, one unit, every answer.
compare() {
    for part in "a 2600000 4" "b 2300000 3"; do
        set -- $part
        "$program" run scenarios/tutorial/11-double-running.json --replications 3 --quiet --out "$work/$1" \
            --set "institutions.house.costs.fixed_per_quarter=$2" --set "horizon.years=$3" >"$work/out"
    done
    sed "s|WORK|$work|" "$ui/compare.ui" >"$work/compare.ui"
    play "$work/compare.ui"
}

# What stands beside charts, by mouse and keyboard.
pathways() {
    "$program" run scenarios/tutorial/09-what-if.json --replications 2 --quiet --out "$work/b" >"$work/out"
    "$program" run scenarios/tutorial/14-closure.json --replications 2 --quiet --out "$work/c" >"$work/out"
    "$program" run scenarios/tutorial/08-two-regions.json --replications 2 --quiet --out "$work/a" >"$work/out"
    sed "s|WORK|$work|" "$ui/pathways.ui" >"$work/pathways.ui"
    play "$work/pathways.ui"
}

# One child of a trace, in the words of `explain`.
life() {
    "$program" run scenarios/tutorial/05-siblings.json --replications 2 --trace --quiet --out "$work/traced" >"$work/out"
    "$program" run scenarios/tutorial/05-siblings.json --replications 2 --quiet --out "$work/none" >"$work/out"
    sed "s|WORK|$work|" "$ui/life.ui" >"$work/life.ui"
    play "$work/life.ui"
    SDL_VIDEODRIVER=dummy "$program" view "$work/traced" --screen life --lang en --dump-ui json >"$work/dump.json"
    grep -q '"id": "life:told:0"' "$work/dump.json" || fail "--screen life shows no life"
    for list in waited siblings; do
        child=$(sed -n -e 's/.*"id": "life:timeline".*"value": "\([^"]*\)".*/\1/p' "$work/$list.json")
        [ -n "$child" ] || fail "no child in $list.json"
        "$program" explain "$work/traced" --child "$child" --lang en >"$work/told.txt"
        sed -n 's/.*"id": "life:told:[0-9]*".*"label": "\([^"]*\)".*/\1/p' "$work/$list.json" >"$work/shown.txt"
        sed -e 1,2d -e '/^$/d' "$work/told.txt" | cmp - "$work/shown.txt" ||
            fail "the window tells another life of $child than explain: $(diff "$work/told.txt" "$work/shown.txt" | head -5)"
    done
}

# Exports are written, malformed files are refused.
files() {
    "$program" run scenarios/tutorial/08-two-regions.json --replications 2 --quiet --out "$work/a" >"$work/out"
    "$program" run scenarios/tutorial/09-what-if.json --replications 2 --quiet --out "$work/b" >"$work/out"
    "$program" run scenarios/tutorial/08-two-regions.json --replications 20 --suppress 5 --quiet --out "$work/few" >"$work/out"
    "$program" calibrate scenarios/countries/bulgaria.json --targets scenarios/countries/bulgaria-targets.csv \
        --holdout-from 2012 --quiet --out "$work/calibration" >"$work/out"
    cp -r "$work/a" "$work/cut"
    head -c 3000 "$work/a/indicators.csv" >"$work/cut/indicators.csv"
    mkdir "$work/empty"
    printf '{"format": 1, "id": ' >"$work/none.json"
    sed "s|WORK|$work|" "$ui/files.ui" >"$work/files.ui"
    play "$work/files.ui"
    for ending in png svg pdf csv; do
        ls "$HOMEWARD_HOME"/data/*/*."$ending" >/dev/null || fail "no $ending was written"
    done
    cmp "$work/a/results.xlsx" "$HOMEWARD_HOME"/data/export/*-minister-en.xlsx || fail "the tables are not beside the report"
    cmp "$work/a/manifest.json" "$HOMEWARD_HOME"/data/export/*-minister-en.manifest.json || fail "no record beside the report"
    report=$(ls "$HOMEWARD_HOME"/data/export/*-technical-*.html)
    grep -q "Left out by choice: Pathways; Costs" "$report" || fail "the report does not say what it leaves out"
    grep -q ">Capacity and waiting</h2>" "$report" || fail "a section is missing"
    if grep -Eq ">(Pathways|Costs)</h2>" "$report"; then fail "a section is there that was left out"; fi
    [ -f "$work/b/manifest.json" ] || fail "the results are gone"
}

# Tables of offices: what the window takes is what the command line writes, byte for byte.
tables() {
    head=Institution,Region,Type,Capacity,Children,Director
    printf '%s\nInfant home No. 1,Nth,Infant home,40,30,A. Secret\nLIGHTHOUSE,North,Child home,85,80,B. Secret\nBeacon,South,Child home,50,41,C. Secret\n' \
        "$head" >"$work/register.csv"
    printf '%s\nInfant home No. 1,Nth,Infant home,40,30,A. Secret\nLIGHTHOUSE,North,Child home,85,80,B. Secret\nBeacon,South,Child home,55,41,C. Secret\n' \
        "$head" >"$work/register_2027.csv"
    printf 'Region,Unusual,Children\nNorth,DR,30\n,DD,80\nSouth,DD,45\n' >"$work/children.csv"
    printf '{"format": 1, "kind": "institutions", "codes": {"region": {"Nth": "elsewhere"}}}\n' >"$work/other.json"
    printf '{"format": 1, "kind": "institutions",\n "columns": {"places": "Capacity"}}\n' >"$work/wrong.json"
    cp tests/import/opening/workers_plain/input.csv "$work/workers.csv"
    printf 'Region,Type,Capacity,Name\nNorth,\304\326,5,N\304rd\n' >"$work/short.csv"
    python3 "$ui/register_workbook.py" "$work/Sheets.XLSX" 10
    { # long enough to be stopped
        echo "Child,Date of birth,Start,End,Setting"
        awk 'BEGIN { for (i = 0; i < 400000; i++) printf "K%d,2010-05-01,2020-03-01,2024-01-10,foster care\n", i }'
    } >"$work/long.csv"
    sed "s|WORK|$work|" "$ui/tables.ui" >"$work/tables.ui"
    play "$work/tables.ui"
    by_command_line
    killed_after_taking
}

# What was taken comes back as a whole: of a register no single edit is right alone.
killed_after_taking() {
    printf '%s\n' "lang en" "open tests/import/opening/base.json" "drop $work/register_2027.csv" \
        'wait-for result:places "190 > 180"' "click import:take" "wait-for import:status" kill >"$work/killed.ui"
    play "$work/killed.ui"
    printf '%s\n' "screen home" "click home:recover" "screen assumptions" "click topic:institutions" \
        "expect input:/institutions/beacon/capacity 55" "expect-no-text Sunrise" >"$work/recovered.ui"
    play "$work/recovered.ui"
}

# same KIND FILE FOLDER OPTIONS...: the folder that the window wrote is the command line's own.
same() {
    kind=$1 file=$2 folder=$3
    shift 3
    "$program" --lang en import "$kind" "$file" "$@" --out "$imports/by_command" >"$work/out"
    diff -r "$imports/by_command" "$imports/$folder" || fail "import $kind in the window is not the command line's"
    mv "$imports/by_command" "$imports/command_$folder"
}

by_command_line() {
    imports=$HOMEWARD_HOME/data/imports mappings=$HOMEWARD_HOME/data/mappings
    same institutions "$work/register.csv" two_regions --onto tests/import/opening/base.json \
        --mapping "$mappings/institutions-register.json"
    same stock "$work/children.csv" two_regions_2 --onto "$imports/command_two_regions/two_regions.json" \
        --mapping "$mappings/stock-children.json"
    same workforce "$work/workers.csv" two_regions_3 --onto "$imports/command_two_regions_2/two_regions.json" \
        --mapping "$mappings/workforce-workers.json"
    same episodes tests/import/episodes/russian.csv russian --from 2019 --to 2021
    data=tests/import/episodes/ssda903
    "$program" --lang en import episodes "$data/header.csv" "$data/episodes.csv" --preset ssda903 \
        --from 2022 --to 2023 --out "$imports/by_command" >"$work/out"
    diff -r "$imports/by_command" "$imports/episodes" || fail "the English return in the window is not the command line's"
    python3 - "$work/saved.json" "$imports/two_regions_3/two_regions.json" <<'END'
import json, sys
saved, imported = (json.load(open(path)) for path in sys.argv[1:])
for scenario in saved, imported:
    for key in "id", "name", "$schema":
        scenario.pop(key, None)
assert saved == imported, "what the window saved is not what it showed"
END
}

case $case in
layouts | figures | files | life | pathways | compare | tables) "$case" ;;
session | steps | optimise) play "$ui/$case.ui" ;;
edit)
    sed 's/"rate_per_year": 0.25/"rate_per_year": {"value": 0.25, "uncertain": {"uniform": [0.2, 0.3]}}/' \
        scenarios/tutorial/01-stock-and-exits.json >"$work/uncertain.json"
    sed "s|WORK|$work|" "$ui/edit.ui" >"$work/edit.ui"
    play "$work/edit.ui"
    ;;
import)
    mkdir -p build
    printf 'pointer,value\n/horizon/years,7\n/horizon/yeers,8\n/horizon/years,many\n' >"$work/rows.csv"
    printf 'pointer;value\n/horizon/years;6\n/regions/valley/population_0_17;12,345\n' >"$work/unclear.csv"
    python3 - "$work/register.csv" <<'END'
import sys
text = ("Учреждение;Число мест;Фамилия;Дата закрытия;Цвет\n"
        "Селмар: дом ребёнка;111;Иванов;31.12.2031;синий\n"
        "ostrel_infant_home;12,5;Петров;н/д;синий\n"
        "нет такого;5;;;\n")
open(sys.argv[1], "wb").write(text.encode("cp1251"))
END
    python3 "$ui/register_workbook.py" "$work/Register.XLSX"
    head -c 700 "$work/Register.XLSX" >"$work/cut.xlsx"
    sed "s|WORK|$work|" "$ui/import.ui" >"$work/import.ui"
    play "$work/import.ui"
    ;;
leaving)
    printf "{}" >"$work/other.json"
    printf '{"format": 1, "kind": "institutions",\n "columns": {"places": "Capacity"}}\n' >"$work/wrong.json"
    sed "s|WORK|$work|; s|LIBRARY|$HOMEWARD_HOME/data/library|" "$ui/leaving.ui" >"$work/leaving.ui"
    play "$work/leaving.ui"
    [ "$(cat "$work/other.json")" = "{}" ] || fail "another file was replaced unasked"
    [ -f "$HOMEWARD_HOME/data/autosave.json" ] || fail "what was to be kept is gone"
    python3 - "$HOMEWARD_HOME/data/library" <<'END'
import json, os, sys
folder = sys.argv[1]
saved = json.load(open(os.path.join(folder, "tutorial_02_prevention_plan.json"), encoding="utf-8"))
assert saved["name"] == "Eleven years, by hand", saved["name"]
assert saved["horizon"]["years"] == 12
assert os.path.exists(os.path.join(folder, saved["$schema"])), saved["$schema"]
text = open(os.path.join(folder, "beside.json"), encoding="utf-8").read()
assert '"extends": "tutorial_02_prevention_plan.json"' in text, text
assert '"coverage_share": 0.35' in text or '"value": 0.35' in text, text
assert len(text) < 600, text
END
    ;;
recover)
    play "$ui/crash.ui"
    [ -f "$HOMEWARD_HOME/data/autosave.json" ] || fail "the crash left no copy"
    play "$ui/recover.ui"
    [ ! -f "$HOMEWARD_HOME/data/autosave.json" ] || fail "a clean end left the copy"
    ;;
no_display)
    code=0
    "$program" view >"$work/out" 2>"$work/err" || code=$?
    [ "$code" -eq 5 ] || fail "without a display the code is $code, not 5"
    grep -q 'No display' "$work/err" || fail "it does not say why"
    "$program" view --screenshot "$work/home.png" || fail "a screenshot needs a display"
    [ -s "$work/home.png" ] || fail "no picture"
    ;;
real_window)
    if ! command -v Xvfb >/dev/null || ! command -v xdotool >/dev/null; then
        echo "skipped: Xvfb or xdotool is not installed"
        exit 77
    fi
    sh "$ui/real_window.sh" "$program" "$work"
    ;;
*) fail "unknown case $case" ;;
esac
