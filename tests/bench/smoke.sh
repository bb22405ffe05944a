#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every benchmark runs at a two-hundredth of its size and prints the keys below with
# values that make sense. Never a time: a busy machine must not fail a test.
set -u
homeward=$1
failed=0
complain() {
    echo "$1"
    failed=1
}
lines=$("$homeward" bench --size 0.005 --threads 2 --json 2>/dev/null) || {
    echo "homeward bench failed: $lines"
    exit 1
}
# how many lines of a benchmark have a key with a number in it
count() {
    printf '%s\n' "$lines" | grep "^{\"benchmark\":\"$1\"," | grep -c "\"$2\":[0-9.e+-]*[,}]"
}
expect() { # NAME LINES KEYS...
    name=$1
    wanted=$2
    shift 2
    for key in events seconds events_per_second "$@"; do
        found=$(count "$name" "$key")
        [ "$found" -eq "$wanted" ] || complain "$name: $found lines of $wanted have $key"
    done
}
national="in_care bytes_per_child peak_bytes threads child_years_per_second"
expect mm1 1 customers_per_second
expect hold 4 pending nanoseconds heap_nanoseconds
# shellcheck disable=SC2086 # a list of words
expect national 1 $national allocations
# shellcheck disable=SC2086
expect scale 3 $national scale
[ "$(count scale exponent)" -eq 1 ] || complain "scale: one line must have the exponent"
expect plan 5 regions quarters gap
# A program without pictures has no chart to time.
charts=$(printf '%s\n' "$lines" | grep -c '^{"benchmark":"chart",')
[ "$charts" -le 1 ] || complain "there must be one line of charts at most"
[ "$(printf '%s\n' "$lines" | wc -l)" -eq $((14 + charts)) ] ||
    complain "there must be fourteen lines beside that of charts"

value() { # KEY, of the national line
    printf '%s\n' "$lines" | sed -n "s/^{\"benchmark\":\"national\",.*\"$1\":\([0-9]*\).*/\1/p"
}
within() { # KEY LEAST MOST
    number=$(value "$1")
    { [ "${number:-0}" -ge "$2" ] && [ "${number:-0}" -le "$3" ]; } ||
        complain "national: $1 is $number, not $2 to $3"
}
within in_care 450 900
within threads 2 2
within events 400000 4000000
within entries_per_replication 2000 4500
within peak_bytes 1000000 4000000000
within allocations 0 20 # of a million events: the loop has none of its own
"$homeward" bench nation --json >/dev/null 2>&1
[ $? -eq 2 ] || complain "an unknown name must end with exit code 2"
[ "$failed" -eq 0 ] || printf '%s\n' "$lines"
exit "$failed"
