#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 'import episodes' from outside: files of the English return, whose numbers are counted by hand
# below; nothing of a child comes out; what is refused, and with which words and codes.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$root/tests/import/episodes/ssda903
failed=0

fail() {
    echo "$*"
    failed=1
}

# expect CODE TEXT ARGUMENTS...: exit code, and a text in what is printed
expect() {
    code=$1 text=$2
    shift 2
    "$homeward" --lang en "$@" >"$work/said" 2>&1
    found=$?
    [ "$found" -eq "$code" ] || fail "homeward $*: exit $found, not $code"
    grep -qF -- "$text" "$work/said" || fail "homeward $*: no '$text' in: $(cat "$work/said")"
    cat "$work/said" >>"$work/all_said"
}

has() { # has FILE LINE
    grep -qF -- "$2" "$1" || fail "$1 has no line: $2"
}

ssda903() { # ssda903 OUT MORE...
    out=$1
    shift
    expect 0 "Wrote '$out/" import episodes "$data/header.csv" "$data/episodes.csv" \
        --preset ssda903 --from 2022 --to 2023 --out "$out" "$@"
}

# ---- counted by hand ----
# In care at the end of 2021: children 101 and 104. In 2022 four come (102, 105, 106, 108), one
# goes home in July and is back in October (105). In 2023 one is adopted (102), one turns 18 and
# leaves (104). 103 is on short breaks, 107 has no date of birth, 109 ends before it begins.
ssda903 "$work/a" --start 2022
quality=$work/a/data_quality.md
has "$quality" '| 2022 | 2 | 4 | 1 | 1 | 6 |'
has "$quality" '| 2023 | 6 | 0 | 0 | 2 | 4 |'
# Foster care: 59, 303, 181, 443 and 610 days of 101, 102, twice 105, and 106: 1,596 / 365.25.
has "$quality" '| foster_care | home | 1 | 4.4 |'
has "$quality" '| foster_care | childrens_home | 1 | 4.4 |'
has "$quality" '| placed_for_adoption | adopted | 1 | 0.5 |'
# The overlap of 108 ends the children's home on 1 August: 212 days, and 671 of 101.
has "$quality" '| childrens_home | kinship_foster | 1 | 2.4 |'
has "$quality" '1 row is left out because its code says so'
has "$quality" '1 row ends before it begins and is left out: 16.'
has "$quality" '1 row overlaps the next one of the same child and is cut where that begins: 14.'
has "$quality" '1 row is of children without a date of birth and is left out: 13.'
has "$work/a/targets.csv" 'stock,stock,childrens_home foster_care '
"$homeward" validate --quiet "$work/a/episodes.json" >"$work/said" 2>&1 || fail "not valid: $(cat "$work/said")"

# The two files in the other order, and the start after the window: no targets.
expect 0 "Next: homeward run" import episodes "$data/episodes.csv" "$data/header.csv" \
    --preset ssda903 --from 2022 --to 2023 --name later --out "$work/b"
[ ! -e "$work/b/targets.csv" ] || fail "targets of years that the scenario does not have"
grep -q '"start": "2024-01-01"' "$work/b/later.json" || fail "the scenario does not start in 2024"

# A second import gives the same bytes: no salt, no time of day is in them.
ssda903 "$work/c" --start 2022
for name in episodes.json targets.csv data_quality.md data_quality.json; do
    cmp "$work/a/$name" "$work/c/$name" || fail "two imports differ"
done

# Usual Russian headings and words, days and semicolons: two in care, three come and one comes
# back, two leave, then two more; a gap of 19 days is bridged. Homes stay apart by their names.
expect 0 "Wrote" import episodes "$root/tests/import/episodes/russian.csv" --from 2022 --to 2023 \
    --start 2022 --out "$work/w"
has "$work/w/data_quality.md" '| 2022 | 2 | 3 | 1 | 2 | 4 |'
has "$work/w/data_quality.md" '| 2023 | 4 | 0 | 0 | 2 | 2 |'
has "$work/w/data_quality.md" '| dom_rebenka | adopted | 1 | 0.8 |'
has "$work/w/data_quality.md" '1 row follows a gap of 2 to 30 days'
grep -q '"name": "Север"' "$work/w/russian.json" || fail "a region has lost its name"

