#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Laws of the model seen from outside, each in a system small enough to know the answer: figures
# of the results folder against figures worked out by hand. The scenarios are in laws/.
set -u
homeward=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
. "$root/tests/cli/expect.sh"

# simulate NAME ARGUMENT...: laws/NAME.json into the folder NAME.
simulate() {
    name=$1
    shift
    "$homeward" run "$root/tests/cli/laws/$name.json" --quiet --no-workbook --force \
        --progress none --out "$name" "$@" >/dev/null || fail "$name does not run"
}

# column FILE NAME: its number in the header, from 1.
column() {
    head -n 1 "$1" | tr ',' '\n' | grep -n "^$2\$" | cut -d: -f1
}

# between VALUE LOW HIGH WHAT
between() {
    awk -v x="$1" -v low="$2" -v high="$3" 'BEGIN { exit !(x != "" && x >= low && x <= high) }' ||
        fail "$4: '$1', expected $2 to $3"
}

# moves FOLDER EVENT DATE: how many lines of the trace.
moves() {
    gzip -dc "$1/trace.csv.gz" | awk -F, -v event="$2" -v day="$3" \
        '$4 == event && (day == "" || $3 == day)' | wc -l
}

# indicator FOLDER NAME START END COLUMN: of all children of the nation, or everybody.
indicator() {
    awk -F, -v name="$2" -v from="$3" -v to="$4" -v c="$(column "$1/indicators.csv" "$5")" \
        '$2 == name && $3 == "all" && $5 == "all" && $6 != "18_plus" && $7 == "all" &&
         $8 == "all" && $9 == "all" && $10 == from && $11 == to { print $c }' \
        "$1/indicators.csv"
}

# money FOLDER LINE CLASS START END
money() {
    awk -F, -v line="$2" -v kind="$3" -v from="$4" -v to="$5" \
        '$2 == line && $4 == kind && $6 == "all" && $7 == "all" && $8 == from && $9 == to {
            print $12; exit }' "$1/costs.csv"
}

# --- frailty: what happens in six years does not depend on how long the run goes on, and slow
# leavers leave late: 96 of 2,000 go home in the sixth year (mixture over Z, integrated)
simulate frailty --replications 1 --set horizon.years=9
grep -v ',203[2-9]-' frailty/flows.csv >long
simulate frailty --replications 1
cmp -s long frailty/flows.csv || fail "a longer horizon changes the years before"
between "$(awk -F, '$2 == "all" && $3 == "fo" && $5 == "home" && $7 == "2031-01-01" &&
    $8 == "2031-12-31" { print $10; exit }' frailty/flows.csv)" 66 126 "home in the sixth year"

# --- frailty of brothers and sisters: the first year's exits are those without frailty: 1,264
# leave at 1 a year or turn 18, of whom 1,234 go home
for theta in 0 2; do
    simulate frailty_siblings --replications 20 --set "policies.placement_frailty=$theta"
    between "$(indicator frailty_siblings K7r_exits_home 2026-01-01 2026-12-31 mean)" 1200 1260 \
        "home in the first year, at a variance of $theta"
done

# --- residents unlike all entrants: 2,000 with a severe disability, which nobody enters with,
# came like the others, as infants (6.5 to 12 years ago) and a quarter for the reason q, whose
# children alone go home, 5 a year
simulate unlike_entrants --replications 1 --trace
between "$(gzip -dc unlike_entrants/trace.csv.gz | awk -F, '$4 == "start" { n++; sum += $18 }
    END { print sum / n }')" 8.5 9.5 "mean stay of residents who came as infants, years"
between "$(moves unlike_entrants home '')" 430 560 "who came for one of two reasons"
simulate unlike_entrants --replications 1 --trace --set reasons.p.children_per_year=0 \
    --set reasons.q.children_per_year=0
between "$(moves unlike_entrants home '')" 910 1080 "who came for either reason, where none enters"

# --- legal freedom: of 20,000 in foster care half were free when they came, and adoption at 0.1 a
# year took of these first; S(u) of the stationary law, integrated: 629 are adopted in a year
simulate legally_free --replications 4
between "$(awk -F, '$2 == "all" && $3 == "fo" && $5 == "adopted" && $8 == "2026-12-31" {
    print $10; exit }' legally_free/flows.csv)" 590 668 "adopted in the first year"

# --- re-entry: the hazard doubles when monitoring ends; nobody comes back at that instant
simulate monitored --replications 1 --trace
gzip -dc monitored/trace.csv.gz | awk -F, '$4 == "home" && !($5 in home) { home[$5] = $2 }
    $4 == "reentry" && !($5 in back) { print $2 - home[$5]; back[$5] = 1 }' >days # the first
