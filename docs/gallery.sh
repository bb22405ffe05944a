#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The pictures of GALLERY.md, from the real commands: gallery.sh HOMEWARD REPOSITORY WORK_FOLDER
set -eu
homeward=${1:?usage: gallery.sh HOMEWARD REPOSITORY WORK_FOLDER}
root=${2:?}
work=${3:?}
pictures=$root/docs/images/gallery
mkdir -p "$work" "$pictures"
for scenario in demo/baseline demo/family_first demo/fast_closure countries/bulgaria; do
    "$homeward" run "$root/scenarios/$scenario.json" --replications 20 --quiet --force \
        --out "$work/$(basename "$scenario")" >/dev/null
done
"$homeward" run "$root/scenarios/demo/family_first.json" --replications 1 --trace --quiet --force \
    --out "$work/traced" >/dev/null
draw() { # NAME RESULTS KIND OPTIONS...
    name=$1
    results=$2
    kind=$3
    shift 3
    "$homeward" --quiet chart "$work/$results" "$kind" --width 960 --height 600 \
        --out "$pictures/$name.png" "$@"
}
base="--baseline $work/baseline"
# shellcheck disable=SC2086
{
    draw fan family_first fan --lang en $base
    draw fan-ru-dark family_first fan --lang ru --theme dark $base
    draw sankey family_first sankey --lang en
    draw sankey-difference family_first sankey --lang en --view difference $base
    draw sankey-ru-print family_first sankey --lang ru --theme print
    draw shares family_first shares --lang en
    draw multiples family_first multiples --lang en $base
    draw indicators-ru family_first multiples --by indicator --lang ru $base
    draw heatmap family_first heatmap --lang en
    draw heatmap-ru-dark fast_closure heatmap --resource unplaced --lang ru --theme dark
    draw gaps family_first gaps --lang en
    draw waits family_first waits --lang en
    draw closures family_first closures --lang en
    draw costs family_first costs --lang en $base
    draw cumulative family_first cumulative --lang en $base
    draw waterfall-ru family_first waterfall --lang ru $base
    draw life traced life --lang en
    draw backtest bulgaria backtest --lang en --theme high-contrast
}
