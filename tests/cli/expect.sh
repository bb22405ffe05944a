# SPDX-License-Identifier: GPL-3.0-or-later
# Read by tests of the program from outside, after they have set `homeward`.
# shellcheck shell=sh
# Under a Russian locale some read "1.5" as 1; what is tested is the program, not awk.
awk() {
    LC_ALL=C command awk "$@"
}

failures=0

fail() {
    echo "$1"
    failures=$((failures + 1))
}

# expect CODE PATTERN ARGUMENT...: both streams are searched.
expect() {
    code=$1 pattern=$2
    shift 2
    text=$("$homeward" "$@" --lang en --progress none 2>&1 </dev/null)
    got=$?
    [ "$got" -eq "$code" ] || fail "homeward $*: exit $got, expected $code: $text"
    printf '%s\n' "$text" | grep -q -- "$pattern" || fail "homeward $*: no '$pattern' in: $text"
}
