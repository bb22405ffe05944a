#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# bench prints one JSON object a line with full stops in its numbers, whatever the locale.
set -u
homeward=$1
lines=$("$homeward" bench hold --json 2>/dev/null) || exit 1
printf '%s\n' "$lines" | grep -c '^{"benchmark":"hold","events":[0-9]*,"seconds":[0-9.e-]*,.*}$' |
    grep -qx 4 || {
    echo "unexpected: $lines"
    exit 1
}
line=$("$homeward" bench import --size 0.01 --json 2>/dev/null) || exit 1
printf '%s\n' "$line" |
    grep -q '^{"benchmark":"import","events":[0-9]*,"seconds":[0-9.e-]*,"events_per_second":.*}$' || {
    echo "unexpected: $line"
    exit 1
}
"$homeward" bench mm2 --json >/dev/null 2>&1
[ $? -eq 2 ] || exit 1

