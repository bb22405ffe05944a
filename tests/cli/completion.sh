#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# completion.sh PROGRAM ROOT: what shells are told may come next.
set -eu
program=$1 root=$2
failed=0

# offers WORDS... = CANDIDATES: the last word is the one at the cursor.
offers() {
    wanted=$1
    shift
    got=$("$program" __complete "$@" | tr '\n' ' ')
    if [ "$got" != "$wanted" ]; then
        echo "after '$*': '$got', not '$wanted'"
        failed=1
    fi
}

offers "run report " r
offers "sensitivity selftest " --quiet se
offers "sensitivity selftest " --lang ru se
offers "" nothing_such
offers "--replications " run demo.json --rep
offers "--lang " --la
offers "--lang " run --la
offers "en ru " run --lang ''
offers "ru " --lang r
offers "print-grey print " chart results fan --theme p
offers "" run --out ''
offers "" run demo
offers "" run --set --rep
offers "--seed --set --suppress " sensitivity --s # and not --splits, which it refuses

# All commands of the help, in its order.
"$program" --help | sed -n '/^  homeward/d; s/^  \([a-z]\{3,\}\) .*/\1/p' >"${TMPDIR:-/tmp}/help-$$"
"$program" __complete '' | diff "${TMPDIR:-/tmp}/help-$$" - || failed=1
rm -f "${TMPDIR:-/tmp}/help-$$"

if command -v bash >/dev/null; then
    got=$(bash -c '. "$1"; COMP_WORDS=("$2" run --lang r); COMP_CWORD=3; _homeward "$2" r; echo "${COMPREPLY[*]}"' \
        - "$root/packaging/completion.bash" "$program")
    if [ "$got" != ru ]; then
        echo "bash: '$got'"
        failed=1
    fi
fi
exit $failed
