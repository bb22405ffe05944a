#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The report from outside: report.sh HOMEWARD ROOT WORK. Pages, tags, fonts, text in both scripts,
# and that its numbers are those of the tables.
set -eu
homeward=${1:?usage: report.sh HOMEWARD ROOT WORK}
root=${2:?}
work=${3:?}
fail() {
    echo "$1" >&2
    exit 1
}
for tool in pdfinfo pdftotext pdffonts qpdf; do
    command -v $tool >/dev/null || {
        echo "skipped: needs $tool"
        exit 77
    }
done
rm -rf "$work"
mkdir -p "$work"
bulgaria=$root/scenarios/countries/bulgaria.json
"$homeward" run "$bulgaria" --replications 3 --out "$work/run" --quiet >/dev/null
printf '{"format": 1, "id": "few", "name": {"en": "Fewer entries", "ru": "Меньше поступлений"}, "extends": "%s", "entries": {"female_share": 0.45}}' \
    bulgaria.json >"$work/few.json"
cp "$bulgaria" "$work/bulgaria.json"
"$homeward" run "$work/few.json" --replications 3 --out "$work/few" --quiet >/dev/null
if ! "$homeward" --lang en report "$work/run" --out "$work/x.pdf" --quiet 2>"$work/said"; then
    grep -q 'without charts' "$work/said" || fail "report: $(cat "$work/said")"
    exit 77
fi

check_pdf() { # FILE LEAST MOST
    qpdf --check "$1" >/dev/null 2>&1 || fail "$1: qpdf finds errors"
    pages=$(pdfinfo "$1" | sed -n 's/^Pages: *//p')
    [ "$pages" -ge "$2" ] && [ "$pages" -le "$3" ] || fail "$1: $pages pages, not $2 to $3"
    pdfinfo "$1" | grep -q '^Tagged: *yes' || fail "$1 is not tagged"
    pdfinfo "$1" | grep -q '^Title: *[^ ]' || fail "$1 has no title"
    qpdf --qdf --object-streams=disable "$1" "$work/plain.pdf" 2>/dev/null
    grep -aq '/Outlines' "$work/plain.pdf" || fail "$1 has no outline"
    pdffonts "$1" | sed 1,2d | grep -v ' yes yes yes ' && fail "$1: a font is not embedded with its text"
    pdftotext "$1" "$work/text.txt"
    grep -q "/ *$pages\$" "$work/text.txt" || fail "$1 has no page numbers"
}
says() { # what the last checked file says
    tr '\n' ' ' <"$work/text.txt" | grep -q "$1" || fail "the report does not say: $1"
}

"$homeward" --lang en report "$work/run" --audience minister --out "$work/m.pdf" --quiet
check_pdf "$work/m.pdf" 2 2
says 'In short'
says 'What is not modelled'
# The last year's median and range, as in indicators.csv.
row=$(grep ',K1r_residential_stock,all,origin,all,0_17,all,all,all,2014-01-01,2014-12-31,' "$work/run/indicators.csv")
median=$(echo "$row" | cut -d, -f21 | LC_ALL=C awk '{printf "%d,%03d", int($1 / 1000), int($1 % 1000 + 0.5)}')
says "9,533 at the start, $median"

"$homeward" --lang ru report "$work/few" --baseline "$work/run" --audience minister \
    --out "$work/ru.pdf" --quiet
check_pdf "$work/ru.pdf" 2 2
says 'Меньше поступлений'
says 'Что не моделируется'
grep -q '\.\.\.' "$work/text.txt" && fail "a sentence of the Russian report is cut"

"$homeward" --lang en report "$work/few" --baseline "$work/run" --out "$work/t.pdf" --quiet
check_pdf "$work/t.pdf" 8 12
for heading in 'Main results' Pathways 'Capacity and waiting' Costs 'Comparison with the baseline' \
    'Sensitivity and back-test' 'Assumptions and their sources' Method 'What is not modelled' Manifest; do
    says "$heading"
done
"$homeward" --lang ru report "$work/few" --baseline "$work/run" --out "$work/tr.pdf" --quiet
check_pdf "$work/tr.pdf" 8 12
says 'Допущения и их источники'
grep -Eq 'initial_stock|simulation' "$work/text.txt" && fail "a key of the file stands in the Russian report"