# ---- whatever the order of the rows ----
# Stays that contradict each other, spellings, births and sexes that differ, two rows that differ
# in their setting alone: the last row first gives the same scenario and the same targets.
# Returns home of 2017, 2019 and 2021 have years without any between them; the stay that ends on
# the first day of the window, and the one of no day, have exits without a day before them.
cat >"$work/mixed.csv" <<'END'
Child,Birth,Sex,Disability,Begin,End,Setting,Exit,Reason,Region
QK1,2010-05-01,m,none,2016-01-10,2017-03-01,Foster care,home,Neglect,Old town
QK2,2012-05-01,f,,2016-02-10,2019-03-01,FOSTER CARE,home,neglect,old town
QK3,2013-07-01,m,,2018-02-10,2021-03-01,Group home,home,Illness,Hills
QK3,2013-06-01,f,severe,2018-02-10,2021-03-01,Orphanage,home,Violence,Hills
QK3,2013-07-01,m,,2021-06-01,2021-09-01,Orphanage,,Illness,Hills
QK3,2013-07-01,m,,2021-06-01,2021-09-01,Orphanage,home,Illness,Hills
QK4,2014-05-01,f,,2020-01-10,2021-01-01,institution/infant_home,other/guardianship,Neglect,Hills
QK5,2014-05-01,f,,2021-04-05,2021-04-05,supported_independent,other/guardianship,Neglect,Hills
QK6,2014-05-01,f,,2021-05-10,,Foster care,,Neglect,Hills
QK6,2014-05-01,f,,2021-06-10,2021-09-10,Group home,adopted,Neglect,Hills
QK7,2014-05-01,f,,2021-05-10,,Foster care,,Neglect,Old town
QK8,2015-05-01,f,,2021-05-10,,left_out,,Neglect,Old town
END
{ head -n 1 "$work/mixed.csv" && tail -n +2 "$work/mixed.csv" | tac; } >"$work/turned.csv"
mkdir -p "$work/turned"
expect 0 "Wrote" import episodes "$work/mixed.csv" --from 2021 --to 2021 --start 2022 --out "$work/m"
mv "$work/turned.csv" "$work/turned/mixed.csv"
expect 0 "Wrote" import episodes "$work/turned/mixed.csv" --from 2021 --to 2021 --start 2022 --out "$work/t"
cmp "$work/m/mixed.json" "$work/t/mixed.json" || fail "the order of rows changes the scenario"
tr -d ' \n' <"$work/m/mixed.json" >"$work/flat"
has "$work/flat" '"returns":{"2021":2,"2020":0,"2019":1,"2018":0,"2017":1}'
has "$work/m/data_quality.md" '1 child has more than one month of birth'
has "$work/m/data_quality.md" '| infant_home | guardianship | 1 | 0 | 731 |'
rm -rf "$work/mixed.csv" "$work/turned"

# ---- small numbers ----
# Four come to each of five settings: under --suppress 5 none is told, but all still come to one.
{
    echo 'child,birth,begin,end,setting,exit,reason'
    for setting in foster kinship institution sgh 'emergency foster'; do
        for month in 2 3 4 5; do
            echo "QK$setting$month,2015-01-10,2021-0$month-11,,$setting,,Neglect"
            echo "QK$setting-$month,2015-01-10,2017-0$month-11,2021-0$month-02,$setting,home,Neglect"
            echo "QK$setting+$month,2015-01-10,2017-0$month-11,2021-0$month-03,$setting,home,Neglect"
        done
    done
} >"$work/few.csv"
expect 0 "Wrote" import episodes "$work/few.csv" --from 2021 --to 2021 --suppress 5 --out "$work/f"
tr -d ' \n' <"$work/f/few.json" >"$work/flat"
rest=$(for setting in emergency_foster foster institution kinship sgh; do printf '"%s":{"value":0.2},' "$setting"; done)
has "$work/flat" "\"first_placements\":{\"all_ages\":{${rest%,}}"
# 50, 20 and 3 in care, each setting with a region of its own: report, scenario and targets hide the 3 behind the same number, and
# no target of a setting is left to be taken from the total.
{
    echo 'child,birth,begin,end,setting,exit,reason,region'
    for setting in foster:50 kinship:20 sgh:3; do
        seq "${setting#*:}" | sed "s/.*/QK${setting%:*}&,2015-01-10,2020-02-11,,${setting%:*},,Neglect,of ${setting%:*}/"
        seq 6 | sed "s/.*/QK${setting%:*}-&,2015-01-10,2018-02-11,2021-03-02,${setting%:*},home,Neglect,of ${setting%:*}/"
    done
} >"$work/few.csv"
for start in 2022 2020; do
    expect 0 "Wrote" import episodes "$work/few.csv" --from 2020 --to 2021 --start "$start" --suppress 5 --force \
        --out "$work/f"
    [ "$start" = 2020 ] || has "$work/f/data_quality.md" '| foster | 53 |'
    [ "$start" = 2020 ] || has "$work/f/few.json" '"foster": 53'
done
# Stand-in populations are in the proportion of entries: 50, and 23 in equal parts.
[ "$(grep -c '"value": 15753' "$work/f/few.json")" = 2 ] || fail "the populations tell how many came from a region"
has "$work/f/targets.csv" 'stock_foster,stock,foster,,,2021,50'
if grep -q 'stock_kinship' "$work/f/targets.csv"; then
    fail "the total less the targets tells that 3 are in small group homes"
