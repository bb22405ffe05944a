#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The pictures of GALLERY.md, from the real commands: gallery.sh HOMEWARD REPOSITORY WORK_FOLDER
# Takes some ten minutes. Report pages need pdftoppm; pngquant, if there, makes pictures smaller.
set -eu
homeward=${1:?usage: gallery.sh HOMEWARD REPOSITORY WORK_FOLDER}
root=${2:?}
work=${3:?}
pictures=$root/docs/images/gallery
mkdir -p "$work" "$pictures"
rm -rf "$work/scenarios"
cp -r "$root/scenarios" "$work/scenarios"
# A scenario whose inputs are known as ranges, for the tornado.
cat >"$work/scenarios/tutorial/uncertain.json" <<'END'
{"format": 1, "id": "uncertain", "extends": "13-carer-pipeline.json",
 "name": {"en": "A campaign, with inputs known as ranges", "ru": "Кампания при неточных исходных данных"},
 "reasons": {"neglect": {"children_per_year": {"value": 60, "uncertain": {"normal": [60, 6]}}}},
 "carers": {"families": {"recruitment": {
   "enquiries_per_year": {"value": 120, "uncertain": {"gamma": [16, 120]}},
   "campaign_response_per_year": {"value": 250, "uncertain": {"lognormal": [250, 0.4]}},
   "willing_households": {"value": 600, "uncertain": {"uniform": [400, 800]}}}}}}
END
run() { # NAME SCENARIO OPTIONS...
    name=$1
    scenario=$2
    shift 2
    "$homeward" run "$work/scenarios/$scenario" --quiet --force --out "$work/$name" "$@" >/dev/null
}
for scenario in baseline family_first fast_closure; do
    run $scenario demo/$scenario.json --replications 20
done
run traced demo/family_first.json --replications 1 --trace
run bulgaria countries/bulgaria.json --replications 20
run uncertain tutorial/uncertain.json --replications 20
"$homeward" sensitivity "$work/scenarios/tutorial/uncertain.json" --replications 20 --draws 40 --points 0 \
    --quiet --force --out "$work/sensitivity" >/dev/null
"$homeward" optimize "$work/scenarios/tutorial/14-closure.json" --replications 0 --quiet --out "$work/plan" \
    --apply "$work/scenarios/tutorial/planned.json" >/dev/null
run planned tutorial/planned.json --replications 20
"$homeward" calibrate "$work/scenarios/countries/bulgaria.json" --holdout-from 2012 --quiet --force \
    --targets "$work/scenarios/countries/bulgaria-targets.csv" --out "$work/calibration" >/dev/null

smaller() { # FILE
    command -v pngquant >/dev/null || return 0
    pngquant --force --strip --speed 1 --output "$1" 64 "$1"
}
draw() { # NAME RESULTS KIND OPTIONS...
    name=$1
    results=$2
    kind=$3
    shift 3
    "$homeward" --quiet chart "$work/$results" "$kind" --force --width 960 --height 600 \
        --out "$pictures/$name.png" "$@"
    smaller "$pictures/$name.png"
}
base="--baseline $work/baseline"
# shellcheck disable=SC2086
{
    draw fan family_first fan --lang en $base
    draw fan-ru-dark family_first fan --lang ru --theme dark $base
    draw fan-uncertain uncertain fan --lang en
    draw sankey family_first sankey --lang en
    draw sankey-difference family_first sankey --lang en --view difference $base
    draw sankey-ru-print family_first sankey --lang ru --theme print
    draw shares family_first shares --lang en
    draw shares-ru-contrast family_first shares --lang ru --theme high-contrast
    draw multiples family_first multiples --lang en $base
    draw indicators-ru family_first multiples --by indicator --lang ru $base
    draw heatmap family_first heatmap --lang en
    draw heatmap-hours fast_closure heatmap --resource social_worker --lang en
    draw heatmap-ru-dark fast_closure heatmap --resource unplaced --lang ru --theme dark
    draw gaps family_first gaps --lang en
    draw waits family_first waits --lang en
    draw waits-ru-dark fast_closure waits --lang ru --theme dark
    draw closures family_first closures --lang en
    draw closures-ru-print family_first closures --lang ru --theme print
    draw costs family_first costs --lang en $base
    draw costs-ru-dark family_first costs --lang ru --theme dark $base
    draw cumulative family_first cumulative --lang en $base
    draw waterfall-ru family_first waterfall --lang ru $base
    draw tornado uncertain tornado --lang en --sensitivity "$work/sensitivity"
    draw tornado-ru-dark uncertain tornado --lang ru --theme dark --sensitivity "$work/sensitivity"
    draw plan planned plan --lang en --plan "$work/plan"
    draw life traced life --lang en
    draw life-ru-print traced life --lang ru --theme print
    draw backtest bulgaria backtest --lang en --theme high-contrast
    draw backtest-ru bulgaria backtest --lang ru
    draw fit calibration fit --lang en
    draw unexplained-ru-dark calibration unexplained --lang ru --theme dark
    draw holdout calibration holdout --lang en
    draw ../bulgaria-fan bulgaria fan --lang en # of README
}

# The window: an office's register, with a word that is asked about.
LC_ALL=C sed -e '2s/;110;/;95;/' -e '3s/;75;/;60;/' -e '4s/;[^;]*;/;Hald. obl.;/' \
    "$root/tests/import/demo_tables/register.csv" >"$work/register.csv"
cat >"$work/import.ui" <<END
size 1400 900
lang en
open scenarios/demo/baseline.json
drop register.csv
wait-for import:word:0
shot $pictures/import.png
click import:word:0
text halden
key Tab
key Enter
wait-for result:places
lang ru
theme dark
shot $pictures/import-ru-dark.png
END
# From within the folder, so that the pictures show no path of the machine.
(cd "$work" && HOMEWARD_HOME=$work/home SDL_VIDEODRIVER=dummy "$homeward" view --ui-script import.ui)
smaller "$pictures/import.png"
smaller "$pictures/import-ru-dark.png"

command -v pdftoppm >/dev/null || exit 0
page() { # NAME REPORT PAGE
    pdftoppm -r 72 -f "$3" -l "$3" -png -singlefile "$work/$2.pdf" "$pictures/$1"
    smaller "$pictures/$1.png"
}
for language in en ru; do
    "$homeward" --quiet --lang $language report "$work/family_first" --baseline "$work/baseline" \
        --audience minister --out "$work/minister-$language.pdf"
    page report-minister-$language-1 minister-$language 1
    page report-minister-$language-2 minister-$language 2
done
"$homeward" --quiet --lang en report "$work/family_first" --baseline "$work/baseline" \
    --sensitivity "$work/sensitivity" --out "$work/technical.pdf"
page report-technical-3 technical 3
page report-technical-7 technical 7