# What sensitivity wrote of the same scenario goes in by option; of another it is refused.
cat >"$work/sensitive.json" <<'END'
{"format": 1, "id": "sensitive", "extends": "few.json",
 "entries": {"female_share": {"value": 0.45, "uncertain": {"beta": [45, 55]}}}}
END
"$homeward" sensitivity "$work/sensitive.json" --draws 20 --points 0 --out "$work/sens" --quiet >/dev/null
if "$homeward" --lang en report "$work/few" --sensitivity "$work/sens" --out "$work/s.pdf" --quiet 2>"$work/err"; then
    fail "a report takes the sensitivity of another scenario"
fi
grep -q "is not of the scenario 'few'" "$work/err" || fail "the report does not say whose sensitivity it was given"
mkdir "$work/own_sens"
sed 's/^sensitive,/few,/' "$work/sens/sensitivity.csv" >"$work/own_sens/sensitivity.csv"
"$homeward" --lang en report "$work/few" --sensitivity "$work/own_sens" --out "$work/s.pdf" --quiet
check_pdf "$work/s.pdf" 6 12
says 'Each end is the mean of 2 runs'

# The table that another scenario's sensitivity left in the folder says nothing of these results.
cp "$work/sens/sensitivity.csv" "$work/few/"
"$homeward" --lang en report "$work/few" --out "$work/own.html" --quiet
grep -q 'Each end is the mean of' "$work/own.html" && fail "a report shows the sensitivity of another scenario"
sed 's/^sensitive,/few,/' "$work/sens/sensitivity.csv" >"$work/few/sensitivity.csv"
"$homeward" --lang en report "$work/few" --out "$work/own.html" --quiet
grep -q 'Each end is the mean of' "$work/own.html" || fail "a report lacks the sensitivity in its own folder"
rm "$work/few/sensitivity.csv"

# No heading is the last line of a page: below the last heading of each page stands more text.
pages=$(pdfinfo "$work/t.pdf" | sed -n 's/^Pages: *//p')
page=1
while [ "$page" -le "$pages" ]; do
    pdftotext -layout -f $page -l $page "$work/t.pdf" - | grep -v '^ *$' | tail -n 2 | head -n 1 |
        grep -Eq '^ *(Pathways|Costs|Regions|Method|Manifest|Main results|Capacity and waiting)$' &&
        fail "page $page ends with a heading"
    page=$((page + 1))
done

# The same call gives the same bytes.
"$homeward" --lang en report "$work/run" --audience minister --out "$work/again.pdf" --quiet
cmp -s "$work/m.pdf" "$work/again.pdf" || fail "two reports of one run differ"

# HTML: one file that fetches nothing, every picture with ids of its own.
"$homeward" --lang ru report "$work/few" --baseline "$work/run" --out "$work/r.html" --quiet
grep -q '<html lang="ru">' "$work/r.html" || fail "the HTML names no language"
grep -Eq '(src|href)="(https?:)?//' "$work/r.html" && fail "the HTML fetches something"
double=$(grep -o ' id="[^"]*"' "$work/r.html" | sort | uniq -d | head -n 1)
[ -z "$double" ] || fail "the HTML has an id twice: $double"
grep -q 'Диаграмма словами' "$work/r.html" || fail "the HTML has no words beside its charts"

# Another seed cannot be compared.
"$homeward" run "$bulgaria" --replications 3 --seed 2 --out "$work/other" --quiet >/dev/null
if "$homeward" --lang en report "$work/run" --baseline "$work/other" --out "$work/y.pdf" 2>"$work/said"; then
    fail "a baseline of another seed was accepted"
fi
grep -qi 'seed' "$work/said" || fail "no reason given: $(cat "$work/said")"
if "$homeward" --lang en chart "$work/run" fan --baseline "$work/other" --out "$work/y.svg" 2>"$work/said"; then
    fail "a chart has a baseline of another seed"
fi
grep -qi 'seed' "$work/said" || fail "no reason given: $(cat "$work/said")"