between "$(awk '$1 == 182' days | wc -l)" 0 12 "re-entries on the day monitoring ends"
between "$(awk '$1 < 365' days | wc -l)" 500 630 "re-entries within a year (562 expected)"

# --- home pool: 2,000 went home in each of 2025 and 2026, those of 2026 until the start on 1 October
# count; at 0.4 a year for a year 166 of the last year's come back after 1 January (integrated)
simulate returned --replications 20
between "$(indicator returned K6_reentries 2027-01-01 2027-09-30 mean)" 154 178 \
    "re-entries of those who went home before a start in mid-year"

# --- suitability: 0, 0.4 from 1 March 2027, 1 a year later; the child's own draw decides
simulate suitable --replications 1 --trace
between "$(moves suitable move 2027-03-01)" 730 870 "moves when foster care suits 0.4"
between "$(($(moves suitable move 2027-03-01) + $(moves suitable move 2028-03-01)))" 2000 2000 \
    "moves on the two dates"
simulate suitable_by_years --replications 1 --trace # in care from 11 January 2026
between "$(moves suitable_by_years move 2027-01-11)" 17 43 "moves after a year in care"
between "$(($(moves suitable_by_years move 2027-01-11) + \
    $(moves suitable_by_years move 2028-01-11)))" 60 60 "moves after one year and two"

# --- waits: nobody who asks in the last 59 days is followed for 90
simulate unseen --replications 20
[ "$(indicator unseen K10_placed_90d_share 2027-01-01 2027-02-28 n)" = 0 ] ||
    fail "a share after 90 days is told of 59"
[ "$(indicator unseen K10_placed_90d_share 2026-01-01 2026-12-31 n)" = 20 ] ||
    fail "a share after 90 days is not told of a year"

# --- siblings: three who would rather stay together, split after 100 days: two go to the family of
# two places, the third to a family of 1 September. Each child placed apart is an event
simulate apart --replications 1 --trace
[ "$(moves apart move 2026-05-12) $(moves apart move 2026-09-01)" = "2 1" ] ||
    fail "siblings split after 100 days do not move on their dates"
between "$(indicator apart C_split_groups 2026-07-01 2026-09-30 mean)" 1 1 "the third, placed apart"
[ "$(indicator apart C_split_groups 2026-04-01 2026-06-30 unit)" = events ] ||
    fail "children placed apart are counted as groups"

# --- money: 100 children, 50 leave on 15 February 2027, the day of the moratorium; 90,000 a
# quarter with 10% inflation: 90,000 x 1.1^(410/365.25) x 45/90 x 1/2
simulate money --replications 1
between "$(money money all double_running 2027-01-01 2027-03-31)" 25040.70 25040.72 \
    "double running of half a quarter"
between "$(money money o1 all 2026-01-01 2026-03-31)" 1000 1000 "what is paid on the first day"
between "$(money money o2 all 2027-01-01 2027-03-31)" 1099.93 1099.93 \
    "what is paid a month before its price rises"

# --- families: 25, 10 more on 1 April 2026, 40 more on 1 January 2027, 1,000 a year each
simulate families --replications 1
between "$(money families all_fam all 2026-01-01 2026-12-31)" 32511.97 32511.97 "families, 2026"
between "$(money families all_fam all 2027-01-01 2027-03-31)" 18480.49 18480.49 \
    "75 families for 90 days"

# --- adults: who leaves at 18 to the family has aged out; no return home
simulate adults --replications 1
total=0
for year in 2026 2027 2028 2029; do
    aged=$(indicator adults K7r_exits_aged_out $year-01-01 $year-12-31 mean)
    home=$(indicator adults K7r_exits_home $year-01-01 $year-12-31 mean)
    total=$((total + aged))
    [ "$home" = 0 ] || fail "$home go home in $year"
done
[ "$total" = 10 ] || fail "$total of 10 age out"
[ "$(awk -F, -v c="$(column adults/closures.csv closed_by_plan_share)" 'NR == 2 { print $c }' \
    adults/closures.csv)" = "" ] || fail "closed by plan, without a date in the plan"

# --- midnight: all leave big_house at the first instant of 2031; no time of that year is theirs
"$homeward" run "$root/scenarios/tutorial/11-double-running.json" --replications 2 --quiet \
    --no-workbook --out midnight >/dev/null || fail "tutorial 11 does not run"
[ "$(indicator midnight K2_institution_child_years 2031-01-01 2031-12-31 mean)" = 0 ] ||
    fail "child-years of nobody"
exit "$((failures > 0))"
