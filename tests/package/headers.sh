#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every public header compiles alone, as C11, whatever is included before it.
set -eu
compiler=$1 include=$2
failed=0
for header in "$include"/di/*.h; do
    printf '#include "di/%s"\nint di_header_compiles;\n' "${header##*/}" |
        "$compiler" -std=c11 -pedantic -Wall -Werror -I"$include" -fsyntax-only -x c - || {
        echo "${header##*/} does not compile alone"
        failed=1
    }
done
exit "$failed"