fi
# A column of names is no column of regions.
echo '{"format": 1, "kind": "episodes", "columns": {"region": "kid"}}' >"$work/names.json"
sed '1s/$/,kid/; 2,$s/^\([^,]*\)\(.*\)/\1\2,\1/' "$work/few.csv" >"$work/kids.csv"
expect 3 "it may hold names" import episodes "$work/kids.csv" --mapping "$work/names.json" --from 2021 --to 2021 \
    --out "$work/x"
# A file without headings: what stands in its first row is not offered for one.
tail -n +2 "$work/few.csv" >"$work/bare.csv"
echo '{"format": 1, "kind": "episodes", "columns": {"birth": "2015-01-01"}}' >"$work/names.json"
expect 3 "no column '2015-01-01'." import episodes "$work/bare.csv" --mapping "$work/names.json" --from 2021 \
    --to 2021 --out "$work/x"
grep -qF '2015-01-10' "$work/said" && fail "a date of birth was said"
rm -f "$work/few.csv" "$work/kids.csv" "$work/bare.csv" "$work/names.json"

# In Russian.
expect 0 "замечани" --lang ru import episodes "$data/header.csv" "$data/episodes.csv" \
    --preset ssda903 --from 2022 --to 2023 --out "$work/r"
has "$work/r/data_quality.md" 'На что посмотреть'

# ---- what is refused ----
sed 's#23/05/2010#05/23/2010#' "$data/header.csv" >"$work/month.csv"
expect 3 "Column 'DOB': a month above 12" import episodes "$work/month.csv" "$data/episodes.csv" \
    --preset ssda903 --from 2022 --to 2023 --out "$work/x"
sed 's#27/01/2022#27/01/22#' "$data/header.csv" >"$work/digits.csv"
expect 3 "two digits" import episodes "$work/digits.csv" "$data/episodes.csv" \
    --preset ssda903 --from 2022 --to 2023 --out "$work/x"
sed 's/,U4,/,Q9,/' "$data/episodes.csv" >"$work/codes.csv"
expect 3 "it is not known what 'Q9' means (2 rows)" import episodes "$data/header.csv" \
    "$work/codes.csv" --preset ssda903 --from 2022 --to 2023 --out "$work/x"
printf '%s' '{"format": 1, "kind": "episodes", "codes": {"setting": {"Q9": "foster/trial"}}}' \
    >"$work/map.json"
expect 0 "Wrote" import episodes "$data/header.csv" "$work/codes.csv" --preset ssda903 --mapping \
    "$work/map.json" --from 2022 --to 2023 --out "$work/q"
grep -q '"trial"' "$work/q/codes.json" || fail "the mapping's setting is not there"
expect 3 "have a column of beginnings" import episodes "$data/episodes.csv" \
    "$data/episodes.csv" --preset ssda903 --from 2022 --to 2023 --out "$work/x"
expect 3 "Nobody is in care" import episodes "$data/header.csv" "$data/episodes.csv" \
    --preset ssda903 --from 1990 --to 1991 --out "$work/x"
expect 3 "nothing can be told of them" import episodes "$data/header.csv" "$data/episodes.csv" \
    --preset ssda903 --from 2022 --to 2023 --suppress 5 --out "$work/x"
expect 2 "needs --to" import episodes "$data/header.csv" --from 2022 --out "$work/x"
expect 2 "--start is later" import episodes "$data/header.csv" --from 2022 --to 2023 --start 2025 \
    --out "$work/x"
expect 2 "--country" import episodes "$data/header.csv" --from 2022 --to 2023 --country ABC \
    --out "$work/x"
expect 2 "cannot name a scenario" import episodes "$data/header.csv" --from 2022 --to 2023 \
    --name "Not an id" --out "$work/x"
[ ! -e "$work/x" ] || fail "something is left of a refused import"

# ---- nothing of a child comes out ----
# Keys, names, postcodes, and days of birth in any spelling; the months of birth neither.
rm -f "$work/month.csv" "$work/digits.csv" "$work/codes.csv" "$work/map.json"
if grep -rE 'QK70|Testperson|ZZ9|UN1|Р-10' "$work"; then
    fail "a key, a name or a postcode came out"
fi
for day in 23/05/2010 27/01/2022 28/06/2005 29/08/2014 24/09/2016 25/11/2011 22/12/2013; do
    iso=$(echo "$day" | sed 's#\(..\)/\(..\)/\(....\)#\3-\2-\1#')
    month=${iso%-*}
    [ "$month" != 2022-01 ] || month=$iso # the month in which the window begins
    if grep -rF -e "$day" -e "$iso" -e "$month" "$work"; then
        fail "a date of birth came out"
    fi
done
exit "$failed"
