#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The installed program runs from its own folder and finds its translations there.
set -eu
cmake=$1 build=$2
prefix=$build/package-install
rm -rf "$prefix"
"$cmake" --install "$build" --prefix "$prefix" >"$build/package-install.log" 2>&1
"$prefix/bin/homeward" --version | head -n 1 | grep -qx 'homeward 0\.1\.0'
"$prefix/bin/homeward" --lang ru --help | grep -q '^Пример:'
test -f "$prefix/include/di/model.h"
test -f "$prefix/share/homeward/scenarios/README.md"
