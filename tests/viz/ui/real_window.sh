#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# real_window.sh PROGRAM WORK: a window with real X events opens, runs, idles and closes.
set -eu
program=$1
work=$2
# the server chooses a number that nobody has, and stays when a client leaves (it would reset)
Xvfb -noreset -displayfd 3 -screen 0 1600x1000x24 3>"$work/display" >"$work/xvfb" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
tries=0
until [ -s "$work/display" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || { echo "no X server"; cat "$work/xvfb"; exit 1; }
    sleep 0.1
done
DISPLAY=:$(cat "$work/display")
export DISPLAY
tries=0
until xdotool getdisplaygeometry >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "no X server"; exit 1; }
    sleep 0.1
done
"$program" view scenarios/demo/baseline.json 2>"$work/err" &
view=$!
tries=0
until window=$(xdotool search --onlyvisible --class '.*' 2>/dev/null | head -n 1) && [ -n "$window" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || { echo "no window"; cat "$work/err"; exit 1; }
    sleep 0.1
done
sleep 2 # the first picture
ticks() { # of processor time used so far
    awk '{print $14 + $15}' "/proc/$view/stat"
}
used=0
is_idle() { # over two seconds
    before=$(ticks)
    sleep 2
    used=$(($(ticks) - before))
    [ "$used" -le "$1" ]
}
# the run ends when its folder holds a manifest; a slow machine may miss the first keys, and F5
# while it runs would begin again
tries=0
until ls "$HOMEWARD_HOME"/data/runs/*/manifest.json >/dev/null 2>&1; do
    if is_idle 20; then
        xdotool windowfocus "$window" || true
        sleep 1
        xdotool key ctrl+3
        xdotool key F5
    fi
    tries=$((tries + 1))
    [ "$tries" -lt 120 ] || { echo "the run did not end"; cat "$work/err"; exit 1; }
done
xdotool key ctrl+4
sleep 1
tries=0 # nobody does anything: no processor time, once it is through
until is_idle 2; do
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] || { echo "idle, it used $used ticks"; exit 1; }
done
xdotool key ctrl+q
tries=0
while kill -0 "$view" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "it does not close"; exit 1; }
    sleep 0.1
done
wait "$view"
